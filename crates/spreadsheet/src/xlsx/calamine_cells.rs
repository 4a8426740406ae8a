//! Reading the cells of a sheet with calamine, for sheets that are written unusually.

use std::cell::RefCell;
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsx};

use crate::error::ReadError;
use crate::options::Progress;
use crate::packed::{StoredArchive, Watch};
use crate::table::TableBuilder;
use crate::value::{write_excel_date, write_number};

const CELLS_PER_REPORT: u32 = 1 << 15;

/// Maximum number of bytes between two cells.
pub const STRIDE: u64 = 16 << 20;

/// Reads a sheet up to the end of its cells.
pub fn read_cells(
    book: &mut Xlsx<StoredArchive>,
    sheet: &str,
    watch: &RefCell<Watch>,
    total: u64,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<TableBuilder, ReadError> {
    let before = watch.borrow().passed;
    watch.borrow_mut().allowed = before + STRIDE;
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| ReadError::Damaged)?;
    let mut rows = RowWriter::default();
    let mut counted = 0u32;
    while let Some(cell) = cells.next_cell().map_err(|_| ReadError::Damaged)? {
        counted = counted.wrapping_add(1);
        let passed = watch.borrow().passed;
        watch.borrow_mut().allowed = passed + STRIDE;
        let report = Progress {
            done: (passed - before).min(total),
            total,
        };
        if counted.is_multiple_of(CELLS_PER_REPORT) && progress(report).is_break() {
            return Err(ReadError::Cancelled);
        }
        let (row, column) = cell.get_position();
        rows.cell(row, column, cell.get_value())?;
    }
    Ok(rows.builder)
}

/// Adds calamine's cells to a table.
#[derive(Default)]
struct RowWriter {
    builder: TableBuilder,
    text: String,
}

impl RowWriter {
    fn cell(&mut self, row: u32, column: u32, value: &DataRef<'_>) -> Result<(), ReadError> {
        if matches!(value, DataRef::Empty) {
            return Ok(());
        }
        let source = row.saturating_add(1);
        match self.builder.current_row() {
            Some(current) if current == source => {}
            // Excel does not open a file whose rows are not in ascending order.
            Some(current) if current > source => return Err(ReadError::Damaged),
            _ => self.builder.begin_row(source)?,
        }
        let text = match value {
            DataRef::SharedString(text) => text,
            DataRef::String(text) => text.as_str(),
            other => {
                self.text.clear();
                write_value(&mut self.text, other);
                &self.text
            }
        };
        match value {
            DataRef::Int(_) | DataRef::Float(_) => self.builder.number(column, text),
            _ => self.builder.cell(column, text),
        }
    }
}

fn write_value(out: &mut String, value: &DataRef<'_>) {
    match value {
        DataRef::Int(number) => out.push_str(&number.to_string()),
        DataRef::Float(number) => write_number(out, *number),
        DataRef::Bool(yes) => out.push_str(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => write_excel_date(out, date),
        DataRef::DateTimeIso(text) => crate::value::write_iso_date(out, text),
        DataRef::DurationIso(text) => crate::value::write_iso_duration(out, text),
        DataRef::Error(error) => out.push_str(&error.to_string()),
        DataRef::String(_) | DataRef::SharedString(_) | DataRef::Empty => {}
    }
}
