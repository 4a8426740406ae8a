//! What is refused, and that it leaves nothing behind.

use domain::{access::Action, file::rules::FileRules, ids::FolderId, limits::LARGEST_FILE};

use super::*;
use crate::server::store::spaces;

#[tokio::test]
async fn an_upload_exists_only_for_the_person_who_began_it() {
    let scene = scene().await;
    let place = scene.begin(&[("filename", "a.txt")], 3).await;
    let admin = scene.site.person("admin", Role::Administrator).await;
    for method in ["HEAD", "PATCH", "DELETE"] {
        let request = scene
            .request(&admin, method, &place)
            .header("content-type", PART)
            .header("upload-offset", 0);
        assert_eq!(scene.site.send(request, "abc").await.status(), 404, "{method}");
    }
    assert_eq!(scene.offset(&place).await, "0");
    for unknown in [
        "/uploads/0192f5d4-0000-7000-8000-000000000001",
        "/uploads/x",
        "/uploads/..%2Flock",
    ] {
        assert_eq!(scene.look(unknown).await.status(), 404, "{unknown}");
    }
}

#[tokio::test]
async fn only_signed_in_people_and_our_own_pages_upload() {
    let scene = scene().await;
    let place = scene.begin(&[], 3).await;
    let anonymous = Person {
        gate: scene.owner.gate.clone(),
        cookie: "spaces=unknown".into(),
    };
    let paths = [
        ("OPTIONS", "/uploads"),
        ("POST", "/uploads"),
        ("HEAD", &place),
        ("PATCH", &place),
        ("DELETE", &place),
    ];
    for (method, path) in paths {
        let request = scene.request(&anonymous, method, path).header("content-type", PART);
        assert_eq!(scene.site.send(request, "abc").await.status(), 401, "{method}");
    }
    for method in ["POST", "PATCH", "DELETE"] {
        let path = if method == "POST" { "/uploads" } else { &place };
        for origin in [None, Some("http://evil.example"), Some("null")] {
            let mut request = Request::builder()
                .method(method)
                .uri(path)
                .header("cookie", &scene.owner.cookie)
                .header("tus-resumable", "1.0.0")
                .header("content-type", PART)
                .header("upload-offset", 0);
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            assert_eq!(
                scene.site.send(request, "abc").await.status(),
                403,
                "{method} from {origin:?}"
            );
        }
    }
    assert_eq!(scene.offset(&place).await, "0");
}

#[tokio::test]
async fn no_answer_allows_other_sites_to_read_it() {
    let scene = scene().await;
    let request = Request::builder()
        .method("OPTIONS")
        .uri("/uploads")
        .header("cookie", &scene.owner.cookie)
        .header("origin", "http://evil.example")
        .header("access-control-request-method", "POST");
    let answer = scene.site.send(request, "").await;
    assert!(
        answer
            .headers()
            .keys()
            .all(|name| !name.as_str().starts_with("access-control"))
    );
}

#[tokio::test]
async fn people_upload_only_where_they_may_write() {
    let scene = scene().await;
    let stranger = scene.site.person("stranger", Role::User).await;
    let creation = || scene.creation(&stranger, &[], 3);
    // A private space is known to all people of the account, and not open to them.
    assert_eq!(scene.site.send(creation(), "").await.status(), 403);
    scene.change("UPDATE spaces SET visibility = 'hidden'").await;
    assert_eq!(scene.site.send(creation(), "").await.status(), 404);
    let mut permit = scene.owner.gate.space(scene.space, Action::Archive).await.unwrap();
    spaces::act::archive(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(scene.create(&[], 3).await.status(), 403);
    assert_eq!(scene.count("SELECT count(*) FROM uploads").await, 0);
}

#[tokio::test]
async fn an_upload_goes_only_to_folders_and_files_of_its_space() {
    let scene = scene().await;
    let elsewhere = add_with(&scene.owner.gate, "Elsewhere", Visibility::Private, &[]).await;
    let mut permit = scene.owner.gate.space(elsewhere, Action::Discuss).await.unwrap();
    let folder: FolderId = store::files::act::add_folder(&mut permit, None, "Plans").await.unwrap();
    permit.commit().await.unwrap();
    let other = Scene {
        space: elsewhere,
        ..scene
    };
    let file = other.upload(&[("filename", "a.txt")], b"abc").await;
    let scene = Scene {
        space: scene.space,
        ..other
    };
    for (name, id) in [
        ("folder", folder.to_string()),
        ("file", file.to_string()),
        ("folder", file.to_string()),
        ("file", folder.to_string()),
    ] {
        assert_eq!(scene.create(&[(name, &id)], 3).await.status(), 404, "{name}");
    }
    let both = [("folder", folder.to_string()), ("post", "1".to_owned())].map(|(name, value)| (name, value));
    let both: Vec<(&str, &str)> = both.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(scene.create(&both, 3).await.status(), 400);
}

#[tokio::test]
async fn wrong_headers_are_refused() {
    let scene = scene().await;
    let creation = |length: Option<&str>, said: &str| {
        let mut request = scene
            .request(&scene.owner, "POST", "/uploads")
            .header("upload-metadata", said);
        if let Some(length) = length {
            request = request.header("upload-length", length);
        }
        request
    };
    let said = metadata(&[("space", &scene.space.to_string())]);
    for length in [None, Some("-1"), Some("+1"), Some("x"), Some("1.5"), Some("")] {
        assert_eq!(
            scene.site.send(creation(length, &said), "").await.status(),
            400,
            "{length:?}"
        );
    }
    let huge = "99999999999999999999";
    assert_eq!(scene.site.send(creation(Some(huge), &said), "").await.status(), 400);
    assert_eq!(
        scene
            .site
            .send(creation(Some("9223372036854775808"), &said), "")
            .await
            .status(),
        413
    );
    assert_eq!(scene.site.send(creation(Some("1"), ""), "").await.status(), 400);
    let place = scene.begin(&[], 3).await;
    let part = |kind: &str, offset: &str| {
        scene
            .request(&scene.owner, "PATCH", &place)
            .header("content-type", kind)
            .header("upload-offset", offset)
    };
    assert_eq!(scene.site.send(part("text/plain", "0"), "abc").await.status(), 415);
    assert_eq!(scene.site.send(part(PART, "-0"), "abc").await.status(), 400);
    assert_eq!(scene.site.send(part(PART, "1"), "bc").await.status(), 409);
    let get = scene.request(&scene.owner, "GET", &place);
    assert_eq!(scene.site.send(get, "").await.status(), 405);
    assert_eq!(scene.offset(&place).await, "0");
}

#[tokio::test]
async fn a_file_may_not_be_larger_than_the_administrators_decided() {
    let scene = scene().await;
    let largest = usize::try_from(LARGEST_FILE).unwrap();
    assert_eq!(scene.create(&[], largest + 1).await.status(), 413);
    scene.change("UPDATE file_rules SET largest = 5").await;
    let refused = scene.create(&[], 6).await;
    assert_eq!(
        (refused.status().as_u16(), header(&refused, "tus-max-size")),
        (413, "5")
    );
    let place = scene.begin(&[], 5).await;
    // Neither by the announced length nor by more bytes than announced.
    let announced = scene.part_request(&place, 0).header("content-length", 6);
    assert_eq!(scene.site.send(announced, "abcdef").await.status(), 413);
    let parts = ["ab", "cd", "ef"].map(Ok::<_, std::io::Error>);
    let more = Body::from_stream(futures::stream::iter(parts));
    assert_eq!(scene.part(&place, 0, more).await.status(), 413);
    assert_eq!(scene.offset(&place).await, "0");
    file(&scene.part(&place, 0, "abcde").await);
    assert_eq!(FileRules::default().largest, LARGEST_FILE);
}

#[tokio::test]
async fn files_are_not_larger_than_the_quota_of_the_account() {
    let scene = scene().await;
    scene.change("UPDATE file_rules SET quota = 10").await;
    scene.upload(&[("filename", "a")], b"abcd").await;
    assert_eq!(scene.create(&[], 7).await.status(), 507);
    // Uploads that have not ended are counted.
    let place = scene.begin(&[], 6).await;
    assert_eq!(scene.create(&[], 1).await.status(), 507);
    let end = scene.request(&scene.owner, "DELETE", &place);
    assert_eq!(scene.site.send(end, "").await.status(), 204);
    scene.begin(&[], 6).await;
}

#[tokio::test]
async fn a_full_disk_refuses_uploads_and_loses_nothing() {
    let mut scene = scene().await;
    let place = scene.begin(&[], 6).await;
    assert_eq!(scene.part(&place, 0, "abc").await.status(), 204);
    let mut config = Config::clone(&scene.site.state.config);
    config.files.reserve = Some(u64::MAX);
    let roomy = std::mem::replace(&mut scene.site.state.config, Arc::new(config));
    scene.restart();
    assert_eq!(scene.create(&[], 1).await.status(), 507);
    let refused = scene.part(&place, 3, "def").await;
    assert_eq!(refused.status(), 507);
    assert_eq!(scene.offset(&place).await, "3");
    scene.site.state.config = roomy;
    scene.restart();
    file(&scene.part(&place, 3, "def").await);
    assert_eq!(scene.stored(b"abcdef").await.unwrap(), "abcdef");
}

#[tokio::test]
async fn a_disk_that_becomes_full_while_bytes_arrive_keeps_what_was_acknowledged() {
    let scene = scene().await;
    let place = scene.begin(&[], 6).await;
    let path = scene.part_file(&place);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    let refused = scene.part(&place, 0, "abcdef").await;
    assert_eq!(refused.status(), 507);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(scene.offset(&place).await, "0");
    file(&scene.part(&place, 0, "abcdef").await);
}
