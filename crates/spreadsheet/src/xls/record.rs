//! The records of a workbook stream.

use super::compound::u16_at;

pub const FORMULA: u16 = 0x0006;
pub const END: u16 = 0x000A;
pub const DATE_MODE: u16 = 0x0022;
pub const FILE_PASS: u16 = 0x002F;
pub const CONTINUE: u16 = 0x003C;
pub const CODE_PAGE: u16 = 0x0042;
pub const BOUND_SHEET: u16 = 0x0085;
pub const MULTIPLE_RK: u16 = 0x00BD;
pub const RICH_STRING: u16 = 0x00D6;
pub const EXTENDED_FORMAT: u16 = 0x00E0;
pub const MERGED_CELLS: u16 = 0x00E5;
pub const SHARED_STRINGS: u16 = 0x00FC;
pub const SHARED_LABEL: u16 = 0x00FD;
pub const NUMBER: u16 = 0x0203;
pub const LABEL: u16 = 0x0204;
pub const BOOL_OR_ERROR: u16 = 0x0205;
pub const STRING: u16 = 0x0207;
pub const ROW: u16 = 0x0208;
pub const RK: u16 = 0x027E;
pub const FORMAT: u16 = 0x041E;
pub const BEGIN: u16 = 0x0809;

/// An iterator over records.
pub struct Records<'a> {
    stream: &'a [u8],
    position: usize,
}

impl<'a> Records<'a> {
    /// Returns an iterator that starts at this position of the stream.
    pub fn new(stream: &'a [u8], position: usize) -> Self {
        Self { stream, position }
    }

    /// Returns the position of the next record.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the kind of the next record and its bytes, or `None` at the end or if the stream is truncated.
    pub fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.position)?;
        let length = usize::from(u16_at(self.stream, self.position + 2)?);
        let start = self.position + 4;
        let data = self.stream.get(start..start + length)?;
        self.position = start + length;
        Some((kind, data))
    }

    /// Returns the parts of a record that continues in further records.
    pub fn with_continued(&mut self, first: &'a [u8]) -> Vec<&'a [u8]> {
        let mut parts = vec![first];
        while u16_at(self.stream, self.position) == Some(CONTINUE) {
            let Some((_, data)) = self.next() else { break };
            parts.push(data);
        }
        parts
    }
}
