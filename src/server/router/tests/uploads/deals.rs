//! Uploads for notes on deals.

use domain::{
    deal::access::DealAction,
    ids::{DealFileId, DealId},
    person::Language,
};

use super::*;
use crate::server::store::{
    deals::{self, stages},
    tests::deals as world,
};

/// Adds a deal of the owner.
async fn deal_of(scene: &Scene) -> DealId {
    let mut tx = scene.site.state.store.begin().await.unwrap();
    stages::add_defaults(&mut tx, Language::En).await.unwrap();
    let stage = stages::list(&mut tx).await.unwrap()[0].id;
    tx.commit().await.unwrap();
    let owner = &scene.owner.gate;
    world::add(owner, world::form("Sold", stage, owner.me().id, &[])).await
}

/// Returns the request that creates an upload for a note.
fn creation(scene: &Scene, person: &Person, deal: DealId, size: usize) -> axum::http::request::Builder {
    let said = metadata(&[("deal", &deal.to_string()), ("filename", "Oferta.txt")]);
    scene
        .request(person, "POST", "/uploads")
        .header("upload-length", size)
        .header("upload-metadata", said)
}

async fn upload(scene: &Scene, deal: DealId, bytes: &'static str) -> DealFileId {
    let request = creation(scene, &scene.owner, deal, bytes.len()).header("content-type", PART);
    let answer = scene.site.send(request, bytes).await;
    assert_eq!(answer.status(), 201);
    header(&answer, FILE_HEADER).parse().unwrap()
}

async fn content(scene: &Scene, person: &Person, file: DealFileId) -> (u16, String) {
    let path = domain::deal::CONTENT_PATH.replace("{id}", &file.to_string());
    let answer = scene.site.send(scene.request(person, "GET", &path), "").await;
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn an_upload_for_a_deal_becomes_a_file_that_a_note_can_have() {
    let scene = scene().await;
    let deal = deal_of(&scene).await;
    let place = {
        let answer = scene.site.send(creation(&scene, &scene.owner, deal, 5), "").await;
        assert_eq!(answer.status(), 201);
        header(&answer, "location").to_owned()
    };
    let answer = scene.part(&place, 0, "hello").await;
    assert_eq!(answer.status(), 204);
    let file: DealFileId = header(&answer, FILE_HEADER).parse().unwrap();
    let again = scene.look(&place).await;
    assert_eq!(header(&again, FILE_HEADER), file.to_string());
    let said = format!("deal {}", STANDARD.encode(deal.to_string()));
    assert!(header(&again, "upload-metadata").contains(&said));

    let admin = scene.site.person("admin", Role::Administrator).await;
    let stranger = scene.site.person("stranger", Role::User).await;
    assert_eq!(content(&scene, &scene.owner, file).await, (200, "hello".to_owned()));
    assert_eq!(content(&scene, &admin, file).await.0, 404);
    let mut permit = scene.owner.gate.deal(deal, DealAction::WriteNote).await.unwrap();
    deals::add_note(&mut permit, "", &[file]).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(content(&scene, &admin, file).await.0, 200);
    let unknown = DealFileId(uuid::Uuid::from_u128(1));
    assert_eq!(
        content(&scene, &stranger, file).await,
        content(&scene, &stranger, unknown).await
    );
    // The same bytes, uploaded to a space, are stored once.
    scene.upload(&[("filename", "Oferta.txt")], b"hello").await;
    assert_eq!(scene.count("SELECT count(*) FROM blobs").await, 1);
}

#[tokio::test]
async fn only_people_of_a_deal_upload_for_it() {
    let scene = scene().await;
    let deal = deal_of(&scene).await;
    let stranger = scene.site.person("stranger", Role::User).await;
    for deal in [deal, DealId(uuid::Uuid::from_u128(1))] {
        let answer = scene.site.send(creation(&scene, &stranger, deal, 5), "").await;
        assert_eq!(answer.status(), 404);
    }
    // Access that is taken away ends an upload.
    let answer = scene.site.send(creation(&scene, &scene.owner, deal, 5), "").await;
    let place = header(&answer, "location").to_owned();
    let to = stranger.gate.me().id;
    scene.change(&format!("UPDATE deals SET owner_id = '{to}'")).await;
    assert_eq!(scene.part(&place, 0, "hello").await.status(), 404);
    assert_eq!(scene.count("SELECT count(*) FROM deal_files").await, 0);
}

#[tokio::test]
async fn deals_take_files_while_spaces_are_switched_off() {
    let scene = scene().await;
    let deal = deal_of(&scene).await;
    let admin = scene.site.person("admin", Role::Administrator).await;
    let mut tx = scene.site.state.store.begin().await.unwrap();
    account::ensure(&mut tx, Language::En).await.unwrap();
    tx.commit().await.unwrap();
    let off = "{\"add_on\":\"spaces\",\"on\":false}";
    assert_eq!(scene.site.call("switch_add_on", &admin.cookie, off).await.0, 200);
    let file = upload(&scene, deal, "hello").await;
    assert_eq!(content(&scene, &scene.owner, file).await.0, 200);
    let of_space = scene.create(&[("filename", "a.txt")], 5).await;
    assert_eq!(of_space.status(), 404);
}
