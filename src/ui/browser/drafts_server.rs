//! The server's counterpart of `drafts`: functions that do nothing, because drafts are kept only in browsers.

use domain::error::AppError;
use uuid::Uuid;

/// Returns no drafts.
pub async fn all(_start: &str) -> Vec<(String, String)> {
    Vec::new()
}

/// Returns no draft.
///
/// # Errors
///
/// Never.
pub async fn get(_key: &str) -> Result<Option<String>, AppError> {
    Ok(None)
}

/// Does nothing.
pub async fn keep(_key: &str, _draft: &str) {}

/// Does nothing.
pub async fn remove(_key: &str) {}

/// Does nothing.
pub fn tell(_key: &str) {}

/// Does nothing.
pub fn on_told(_told: impl Fn(String) + 'static) {}

/// Returns the epoch.
pub fn now() -> i64 {
    0
}

/// Returns the nil UUID.
pub fn tab() -> Uuid {
    Uuid::nil()
}

/// Does nothing.
pub fn on_online(_back: impl Fn() + 'static) {}

/// Does nothing.
pub fn on_leave(_leave: impl Fn() + 'static) {}
