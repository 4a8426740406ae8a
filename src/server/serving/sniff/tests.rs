//! Ordinary and hostile files.

use std::io::{Cursor, Write};

use domain::file::FileKind;
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;

fn of(head: &[u8], name: &str) -> String {
    content_type(head, name)
}

fn packed(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method))
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_is_what_its_bytes_say_whatever_its_name() {
    for (head, name, expected) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "page.html", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a.txt", "image/jpeg"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a", "image/webp"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a", "audio/wav"),
        (b"RIFF\x24\0\0\0AVI LIST", "a", "video/x-msvideo"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02", "a", "image/bmp"),
        (b"%PDF-1.7\n", "a.svg", "application/pdf"),
        (b"ID3\x04\0\0\0\0\0\0", "a", "audio/mpeg"),
        (b"fLaC\0\0\0\x22", "a", "audio/flac"),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0", "a", "audio/ogg"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "a", "audio/mp4"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42isom", "a", "video/mp4"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "a", "image/avif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a", "image/heic"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "a", "video/webm"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a.svg", "application/gzip"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "a.png", "application/x-7z-compressed"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a.png", "application/x-executable"),
        (b"\0\x01\x02\x03", "a.png", UNKNOWN),
        (b"\x89PNG", "a.png", UNKNOWN),
    ] {
        assert_eq!(of(head, name), expected, "{name} {:?}", &head[..head.len().min(12)]);
    }
}

#[test]
fn text_is_told_apart_by_its_extension_only_among_types_that_are_harmless() {
    for (head, name, expected) in [
        (&b"Zwyk\xc5\x82y tekst\n"[..], "a.txt", "text/plain"),
        (b"", "empty", "text/plain"),
        (b"a;b;c\n1;2;3\n", "a.csv", "text/csv"),
        (b"a\tb\n", "a.TSV", "text/tab-separated-values"),
        (b"# Head\n", "README.md", "text/markdown"),
        (b"{\"a\":1}", "a.json", "application/json"),
        (b"alert(1)", "a.js", "text/plain"),
        (b"body { color: red }", "a.css", "text/plain"),
        (b"#!/bin/sh\nrm -rf /\n", "a.sh", "text/plain"),
        (b"<?php echo 1;", "a.php", "text/html"),
        (b"BMW is a car, GIFts are presents", "a.txt", "text/plain"),
        (b"MZ is how a program begins", "a.txt", "text/plain"),
        // In the encodings of Windows: only with the extension of a text.
        (b"Za\xbf\xf3\xb3\xe6", "a.txt", "text/plain"),
        (b"Za\xbf\xf3\xb3\xe6", "a.dat", UNKNOWN),
        (b"\xff\xfea\0b\0", "a.txt", "text/plain"),
        (b"\xfe\xff\0a\0b", "a.txt", "text/plain"),
        (b"a\0b", "a.txt", UNKNOWN),
    ] {
        assert_eq!(of(head, name), expected, "{name} {:?}", String::from_utf8_lossy(head));
    }
}

#[test]
fn text_that_is_cut_inside_a_character_is_text() {
    let mut head = "ł".repeat(HEAD / 2).into_bytes();
    head[0] = b'a';
    head[1] = b'a';
    head.insert(0, b'a');
    head.truncate(HEAD);
    assert_eq!(of(&head, "a"), "text/plain");
    // A short file that ends so is damaged.
    assert_eq!(of(b"a\xc5", "a"), UNKNOWN);
}

#[test]
fn markup_that_a_browser_would_run_is_recognised_in_any_disguise() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for text in [
        svg.to_owned(),
        format!("\u{feff}\n  {svg}"),
        format!("<?xml version=\"1.0\"?>\n<!-- a > b --><!DOCTYPE svg PUBLIC \"-//W3C\">{svg}"),
        format!("<!-- {} -->{svg}", "x".repeat(5_000)),
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>".to_owned(),
        "<SVG onload=alert(1)>".to_owned(),
    ] {
        for name in ["a.svg", "a.txt", "a.png"] {
            assert_eq!(of(text.as_bytes(), name), "image/svg+xml", "{:.60}", text);
        }
    }
    for text in [
        "<!DOCTYPE html><p>a",
        "<!-- a --><html>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\">",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><script/></html>",
        "  <script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=javascript:alert(1)>",
        "<!-- never closed",
    ] {
        assert_eq!(of(text.as_bytes(), "a.txt"), "text/html", "{text}");
    }
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("<html><script>".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(of(&wide, "a.txt"), "text/html");
    assert_eq!(of(b"<?xml version=\"1.0\"?><feed/>", "a"), "application/xml");
    assert_eq!(of(b"<?xml version=\"1.0\"?><!-- never closed", "a"), "application/xml");
    assert_eq!(of(b"< 3 apples", "a.txt"), "text/plain");
}

#[test]
fn a_file_of_two_kinds_is_what_it_begins_with() {
    for (head, expected) in [
        (
            &b"GIF89a/*\x01\0\x01\0*/=1;alert(1)//<script>alert(1)</script>"[..],
            "image/gif",
        ),
        (
            b"\xff\xd8\xff\xe0\0\x10JFIF\0<html><script>alert(1)</script>",
            "image/jpeg",
        ),
        (b"%PDF-1.4\n<html><script>alert(1)</script>", "application/pdf"),
        (b"<script>/*\x89PNG*/</script>", "text/html"),
    ] {
        assert_eq!(of(head, "a.html"), expected);
    }
}

#[test]
fn documents_are_found_inside_their_zip() {
    let stored = CompressionMethod::Stored;
    let deflated = CompressionMethod::Deflated;
    for (files, name, kind) in [
        (
            &[
                ("[Content_Types].xml", &b"<Types/>"[..]),
                ("_rels/.rels", b"<r/>"),
                ("word/document.xml", b"<w/>"),
            ][..],
            "a",
            FileKind::Document,
        ),
        (
            &[
                ("[Content_Types].xml", b"<Types/>"),
                ("docProps/app.xml", b"<r/>"),
                ("xl/workbook.xml", b"<w/>"),
            ],
            "a",
            FileKind::Sheet,
        ),
        (&[("ppt/presentation.xml", b"<w/>")], "a.zip", FileKind::Document),
        (
            &[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<w/>"),
            ],
            "a",
            FileKind::Sheet,
        ),
        (
            &[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<w/>"),
            ],
            "a",
            FileKind::Document,
        ),
        (
            &[("mimetype", b"text/html<script>"), ("content.xml", b"<w/>")],
            "a",
            FileKind::Archive,
        ),
        (&[("[Content_Types].xml", b"<Types/>")], "a.docx", FileKind::Document),
        (&[("readme.txt", b"xl/ word/")], "a.docx", FileKind::Archive),
        (&[], "a.docx", FileKind::Archive),
    ] {
        for method in [stored, deflated] {
            if files.first().is_some_and(|(name, _)| *name == "mimetype") && method == deflated {
                continue;
            }
            let bytes = packed(files, method);
            assert_eq!(FileKind::of(&of(&bytes, name)), kind, "{files:?}");
        }
    }
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    compound.extend([0; 600]);
    assert_eq!(of(&compound, "a.xls"), "application/vnd.ms-excel");
    assert_eq!(of(&compound, "a"), "application/x-ole-storage");
    compound.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(of(&compound, "a.xls"), "application/msword");
}

proptest! {
    #[test]
    fn no_bytes_make_it_fail(head in proptest::collection::vec(any::<u8>(), 0..400), name in ".{0,20}", start in 0..6_usize) {
        let starts: [&[u8]; 6] = [b"", b"PK\x03\x04", b"<?xml ", b"\0\0\0\x18ftyp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!"];
        let bytes = [starts[start], &head].concat();
        prop_assert!(of(&bytes, &name).contains('/'));
    }
}
