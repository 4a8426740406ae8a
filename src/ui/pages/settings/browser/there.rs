//! The browser's implementation.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies the text to the clipboard. Returns whether that was possible.
pub async fn copy(text: &str) -> bool {
    // Browsers provide the clipboard only on HTTPS and localhost.
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}
