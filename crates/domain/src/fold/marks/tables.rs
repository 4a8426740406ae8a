//! Unicode decomposition with compiled tables.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Returns the compatibility decomposition (NFKD) of the text without combining marks.
pub fn without_marks(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}
