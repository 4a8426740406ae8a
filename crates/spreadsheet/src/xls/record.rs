//! The records of a workbook's stream.

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

/// Goes through records one after the other.
pub struct Records<'a> {
    stream: &'a [u8],
    position: usize,
}

impl<'a> Records<'a> {
    /// From a place in the stream.
    pub fn new(stream: &'a [u8], position: usize) -> Self {
        Self { stream, position }
    }

    /// Where the next record begins.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The kind of the next record and its bytes; `None` at the end, or where the stream is cut.
    pub fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.position)?;
        let length = usize::from(u16_at(self.stream, self.position + 2)?);
        let start = self.position + 4;
        let data = self.stream.get(start..start + length)?;
        self.position = start + length;
        Some((kind, data))
    }

    /// The pieces of a record that goes on in others.
    pub fn with_continued(&mut self, first: &'a [u8]) -> Vec<&'a [u8]> {
        let mut pieces = vec![first];
        while u16_at(self.stream, self.position) == Some(CONTINUE) {
            let Some((_, data)) = self.next() else { break };
            pieces.push(data);
        }
        pieces
    }
}
