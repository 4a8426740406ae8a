//! The server's twin: nothing of this happens there, since effects and events run in browsers alone.

use uuid::Uuid;

/// Whether this is the build for the browser.
pub const IN_BROWSER: bool = false;

/// Made by the browser.
pub fn new_uuid() -> Uuid {
    Uuid::nil()
}

/// The server keeps nothing here.
pub fn stored(_key: &str) -> Option<String> {
    None
}

/// Kept by the browser.
pub fn store(_key: &str, _text: &str) {}

/// Kept by the browser.
pub fn forget(_key: &str) {}

/// There is no focus on the server.
pub fn focus_in(_root: &str, _selector: &str) -> bool {
    false
}

/// The server is never idle for the page's sake.
pub fn when_idle(_work: impl Fn() + Clone + 'static) {}

/// There is no pointer on the server.
pub fn on_link_approached(_found: impl Fn(&str) + Copy + 'static) {}

/// Said by the browser.
pub fn mark_ready() {}

/// Nothing is loaded on the server.
pub fn was_reloaded() -> bool {
    false
}
