//! Detecting the encoding of a text file, among those that are in use in Poland and in Western Europe.
//!
//! UTF-16 is recognised by a byte order mark or by the positions of zero bytes, and text that is valid UTF-8 is UTF-8.
//! Windows-1250 and ISO-8859-2 differ in six Polish letters. Their bytes are counted here, because chardetng takes one
//! such letter (`ą` alone) for a letter of the other encoding. Whether a text has one of these two encodings or
//! Windows-1252 is decided by its words: first by letters that only one of the encodings has, then by chardetng's
//! statistics. If neither decides, a person is asked.

use std::borrow::Cow;

use encoding_rs::CoderResult;

use super::western::central_or_western;
use crate::options::{Encoding, EncodingDoubt};

/// Returns the encoding of the byte order mark, and the mark's length.
pub fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// The detected encoding of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The encoding.
    pub encoding: Encoding,
    /// Another encoding that the text may have instead, with a word decoded by both.
    pub doubt: Option<EncodingDoubt>,
}

impl From<Encoding> for Detected {
    fn from(encoding: Encoding) -> Self {
        Self { encoding, doubt: None }
    }
}

/// Detects the encoding of a text. Returns `None` if the bytes are not text.
pub fn detect(bytes: &[u8]) -> Option<Detected> {
    if let Some((encoding, _)) = byte_order_mark(bytes) {
        return Some(encoding.into());
    }
    if memchr::memchr(0, bytes).is_some() {
        return utf16_without_mark(bytes).map(Detected::from);
    }
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return Some(Encoding::Utf8.into());
    }
    if looks_binary(bytes) {
        return None;
    }
    Some(central_or_western(bytes))
}

/// Returns the encoding of UTF-16 text without a byte order mark. In text in Latin script, nearly every second byte is
/// zero, always at even or always at odd positions. In a program, zero bytes are at any positions.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let (pairs, _) = sample.as_chunks::<2>();
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    let most = pairs.len() / 2;
    // A text has some letter that is not Latin-1, such as 'ł', 0x0142, so zeros never occur at both positions.
    if second > most && first == 0 {
        Some(Encoding::Utf16Le)
    } else if first > most && second == 0 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Returns whether there are more control characters, other than white space, than in any text.
fn looks_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let controls = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A))
        .count();
    controls * 100 > sample.len()
}

/// Returns Windows-1250 or ISO-8859-2. The letters ą, ś, ź and their capitals have different bytes in the two. A letter
/// of one encoding is, in the other, a symbol that hardly anyone uses.
pub fn central_european(bytes: &[u8]) -> Encoding {
    let (mut windows, mut iso) = (0usize, 0usize);
    for &byte in bytes {
        match byte {
            // These are control characters in ISO-8859-2.
            0x80..=0x9F => windows += 3,
            // ą, Ą; in ISO-8859-2 š, Ľ.
            0xB9 | 0xA5 => windows += 1,
            // ą ś ź Ą Ś Ź; in Windows-1250 ± ¶ Ľ ˇ ¦ ¬.
            0xB1 | 0xB6 | 0xBC | 0xA1 | 0xA6 | 0xAC => iso += 1,
            _ => {}
        }
    }
    if iso > windows {
        Encoding::Iso8859_2
    } else {
        Encoding::Windows1250
    }
}

/// Returns the encoding as the type of encoding_rs.
pub fn of(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1250 => encoding_rs::WINDOWS_1250,
        Encoding::Iso8859_2 => encoding_rs::ISO_8859_2,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    }
}

/// Decodes the text without its byte order mark. Invalid bytes become U+FFFD, as in a browser. Valid UTF-8 is not
/// copied.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let mark = byte_order_mark(bytes).filter(|(marked, _)| *marked == encoding);
    let bytes = bytes.get(mark.map_or(0, |(_, length)| length)..).unwrap_or(&[]);
    if encoding == Encoding::Utf8
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(decode_as(bytes, of(encoding)))
}

/// Decodes the text in any encoding that browsers know, including a byte order mark.
pub fn decode_as(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> String {
    // encoding_rs alone would reserve three times the size of the file, for the worst case.
    let mut text = String::new();
    text.reserve_exact(match encoding {
        _ if encoding == encoding_rs::UTF_8 => bytes.len(),
        _ if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE => bytes.len() / 2,
        _ => bytes.len() + bytes.iter().filter(|byte| !byte.is_ascii()).count(),
    });
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    loop {
        // The capacity is never doubled: twice such a text could exceed the available memory.
        text.reserve_exact(1 << 12);
        let (result, read, _) = decoder.decode_to_string(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or(&[]);
        if result == CoderResult::InputEmpty {
            return text;
        }
        text.reserve_exact(rest.len().min(1 << 22));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLISH: &str = "Nazwa;Opis\nŁódź;zażółć gęślą jaźń\nGdańsk;śledź\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn each_encoding_is_distinguished_from_the_others() {
        let detect = |bytes: &[u8]| {
            detect(bytes)
                .filter(|found| found.doubt.is_none())
                .map(|found| found.encoding)
        };
        assert_eq!(detect(POLISH.as_bytes()), Some(Encoding::Utf8));
        assert_eq!(detect(format!("\u{feff}{POLISH}").as_bytes()), Some(Encoding::Utf8));
        for (big, encoding) in [(false, Encoding::Utf16Le), (true, Encoding::Utf16Be)] {
            assert_eq!(detect(&utf16(POLISH, big)), Some(encoding));
            assert_eq!(detect(&utf16(&format!("\u{feff}{POLISH}"), big)), Some(encoding));
        }
        for encoding in [Encoding::Windows1250, Encoding::Iso8859_2] {
            let bytes = of(encoding).encode(POLISH).0;
            assert_eq!(detect(&bytes), Some(encoding));
        }
    }

    #[test]
    fn one_polish_letter_is_enough() {
        for letter in ["ą", "ś", "ź", "Ą", "Ś", "Ź"] {
            for encoding in [Encoding::Windows1250, Encoding::Iso8859_2] {
                let text = format!("a;b\n{letter}bc;d\n");
                let found = detect(&of(encoding).encode(&text).0).unwrap();
                assert_eq!(found.encoding, encoding, "{letter}");
            }
        }
    }

    #[test]
    fn bytes_that_are_not_text_have_no_encoding() {
        assert_eq!(detect(&[0x7F, b'E', b'L', b'F', 0, 0, 0, 0, 1, 0, 0, 3]), None);
        assert_eq!(
            detect(
                &(0..=255u8)
                    .cycle()
                    .filter(|&byte| byte != 0)
                    .take(4096)
                    .collect::<Vec<_>>()
            ),
            None
        );
    }
}
