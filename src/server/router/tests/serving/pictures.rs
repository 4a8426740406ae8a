//! Pictures: what is taken out of them, their sizes, and their thumbnails.

use super::*;

const SECRET: &[u8] = b"51.7592N 19.4560E";

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&name[..], content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let sum = !body.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    });
    [&length[..], &body, &sum.to_be_bytes()].concat()
}

/// Returns a picture of 2 x 1 pixels with these chunks.
fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let pixels = [0x78, 0x01, 0x01, 3, 0, 0xfc, 0xff, 0, 0, 0, 0, 3, 0, 1];
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunks.concat(),
        chunk(b"IDAT", &pixels),
        chunk(b"IEND", b""),
    ]
    .concat()
}

pub fn plain() -> Vec<u8> {
    png(&[])
}

fn photo() -> Vec<u8> {
    png(&[chunk(b"tEXt", &[b"Location\0", SECRET].concat())])
}

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET)
}

#[tokio::test]
async fn a_position_is_never_served_unless_administrators_keep_originals() {
    let scene = scene().await;
    let file = scene.upload("a.png", photo()).await;
    for path in [content_path(file, 1), download_path(file, 1)] {
        let answer = scene.get(&path, &[]).await;
        assert_eq!(answer.status(), 200);
        let length: usize = said(&answer, "content-length").parse().unwrap();
        let content = bytes(answer).await;
        assert_eq!((content.len(), &content), (length, &plain()), "{path}");
    }
    let zip = bytes(scene.form_as(&scene.reader, format!("files={file}")).await).await;
    assert!(!has_secret(&zip));
    scene.change("UPDATE file_rules SET keep_originals = 1").await;
    assert_eq!(bytes(scene.get(&content_path(file, 1), &[]).await).await, photo());
    let zip = bytes(scene.form_as(&scene.reader, format!("files={file}")).await).await;
    assert!(has_secret(&zip));
}

#[tokio::test]
async fn a_picture_that_was_only_the_stripped_form_of_another_gets_its_own_thumbnails() {
    let scene = scene().await;
    scene.upload("a.png", photo()).await;
    let stripped = scene.upload("b.png", plain()).await;
    scene.make_previews().await;
    assert_eq!(scene.get(&thumbnail_path(stripped, 1, 64), &[]).await.status(), 200);
    // Uploaded again, it is examined no more.
    let again = scene.upload("c.png", photo()).await;
    assert!(!has_secret(&bytes(scene.get(&content_path(again, 1), &[]).await).await));
}

#[tokio::test]
async fn the_size_of_a_picture_is_known_when_its_upload_ends() {
    let scene = scene().await;
    let file = scene.upload("a.png", photo()).await;
    let detail = people::open(&scene.reader.gate, file).await.unwrap();
    let size = detail.row.picture.unwrap();
    assert_eq!((size.width, size.height), (2, 1));
}

#[tokio::test]
async fn thumbnails_are_made_in_the_background_and_open_pages_learn_of_them() {
    let scene = scene().await;
    let file = scene.upload("a.png", photo()).await;
    let path = thumbnail_path(file, 1, 320);
    assert_eq!(scene.get(&path, &[]).await.status(), 404);
    let newest = scene.site.state.store.newest_event();
    let before = *newest.borrow();
    scene.make_previews().await;
    assert!(*newest.borrow() > before);
    let answer = scene.get(&path, &[]).await;
    assert_eq!(
        (answer.status(), said(&answer, "content-type")),
        (StatusCode::OK, "image/webp")
    );
    assert_eq!(said(&answer, "cache-control"), "private, no-cache");
    assert_eq!(said(&answer, "x-content-type-options"), "nosniff");
    let tag = said(&answer, "etag").to_owned();
    let thumbnail = bytes(answer).await;
    assert!(thumbnail.starts_with(b"RIFF") && !has_secret(&thumbnail));
    assert_eq!(scene.get(&path, &[("if-none-match", &tag)]).await.status(), 304);
    for size in ["63", "640", "0", "x", "1280x"] {
        let path = format!("/files/{file}/thumbnail/{size}?version=1");
        assert_eq!(scene.get(&path, &[]).await.status(), 404, "{size}");
    }
}

#[tokio::test]
async fn a_damaged_or_enormous_picture_has_no_preview_and_is_only_saved() {
    let scene = scene().await;
    let enormous = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0x4a, 0x38, 0, 0, 0x4a, 0x38, 1, 0, 0, 0, 0]),
        chunk(b"tEXt", SECRET),
        chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        chunk(b"IEND", b""),
    ]
    .concat();
    let cut = photo()[..50].to_vec();
    for (name, content) in [("wielki.png", enormous), ("urwany.png", cut)] {
        let file = scene.upload(name, content).await;
        let other = scene.upload(&format!("po {name}"), plain()).await;
        scene.make_previews().await;
        assert_eq!(scene.get(&thumbnail_path(file, 1, 64), &[]).await.status(), 404);
        // It does not keep others waiting, and is not tried again.
        assert_eq!(scene.get(&thumbnail_path(other, 1, 64), &[]).await.status(), 200);
        let states = scene
            .texts("SELECT DISTINCT thumbnails FROM blobs ORDER BY thumbnails")
            .await;
        assert!(
            states.contains(&"failed".to_owned()) && !states.contains(&"pending".to_owned()),
            "{states:?}"
        );
        let answer = scene.get(&content_path(file, 1), &[]).await;
        assert_eq!(said(&answer, "content-type"), "image/png");
        assert!(
            said(&answer, "content-disposition").starts_with("attachment;"),
            "{name}"
        );
        if name == "wielki.png" {
            assert!(!has_secret(&bytes(answer).await));
        }
    }
}
