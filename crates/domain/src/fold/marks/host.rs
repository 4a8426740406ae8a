//! Unicode's decompositions, as the host has them: they weigh a tenth of what a browser fetches.

use std::sync::OnceLock;

static WITHOUT_MARKS: OnceLock<fn(&str) -> String> = OnceLock::new();

/// Takes the host's own way to a text's compatibility decomposition (NFKD) without the marks that combine. To be called
/// once, before anything is folded.
pub fn bring_marks(without_marks: fn(&str) -> String) {
    // A second call brings the same.
    let _ = WITHOUT_MARKS.set(without_marks);
}

/// The text in its compatibility decomposition, without the marks that combine.
pub fn without_marks(text: &str) -> String {
    match WITHOUT_MARKS.get() {
        Some(without_marks) => without_marks(text),
        None => text.to_owned(),
    }
}
