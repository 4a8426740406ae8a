//! Files that a browser would run if it was let, and names that would forge headers.

use super::*;

#[tokio::test]
async fn what_a_browser_would_run_is_only_saved() {
    let scene = scene().await;
    for (name, content) in [
        (
            "obraz.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        ),
        (
            "obraz.png",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        ),
        ("strona.html", "<!doctype html><script>alert(1)</script>"),
        ("strona.txt", "<html><script>alert(1)</script>"),
        (
            "dane.xml",
            "<?xml version=\"1.0\"?><x xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:script/></x>",
        ),
        ("kod.wasm", "\0asm\x01\0\0\0"),
        ("dane.json", "{\"a\": 1}"),
        ("arkusz.csv", "=cmd|' /C calc'!A0,1\n"),
    ] {
        let file = scene.upload(name, content).await;
        for path in [content_path(file, 1), download_path(file, 1)] {
            let answer = scene.get(&path, &[]).await;
            assert_eq!(answer.status(), 200);
            assert_eq!(said(&answer, "content-type"), "application/octet-stream", "{name}");
            assert!(
                said(&answer, "content-disposition").starts_with("attachment;"),
                "{name}"
            );
            assert!(said(&answer, "content-security-policy").ends_with("sandbox"), "{name}");
            assert_eq!(said(&answer, "x-content-type-options"), "nosniff");
            assert_eq!(bytes(answer).await, content.as_bytes());
        }
    }
}

#[tokio::test]
async fn text_is_shown_as_text_whatever_it_is_in() {
    let scene = scene().await;
    for (name, content) in [
        ("skrypt.js", "alert(1)"),
        ("styl.css", "body{}"),
        ("uwaga.txt", "zażółć < 3"),
    ] {
        let file = scene.upload(name, content).await;
        let answer = scene.get(&content_path(file, 1), &[]).await;
        assert_eq!(said(&answer, "content-type"), "text/plain; charset=utf-8", "{name}");
        assert!(said(&answer, "content-disposition").starts_with("inline;"), "{name}");
        assert!(said(&answer, "content-security-policy").ends_with("sandbox"));
        assert_eq!(said(&answer, "x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn a_file_of_two_kinds_is_a_picture_and_never_a_page() {
    let scene = scene().await;
    let polyglot = "GIF89a/*\x01\0\x01\0\0\0*/=1;alert(1)//<script>alert(1)</script>";
    let file = scene.upload("strona.html", polyglot).await;
    let answer = scene.get(&content_path(file, 1), &[]).await;
    assert_eq!(said(&answer, "content-type"), "image/gif");
    assert_eq!(said(&answer, "x-content-type-options"), "nosniff");
    // It cannot be examined, so it is not even shown.
    assert!(said(&answer, "content-disposition").starts_with("attachment;"));
}

#[tokio::test]
async fn a_document_may_be_framed_by_our_pages_alone() {
    let scene = scene().await;
    let file = scene.upload("umowa.pdf", "%PDF-1.4\n%%EOF\n").await;
    let answer = scene.get(&content_path(file, 1), &[]).await;
    assert_eq!(said(&answer, "content-type"), "application/pdf");
    assert!(said(&answer, "content-disposition").starts_with("inline;"));
    let policy = said(&answer, "content-security-policy");
    assert!(
        policy.contains("frame-ancestors 'self'") && policy.starts_with("default-src 'none'"),
        "{policy}"
    );
}

#[tokio::test]
async fn no_name_forges_a_header_or_a_path() {
    let scene = scene().await;
    for (name, encoded) in [
        ("a\r\nSet-Cookie: x=y.txt", "aSet-Cookie_%20x%3Dy.txt"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        ("שלום.txt", "%D7%A9%D7%9C%D7%95%D7%9D.txt"),
        ("a\"; filename=\"b.exe", "a_%3B%20filename%3D_b.exe"),
        ("zażółć \u{1f600}.txt", "za%C5%BC%C3%B3%C5%82%C4%87%20%F0%9F%98%80.txt"),
        ("con.txt", "_con.txt"),
    ] {
        let file = scene.upload(name, "x").await;
        let answer = scene.get(&download_path(file, 1), &[]).await;
        assert_eq!(answer.status(), 200, "{name:?}");
        let disposition = said(&answer, "content-disposition");
        let found = disposition.split("UTF-8''").nth(1).unwrap();
        assert_eq!(found, encoded, "{name:?}");
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
        assert!(answer.headers().get("set-cookie").is_none(), "{name:?}");
    }
}
