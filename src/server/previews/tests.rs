//! The process for previews as it really runs: the program of the tests stands in for the server.

use std::{env, io, process};

use axum::body::Bytes;
use domain::file::{PictureSize, TextPreview};
use futures::stream;

use super::{Failure, Made, Task, child, limits, run};

/// The process that [`super::program`] starts in tests.
#[test]
#[ignore = "the other tests start it"]
#[expect(clippy::exit, reason = "the harness would write its own result")]
fn acts_as_the_process() {
    let arguments: Vec<String> = env::args().collect();
    let [.., task, detail] = &arguments[..] else { return };
    if let Some(fault) = detail.strip_prefix("test/") {
        limits::set().unwrap();
        process::exit(misbehave(fault));
    }
    let code = child::run(task, detail);
    process::exit(i32::from(code != process::ExitCode::SUCCESS));
}

/// Does what a hostile file could make a parser do. Returns 0 if nothing keeps it from that.
fn misbehave(fault: &str) -> i32 {
    match fault {
        "memory" => {
            let bytes = std::hint::black_box(vec![1_u8; 2 << 30]);
            i32::from(bytes[bytes.len() - 1] == 0)
        }
        "stack" => deeper(0),
        "files" => i32::from(std::fs::File::open("/etc/passwd").is_err()),
        "sockets" => i32::from(std::net::UdpSocket::bind("127.0.0.1:0").is_err()),
        "disk" => i32::from(std::fs::write(env::temp_dir().join("spaces-preview"), "x").is_err()),
        _ => 0,
    }
}

#[allow(unconditional_recursion)]
fn deeper(depth: i32) -> i32 {
    std::hint::black_box(deeper(std::hint::black_box(depth + 1)) + 1)
}

async fn made(task: Task, bytes: impl Into<Bytes>) -> Result<(Made, Vec<Bytes>), Failure> {
    run(&task, stream::iter([Ok::<_, io::Error>(bytes.into())])).await
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let mut raw = Vec::new();
    for _ in 0..height.min(100) {
        raw.extend(std::iter::repeat_n(0, usize::try_from(width.min(100)).unwrap() + 1));
    }
    let mut deflated = vec![0x78, 0x01, 0x01];
    let length = u16::try_from(raw.len()).unwrap();
    deflated.extend(length.to_le_bytes());
    deflated.extend((!length).to_le_bytes());
    deflated.extend(&raw);
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    deflated.extend(((b << 16) | a).to_be_bytes());
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let body = [&name[..], content].concat();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"tEXt", b"Comment\0made by me"),
        chunk(b"IDAT", &deflated),
        chunk(b"IEND", b""),
    ]
    .concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

#[tokio::test]
async fn thumbnails_and_stripped_pictures_come_from_another_process() {
    let size = PictureSize { width: 80, height: 40 };
    let (made_of, parts) = made(Task::Thumbnails("image/png".into()), picture(80, 40))
        .await
        .unwrap();
    assert_eq!(
        made_of,
        Made::Thumbnails {
            size,
            sides: vec![64, 320, 1280]
        }
    );
    assert!(parts.len() == 3 && parts.iter().all(|part| part.starts_with(b"RIFF")));

    let (stripped, parts) = made(Task::Strip("image/png".into()), picture(80, 40)).await.unwrap();
    assert_eq!(stripped, Made::Stripped { size: Some(size) });
    assert!(!parts[0].windows(10).any(|window| window == b"made by me"));
    let (again, parts) = made(Task::Strip("image/png".into()), parts[0].clone()).await.unwrap();
    assert_eq!((again, parts.len()), (Made::Stripped { size: Some(size) }, 0));
}

#[tokio::test]
async fn a_picture_with_very_many_pixels_is_refused() {
    let result = made(Task::Thumbnails("image/png".into()), picture(19_000, 19_000)).await;
    assert!(matches!(result, Ok((Made::Refused { .. }, _))), "{result:?}");
    // It can still be stripped, but a browser must not show it.
    let (stripped, _) = made(Task::Strip("image/png".into()), picture(19_000, 19_000))
        .await
        .unwrap();
    assert_eq!(stripped, Made::Stripped { size: None });
}

#[tokio::test]
async fn a_process_at_a_limit_ends_alone() {
    for fault in ["memory", "stack", "files", "sockets", "disk", ""] {
        let result = made(Task::Thumbnails(format!("test/{fault}")), "").await;
        assert!(matches!(result, Err(Failure::File)), "{fault}: {result:?}");
    }
}

#[tokio::test]
async fn bytes_that_cannot_be_read_are_not_the_fault_of_the_file() {
    let broken = stream::iter([Ok(Bytes::from_static(b"abc")), Err(io::Error::other("network"))]);
    let result = run(&Task::Strip("image/png".into()), broken).await;
    assert!(matches!(result, Err(Failure::Server(_))), "{result:?}");
}

async fn text(extension: &str, bytes: impl Into<Bytes>, cut: bool) -> TextPreview {
    let extension = extension.to_owned();
    match made(Task::Text { extension, cut }, bytes).await.unwrap() {
        (Made::Text { preview }, _) => preview,
        (other, _) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn text_is_escaped_coloured_and_cut() {
    let TextPreview::Code { html, cut } = text("rs", "// <b>\nfn main() {}\n", false).await else {
        panic!("text")
    };
    assert!(
        html.contains("hl-comment") && html.contains("&lt;b&gt;") && !html.contains("<b>") && !cut,
        "{html}"
    );
    let TextPreview::Code { html, .. } = text("txt", b"za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9".to_vec(), false).await else {
        panic!("text")
    };
    assert_eq!(html, "zażółć gęślą");
    let long = "ł".repeat(200_001);
    let TextPreview::Code { html, cut } = text("", long, false).await else {
        panic!("text")
    };
    // Long texts are written in parts, with comments between them.
    assert_eq!((html.replace("<!---->", "").chars().count(), cut), (200_000, true));
    // A beginning that ends inside a character.
    let TextPreview::Code { html, cut } = text("", "ał".as_bytes()[..2].to_vec(), true).await else {
        panic!("text")
    };
    assert_eq!((html.as_str(), cut), ("a", true));
    assert_eq!(
        text("txt", vec![0_u8, 1, 2, 0, 0, 3], false).await,
        TextPreview::Unreadable
    );
}

#[tokio::test]
async fn the_first_rows_of_a_sheet_are_shown() {
    let rows = |cut, bytes: &str| made(Task::Sheet { cut }, bytes.to_owned());
    let Ok((Made::Text { preview }, _)) = rows(false, "Nazwa;Kwota\nŁódź;1,5\n").await else {
        panic!("rows")
    };
    let cells = |row: [&str; 2]| row.map(str::to_owned).to_vec();
    let expected = vec![cells(["Nazwa", "Kwota"]), cells(["Łódź", "1,5"])];
    assert_eq!(
        preview,
        TextPreview::Sheet {
            name: String::new(),
            rows: expected,
            cut: false
        }
    );
    let Ok((Made::Text { preview }, _)) = rows(true, &"a;b\n".repeat(300_000)).await else {
        panic!("rows")
    };
    assert!(matches!(preview, TextPreview::Sheet { rows, cut: true, .. } if rows.len() == 200));
    let Ok((Made::Text { preview }, _)) = rows(false, "PK\x03\x04 not a workbook").await else {
        panic!("rows")
    };
    assert_eq!(preview, TextPreview::Unreadable);
}
