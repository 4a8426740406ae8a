//! In the browser.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Puts the text into the clipboard; whether that was possible.
pub async fn copy(text: &str) -> bool {
    // The clipboard is absent where the page is neither https nor localhost.
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Loads a page anew from the server, which decides language, theme and rights.
pub fn load(address: &str) {
    // It fails only for an address that cannot be parsed, and ours are constants.
    let _ = window().location().set_href(address);
}
