//! Reading the rows of a text file.
//!
//! A record whose quotation marks only enclose cells is split in place. Every other record goes through the parser of
//! the csv crate, which takes twice as long. A property test checks that both agree.

use std::ops::{ControlFlow, Range};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use domain::text::plain_cell;

use super::{delimiter, encoding, quotes};
use crate::error::ReadError;
use crate::limits::MAX_COLUMNS;
use crate::options::{Delimiter, Encoding, Progress};
use crate::table::{Table, TableBuilder};

/// Maximum number of cells in a line of nothing but delimiters.
const MAX_FIELDS: usize = 1 << 16;
const ROWS_PER_REPORT: u32 = 4_096;
const SAMPLE_BYTES: usize = 1 << 16;

/// Returns the beginning of the file, decoded.
pub fn sample(bytes: &[u8], encoding: Encoding) -> String {
    let bytes = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    encoding::decode(bytes, encoding).into_owned()
}

/// The form of a text file.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The character encoding.
    pub encoding: Encoding,
    /// The separator of the cells.
    pub delimiter: Delimiter,
    /// Whether quotation marks are ordinary characters and do not enclose cells.
    pub plain_quotes: bool,
}

/// Reads a text file.
pub fn read(
    bytes: &[u8],
    form: Form,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Table, ReadError> {
    let text = encoding::decode(bytes, form.encoding);
    let mut records = Records::new(&text, form);
    let mut builder = TableBuilder::new();
    if let Some((_, length)) = delimiter::declared(&text) {
        records.skip(length);
    }
    while records.next(&mut builder)? {
        if records.row.is_multiple_of(ROWS_PER_REPORT) {
            let report = Progress {
                done: records.position as u64,
                total: text.len() as u64,
            };
            if progress(report).is_break() {
                return Err(ReadError::Cancelled);
            }
        }
    }
    builder.notes_mut().open_quote = records.open_quote;
    builder.finish()
}

/// An iterator over the records of a text.
struct Records<'a> {
    text: &'a str,
    position: usize,
    delimiter: u8,
    plain_quotes: bool,
    /// Maximum number of cells of a record so far.
    width: usize,
    /// The first row with a quotation mark that is probably never closed.
    open_quote: Option<u32>,
    /// The row number as in a spreadsheet: a blank line counts, a quoted line break does not begin a row.
    row: u32,
    /// The ranges of the cells of the record that is being read.
    cells: Vec<Range<usize>>,
    quoted: Quoted,
}

/// The csv parser with its output buffers.
struct Quoted {
    parser: Reader,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, form: Form) -> Self {
        let delimiter = form.delimiter.byte();
        let parser = ReaderBuilder::new().delimiter(delimiter).build();
        let quoted = Quoted {
            parser,
            fields: vec![0; 1 << 12],
            ends: vec![0; 1 << 6],
        };
        Self {
            text,
            position: 0,
            delimiter,
            plain_quotes: form.plain_quotes,
            width: 0,
            open_quote: None,
            row: 0,
            cells: Vec::new(),
            quoted,
        }
    }

    /// Skips the first line.
    fn skip(&mut self, length: usize) {
        self.position = length;
        self.row = 1;
    }

    /// Adds the next record to the table. Returns false at the end.
    fn next(&mut self, builder: &mut TableBuilder) -> Result<bool, ReadError> {
        let rest = self.text.get(self.position..).unwrap_or("");
        if rest.is_empty() {
            return Ok(false);
        }
        self.row = self.row.saturating_add(1);
        let end = match self.plain_quotes {
            true => memchr::memchr2(b'\n', b'\r', rest.as_bytes()),
            false => memchr::memchr3(b'\n', b'\r', b'"', rest.as_bytes()),
        };
        let (line, next) = match end.map(|at| (at, rest.as_bytes().get(at))) {
            Some((_, Some(b'"'))) => {
                return match self.split(rest.as_bytes()) {
                    Some(length) => self.add_split(rest, length, builder),
                    None => self.quoted(rest, builder),
                };
            }
            Some((at, Some(b'\r'))) if rest.as_bytes().get(at + 1) == Some(&b'\n') => (rest.get(..at), at + 2),
            Some((at, _)) => (rest.get(..at), at + 1),
            None => (Some(rest), rest.len()),
        };
        self.position += next;
        let line = line.unwrap_or("");
        if !line.is_empty() {
            self.plain(line, builder)?;
        }
        Ok(true)
    }

    fn plain(&mut self, line: &str, builder: &mut TableBuilder) -> Result<(), ReadError> {
        builder.begin_row(self.row)?;
        let mut start = 0;
        let mut column = 0;
        for end in memchr::memchr_iter(self.delimiter, line.as_bytes()).chain([line.len()]) {
            builder.cell(column, plain_cell(line.get(start..end).unwrap_or("")))?;
            start = end + 1;
            column += 1;
            if column as usize > MAX_FIELDS {
                return Err(too_many_columns());
            }
        }
        self.width = self.width.max(column as usize);
        Ok(())
    }

    /// Records whether a record with this number of cells looks as if one of its quotation marks were never closed.
    fn watch_quotes(&mut self, record: &str, cells: usize) {
        let ended = self.position >= self.text.len();
        if self.open_quote.is_none() && quotes::is_open(record.as_bytes(), self.delimiter, self.width, ended) {
            self.open_quote = Some(self.row);
        }
        self.width = self.width.max(cells);
    }

    /// Finds the ranges of the record's cells and returns the record's length including the line end. Returns `None` if
    /// a quotation mark is escaped, is never closed, or is followed by text.
    fn split(&mut self, rest: &[u8]) -> Option<usize> {
        self.cells.clear();
        let mut start = 0;
        while self.cells.len() <= MAX_COLUMNS {
            let (cell, end) = if rest.get(start) == Some(&b'"') {
                let close = start + 1 + memchr::memchr(b'"', rest.get(start + 1..)?)?;
                (start + 1..close, close + 1)
            } else {
                let left = rest.get(start..)?;
                let end = start + memchr::memchr3(self.delimiter, b'\n', b'\r', left).unwrap_or(left.len());
                (start..end, end)
            };
            self.cells.push(cell);
            match rest.get(end) {
                Some(byte) if *byte == self.delimiter => start = end + 1,
                Some(b'\r') if rest.get(end + 1) == Some(&b'\n') => return Some(end + 2),
                Some(b'\n' | b'\r') => return Some(end + 1),
                None => return Some(end),
                Some(_) => return None,
            }
        }
        None
    }

    fn add_split(&mut self, rest: &str, length: usize, builder: &mut TableBuilder) -> Result<bool, ReadError> {
        builder.begin_row(self.row)?;
        for (column, cell) in self.cells.iter().enumerate() {
            builder.cell(column as u32, plain_cell(rest.get(cell.clone()).unwrap_or("")))?;
        }
        self.position += length;
        self.watch_quotes(rest.get(..length).unwrap_or(rest), self.cells.len());
        Ok(true)
    }

    fn quoted(&mut self, rest: &str, builder: &mut TableBuilder) -> Result<bool, ReadError> {
        let (read, count) = self.quoted.read(rest.as_bytes())?;
        let fields = &self.quoted.fields;
        // The last line of the file may leave its quotation mark open. Everything after it then belongs to the cell.
        let text = self
            .quoted
            .ends
            .get(..count)
            .and_then(<[usize]>::last)
            .map_or(0, |end| *end);
        let Ok(text) = simdutf8::basic::from_utf8(fields.get(..text).unwrap_or(&[])) else {
            return Err(ReadError::Damaged);
        };
        builder.begin_row(self.row)?;
        let mut start = 0;
        for (column, end) in self.quoted.ends.iter().take(count).enumerate() {
            builder.cell(column as u32, plain_cell(text.get(start..*end).unwrap_or("")))?;
            start = *end;
        }
        self.position += read.max(1);
        // The parser stops between the two characters of a line end.
        let read_return = rest.as_bytes().get(read.wrapping_sub(1)) == Some(&b'\r');
        if read_return && rest.as_bytes().get(read) == Some(&b'\n') {
            self.position += 1;
        }
        self.watch_quotes(rest.get(..read).unwrap_or(rest), count);
        Ok(true)
    }
}

impl Quoted {
    /// Reads one record. Returns the number of bytes consumed and of fields.
    fn read(&mut self, input: &[u8]) -> Result<(usize, usize), ReadError> {
        self.parser.reset();
        let (mut read, mut written, mut count) = (0, 0, 0);
        loop {
            let (result, now_read, now_written, now_ended) = self.parser.read_record(
                input.get(read..).unwrap_or(&[]),
                self.fields.get_mut(written..).unwrap_or(&mut []),
                self.ends.get_mut(count..).unwrap_or(&mut []),
            );
            read += now_read;
            written += now_written;
            count += now_ended;
            match result {
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() > MAX_FIELDS => return Err(too_many_columns()),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok((read, count)),
                // At the end of the input, another call with no bytes ends the record.
                ReadRecordResult::InputEmpty => {}
            }
        }
    }
}

fn too_many_columns() -> ReadError {
    ReadError::TooManyColumns {
        limit: MAX_COLUMNS as u32,
    }
}

#[cfg(test)]
mod tests;
