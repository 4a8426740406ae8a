//! What the sweep deletes, and what it does not.

use std::time::{Duration, SystemTime};

use domain::limits::{UNREFERENCED_KEPT_MS, UPLOAD_KEPT_MS};

use super::*;
use crate::server::{
    clock,
    files::{check, sweep},
    store::files::blobs,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

#[tokio::test]
async fn an_expired_upload_is_gone() {
    let scene = scene().await;
    let (place, other) = (scene.begin(&[], 6).await, scene.begin(&[], 6).await);
    scene.part(&place, 0, "abc").await;
    scene.part(&other, 0, "abc").await;
    scene
        .change(&format!(
            "UPDATE uploads SET expires_at = 1 WHERE id = '{}'",
            &place[9..]
        ))
        .await;
    assert_eq!(scene.look(&place).await.status(), 410);
    assert_eq!(scene.part(&place, 3, "def").await.status(), 410);
    let state = &scene.site.state;
    let swept = sweep::expired_uploads(&state.store, &state.uploads, clock::now())
        .await
        .unwrap();
    assert_eq!(swept, 1);
    assert!(!scene.part_file(&place).exists() && scene.part_file(&other).exists());
    assert_eq!(scene.look(&place).await.status(), 404);
    assert_eq!(scene.offset(&other).await, "3");
}

#[tokio::test]
async fn an_upload_that_goes_on_does_not_expire() {
    let scene = scene().await;
    let place = scene.begin(&[], 6).await;
    let soon = clock::now() + HOUR_MS;
    scene.change(&format!("UPDATE uploads SET expires_at = {soon}")).await;
    scene.part(&place, 0, "abc").await;
    let expires = scene.count("SELECT expires_at FROM uploads").await;
    assert!(expires > clock::now() + UPLOAD_KEPT_MS - HOUR_MS);
}

#[tokio::test]
async fn files_without_an_upload_are_deleted() {
    let scene = scene().await;
    let place = scene.begin(&[], 6).await;
    scene.part(&place, 0, "abc").await;
    let lost = scene.part_file("/uploads/0192f5d4-0000-7000-8000-000000000001");
    std::fs::write(&lost, "abc").unwrap();
    let state = &scene.site.state;
    let swept = sweep::expired_uploads(&state.store, &state.uploads, clock::now())
        .await
        .unwrap();
    assert_eq!(swept, 1);
    assert!(!lost.exists() && scene.part_file(&place).exists());
}

#[tokio::test]
async fn bytes_without_a_file_are_deleted_a_day_after_they_were_stored() {
    let scene = scene().await;
    scene.upload(&[("filename", "kept.txt")], b"kept").await;
    let gone = scene.upload(&[("filename", "gone.txt")], b"gone").await;
    let state = &scene.site.state;
    let thumbnail = BlobKey::Thumbnail(sha256(b"gone"), 320);
    state.blobs.put_bytes(&thumbnail, &b"webp"[..]).await.unwrap();
    scene.change(&format!("DELETE FROM files WHERE id = '{gone}'")).await;
    let sweep = async |now: i64| sweep::unreferenced(&state.store, &state.blobs, now).await.unwrap();
    let now = clock::now();
    assert_eq!(sweep(now + UNREFERENCED_KEPT_MS - HOUR_MS).await, 0);
    let held = state.blobs.hold(sha256(b"gone")).await;
    assert_eq!(sweep(now + UNREFERENCED_KEPT_MS + HOUR_MS).await, 0);
    drop(held);
    assert_eq!(sweep(now + UNREFERENCED_KEPT_MS + HOUR_MS).await, 1);
    assert!(scene.stored(b"gone").await.is_none() && !state.blobs.exists(&thumbnail).await.unwrap());
    assert_eq!(scene.stored(b"kept").await.unwrap(), "kept");
    assert_eq!(scene.count("SELECT count(*) FROM blobs").await, 1);
}

#[tokio::test]
async fn objects_without_a_row_are_deleted_after_a_day() {
    let scene = scene().await;
    scene.upload(&[("filename", "kept.txt")], b"kept").await;
    let state = &scene.site.state;
    let root = state.config.data.join("blobs");
    let orphan = BlobKey::Content(sha256(b"orphan"));
    state.blobs.put_bytes(&orphan, &b"orphan"[..]).await.unwrap();
    std::fs::write(root.join("content/README"), "not ours").unwrap();
    let found = check::differences(&state.store, &state.blobs).await.unwrap();
    assert!(found.differences.is_empty());
    assert_eq!(found.orphans.unwrap().count, 1);
    let sweep = async || sweep::orphans(&state.store, &state.blobs, clock::now()).await.unwrap();
    assert_eq!(sweep().await, 0);
    let old = SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60);
    for path in [
        root.join(orphan.path()),
        root.join(BlobKey::Content(sha256(b"kept")).path()),
    ] {
        std::fs::File::options()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    assert_eq!(sweep().await, 1);
    assert!(!state.blobs.exists(&orphan).await.unwrap());
    assert_eq!(scene.stored(b"kept").await.unwrap(), "kept");
    assert!(root.join("content/README").exists());
}

#[tokio::test]
async fn damaged_and_missing_bytes_are_found() {
    let scene = scene().await;
    scene.upload(&[("filename", "a.txt")], b"first").await;
    scene.upload(&[("filename", "b.txt")], b"second").await;
    let state = &scene.site.state;
    let root = state.config.data.join("blobs");
    let path = |bytes: &[u8]| root.join(BlobKey::Content(sha256(bytes)).path());
    std::fs::write(path(b"first"), "fjrst").unwrap();
    std::fs::remove_file(path(b"second")).unwrap();
    let found = check::differences(&state.store, &state.blobs)
        .await
        .unwrap()
        .differences;
    let found: Vec<(usize, &str)> = found
        .iter()
        .map(|found| (found.count, found.example.as_str()))
        .collect();
    let (first, second) = (sha256(b"first").to_string(), sha256(b"second").to_string());
    assert_eq!(found, [(1, second.as_str()), (1, first.as_str())]);
}

/// An upload that ends with bytes which the sweep is deleting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_that_arrive_again_while_they_are_swept_are_not_lost() {
    let scene = scene().await;
    let state = scene.site.state.clone();
    let stop = tokio_util::sync::CancellationToken::new();
    let (sweeping, stopped) = (state.clone(), stop.clone());
    let sweeps = tokio::spawn(async move {
        let mut swept = 0;
        while !stopped.is_cancelled() {
            let later = clock::now() + 2 * UNREFERENCED_KEPT_MS;
            swept += sweep::unreferenced(&sweeping.store, &sweeping.blobs, later)
                .await
                .unwrap();
            swept += sweep::orphans(&sweeping.store, &sweeping.blobs, later).await.unwrap();
        }
        swept
    });
    for turn in 0..40 {
        let id = scene.upload(&[("filename", "again.txt")], b"again and again").await;
        assert_eq!(
            scene.stored(b"again and again").await.unwrap(),
            "again and again",
            "turn {turn}"
        );
        let mut tx = state.store.reader().begin().await.unwrap();
        assert_eq!(
            blobs::known(&mut tx, &[sha256(b"again and again")])
                .await
                .unwrap()
                .len(),
            1
        );
        drop(tx);
        scene.change(&format!("DELETE FROM files WHERE id = '{id}'")).await;
        if turn % 2 == 0 {
            tokio::time::sleep(Duration::from_millis(turn / 4)).await;
        }
    }
    stop.cancel();
    assert!(sweeps.await.unwrap() > 0, "nothing was swept meanwhile");
}
