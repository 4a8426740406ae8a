//! Escaping of text in HTML.

/// Appends text to HTML, escaped for elements and for attributes in double quotes.
pub(super) fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    comrak::html::escape(html, text).ok();
}
