//! The parts of the archive of a workbook.

use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::events::Event;

use crate::error::ReadError;
use crate::limits::MAX_UNPACKED_BYTES;
use crate::packed::{Directory, Entry, Inflater};

/// Maximum number of bytes before the element that is searched.
const MAX_PREAMBLE: u64 = 1 << 20;
/// The minimum length of a shared string, `<si/>`, in bytes.
const LEAST_SHARED_STRING: u64 = 5;

/// Returns whether a part has the strings to which cells refer by index.
pub fn is_shared_strings(entry: &Entry) -> bool {
    entry.name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

/// Returns whether the workbook counts days from 1904.
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

/// Returns the XML parts. Pictures and other files are left out.
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

/// Checks the number of strings that the part declares, because calamine allocates memory for it. A part that declares
/// more strings than fit into its bytes is malicious.
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
