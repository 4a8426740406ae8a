//! Unicode's tables, compiled in.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Returns the text in its compatibility decomposition (NFKD), without combining marks.
pub fn without_marks(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Returns the text in its canonical composition (NFC).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Returns the text in lower case.
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// Returns the text in upper case.
pub fn uppercase(text: &str) -> String {
    text.to_uppercase()
}
