//! On the server.

/// No clipboard here.
pub async fn copy(_text: &str) -> bool {
    false
}

/// No page to leave.
pub fn load(_address: &str) {}
