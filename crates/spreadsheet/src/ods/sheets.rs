//! The parts of a document that are read before its cells: sheet names, hidden sheets, encryption.

use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::attribute;
use crate::error::ReadError;
use crate::options::Sheet;
use crate::packed::{Directory, Inflater};

const MAX_MANIFEST: u64 = 4 << 20;
/// Maximum number of bytes of styles before the sheets.
const MAX_STYLES: u64 = 16 << 20;
const MAX_HIDDEN_STYLES: usize = 1_000;

/// Returns the names of the styles that hide a sheet. They precede the sheets. A style that cannot be read hides
/// nothing.
pub fn hidden_styles(content: impl Read) -> Vec<String> {
    let mut xml = Reader::from_reader(BufReader::new(content.take(MAX_STYLES)));
    xml.config_mut().check_end_names = false;
    let (mut buffer, mut hidden) = (Vec::new(), Vec::new());
    let mut style = String::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name").unwrap_or_default(),
                "style:table-properties" if attribute(&element, "table:display").as_deref() == Some("false") => {
                    hidden.push(std::mem::take(&mut style));
                }
                "office:body" | "table:table" => return hidden,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return hidden,
            _ => {}
        }
        // No real document has so many, and the attribute of each sheet is compared with all of them.
        if hidden.len() > MAX_HIDDEN_STYLES {
            return hidden;
        }
    }
}

/// Returns whether the manifest of the document declares encryption.
pub fn is_encrypted(bytes: &Rc<Vec<u8>>, directory: &Directory) -> bool {
    let Some(manifest) = directory.find("META-INF/manifest.xml") else {
        return false;
    };
    let mut text = Vec::new();
    let read = Inflater::new(bytes.clone(), manifest)
        .take(MAX_MANIFEST)
        .read_to_end(&mut text);
    read.is_ok() && memchr::memmem::find(&text, b"encryption-data").is_some()
}

/// Returns the sheets without parsing their contents.
pub fn list_sheets(mut content: impl Read, hidden: &[String]) -> Result<Vec<Sheet>, ReadError> {
    const OPENING: &[u8] = b"<table:table ";
    const MAX_TAG: usize = 1 << 14;
    let finder = memchr::memmem::Finder::new(OPENING);
    let mut sheets = Vec::new();
    let mut chunk = vec![0; 1 << 17];
    // The number of bytes at the end of the last chunk that may belong to a tag which continues in the next.
    let mut held = 0;
    loop {
        let read = content
            .read(chunk.get_mut(held..).unwrap_or(&mut []))
            .map_err(|_| ReadError::Damaged)?;
        let filled = held + read;
        let text = chunk.get(..filled).unwrap_or(&[]);
        let mut at = 0;
        while let Some(found) = finder.find(text.get(at..).unwrap_or(&[])) {
            at += found;
            let Some(length) = memchr::memchr(b'>', text.get(at..).unwrap_or(&[])) else {
                break;
            };
            let tag = text.get(at..at + length + 1);
            sheets.extend(tag.and_then(|tag| sheet_of(tag, hidden)));
            at += length;
        }
        if read == 0 {
            return if sheets.is_empty() {
                Err(ReadError::EmptySheet)
            } else {
                Ok(sheets)
            };
        }
        held = (filled - at).min(MAX_TAG);
        chunk.copy_within(filled - held..filled, 0);
    }
}

fn sheet_of(tag: &[u8], hidden: &[String]) -> Option<Sheet> {
    let mut xml = Reader::from_str(std::str::from_utf8(tag).ok()?);
    match xml.read_event().ok()? {
        Event::Start(element) | Event::Empty(element) => {
            let style = attribute(&element, "table:style-name");
            Some(Sheet {
                name: attribute(&element, "table:name").unwrap_or_default(),
                hidden: style.is_some_and(|style| hidden.contains(&style)),
            })
        }
        _ => None,
    }
}
