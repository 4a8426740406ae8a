//! The server's implementation, which is never called.

/// Returns false: the server has no clipboard.
pub async fn copy(_text: &str) -> bool {
    false
}
