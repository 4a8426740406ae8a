//! Unicode decomposition by the browser. The tables would be a tenth of the page's download.

use std::sync::OnceLock;

static WITHOUT_MARKS: OnceLock<fn(&str) -> String> = OnceLock::new();

/// Sets the function that returns the compatibility decomposition (NFKD) of a text without combining marks. Call it
/// once, before any text is folded.
pub fn bring_marks(without_marks: fn(&str) -> String) {
    // A second call sets the same function.
    let _ = WITHOUT_MARKS.set(without_marks);
}

/// Returns the compatibility decomposition of the text without combining marks.
pub fn without_marks(text: &str) -> String {
    match WITHOUT_MARKS.get() {
        Some(without_marks) => without_marks(text),
        None => text.to_owned(),
    }
}
