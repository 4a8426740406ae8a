//! Recognising a file by its first bytes. Its name is unreliable: many files with the extension .xls are web pages.

use crate::error::LooksLike;

/// The kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A zip archive. Its directory decides which format it is.
    Archive,
    /// A compound file. Its directory decides which format it is.
    Compound,
    /// A web page, which may contain a table.
    Html,
    /// The XML of Excel 2003.
    Xml2003,
    /// Possibly text.
    Text,
    /// Something else.
    Other(LooksLike),
}

const SIGNATURES: &[(&[u8], LooksLike)] = &[
    (b"%PDF-", LooksLike::Pdf),
    (b"\x89PNG\r\n", LooksLike::Image),
    (b"\xFF\xD8\xFF", LooksLike::Image),
    (b"GIF8", LooksLike::Image),
    (b"BM", LooksLike::Image),
    (b"II*\0", LooksLike::Image),
    (b"MM\0*", LooksLike::Image),
    (b"Rar!\x1A\x07", LooksLike::Archive),
    (b"7z\xBC\xAF\x27\x1C", LooksLike::Archive),
    (b"\x1F\x8B\x08", LooksLike::Archive),
    (b"BZh", LooksLike::Archive),
    (b"\xFD7zXZ\0", LooksLike::Archive),
    (b"\x28\xB5\x2F\xFD", LooksLike::Archive),
    (b"{\\rtf", LooksLike::Document),
    (b"\x7FELF", LooksLike::Program),
    (b"MZ\x90", LooksLike::Program),
    (b"\0asm", LooksLike::Program),
    (b"ID3", LooksLike::Media),
    (b"OggS", LooksLike::Media),
    (b"\x1A\x45\xDF\xA3", LooksLike::Media),
    (b"\x09\x04\x06\x00", LooksLike::OldExcel),
    (b"\x09\x02\x06\x00", LooksLike::OldExcel),
    (b"\x09\x00\x04\x00", LooksLike::OldExcel),
];

/// Returns the kind of content of a file.
pub fn sniff(bytes: &[u8]) -> Content {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Content::Archive;
    }
    if bytes.starts_with(crate::xls::SIGNATURE) {
        return Content::Compound;
    }
    let found = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    match found {
        // A csv file may begin with 'BM'.
        Some((b"BM", _)) if !bytes.iter().take(64).any(|byte| *byte == 0) => {}
        Some((_, looks_like)) => return Content::Other(*looks_like),
        None => {}
    }
    match (bytes.get(..4), bytes.get(4..12)) {
        (Some(b"RIFF"), Some([.., b'W', b'E', b'B', b'P'])) => return Content::Other(LooksLike::Image),
        (Some(b"RIFF"), Some(_)) => return Content::Other(LooksLike::Media),
        (_, Some([b'f', b't', b'y', b'p', brand @ ..])) => {
            let image = brand.starts_with(b"hei") || brand.starts_with(b"avif") || brand.starts_with(b"mif1");
            return Content::Other(if image { LooksLike::Image } else { LooksLike::Media });
        }
        _ => {}
    }
    markup(bytes).unwrap_or(Content::Text)
}

/// Recognises web pages, XML and JSON, which are text but not delimited tables.
fn markup(bytes: &[u8]) -> Option<Content> {
    let head: String = bytes
        .iter()
        .take(4_096)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let start = head.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        let spreadsheet = start.contains("workbook") && start.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Some(match start.contains("<html") {
            true => Content::Html,
            false if spreadsheet => Content::Xml2003,
            false => Content::Other(LooksLike::Xml),
        });
    }
    // A web archive, which contains the page in encoded form.
    if start.starts_with("mime-version:") {
        return Some(Content::Other(LooksLike::Html));
    }
    for tag in ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"] {
        if start.starts_with(tag) {
            return Some(Content::Html);
        }
    }
    if start.starts_with("<!--") && (start.contains("<html") || start.contains("<table")) {
        return Some(Content::Html);
    }
    let json = start
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with('"') && rest.contains(':'))
        || start
            .strip_prefix('[')
            .is_some_and(|rest| rest.trim_start().starts_with('{'));
    json.then_some(Content::Other(LooksLike::Json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_recognised_by_their_bytes() {
        for (bytes, content) in [
            (&b"%PDF-1.7\n"[..], Content::Other(LooksLike::Pdf)),
            (b"\xFF\xD8\xFF\xE0", Content::Other(LooksLike::Image)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Content::Other(LooksLike::Image)),
            (b"\0\0\0\x18ftypheic", Content::Other(LooksLike::Image)),
            (b" \r\n<HTML><table>", Content::Html),
            (b"MIME-Version: 1.0\r\n", Content::Other(LooksLike::Html)),
            (b"<?xml version=\"1.0\"?><feed/>", Content::Other(LooksLike::Xml)),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Content::Xml2003,
            ),
            (b"{\"a\": 1}", Content::Other(LooksLike::Json)),
            (b"PK\x03\x04", Content::Archive),
            (b"BMW;series\n1;2\n", Content::Text),
            (b"{Name},b\n", Content::Text),
            (b"Nazwa;Opis\n", Content::Text),
            (b"", Content::Text),
        ] {
            assert_eq!(sniff(bytes), content, "{bytes:?}");
        }
    }
}
