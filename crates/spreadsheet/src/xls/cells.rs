//! Reading the cells of a sheet.
//!
//! Excel writes cells in order; other programs write them in the order of their creation. Therefore all are collected
//! first, as ranges of one text, and sorted if necessary.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::compound::{f64_at, u16_at, u32_at};
use super::record::{self, Records};
use super::strings::{PartReader, read_string};
use super::workbook::Workbook;
use crate::error::ReadError;
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES};
use crate::merged::{MergedCells, MergedRange};
use crate::options::Progress;
use crate::table::{Table, TableBuilder};
use crate::value::{NumberKind, write_serial};

const RECORDS_PER_REPORT: u32 = 1 << 15;

struct Place {
    row: u16,
    column: u16,
    start: u32,
    end: u32,
    is_number: bool,
}

struct Cells<'a> {
    book: &'a Workbook,
    text: String,
    places: Vec<Place>,
    merged: Vec<MergedRange>,
    hidden_rows: BTreeSet<u16>,
    /// The formula whose text is in the next record.
    waiting: Option<(u16, u16)>,
}

/// Reads the records of a sheet.
pub fn read_cells(
    book: &Workbook,
    mut records: Records<'_>,
    total: u64,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Table, ReadError> {
    let mut cells = Cells {
        book,
        text: String::new(),
        places: Vec::new(),
        merged: Vec::new(),
        hidden_rows: BTreeSet::new(),
        waiting: None,
    };
    if records.next().is_none_or(|(kind, _)| kind != record::BEGIN) {
        return Err(ReadError::Damaged);
    }
    // Charts in the sheet are nested streams.
    let mut depth = 0u32;
    let mut seen = 0u32;
    loop {
        let Some((kind, data)) = records.next() else {
            return Err(ReadError::Damaged);
        };
        match kind {
            record::BEGIN => depth = depth.saturating_add(1),
            record::END if depth == 0 => break,
            record::END => depth -= 1,
            record::STRING if depth == 0 => cells.formula_text(records.with_continued(data)),
            record::LABEL | record::RICH_STRING if depth == 0 => {
                let parts = records.with_continued(data);
                cells.label(parts).ok_or(ReadError::Damaged)?;
            }
            _ if depth == 0 => cells.take(kind, data).ok_or(ReadError::Damaged)?,
            _ => {}
        }
        if cells.text.len() > MAX_TEXT_BYTES {
            return Err(ReadError::TooLargeUnpacked {
                limit: MAX_TEXT_BYTES as u64,
            });
        }
        seen = seen.wrapping_add(1);
        let report = Progress {
            done: records.position() as u64,
            total,
        };
        if seen.is_multiple_of(RECORDS_PER_REPORT) && progress(report).is_break() {
            return Err(ReadError::Cancelled);
        }
    }
    cells.finish()
}

impl Cells<'_> {
    /// Handles a record. Returns `None` if it is too short.
    fn take(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            record::NUMBER => {
                let value = f64_at(data, 6)?;
                self.number(data, value)
            }
            record::RK => {
                let value = rk(u32_at(data, 6)?);
                self.number(data, value)
            }
            record::MULTIPLE_RK => self.numbers(data),
            record::SHARED_LABEL => {
                let book = self.book;
                let text = book.strings.get(u32_at(data, 6)? as usize)?;
                self.push(data, |out| out.push_str(text))
            }
            record::BOOL_OR_ERROR => {
                let (value, is_error) = (*data.get(6)?, *data.get(7)? != 0);
                self.push(data, |out| out.push_str(bool_or_error(value, is_error)))
            }
            record::FORMULA => self.formula(data),
            record::ROW => {
                // The row is hidden, whatever its height.
                if u16_at(data, 12).is_some_and(|options| options & 0x20 != 0) {
                    self.hidden_rows.insert(u16_at(data, 0)?);
                }
                Some(())
            }
            record::MERGED_CELLS => {
                self.merge(data);
                Some(())
            }
            _ => Some(()),
        }
    }

    fn push(&mut self, data: &[u8], write: impl FnOnce(&mut String)) -> Option<()> {
        let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
        self.place(row, column, write);
        Some(())
    }

    fn place(&mut self, row: u16, column: u16, write: impl FnOnce(&mut String)) {
        let start = self.text.len() as u32;
        write(&mut self.text);
        self.places.push(Place {
            row,
            column,
            start,
            end: self.text.len() as u32,
            is_number: false,
        });
    }

    /// Records whether the last cell is a number and not a date.
    fn mark(&mut self, kind: NumberKind) {
        if let Some(place) = self.places.last_mut() {
            place.is_number = kind == NumberKind::Number;
        }
    }

    fn number(&mut self, data: &[u8], value: f64) -> Option<()> {
        let book = self.book;
        let kind = book
            .kinds
            .get(usize::from(u16_at(data, 4)?))
            .copied()
            .unwrap_or_default();
        self.push(data, |out| write_serial(out, value, kind, book.is_1904))?;
        self.mark(kind);
        Some(())
    }

    /// Reads several adjacent numbers: row, first column, (style, number) for each, last column.
    fn numbers(&mut self, data: &[u8]) -> Option<()> {
        let book = self.book;
        let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
        let numbers = data.get(4..data.len().checked_sub(2)?)?;
        for (index, number) in numbers.as_chunks::<6>().0.iter().enumerate() {
            let kind = book
                .kinds
                .get(usize::from(u16_at(number, 0)?))
                .copied()
                .unwrap_or_default();
            let value = rk(u32_at(number, 2)?);
            let column = first.checked_add(u16::try_from(index).ok()?)?;
            self.place(row, column, |out| write_serial(out, value, kind, book.is_1904));
            self.mark(kind);
        }
        Some(())
    }

    fn label(&mut self, mut parts: Vec<&[u8]>) -> Option<()> {
        let first = *parts.first()?;
        *parts.first_mut()? = first.get(6..)?;
        let charset = self.book.charset;
        let mut text = String::new();
        read_string(parts, charset, &mut text)?;
        self.push(first, |out| out.push_str(&text))
    }

    /// Reads the value of a formula as of its last calculation.
    fn formula(&mut self, data: &[u8]) -> Option<()> {
        let value = data.get(6..14)?;
        if value.get(6..8)? != [0xFF, 0xFF] {
            return self.number(data, f64_at(value, 0)?);
        }
        let which = *value.get(2)?;
        match value.first()? {
            0 => self.waiting = Some((u16_at(data, 0)?, u16_at(data, 2)?)),
            1 => self.push(data, |out| out.push_str(bool_or_error(which, false)))?,
            2 => self.push(data, |out| out.push_str(bool_or_error(which, true)))?,
            _ => {}
        }
        Some(())
    }

    fn formula_text(&mut self, parts: Vec<&[u8]>) {
        let Some((row, column)) = self.waiting.take() else {
            return;
        };
        let mut text = String::new();
        let charset = self.book.charset;
        let read = if charset.unicode {
            PartReader::new(parts).unicode_string(&mut text)
        } else {
            read_string(parts, charset, &mut text)
        };
        if read.is_some() {
            self.place(row, column, |out| out.push_str(&text));
        }
    }

    fn merge(&mut self, data: &[u8]) {
        let ranges = data
            .get(2..)
            .unwrap_or(&[])
            .as_chunks::<8>()
            .0
            .iter()
            .filter_map(|range| {
                let (first_row, last_row) = (u32::from(u16_at(range, 0)?), u32::from(u16_at(range, 2)?));
                let column = u32::from(u16_at(range, 4)?);
                (first_row < last_row).then_some(MergedRange {
                    first_row,
                    last_row,
                    column,
                })
            });
        self.merged.extend(ranges.take(MAX_ROWS));
    }

    fn finish(mut self) -> Result<Table, ReadError> {
        if !self.places.is_sorted_by_key(|place| (place.row, place.column)) {
            self.places.sort_by_key(|place| (place.row, place.column));
        }
        let mut builder = TableBuilder::new();
        for (index, place) in self.places.iter().enumerate() {
            // If two records have the same cell, the later one wins.
            let next = self.places.get(index + 1);
            if next.is_some_and(|next| (next.row, next.column) == (place.row, place.column)) {
                continue;
            }
            let source = u32::from(place.row) + 1;
            if builder.current_row() != Some(source) {
                builder.begin_row(source)?;
                if self.hidden_rows.contains(&place.row) {
                    builder.hide_row();
                }
            }
            let text = self.text.get(place.start as usize..place.end as usize).unwrap_or("");
            match place.is_number {
                true => builder.number(u32::from(place.column), text)?,
                false => builder.cell(u32::from(place.column), text)?,
            }
        }
        MergedCells::new(self.merged).fill_down(builder.finish()?)
    }
}

/// Returns the number that is packed into four bytes: the upper part of a float or an integer, possibly divided by a
/// hundred.
fn rk(packed: u32) -> f64 {
    let value = if packed & 2 != 0 {
        f64::from(packed as i32 >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

fn bool_or_error(value: u8, is_error: bool) -> &'static str {
    match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}
