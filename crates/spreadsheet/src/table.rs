//! Rows of text in compact form.
//!
//! A table with a million cells would be a million strings. Here it is a few strings of a megabyte and a list of
//! offsets. Blank rows, and blank columns at either side, are not stored. Each row has its row number in the file.

use std::cell::Cell;

use crate::error::ReadError;
use crate::limits::{MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES};

/// A chunk is closed when its text exceeds this length, so that no allocation is large.
const CHUNK_TEXT: usize = 1 << 20;
const CHUNK_ROWS: usize = 1 << 13;
/// Maximum number of formulas without a value, whose positions are stored one by one.
const MAX_VALUELESS: usize = 1 << 22;

/// The bit of a cell's end which says that the cell is a number. The text of a chunk is always shorter than this
/// number.
const NUMBER: u32 = 1 << 31;

thread_local! {
    /// The number of rows that the builders of this thread keep, if not all.
    static FIRST_ROWS: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Runs `read` with builders that keep only so many rows, and of those only the columns within the limit. What they leave
/// out is no error.
pub(crate) fn keeping_first<T>(rows: usize, read: impl FnOnce() -> T) -> T {
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            FIRST_ROWS.set(None);
        }
    }
    FIRST_ROWS.set(Some(rows));
    let _reset = Reset;
    read()
}

#[derive(Debug, Default)]
struct Chunk {
    first_row: usize,
    text: String,
    /// The end of each cell's text. [`NUMBER`] is set if the file stores the cell as a number.
    ends: Vec<u32>,
    rows: Vec<RowHead>,
}

#[derive(Debug, Clone, Copy)]
struct RowHead {
    /// The index in `ends` of the row's first cell.
    cell: u32,
    /// The column in the file of the row's first cell, from 0.
    column: u32,
    /// The row number in the file, from 1.
    source: u32,
}

/// Observations from reading a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Number of rows with contents that the workbook hides.
    pub hidden_rows: u32,
    /// The row number in a text file, from 1, of a quotation mark that is probably never closed.
    pub open_quote: Option<u32>,
    /// Whether rows or columns were left out, because only the first were wanted.
    pub cut: bool,
    /// Row number (from 1) and column (from 0) in the file of each formula without a stored value, in order.
    valueless: Vec<(u32, u32)>,
}

/// The rows of a sheet that have contents.
#[derive(Debug, Default)]
pub struct Table {
    chunks: Vec<Chunk>,
    rows: usize,
    first_column: u32,
    columns: usize,
    notes: Notes,
}

impl Table {
    /// Returns the observations from reading the sheet.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Returns whether any cell is a formula without a stored value.
    pub fn has_valueless(&self) -> bool {
        !self.notes.valueless.is_empty()
    }

    /// Returns whether a cell is a formula without a stored value. Its text is then the formula.
    pub fn is_valueless(&self, row: usize, column: usize) -> bool {
        let place = (self.source_row(row), self.first_column + column as u32);
        self.notes.valueless.binary_search(&place).is_ok()
    }

    /// Returns the number of rows with contents, the header included.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the number of columns from the first to the last with contents.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Returns the index in the file, from 0, of the first column with contents.
    pub fn first_column(&self) -> u32 {
        self.first_column
    }

    /// Returns the text of a cell; empty if there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.find(row, column).map_or("", |(chunk, index)| chunk.span(index))
    }

    /// Returns whether the file stores the cell as a number. Its text then has a decimal point, in every language.
    pub fn is_number(&self, row: usize, column: usize) -> bool {
        let end = self.find(row, column).and_then(|(chunk, index)| chunk.ends.get(index));
        end.is_some_and(|end| end & NUMBER != 0)
    }

    /// Returns the chunk of a cell, and the cell's index in it.
    fn find(&self, row: usize, column: usize) -> Option<(&Chunk, usize)> {
        let (chunk, at) = self.locate(row)?;
        let head = chunk.rows.get(at)?;
        let index = (self.first_column as usize + column).checked_sub(head.column as usize)?;
        let last = chunk
            .rows
            .get(at + 1)
            .map_or(chunk.ends.len(), |next| next.cell as usize);
        let index = head.cell as usize + index;
        (index < last).then_some((chunk, index))
    }

    /// Returns the row number in the file, from 1.
    pub fn source_row(&self, row: usize) -> u32 {
        self.locate(row)
            .and_then(|(chunk, at)| chunk.rows.get(at))
            .map_or(0, |head| head.source)
    }

    /// Returns the row with this row number in the file, from 1.
    pub fn find_source_row(&self, source: u32) -> Option<usize> {
        let starts_after = |chunk: &Chunk| chunk.rows.first().is_none_or(|head| head.source > source);
        let index = self
            .chunks
            .partition_point(|chunk| !starts_after(chunk))
            .checked_sub(1)?;
        let chunk = self.chunks.get(index)?;
        let at = chunk.rows.binary_search_by_key(&source, |head| head.source).ok()?;
        Some(chunk.first_row + at)
    }

    /// Returns the cells of the row, as many as there are columns.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.columns).map(move |column| self.cell(row, column))
    }

    /// Returns the number of bytes in memory.
    pub fn memory(&self) -> usize {
        self.chunks
            .iter()
            .map(|chunk| chunk.text.capacity() + chunk.ends.capacity() * 4 + chunk.rows.capacity() * 12)
            .sum()
    }

    fn locate(&self, row: usize) -> Option<(&Chunk, usize)> {
        let index = self
            .chunks
            .partition_point(|chunk| chunk.first_row <= row)
            .checked_sub(1)?;
        let chunk = self.chunks.get(index)?;
        Some((chunk, row - chunk.first_row))
    }
}

impl Chunk {
    fn span(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| end & !NUMBER);
        let end = self.ends.get(index).map_or(start, |end| end & !NUMBER);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }
}

/// A builder of a [`Table`], which takes cells in the order of the file.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    chunk: Chunk,
    text_bytes: usize,
    least_column: Option<u32>,
    greatest_column: u32,
    row: Option<OpenRow>,
    /// The number of rows to keep, if not all.
    first: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct OpenRow {
    source: u32,
    /// The first column with contents, if there is one yet.
    first: Option<u32>,
    /// Number of cells up to and including the last with contents.
    kept: usize,
    text_start: usize,
    cell_start: usize,
    hidden: bool,
}

impl TableBuilder {
    /// Returns a builder without rows.
    pub fn new() -> Self {
        Self {
            first: FIRST_ROWS.get(),
            ..Self::default()
        }
    }

    /// Ends the open row and begins the row with this number in the file, from 1.
    pub fn begin_row(&mut self, source: u32) -> Result<(), ReadError> {
        self.end_row()?;
        self.row = Some(OpenRow {
            source,
            first: None,
            kept: 0,
            text_start: self.chunk.text.len(),
            cell_start: self.chunk.ends.len(),
            hidden: false,
        });
        Ok(())
    }

    /// Marks the open row as hidden by the workbook.
    pub fn hide_row(&mut self) {
        if let Some(row) = self.row.as_mut() {
            row.hidden = true;
        }
    }

    /// Adds a formula without a stored value to the open row.
    pub fn valueless(&mut self, column: u32, formula: &str) -> Result<(), ReadError> {
        self.cell(column, formula)?;
        if self.leaves_out(column) {
            return Ok(());
        }
        if self.table.notes.valueless.len() >= MAX_VALUELESS {
            return Err(ReadError::TooLargeUnpacked {
                limit: MAX_TEXT_BYTES as u64,
            });
        }
        let row = self.current_row();
        self.table.notes.valueless.extend(row.map(|row| (row, column)));
        Ok(())
    }

    /// Returns the observations for changing them.
    pub fn notes_mut(&mut self) -> &mut Notes {
        &mut self.table.notes
    }

    /// Returns the number of the open row, from 1.
    pub fn current_row(&self) -> Option<u32> {
        self.row.map(|row| row.source)
    }

    /// Adds a cell to the open row. Columns must ascend; omitted ones are empty.
    pub fn cell(&mut self, column: u32, text: &str) -> Result<(), ReadError> {
        let left_out = self.leaves_out(column);
        let Some(row) = self.row.as_mut() else {
            return Err(ReadError::Damaged);
        };
        if is_blank(text) {
            return Ok(());
        }
        if left_out {
            self.table.notes.cut = true;
            return Ok(());
        }
        let first = *row.first.get_or_insert(column);
        let index = column.checked_sub(first).ok_or(ReadError::Damaged)? as usize;
        // Checked before any allocation, because the column number comes from the file.
        if index >= MAX_COLUMNS {
            return Err(too_many_columns());
        }
        if index < row.kept {
            return Err(ReadError::Damaged);
        }
        self.text_bytes += text.len();
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(ReadError::TooLargeUnpacked {
                limit: MAX_TEXT_BYTES as u64,
            });
        }
        let before = self.chunk.text.len() as u32;
        self.chunk.ends.resize(row.cell_start + index, before);
        self.chunk.text.push_str(text);
        self.chunk.ends.push(self.chunk.text.len() as u32);
        row.kept = index + 1;
        Ok(())
    }

    /// Adds a cell that the file stores as a number. Its text has a decimal point.
    pub fn number(&mut self, column: u32, text: &str) -> Result<(), ReadError> {
        self.cell(column, text)?;
        if is_blank(text) || self.leaves_out(column) {
            return Ok(());
        }
        if let Some(end) = self.chunk.ends.last_mut() {
            *end |= NUMBER;
        }
        Ok(())
    }

    /// Returns whether a cell of the open row is behind the first rows or columns, if only those are wanted.
    fn leaves_out(&self, column: u32) -> bool {
        self.first.is_some_and(|rows| {
            let open = self.row.and_then(|row| row.first);
            let least = self.least_column.or(open).unwrap_or(column);
            self.table.rows >= rows || column >= least.saturating_add(MAX_COLUMNS as u32)
        })
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        let Some(row) = self.row.take() else {
            return Ok(());
        };
        let Some(first) = row.first else {
            self.chunk.text.truncate(row.text_start);
            self.chunk.ends.truncate(row.cell_start);
            return Ok(());
        };
        let least = self.least_column.map_or(first, |least| least.min(first));
        if self.first.is_some() && (self.greatest_column.saturating_sub(least)) as usize >= MAX_COLUMNS {
            // A row that begins too far before those that are kept.
            self.table.notes.cut = true;
            self.chunk.text.truncate(row.text_start);
            self.chunk.ends.truncate(row.cell_start);
            return Ok(());
        }
        self.least_column = Some(least);
        self.greatest_column = self.greatest_column.max(first + row.kept as u32 - 1);
        if (self.greatest_column - least) as usize >= MAX_COLUMNS {
            return Err(too_many_columns());
        }
        // One more than the limit of rows, for the header.
        if self.table.rows > MAX_ROWS {
            return Err(ReadError::TooManyRows { limit: MAX_ROWS as u32 });
        }
        self.chunk.rows.push(RowHead {
            cell: row.cell_start as u32,
            column: first,
            source: row.source,
        });
        self.table.rows += 1;
        self.table.notes.hidden_rows += u32::from(row.hidden);
        if self.chunk.text.len() >= CHUNK_TEXT || self.chunk.rows.len() >= CHUNK_ROWS {
            self.close_chunk();
        }
        Ok(())
    }

    fn close_chunk(&mut self) {
        let mut chunk = std::mem::take(&mut self.chunk);
        chunk.text.shrink_to_fit();
        chunk.ends.shrink_to_fit();
        self.chunk.first_row = self.table.rows;
        self.table.chunks.push(chunk);
    }

    /// Returns the table.
    ///
    /// # Errors
    ///
    /// [`ReadError::EmptySheet`] if no row has contents.
    pub fn finish(mut self) -> Result<Table, ReadError> {
        self.end_row()?;
        self.close_chunk();
        let Some(least) = self.least_column else {
            return Err(ReadError::EmptySheet);
        };
        self.table.first_column = least;
        self.table.columns = (self.greatest_column - least) as usize + 1;
        Ok(self.table)
    }
}

/// Returns whether the text of a cell counts as empty.
pub fn is_blank(text: &str) -> bool {
    // For nearly every cell the first character decides.
    text.bytes().next().is_none_or(|first| first <= b' ' || first >= 0x80) && domain::text::is_blank(text)
}

fn too_many_columns() -> ReadError {
    ReadError::TooManyColumns {
        limit: MAX_COLUMNS as u32,
    }
}

#[cfg(test)]
mod tests;
