//! Rewriting parts that neither calamine nor the scanner reads: UTF-16 becomes UTF-8, and unknown attribute values
//! become the format's defaults.

use std::io::Read;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::Writer;
use quick_xml::events::{BytesStart, Event};

use crate::error::ReadError;
use crate::packed::{Entry, Inflater};

/// Maximum size of all rewritten parts, in bytes. They are kept in memory.
const MAX_REWRITTEN: u64 = 64 << 20;
/// The states of a sheet that the format defines.
const STATES: [&str; 3] = ["visible", "hidden", "veryHidden"];

/// Rewrites the parts that need it.
///
/// # Errors
///
/// [`ReadError::Damaged`] if a part cannot be unpacked, [`ReadError::TooLargeUnpacked`] if UTF-16 parts are too large
/// to be kept in memory.
pub fn rewrite(bytes: &Rc<Vec<u8>>, entries: &mut [Entry]) -> Result<(), ReadError> {
    let mut left = MAX_REWRITTEN;
    for entry in entries {
        if let Some(encoding) = utf_16(bytes, entry) {
            left = left
                .checked_sub(entry.size)
                .ok_or(ReadError::TooLargeUnpacked { limit: MAX_REWRITTEN })?;
            let content = unpacked(bytes, entry)?;
            let text = encoding.decode_with_bom_removal(&content).0;
            *entry = entry.with_content(without_declaration(&text).as_bytes().to_vec());
        }
        if is_workbook(entry) && entry.size < MAX_REWRITTEN {
            let content = unpacked(bytes, entry)?;
            if let Some(content) = with_known_states(&content) {
                *entry = entry.with_content(content);
            }
        }
    }
    Ok(())
}

/// Returns whether a part lists the sheets of the workbook.
pub fn is_workbook(entry: &Entry) -> bool {
    entry.name.to_ascii_lowercase().ends_with("/workbook.xml")
}

/// Returns the encoding of a part that begins like UTF-16: with a byte order mark, or with a two-byte `<`.
fn utf_16(bytes: &Rc<Vec<u8>>, entry: &Entry) -> Option<&'static Encoding> {
    let mut start = [0; 2];
    Inflater::new(bytes.clone(), entry).read_exact(&mut start).ok()?;
    match start {
        [0xFF, 0xFE] | [b'<', 0] => Some(UTF_16LE),
        [0xFE, 0xFF] | [0, b'<'] => Some(UTF_16BE),
        _ => None,
    }
}

fn unpacked(bytes: &Rc<Vec<u8>>, entry: &Entry) -> Result<Vec<u8>, ReadError> {
    let mut content = Vec::new();
    let read = Inflater::new(bytes.clone(), entry).read_to_end(&mut content);
    read.map_err(|_| ReadError::Damaged)?;
    Ok(content)
}

/// Returns the text without `<?xml … ?>`, whose encoding no longer applies.
fn without_declaration(text: &str) -> &str {
    let rest = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    rest.map_or(text, |(_, rest)| rest)
}

/// Returns the list of sheets without unknown states, or `None` if there are none.
fn with_known_states(content: &[u8]) -> Option<Vec<u8>> {
    let mut xml = quick_xml::Reader::from_reader(content);
    let mut writer = Writer::new(Vec::with_capacity(content.len()));
    let (mut buffer, mut changed) = (Vec::new(), false);
    loop {
        buffer.clear();
        // calamine refuses what cannot be parsed here.
        let event = match xml.read_event_into(&mut buffer).ok()? {
            Event::Eof => return changed.then(|| writer.into_inner()),
            Event::Start(sheet) if has_unknown_state(&sheet) => {
                changed = true;
                Event::Start(without_state(&sheet))
            }
            Event::Empty(sheet) if has_unknown_state(&sheet) => {
                changed = true;
                Event::Empty(without_state(&sheet))
            }
            event => event,
        };
        writer.write_event(event).ok()?;
    }
}

fn has_unknown_state(element: &BytesStart<'_>) -> bool {
    let unknown = |key: &str, value: &str| key == "state" && !STATES.contains(&value);
    element.local_name().as_ref() == "sheet"
        && (element.attributes().flatten()).any(|attribute| unknown(attribute.key.as_ref(), &attribute.value))
}

fn without_state(element: &BytesStart<'_>) -> BytesStart<'static> {
    let mut sheet = element.to_owned().into_owned();
    sheet.clear_attributes();
    let attributes = element.attributes().flatten();
    sheet.extend_attributes(attributes.filter(|attribute| attribute.key.as_ref() != "state"));
    sheet
}
