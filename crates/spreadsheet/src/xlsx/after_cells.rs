//! Reading what follows the cells in the part of a sheet: the merged ranges.

use std::io::{BufReader, Read};

use quick_xml::events::Event;

use crate::merged::MergedRange;

/// Returns the merged ranges, which follow the cells. Ranges that cannot be read are left out, since the cells have
/// already been read.
pub fn merged_ranges(after_cells: impl Read) -> Vec<MergedRange> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(after_cells));
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    let mut buffer = Vec::new();
    let mut ranges = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "mergeCell" => {
                let reference = element
                    .attributes()
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "ref");
                ranges.extend(reference.and_then(|reference| MergedRange::parse(&reference.value)));
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "mergeCells" => return ranges,
            Ok(Event::Eof) | Err(_) => return ranges,
            _ => {}
        }
    }
}

/// A reader that skips everything up to the closing tag of the cells.
pub struct AfterCells<R> {
    inner: R,
    found: bool,
    held: Vec<u8>,
}

impl<R: Read> AfterCells<R> {
    /// Returns a reader of a part or of its end.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            found: false,
            held: Vec::new(),
        }
    }
}

impl<R: Read> Read for AfterCells<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while !self.found {
            let count = self.inner.read(out)?;
            if count == 0 {
                return Ok(0);
            }
            self.held.extend_from_slice(out.get(..count).unwrap_or(&[]));
            // The tag may have a prefix, so its end is searched.
            if let Some(at) = memchr::memmem::find(&self.held, b"sheetData>") {
                self.found = true;
                self.held.drain(..at + b"sheetData>".len());
            } else if self.held.len() > 64 {
                self.held.drain(..self.held.len() - 64);
            }
        }
        if self.held.is_empty() {
            return self.inner.read(out);
        }
        let count = self.held.as_slice().read(out)?;
        self.held.drain(..count);
        Ok(count)
    }
}
