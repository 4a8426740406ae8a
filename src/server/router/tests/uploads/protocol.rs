//! What clients of the protocol rely on.

use super::*;

#[tokio::test]
async fn options_say_what_the_server_supports() {
    let scene = scene().await;
    let request = Request::builder()
        .method("OPTIONS")
        .uri("/uploads")
        .header("cookie", &scene.owner.cookie);
    let answer = scene.site.send(request, "").await;
    assert_eq!(answer.status(), 204);
    for (name, value) in [
        ("tus-resumable", "1.0.0"),
        ("tus-version", "1.0.0"),
        (
            "tus-extension",
            "creation,creation-with-upload,checksum,expiration,termination",
        ),
        ("tus-checksum-algorithm", "sha1,sha256"),
        ("tus-max-size", "2147483648"),
    ] {
        assert_eq!(header(&answer, name), value, "{name}");
    }
}

#[tokio::test]
async fn a_file_arrives_in_parts() {
    let scene = scene().await;
    let bytes = b"%PDF-1.7 the plan";
    let hash = sha256(bytes).to_string();
    let said = [
        ("filename", "Plan.pdf"),
        ("sha256", hash.as_str()),
        ("path", "2026/Łódź"),
    ];
    let created = scene.create(&said, bytes.len()).await;
    assert_eq!(created.status(), 201);
    assert_eq!(header(&created, "upload-offset"), "0");
    assert!(header(&created, "upload-expires").ends_with(" GMT"));
    let place = header(&created, "location").to_owned();

    let looked = scene.look(&place).await;
    assert_eq!(looked.status(), 200);
    assert_eq!(
        (header(&looked, "upload-offset"), header(&looked, "upload-length")),
        ("0", "17")
    );
    assert_eq!(header(&looked, "cache-control"), "no-store");
    assert!(header(&looked, "upload-metadata").contains(&metadata(&[("filename", "Plan.pdf")])));

    let first = scene.part(&place, 0, &bytes[..5]).await;
    assert_eq!((first.status().as_u16(), header(&first, "upload-offset")), (204, "5"));
    assert_eq!(header(&first, FILE_HEADER), "");
    let wrong = scene.part(&place, 4, &bytes[4..]).await;
    assert_eq!((wrong.status().as_u16(), header(&wrong, "upload-offset")), (409, "5"));
    assert_eq!(header(&wrong, "tus-resumable"), "1.0.0");

    let last = scene.part(&place, 5, &bytes[5..]).await;
    assert_eq!((last.status().as_u16(), header(&last, "upload-offset")), (204, "17"));
    let id = file(&last);
    let found = scene.open(id).await;
    assert_eq!(
        (found.row.name.as_str(), found.row.size, found.row.version),
        ("Plan.pdf", 17, 1)
    );
    assert_eq!(found.row.content_type, "application/pdf");
    assert_eq!(
        found.path.iter().map(|folder| folder.name.as_str()).collect::<Vec<_>>(),
        ["2026", "Łódź"]
    );
    assert_eq!(found.versions[0].hash, hash);
    assert_eq!(scene.stored(bytes).await.unwrap(), &bytes[..]);
    assert!(!scene.part_file(&place).exists());

    // A client whose last answer was lost learns the file, by either request.
    let looked = scene.look(&place).await;
    assert_eq!((header(&looked, "upload-offset"), file(&looked)), ("17", id));
    assert_eq!(file(&scene.part(&place, 17, "").await), id);
    assert_eq!(scene.part(&place, 5, &bytes[5..]).await.status(), 409);
    // Its end leaves the file.
    let ended = scene.request(&scene.owner, "DELETE", &place);
    assert_eq!(scene.site.send(ended, "").await.status(), 204);
    assert_eq!(scene.look(&place).await.status(), 404);
    assert_eq!(scene.open(id).await.row.version, 1);
}

#[tokio::test]
async fn a_request_in_another_version_of_the_protocol_is_refused() {
    let scene = scene().await;
    let place = scene.begin(&[], 3).await;
    for version in [None, Some("0.2.2")] {
        let mut request = Request::head(&place).header("cookie", &scene.owner.cookie);
        if let Some(version) = version {
            request = request.header("tus-resumable", version);
        }
        let answer = scene.site.send(request, "").await;
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "tus-version")),
            (412, "1.0.0")
        );
    }
}

#[tokio::test]
async fn a_part_without_its_checksum_is_not_kept() {
    let scene = scene().await;
    let place = scene.begin(&[("filename", "a.txt")], 10).await;
    let send = async |offset: usize, checksum: String, bytes: &'static str| {
        let request = scene.part_request(&place, offset).header("upload-checksum", checksum);
        scene.site.send(request, bytes).await
    };
    let sha1 = |bytes: &str| format!("sha1 {}", STANDARD.encode(sha1::Sha1::digest(bytes)));
    let sha256 = |bytes: &str| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
    assert_eq!(send(0, sha1("hello"), "hello").await.status(), 204);
    assert_eq!(send(5, sha1("hello"), " tus!").await.status(), 460);
    assert_eq!(send(5, sha256("hello"), " tus!").await.status(), 460);
    assert_eq!(send(5, "md5 x".into(), " tus!").await.status(), 400);
    assert_eq!(scene.offset(&place).await, "5");
    file(&send(5, sha256(" tus!"), " tus!").await);
    // The hash of the whole is not that of the refused bytes.
    assert_eq!(scene.stored(b"hello tus!").await.unwrap(), "hello tus!");
}

#[tokio::test]
async fn a_whole_file_with_another_hash_is_gone() {
    let scene = scene().await;
    let hash = sha256(b"right").to_string();
    let place = scene.begin(&[("sha256", &hash)], 5).await;
    assert_eq!(scene.part(&place, 0, "wrong").await.status(), 460);
    assert_eq!(scene.look(&place).await.status(), 404);
    assert!(!scene.part_file(&place).exists());
    assert!(scene.stored(b"wrong").await.is_none());
    assert_eq!(scene.count("SELECT count(*) FROM files").await, 0);
}

#[tokio::test]
async fn an_upload_may_be_created_with_its_first_part() {
    let scene = scene().await;
    let request = scene.creation(&scene.owner, &[], 6).header("content-type", PART);
    let answer = scene.site.send(request, "abc").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (201, "3"));
    let place = header(&answer, "location").to_owned();
    file(&scene.part(&place, 3, "def").await);
    assert_eq!(scene.stored(b"abcdef").await.unwrap(), "abcdef");
}

#[tokio::test]
async fn an_empty_file_ends_when_it_is_created() {
    let scene = scene().await;
    let answer = scene.create(&[("filename", "empty.txt")], 0).await;
    assert_eq!(answer.status(), 201);
    let found = scene.open(file(&answer)).await;
    assert_eq!((found.row.name.as_str(), found.row.size), ("empty.txt", 0));
    assert_eq!(scene.stored(b"").await.unwrap(), "");
    assert_eq!(scene.offset(header(&answer, "location")).await, "0");
}

#[tokio::test]
async fn a_repeated_creation_finds_its_upload() {
    let scene = scene().await;
    let request = uuid::Uuid::now_v7().to_string();
    let said = [("filename", "a.txt"), ("request", request.as_str())];
    let place = scene.begin(&said, 6).await;
    assert_eq!(scene.begin(&said, 6).await, place);
    assert_eq!(scene.part(&place, 0, "abc").await.status(), 204);
    // Also with its first part, which has arrived.
    let repeated = scene.creation(&scene.owner, &said, 6).header("content-type", PART);
    let repeated = scene.site.send(repeated, "abc").await;
    assert_eq!(
        (repeated.status().as_u16(), header(&repeated, "upload-offset")),
        (201, "3")
    );
    assert_eq!(header(&repeated, "location"), place);
    let id = file(&scene.part(&place, 3, "def").await);
    assert_eq!(file(&scene.create(&said, 6).await), id);
    assert_eq!(scene.count("SELECT count(*) FROM uploads").await, 1);
    // Another person may use the same id.
    let other = scene.site.person("other", Role::Administrator).await;
    let answer = scene.site.send(scene.creation(&other, &said, 6), "").await;
    assert_eq!(answer.status(), 201);
    assert_ne!(header(&answer, "location"), place);
}

#[tokio::test]
async fn a_terminated_upload_is_gone() {
    let scene = scene().await;
    let place = scene.begin(&[], 6).await;
    scene.part(&place, 0, "abc").await;
    assert!(scene.part_file(&place).exists());
    let end = || scene.request(&scene.owner, "DELETE", &place);
    assert_eq!(scene.site.send(end(), "").await.status(), 204);
    assert!(!scene.part_file(&place).exists());
    assert_eq!(scene.look(&place).await.status(), 404);
    assert_eq!(scene.part(&place, 3, "def").await.status(), 404);
    assert_eq!(scene.site.send(end(), "").await.status(), 404);
}

#[tokio::test]
async fn the_method_may_be_named_in_a_header() {
    let scene = scene().await;
    let place = scene.begin(&[], 3).await;
    let named = |method: &str| {
        scene
            .request(&scene.owner, "POST", &place)
            .header("x-http-method-override", method)
            .header("content-type", PART)
            .header("upload-offset", 0)
    };
    assert_eq!(scene.site.send(named("GET"), "").await.status(), 405);
    let looked = scene.site.send(named("HEAD"), "").await;
    assert_eq!((looked.status().as_u16(), header(&looked, "upload-length")), (200, "3"));
    let sent = scene.site.send(named("PATCH"), "ab").await;
    assert_eq!((sent.status().as_u16(), header(&sent, "upload-offset")), (204, "2"));
    assert_eq!(scene.site.send(named("DELETE"), "").await.status(), 204);
    assert_eq!(scene.look(&place).await.status(), 404);
}
