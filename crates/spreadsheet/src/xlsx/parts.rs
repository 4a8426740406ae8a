//! The parts of a workbook's archive.

use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::events::Event;

use crate::error::ReadError;
use crate::limits::MAX_UNPACKED_BYTES;
use crate::packed::{Directory, Entry, Inflater};

/// What may stand before the element that is looked for.
const MAX_PREAMBLE: u64 = 1 << 20;
/// The shortest a shared string can be written, `<si/>`.
const LEAST_SHARED_STRING: u64 = 5;

/// Whether a part holds the strings that cells name by number.
pub fn is_shared_strings(entry: &Entry) -> bool {
    entry.name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

/// Whether the workbook counts days from 1904.
pub fn is_1904(bytes: &Rc<Vec<u8>>, workbook: &Entry) -> bool {
    let inflater = Inflater::new(bytes.clone(), workbook);
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(inflater.take(MAX_PREAMBLE)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "workbookPr" => {
                let date = element
                    .attributes()
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "date1904");
                return date.is_some_and(|date| matches!(date.value.as_ref(), "1" | "true"));
            }
            Ok(Event::Eof) | Err(_) => return false,
            _ => {}
        }
    }
}

/// The XML parts; pictures and the like are left out.
pub fn parts(directory: &Directory) -> Result<Vec<Entry>, ReadError> {
    let wanted = |entry: &&Entry| {
        let name = entry.name.to_ascii_lowercase();
        (name.ends_with(".xml") || name.ends_with(".rels")) && name.len() < 1_000
    };
    let entries: Vec<Entry> = directory.entries.iter().filter(wanted).cloned().collect();
    let unpacked = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.size));
    if unpacked > MAX_UNPACKED_BYTES {
        return Err(ReadError::TooLargeUnpacked {
            limit: MAX_UNPACKED_BYTES,
        });
    }
    Ok(entries)
}

/// calamine reserves room for as many strings as the part claims to have. A part that claims more
/// than could be written in its bytes was made to hurt.
pub fn check_shared_strings(bytes: &Rc<Vec<u8>>, entry: &Entry) -> Result<(), ReadError> {
    let inflater = Inflater::new(bytes.clone(), entry);
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(inflater.take(MAX_PREAMBLE)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| ReadError::Damaged)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "sst" => {
                for attribute in element.attributes() {
                    let attribute = attribute.map_err(|_| ReadError::Damaged)?;
                    if attribute.key.as_ref() != "uniqueCount" {
                        continue;
                    }
                    let claimed = attribute.value.trim().parse::<u64>();
                    if claimed.is_ok_and(|claimed| claimed > entry.size / LEAST_SHARED_STRING) {
                        return Err(ReadError::Damaged);
                    }
                }
                return Ok(());
            }
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
}
