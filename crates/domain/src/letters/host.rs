//! Unicode's tables, provided by the host. Compiled tables would be a tenth of the bytes that a browser fetches.

use std::sync::OnceLock;

/// The functions that the host provides.
#[derive(Clone, Copy, Debug)]
pub struct Host {
    /// Returns the compatibility decomposition (NFKD) of a text without combining marks.
    pub without_marks: fn(&str) -> String,
    /// Returns the canonical composition (NFC) of a text.
    pub composed: fn(&str) -> String,
    /// Returns the text in lower case.
    pub lowercase: fn(&str) -> String,
    /// Returns the text in upper case.
    pub uppercase: fn(&str) -> String,
}

static HOST: OnceLock<Host> = OnceLock::new();

/// Sets the functions of the host. Must be called once, before any text is folded; otherwise letters are unchanged.
pub fn set_host(host: Host) {
    // A second call has the same functions.
    let _ = HOST.set(host);
}

fn by_host(text: &str, function: fn(&Host) -> fn(&str) -> String) -> String {
    match HOST.get() {
        Some(host) => function(host)(text),
        None => text.to_owned(),
    }
}

/// Returns the text in its compatibility decomposition, without combining marks.
pub fn without_marks(text: &str) -> String {
    by_host(text, |host| host.without_marks)
}

/// Returns the text in its canonical composition (NFC).
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    by_host(text, |host| host.composed)
}

/// Returns the text in lower case.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    by_host(text, |host| host.lowercase)
}

/// Returns the text in upper case.
pub fn uppercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    by_host(text, |host| host.uppercase)
}
