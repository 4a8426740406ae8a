//! The server's counterpart of `live`: pages connect only in browsers.

use super::Line;

/// Does nothing: only browsers connect.
pub fn connect(_take: impl Fn(Line) + Clone + 'static) {}

/// Does nothing: only browsers connect.
pub fn keep_cursor(_cursor: String) {}

/// Does nothing: only browsers connect.
pub fn send(_text: &str) {}

/// Does nothing: only browsers show a page.
pub fn show_page(_shown: bool) {}

/// Returns false: nothing opens on the server.
pub fn is_overlay_open() -> bool {
    false
}

/// Returns false: there is no focus on the server.
pub fn is_focus_in(_selector: &str) -> bool {
    false
}

/// Returns `None`: there is no focus on the server.
pub fn focused_id() -> Option<String> {
    None
}

/// Returns 0: pages are loaded only in browsers.
pub fn page_age() -> f64 {
    0.0
}
