//! Browser's implementation: random ids, local storage, text without combining marks. The server's is in `server`.

use domain::letters::Host;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// Whether this is the build for the browser.
pub const IN_BROWSER: bool = true;

/// Returns a random UUID (version 4) from the browser's source of randomness.
pub fn new_uuid() -> Uuid {
    let mut bytes = [0_u8; 16];
    // `crypto.randomUUID` is missing on plain HTTP; `getRandomValues` is not.
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The browser's functions for letters.
pub const LETTERS: Host = Host {
    without_marks,
    composed: |text| js_sys::JsString::from(text).normalize("NFC").into(),
    lowercase: |text| js_sys::JsString::from(text).to_lower_case().into(),
    uppercase: |text| js_sys::JsString::from(text).to_upper_case().into(),
};

fn without_marks(text: &str) -> String {
    let marks = js_sys::RegExp::new(r"\p{M}", "gu");
    let decomposed = js_sys::JsString::from(text).normalize("NFKD");
    decomposed.replace_by_pattern(&marks, "").into()
}

/// Returns the text that local storage holds under the key.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores the text in local storage; does nothing if storage is full or not allowed.
pub fn store(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Removes the key from local storage.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Focuses the first element that the selector finds below the element with the id `root`. Returns whether it could be
/// focused.
pub fn focus_in(root: &str, selector: &str) -> bool {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(root))
        .and_then(|root| root.query_selector(selector).ok().flatten())
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}
