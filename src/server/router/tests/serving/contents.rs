//! The bytes of one file: headers, parts, versions, and who gets them.

use super::*;

const UNKNOWN: &str = "00000000-0000-7000-8000-000000000000";

#[tokio::test]
async fn a_file_is_sent_whole_and_by_parts_and_only_if_it_has_changed() {
    let scene = scene().await;
    let content = long(700_000);
    let file = scene.upload("dane.bin", content.clone()).await;
    let path = content_path(file, 1);
    let answer = scene.get(&path, &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(answer.status(), 200);
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-length", "700000"),
        ("accept-ranges", "bytes"),
        ("cache-control", "private, no-cache"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("content-encoding", ""),
        (
            "content-disposition",
            "attachment; filename=\"dane.bin\"; filename*=UTF-8''dane.bin",
        ),
    ] {
        assert_eq!(said(&answer, name), value, "{name}");
    }
    assert!(said(&answer, "content-security-policy").starts_with("default-src 'none';"));
    let tag = said(&answer, "etag").to_owned();
    assert_eq!(tag.len(), 66);
    assert_eq!(bytes(answer).await, content);

    let part = scene.get(&path, &[("range", "bytes=300000-300009")]).await;
    assert_eq!(part.status(), 206);
    assert_eq!(said(&part, "content-range"), "bytes 300000-300009/700000");
    assert_eq!(said(&part, "content-length"), "10");
    assert_eq!(bytes(part).await, content[300_000..300_010]);
    let end = scene.get(&path, &[("range", "bytes=-5"), ("if-range", &tag)]).await;
    assert_eq!(bytes(end).await, content[699_995..]);
    let changed = scene.get(&path, &[("range", "bytes=-5"), ("if-range", "\"x\"")]).await;
    assert_eq!(
        (changed.status(), bytes(changed).await.len()),
        (StatusCode::OK, 700_000)
    );
    let several = scene.get(&path, &[("range", "bytes=0-1,5-6")]).await;
    assert_eq!(
        (several.status(), bytes(several).await.len()),
        (StatusCode::OK, 700_000)
    );
    let behind = scene.get(&path, &[("range", "bytes=700000-")]).await;
    assert_eq!(behind.status(), 416);
    assert_eq!(said(&behind, "content-range"), "bytes */700000");

    let known = scene.get(&path, &[("if-none-match", &tag)]).await;
    assert_eq!(
        (known.status(), said(&known, "etag")),
        (StatusCode::NOT_MODIFIED, &*tag)
    );
    assert!(bytes(known).await.is_empty());

    let head = Request::builder().method("HEAD").uri(&path);
    let head = scene
        .site
        .send(with(head, &scene.reader, &[("range", "bytes=0-1")]), "")
        .await;
    assert_eq!(
        (head.status(), said(&head, "content-length")),
        (StatusCode::OK, "700000")
    );
    assert!(bytes(head).await.is_empty());
}

#[tokio::test]
async fn an_empty_file_has_no_parts() {
    let scene = scene().await;
    let file = scene.upload("pusty.txt", "").await;
    let path = content_path(file, 1);
    let whole = scene.get(&path, &[]).await;
    assert_eq!((whole.status(), said(&whole, "content-length")), (StatusCode::OK, "0"));
    let part = scene.get(&path, &[("range", "bytes=0-")]).await;
    assert!(part.status() == 200 || part.status() == 416, "{}", part.status());
    assert!(bytes(part).await.is_empty());
}

#[tokio::test]
async fn each_version_keeps_its_bytes() {
    let scene = scene().await;
    let file = scene.upload("Umowa.txt", "first").await;
    assert_eq!(scene.upload("umowa.TXT", "second").await, file);
    for (path, expected) in [
        (content_path(file, 1), "first"),
        (content_path(file, 2), "second"),
        (format!("/files/{file}/content"), "second"),
    ] {
        let answer = scene.get(&path, &[]).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(bytes(answer).await, expected.as_bytes(), "{path}");
    }
    for version in ["3", "0", "-1", "x", "99999999999999999999"] {
        let answer = scene
            .get(&format!("/files/{file}/content?version={version}"), &[])
            .await;
        assert_eq!(answer.status(), 404, "{version}");
    }
}

#[tokio::test]
async fn a_stranger_with_a_copied_address_learns_no_more_than_of_an_unknown_file() {
    let scene = scene().await;
    let file = scene.upload("zdjęcie.png", pictures::plain()).await;
    scene.make_previews().await;
    let tag = said(&scene.get(&content_path(file, 1), &[]).await, "etag").to_owned();
    assert_eq!(scene.get(&thumbnail_path(file, 1, 64), &[]).await.status(), 200);

    for path in [
        content_path(file, 1),
        download_path(file, 1),
        thumbnail_path(file, 1, 64),
    ] {
        let unknown = path.replace(&file.to_string(), UNKNOWN);
        for headers in [
            &[][..],
            &[("range", "bytes=0-9")],
            &[("if-none-match", &*tag)],
            &[("if-none-match", "*")],
            &[("if-range", &*tag), ("range", "bytes=0-9")],
        ] {
            for method in ["GET", "HEAD"] {
                let ask = async |path: &str| {
                    let request = Request::builder().method(method).uri(path);
                    told(scene.site.send(with(request, &scene.stranger, headers), "").await).await
                };
                let told = ask(&path).await;
                assert_eq!(told.0, 404, "{method} {path} {headers:?}");
                assert_eq!(told, ask(&unknown).await, "{method} {path} {headers:?}");
            }
        }
        let signed_out = scene.site.get(&path).await;
        assert!(place(&signed_out).starts_with("/sign-in?next="), "{path}");
    }
    // Access that is taken away counts at once, also for a client that has the bytes.
    scene.take_access().await;
    for path in [content_path(file, 1), thumbnail_path(file, 1, 64)] {
        assert_eq!(
            scene.get(&path, &[("if-none-match", &tag)]).await.status(),
            404,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_file_in_the_trash_is_read_by_the_people_who_may_restore_it() {
    let scene = scene().await;
    let file = scene.upload("a.txt", "a").await;
    let items = domain::file::Items::file(file);
    people::delete(&scene.owner.gate, &items).await.unwrap();
    let path = content_path(file, 1);
    assert_eq!(scene.get(&path, &[]).await.status(), 404);
    assert_eq!(scene.get_as(&scene.owner, &path, &[]).await.status(), 200);
}

#[tokio::test]
async fn a_download_ends_broken_when_access_is_taken_away_meanwhile() {
    let scene = scene().await;
    let file = scene.upload("film.bin", long(4 << 20)).await;
    let answer = scene.get(&content_path(file, 1), &[]).await;
    let mut parts = answer.into_body().into_data_stream();
    let mut arrived = parts.next().await.unwrap().unwrap().len();
    // Other events change nothing.
    scene.upload("other.txt", "x").await;
    arrived += parts.next().await.unwrap().unwrap().len();
    scene.take_access().await;
    let mut broken = false;
    while let Some(part) = parts.next().await {
        match part {
            Ok(part) => arrived += part.len(),
            Err(_) => broken = true,
        }
        // A check is at most a tenth of a second old.
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    assert!(broken && arrived < 2 << 20, "{arrived} bytes arrived");
}

#[tokio::test]
async fn an_administrator_who_reads_a_closed_space_of_others_is_recorded() {
    let scene = scene().await;
    let file = scene.upload("a.txt", "a").await;
    let administrator = scene.site.person("admin", Role::Administrator).await;
    let lines = "SELECT kind FROM audit_lines WHERE kind = 'space_opened'";
    assert!(scene.texts(lines).await.is_empty());
    for _ in 0..2 {
        let answer = scene.get_as(&administrator, &content_path(file, 1), &[]).await;
        assert_eq!(answer.status(), 200);
    }
    assert_eq!(scene.texts(lines).await.len(), 1);
}
