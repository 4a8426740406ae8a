//! Escaping of text in HTML.

/// Length of text in bytes after which it is divided.
const MAX_TEXT: usize = 1_024;
/// Divides text. The sanitiser removes comments, but takes quadratic time for a single long text.
pub(super) const DIVIDER: &str = "<!---->";

/// Appends text to HTML, escaped for elements and for attributes in double quotes.
pub(super) fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    comrak::html::escape(html, text).ok();
}

/// Appends text to an element, divided if it is long.
pub(super) fn escape_text(html: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(MAX_TEXT));
        escape(html, part);
        rest = after;
        let last = html.len().saturating_sub(MAX_TEXT);
        if last > 0 && !html.as_bytes()[last..].contains(&b'<') {
            html.push_str(DIVIDER);
        }
    }
}
