//! The texts and rows that the page of a file shows.

use domain::file::TextPreview;
use serde_json::json;

use super::*;

impl Scene {
    async fn previewed(&self, person: &Person, file: FileId) -> (StatusCode, Option<TextPreview>) {
        let body = json!({ "file": file, "version": 1 }).to_string();
        let (status, answer) = self.site.call("preview_text", &person.cookie, body.leak()).await;
        (status, serde_json::from_str(&answer).ok())
    }
}

#[tokio::test]
async fn text_code_and_rows_are_previewed_for_people_who_may_read_the_file() {
    let scene = scene().await;
    let code = scene.upload("main.rs", "fn main() { println!(\"<b>\"); }\n").await;
    let (_, preview) = scene.previewed(&scene.reader, code).await;
    let Some(TextPreview::Code { html, cut: false }) = preview else {
        panic!("{preview:?}")
    };
    assert!(html.contains("hl-") && html.contains("&lt;b&gt;"), "{html}");
    let page = scene.upload("strona.html", "<script>alert(1)</script>").await;
    let (_, preview) = scene.previewed(&scene.reader, page).await;
    assert!(
        matches!(&preview, Some(TextPreview::Code { html, .. }) if !html.contains("<script")),
        "{preview:?}"
    );
    let sheet = scene.upload("dane.csv", "Nazwa;Kwota\nŁódź;1\n").await;
    let (_, preview) = scene.previewed(&scene.reader, sheet).await;
    assert!(
        matches!(&preview, Some(TextPreview::Sheet { rows, .. }) if rows.len() == 2),
        "{preview:?}"
    );
    let binary = scene.upload("a.bin", vec![0, 1, 2, 3]).await;
    assert_eq!(
        scene.previewed(&scene.reader, binary).await,
        (StatusCode::OK, Some(TextPreview::Unreadable))
    );
    for file in [code, sheet] {
        assert_eq!(scene.previewed(&scene.stranger, file).await.0, 404);
    }
}

#[tokio::test]
async fn a_workbook_that_unpacks_without_end_ends_its_preview_and_nothing_else() {
    use std::io::Write;
    let scene = scene().await;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
        .unwrap();
    zip.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..600 {
        zip.write_all(&zeros).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let file = scene.upload("arkusz.xlsx", bomb).await;
    assert_eq!(
        scene.previewed(&scene.reader, file).await,
        (StatusCode::OK, Some(TextPreview::Unreadable))
    );
    let text = scene.upload("a.txt", "a").await;
    assert!(matches!(
        scene.previewed(&scene.reader, text).await.1,
        Some(TextPreview::Code { .. })
    ));
}
