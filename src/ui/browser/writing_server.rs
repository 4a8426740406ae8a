//! The server's counterpart of `writing`: functions that are never called there, because only events use them.

use domain::pasted::Node;
use leptos::{ev, web_sys::HtmlTextAreaElement};

/// Does nothing.
pub fn replace_text(_field: &HtmlTextAreaElement, _range: (u32, u32), _text: &str, _select: (u32, u32)) {}

/// Does nothing.
pub fn in_background(_field: &HtmlTextAreaElement, _change: impl FnOnce()) {}

/// Returns zeros.
pub fn selection(_field: &HtmlTextAreaElement) -> (u32, u32) {
    (0, 0)
}

/// Does nothing.
pub fn grow(_field: &HtmlTextAreaElement) {}

/// Returns `None`.
pub fn pasted(_event: &ev::ClipboardEvent) -> Option<(Vec<Node>, String)> {
    None
}

/// Returns false.
pub fn alt_graph(_event: &ev::KeyboardEvent) -> bool {
    false
}
