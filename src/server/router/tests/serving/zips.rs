//! Several files as one zip.

use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use super::*;

/// Returns the names of all entries, each with its bytes.
fn unpacked(zip: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            assert_eq!(entry.compression(), CompressionMethod::Stored);
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn names(zip: Vec<u8>) -> Vec<String> {
    unpacked(zip).into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn a_zip_has_the_files_with_their_folders_under_safe_and_unique_names() {
    let scene = scene().await;
    let gate = &scene.owner.gate;
    let outer = people::folder(gate, scene.space, None, "Umowy").await;
    let inner = people::folder(gate, scene.space, Some(outer), "Łódź: 2026").await;
    let empty = people::folder(gate, scene.space, Some(outer), "pusty").await;
    let long = long(600_000);
    scene.upload_to(Some(inner), "zażółć.bin", long.clone()).await;
    scene.upload_to(Some(outer), "con.txt", "con").await;
    let root = scene.upload("a.txt", "root").await;
    let answer = scene.form_as(&scene.reader, format!("space={}", scene.space)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(said(&answer, "content-type"), "application/zip");
    assert_eq!(said(&answer, "content-encoding"), "");
    assert_eq!(said(&answer, "cache-control"), "private, no-cache");
    let expected = "attachment; filename=\"__d__ plany.zip\"; filename*=UTF-8''%C5%81%C3%B3d%C5%BA_%20plany.zip";
    assert_eq!(said(&answer, "content-disposition"), expected);
    let mut whole = unpacked(bytes(answer).await);
    whole.sort();
    assert_eq!(
        whole,
        [
            ("Umowy/".to_owned(), Vec::new()),
            ("Umowy/_con.txt".to_owned(), b"con".to_vec()),
            ("Umowy/pusty/".to_owned(), Vec::new()),
            ("Umowy/Łódź_ 2026/".to_owned(), Vec::new()),
            ("Umowy/Łódź_ 2026/zażółć.bin".to_owned(), long),
            ("a.txt".to_owned(), b"root".to_vec()),
        ]
    );
    // Chosen things are outermost, and nothing is there twice.
    let form = format!("files={root}&folders={inner},{empty}");
    let some = names(bytes(scene.form_as(&scene.reader, form).await).await);
    assert_eq!(some, ["Łódź_ 2026/", "pusty/", "Łódź_ 2026/zażółć.bin", "a.txt"]);
    let form = format!("folders={inner},{outer}");
    let nested = names(bytes(scene.form_as(&scene.reader, form).await).await);
    assert_eq!(
        nested.iter().filter(|name| name.ends_with("zażółć.bin")).count(),
        1,
        "{nested:?}"
    );
}

#[tokio::test]
async fn a_zip_is_recorded_in_the_audit_log() {
    let scene = scene().await;
    let file = scene.upload("a.txt", "a").await;
    let answer = scene.form_as(&scene.reader, format!("files={file}")).await;
    assert!(said(&answer, "content-disposition").contains("filename=\"a.txt.zip\""));
    drop(answer);
    let lines = scene
        .texts("SELECT detail FROM audit_lines WHERE kind = 'files_downloaded'")
        .await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains('1'), "{lines:?}");
}

#[tokio::test]
async fn a_zip_with_anything_that_a_person_may_not_read_is_refused() {
    let scene = scene().await;
    let file = scene.upload("a.txt", "a").await;
    let folder = people::folder(&scene.owner.gate, scene.space, None, "Umowy").await;
    let other = add_with(&scene.reader.gate, "Other", Visibility::Private, &[]).await;
    let own = people::folder(&scene.reader.gate, other, None, "Own").await;
    let unknown = "00000000-0000-7000-8000-000000000000";
    let as_unknown = told(scene.form_as(&scene.stranger, format!("files={unknown}")).await).await;
    assert_eq!(as_unknown.0, 404);
    // That a private space exists is no secret.
    let whole = format!("space={}", scene.space);
    assert_eq!(scene.form_as(&scene.stranger, whole.clone()).await.status(), 403);
    assert_eq!(scene.form_as(&scene.reader, whole).await.status(), 200);
    for form in [format!("files={file}"), format!("folders={folder}")] {
        assert_eq!(
            told(scene.form_as(&scene.stranger, form.clone()).await).await,
            as_unknown,
            "{form}"
        );
        assert_eq!(scene.form_as(&scene.reader, form.clone()).await.status(), 200, "{form}");
    }
    for form in [format!("files={file},{unknown}"), format!("files={file}&folders={own}")] {
        assert_eq!(scene.form_as(&scene.reader, form.clone()).await.status(), 404, "{form}");
    }
    for form in ["", "files=x", "files="] {
        assert_eq!(
            scene.form_as(&scene.reader, form.to_owned()).await.status(),
            400,
            "{form}"
        );
    }
    let foreign = Request::post(domain::file::ZIP_PATH)
        .header("origin", "http://evil.example")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = scene
        .site
        .send(with(foreign, &scene.reader, &[]), format!("files={file}"))
        .await;
    assert_eq!(answer.status(), 403);
    let signed_out = Request::post(domain::file::ZIP_PATH)
        .header("origin", format!("http://{HOST}"))
        .header("content-type", "application/x-www-form-urlencoded");
    assert!(place(&scene.site.send(signed_out, format!("files={file}")).await).starts_with("/sign-in"));
}

#[tokio::test]
async fn a_zip_ends_broken_when_access_is_taken_away_meanwhile() {
    let scene = scene().await;
    for number in 0..4 {
        let mut content = long(1 << 20);
        content[0] = number;
        scene.upload(&format!("{number}.bin"), content).await;
    }
    let answer = scene.form_as(&scene.reader, format!("space={}", scene.space)).await;
    let mut parts = answer.into_body().into_data_stream();
    let mut arrived = parts.next().await.unwrap().unwrap().len();
    scene.take_access().await;
    let mut broken = false;
    while let Some(part) = parts.next().await {
        match part {
            Ok(part) => arrived += part.len(),
            Err(_) => broken = true,
        }
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    assert!(broken && arrived < 3 << 20, "{arrived} bytes arrived");
}
