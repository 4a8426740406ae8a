//! What an upload becomes.

use domain::access::Action;

use super::*;
use crate::server::store::spaces;

#[tokio::test]
async fn the_same_bytes_are_stored_once() {
    let scene = scene().await;
    let first = scene.upload(&[("filename", "a.txt")], b"same").await;
    let second = scene.upload(&[("filename", "b.txt")], b"same").await;
    assert_ne!(first, second);
    assert_eq!(scene.count("SELECT count(*) FROM blobs").await, 1);
    assert_eq!(scene.count("SELECT count(*) FROM file_versions").await, 2);
}

#[tokio::test]
async fn the_same_name_in_a_folder_is_a_new_version() {
    let scene = scene().await;
    let first = scene
        .upload(
            &[("filename", "\u{17b}\u{f3}\u{142}\u{107}.txt"), ("path", "A")],
            b"one",
        )
        .await;
    let decomposed = "Z\u{307}o\u{301}\u{142}c\u{301}.txt";
    let second = scene.upload(&[("filename", decomposed), ("path", "a")], b"two").await;
    assert_eq!(first, second);
    let named = scene
        .upload(&[("file", &first.to_string()), ("filename", "other.txt")], b"three")
        .await;
    assert_eq!(first, named);
    let found = scene.open(first).await;
    let numbers: Vec<i64> = found.versions.iter().map(|version| version.number).collect();
    assert_eq!((numbers, found.row.size), (vec![3, 2, 1], 5));
    assert_eq!(scene.count("SELECT count(*) FROM folders").await, 1);
    // Not in another folder, and not in a post.
    assert_ne!(scene.upload(&[("filename", decomposed)], b"four").await, first);
    assert_ne!(
        scene.upload(&[("filename", decomposed), ("post", "1")], b"five").await,
        first
    );
}

#[tokio::test]
async fn an_upload_ends_only_if_the_person_may_still_write() {
    let scene = scene().await;
    let member = scene.site.person("member", Role::User).await;
    let mut permit = scene.owner.gate.space(scene.space, Action::ManagePeople).await.unwrap();
    spaces::act::give_access(&mut permit, &[member.gate.me().id])
        .await
        .unwrap();
    permit.commit().await.unwrap();
    scene.change("UPDATE spaces SET visibility = 'hidden'").await;
    let begin = async || {
        let answer = scene
            .site
            .send(scene.creation(&member, &[("filename", "a.txt")], 3), "")
            .await;
        assert_eq!(answer.status(), 201);
        header(&answer, "location").to_owned()
    };
    let part = |place: &str| {
        scene
            .request(&member, "PATCH", place)
            .header("content-type", PART)
            .header("upload-offset", 0)
    };
    let (archived, taken, arrived) = (begin().await, begin().await, begin().await);
    // While the space is archived, nothing arrives and nothing is lost.
    let mut permit = scene.owner.gate.space(scene.space, Action::Archive).await.unwrap();
    spaces::act::archive(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(scene.site.send(part(&archived), "abc").await.status(), 403);
    scene.change("UPDATE spaces SET state = 'active'").await;
    assert_eq!(scene.site.send(part(&archived), "abc").await.status(), 204);

    // Without access, the upload and its bytes are gone.
    let mut permit = scene.owner.gate.space(scene.space, Action::ManagePeople).await.unwrap();
    spaces::act::take_access(&mut permit, &[member.gate.me().id])
        .await
        .unwrap();
    permit.commit().await.unwrap();
    assert_eq!(scene.site.send(part(&taken), "abd").await.status(), 404);
    std::fs::write(scene.part_file(&arrived), "abe").unwrap();
    let looked = scene.site.send(scene.request(&member, "HEAD", &arrived), "").await;
    assert_eq!(looked.status(), 404);
    for place in [&taken, &arrived] {
        assert!(!scene.part_file(place).exists());
        assert_eq!(
            scene
                .site
                .send(scene.request(&member, "HEAD", place), "")
                .await
                .status(),
            404
        );
    }
    assert!(scene.stored(b"abd").await.is_none() && scene.stored(b"abe").await.is_none());
    assert_eq!(scene.count("SELECT count(*) FROM files").await, 1);
}

#[tokio::test]
async fn a_deleted_file_takes_its_upload_along() {
    let scene = scene().await;
    let request = uuid::Uuid::now_v7().to_string();
    let said = [("filename", "a.txt"), ("request", request.as_str())];
    let answer = scene
        .site
        .send(
            scene.creation(&scene.owner, &said, 3).header("content-type", PART),
            "abc",
        )
        .await;
    let place = header(&answer, "location").to_owned();
    scene.change("DELETE FROM files").await;
    assert_eq!(scene.look(&place).await.status(), 404);
    // The same request then uploads it again.
    assert_ne!(scene.begin(&said, 3).await, place);
}
