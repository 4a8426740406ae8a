//! The server's counterpart of `drafts`: functions that do nothing, because drafts are kept only in browsers.

use uuid::Uuid;

/// Returns no drafts.
pub async fn all(_start: &str) -> Vec<String> {
    Vec::new()
}

/// Does nothing.
pub async fn keep(_key: &str, _draft: &str) {}

/// Does nothing.
pub async fn remove(_key: &str) {}

/// Returns the nil UUID.
pub fn tab() -> Uuid {
    Uuid::nil()
}

/// Does nothing.
pub fn on_online(_back: impl Fn() + 'static) {}

/// Does nothing.
pub fn on_leave(_leave: impl Fn() + 'static) {}
