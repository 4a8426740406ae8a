//! The content type of a file, found from its first bytes. The name decides only between types of text, and between
//! documents of one container.
//!
//! A file is what its bytes begin with: a picture with a script behind its header is a picture, and `nosniff` keeps
//! browsers from another opinion.

mod packed;
mod text;

/// The number of bytes from the beginning of a file that [`content_type`] needs.
pub const HEAD: usize = 64 * 1024;
/// The type of bytes of which nothing else is known.
pub const UNKNOWN: &str = "application/octet-stream";

/// Returns the content type of a file. `head` has its first [`HEAD`] bytes, or all of them if it is shorter.
pub fn content_type(head: &[u8], name: &str) -> String {
    let extension = extension(name);
    let found = pictures_and_documents(head)
        .or_else(|| packed::zip(head, &extension))
        .or_else(|| packed::compound(head, &extension))
        .or_else(|| text::text(head, &extension))
        .or_else(|| media(head))
        .or_else(|| others(head))
        .unwrap_or(UNKNOWN);
    found.to_owned()
}

/// Returns the letters after the last dot of a name, in lower case.
fn extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

/// Returns the type of what has a signature that no text begins with by chance.
fn pictures_and_documents(head: &[u8]) -> Option<&'static str> {
    let starts = |signature: &[u8]| head.starts_with(signature);
    let riff = |form: &[u8]| starts(b"RIFF") && head.get(8..12) == Some(form);
    Some(match head {
        _ if starts(b"\x89PNG\r\n\x1a\n") => "image/png",
        _ if starts(b"\xff\xd8\xff") => "image/jpeg",
        _ if starts(b"GIF87a") || starts(b"GIF89a") => "image/gif",
        _ if riff(b"WEBP") => "image/webp",
        _ if riff(b"WAVE") => "audio/wav",
        _ if bitmap(head) => "image/bmp",
        _ if starts(b"%PDF-") => "application/pdf",
        _ if starts(b"{\\rtf") => "application/rtf",
        _ if starts(b"%!PS") => "application/postscript",
        _ => return None,
    })
}

/// Returns whether this is a bitmap of Windows: two letters, the size of the file, four zeros, the place of the pixels,
/// and the size of the next header, which is one of a few.
fn bitmap(head: &[u8]) -> bool {
    head.starts_with(b"BM")
        && head.get(6..10) == Some(&[0; 4])
        && head
            .get(14..18)
            .is_some_and(|size| matches!(size, [12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// Returns the type of sound and video for which `infer` has none, or another word than browsers.
fn media(head: &[u8]) -> Option<&'static str> {
    let begins = |part: &[u8]| head.windows(part.len()).take(256).any(|window| window == part);
    match infer::get(head).map(|found| found.mime_type()) {
        Some("audio/x-flac") => Some("audio/flac"),
        Some("audio/m4a") => Some("audio/mp4"),
        Some("audio/x-wav") => Some("audio/wav"),
        Some("audio/opus") => Some("audio/ogg"),
        Some("audio/ogg") if begins(b"\x80theora") => Some("video/ogg"),
        Some("video/x-m4v") => Some("video/mp4"),
        Some("image/heif") => Some("image/heic"),
        None if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) && begins(b"webm") => Some("video/webm"),
        None if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) => Some("video/x-matroska"),
        None if head.get(4..8) == Some(b"ftyp") => Some("video/mp4"),
        _ => None,
    }
}

/// Returns the type that `infer` finds, unless it is one whose whole signature was missing.
fn others(head: &[u8]) -> Option<&'static str> {
    const CHECKED: [&str; 6] = [
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/bmp",
        "application/pdf",
    ];
    infer::get(head)
        .map(|found| found.mime_type())
        .filter(|found| !CHECKED.contains(found))
}

#[cfg(test)]
mod tests;
