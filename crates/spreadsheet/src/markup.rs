//! Decoding web pages and XML files.

use std::borrow::Cow;

use crate::text::encoding::{self, byte_order_mark, decode_as, detect};

/// The number of bytes in which a declaration of the encoding is searched.
const HEAD: usize = 2_048;

/// Returns the text of a web page or an XML file: decoded by its byte order mark, or by the encoding that it declares,
/// or like other text.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = byte_order_mark(bytes) {
        return encoding::decode(bytes, encoding);
    }
    match named(bytes) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => Cow::Owned(decode_as(bytes, encoding)),
        _ => match detect(bytes) {
            Some(detected) => encoding::decode(bytes, detected.encoding),
            None => String::from_utf8_lossy(bytes),
        },
    }
}

/// Returns the encoding that the beginning of the file declares: `charset=…` in a page, `encoding="…"` in an XML
/// declaration.
fn named(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let label = ["charset", "encoding"].into_iter().find_map(|word| {
        let at = memchr::memmem::find(&head, word.as_bytes())? + word.len();
        let rest = head
            .get(at..)?
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or_else(|| rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
        rest.get(..end.unwrap_or(rest.len()))
    })?;
    // A page in which this declaration was found by its bytes is not UTF-16, whatever it declares.
    let encoding = encoding_rs::Encoding::for_label(label)?.output_encoding();
    Some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_used() {
        let polish = |head: &str| [head.as_bytes(), b"\xB3\xF3d\xBC"].concat();
        for head in [
            "<meta charset=iso-8859-2>",
            "<META CONTENT=\"text/html; charset=ISO-8859-2\">",
        ] {
            assert!(decode(&polish(head)).ends_with("łódź"), "{head}");
        }
        let xml = "<?xml version=\"1.0\" encoding='windows-1250'?>";
        assert!(decode(&[xml.as_bytes(), b"\xB3\xF3d\x9F"].concat()).ends_with("łódź"));
        // The declaration is wrong here, so the bytes decide.
        assert!(decode("<meta charset=utf-16><p>łódź".as_bytes()).ends_with("łódź"));
        assert!(decode("<p>łódź".as_bytes()).ends_with("łódź"));
        assert!(decode(b"<meta charset=utf-8>\xB9\x9C\x9F").ends_with("ąśź"));
    }
}
