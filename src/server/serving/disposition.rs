//! The header Content-Disposition (RFC 6266), with a name in any letters (RFC 8187).

use axum::http::HeaderValue;
use domain::file::name::portable;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters but those of RFC 8187, `attr-char`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Returns the header for a file with this name. Programs that do not know the encoding get a name in ASCII.
pub fn header(attachment: bool, name: &str) -> HeaderValue {
    let name = portable(name);
    let plain: String = name
        .chars()
        .map(|c| match c {
            '%' | '"' | '\\' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    let kind = if attachment { "attachment" } else { "inline" };
    let encoded = utf8_percent_encode(&name, ENCODED);
    HeaderValue::from_str(&format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        header(true, name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_name_is_in_any_letters_and_in_ascii() {
        assert_eq!(
            written("Żółć 1%.pdf"),
            "attachment; filename=\"____ 1_.pdf\"; filename*=UTF-8''%C5%BB%C3%B3%C5%82%C4%87%201%25.pdf"
        );
        assert_eq!(
            header(false, "a.png").to_str().unwrap(),
            "inline; filename=\"a.png\"; filename*=UTF-8''a.png"
        );
    }

    #[test]
    fn no_name_adds_a_header_a_path_or_a_parameter() {
        for name in [
            "a\r\nSet-Cookie: b=c.txt",
            "a\"; filename=\"b.exe",
            "..\\..\\a/../b",
            "שלום\u{202e}gpj.exe",
            "a\\\";x",
            "con.txt",
            "\u{0}",
            "..",
        ] {
            let header = written(name);
            assert!(header.chars().all(|c| (' '..='~').contains(&c)), "{header}");
            assert_eq!(header.matches('"').count(), 2, "{header}");
            let parts: Vec<&str> = header.split('"').collect();
            let plain = parts[1];
            assert_eq!(
                (parts[0], parts[2].split('\'').next()),
                ("attachment; filename=", Some("; filename*=UTF-8"))
            );
            assert!(!parts[2].contains([' ', ',']) || parts[2].starts_with("; "), "{header}");
            assert!(!plain.contains(['/', '\\', ':']) && plain != "..", "{header}");
        }
    }
}
