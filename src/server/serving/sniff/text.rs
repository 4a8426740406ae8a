//! Text, and what is written as text.

use std::borrow::Cow;

use super::HEAD;

/// The extensions of text files that may be in an old encoding, which by its bytes could be anything.
const TEXT_EXTENSIONS: [&str; 24] = [
    "asc", "bat", "c", "cfg", "conf", "cpp", "cs", "csv", "eml", "h", "ini", "java", "js", "log", "md", "php", "pl",
    "py", "rb", "sql", "srt", "tsv", "txt", "vcf",
];

/// Returns the type of text. Text that a browser would render or run is recognised whatever its extension.
pub fn text(head: &[u8], extension: &str) -> Option<&'static str> {
    let text = decoded(head, extension)?;
    if let Some(markup) = markup(&text) {
        return Some(markup);
    }
    Some(match extension {
        "csv" => "text/csv",
        "tsv" | "tab" => "text/tab-separated-values",
        "md" | "markdown" => "text/markdown",
        "json" if text.trim_start().starts_with(['{', '[']) => "application/json",
        "vcf" if text.trim_start().starts_with("BEGIN:VCARD") => "text/vcard",
        "ics" if text.trim_start().starts_with("BEGIN:VCALENDAR") => "text/calendar",
        _ => "text/plain",
    })
}

/// Returns the text, if it is some.
fn decoded<'h>(head: &'h [u8], extension: &str) -> Option<Cow<'h, str>> {
    let utf_16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    let text = match head {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest, head.len())?,
        _ => match utf_8(head, head.len()) {
            Some(text) => text,
            None if TEXT_EXTENSIONS.contains(&extension) => String::from_utf8_lossy(head),
            None => return None,
        },
    };
    is_printable(&text).then_some(text)
}

/// Returns the text if it is UTF-8. Its last character may be cut off if there was more than fits.
fn utf_8(bytes: &[u8], length: usize) -> Option<Cow<'_, str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(error) if error.error_len().is_none() && length >= HEAD => {
            std::str::from_utf8(&bytes[..error.valid_up_to()])
                .ok()
                .map(Cow::Borrowed)
        }
        Err(_) => None,
    }
}

/// Returns whether there are no control characters except those of text and of a terminal's log.
fn is_printable(text: &str) -> bool {
    text.chars().all(|c| {
        !c.is_control()
            || matches!(
                c,
                '\t' | '\n' | '\r' | '\u{8}' | '\u{c}' | '\u{1b}' | '\u{80}'..='\u{9f}'
            )
    })
}

/// Returns the type of markup: that of its first element, behind comments, declarations and instructions.
fn markup(text: &str) -> Option<&'static str> {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !rest.starts_with('<') {
        return None;
    }
    let xml = rest.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<?xml"));
    loop {
        rest = rest.trim_start();
        let ends = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!") => {
                if let Some(known) = doctype(rest) {
                    return Some(known);
                }
                ">"
            }
            _ => break,
        };
        match rest.find(ends) {
            Some(end) => rest = &rest[end + ends.len()..],
            // Nobody can say what comes behind it.
            None => return Some(if xml { "application/xml" } else { "text/html" }),
        }
    }
    let name: String = rest
        .strip_prefix('<')?
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'))
        .collect();
    let local = name.rsplit(':').next().unwrap_or(&name).to_ascii_lowercase();
    match local.as_str() {
        "svg" => Some("image/svg+xml"),
        "html" => Some("text/html"),
        _ if xml => Some("application/xml"),
        // A browser takes any element at the beginning as a page.
        _ if infer::text::is_html(rest.as_bytes()) || is_element(&local) => Some("text/html"),
        _ => None,
    }
}

/// Returns the type that a document type declares.
fn doctype(rest: &str) -> Option<&'static str> {
    let declared = rest.get(..9).filter(|start| start.eq_ignore_ascii_case("<!doctype"));
    let name: String = rest[declared?.len()..]
        .trim_start()
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    match name.to_ascii_lowercase().as_str() {
        "html" => Some("text/html"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// Returns whether a name is that of an element with which a fragment of a page may begin.
fn is_element(name: &str) -> bool {
    const NAMES: [&str; 24] = [
        "applet", "audio", "base", "body", "button", "embed", "form", "frameset", "head", "iframe", "img", "input",
        "link", "math", "meta", "object", "script", "section", "span", "style", "template", "title", "video", "xml",
    ];
    NAMES.contains(&name)
}
