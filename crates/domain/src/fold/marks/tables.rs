//! Unicode's decompositions, compiled in.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in its compatibility decomposition (NFKD), without the marks that combine.
pub fn without_marks(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}
