//! Reading OpenDocument spreadsheets as a stream.
//!
//! calamine's reader keeps every sheet of the file in memory and expands repeated cells, such as a million empty
//! columns. This reader keeps only rows with contents.

mod sheets;

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::sheets::{hidden_styles, is_encrypted, list_sheets};
use crate::error::ReadError;
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES};
use crate::merged::{MergedCells, MergedRange};
use crate::options::{Progress, Sheet};
use crate::packed::{Directory, Entry, Inflater};
use crate::table::{Table, TableBuilder, is_blank};
use crate::value::{write_iso_date, write_iso_duration, write_number};

const ROWS_PER_REPORT: u32 = 4_096;

/// An opened document.
pub struct Workbook {
    bytes: Rc<Vec<u8>>,
    content: Entry,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// Opens the archive and lists its sheets.
    pub fn open(bytes: Rc<Vec<u8>>, directory: &Directory) -> Result<Self, ReadError> {
        if directory.encrypted || is_encrypted(&bytes, directory) {
            return Err(ReadError::Encrypted);
        }
        let content = directory.find("content.xml").ok_or(ReadError::Damaged)?.clone();
        if content.size > MAX_UNPACKED_BYTES {
            return Err(ReadError::TooLargeUnpacked {
                limit: MAX_UNPACKED_BYTES,
            });
        }
        let hidden = hidden_styles(Inflater::new(bytes.clone(), &content));
        let sheets = list_sheets(Inflater::new(bytes.clone(), &content), &hidden)?;
        Ok(Self { bytes, content, sheets })
    }

    /// Returns the sheets of the document.
    pub fn sheets(&self) -> Vec<Sheet> {
        self.sheets.clone()
    }

    /// Reads a sheet.
    pub fn read(
        &self,
        sheet: usize,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Table, ReadError> {
        if sheet >= self.sheets.len() {
            return Err(ReadError::NoSuchSheet);
        }
        let inflater = Inflater::new(self.bytes.clone(), &self.content);
        let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, inflater));
        xml.config_mut().check_end_names = false;
        let mut reading = Reading {
            xml,
            buffer: Vec::new(),
            builder: TableBuilder::new(),
            merged: Vec::new(),
            row: 1,
        };
        reading.go_to(sheet)?;
        let mut reports = 0u32;
        loop {
            reading.buffer.clear();
            match reading.xml.read_event_into(&mut reading.buffer).map_err(damaged)? {
                Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                    let repeat = number(&element, "table:number-rows-repeated").unwrap_or(1);
                    let visibility = attribute(&element, "table:visibility");
                    let hidden = visibility.is_some_and(|visibility| visibility != "visible");
                    reading.row(repeat, hidden)?;
                    reports = reports.wrapping_add(1);
                    let done = reading.xml.get_ref().get_ref().produced();
                    let report = Progress {
                        done,
                        total: self.content.size,
                    };
                    if reports.is_multiple_of(ROWS_PER_REPORT) && progress(report).is_break() {
                        return Err(ReadError::Cancelled);
                    }
                }
                Event::Empty(element) if element.name().as_ref() == "table:table-row" => {
                    let repeat = number(&element, "table:number-rows-repeated").unwrap_or(1);
                    reading.row = reading.row.saturating_add(repeat);
                }
                // Tables of drawings, and other elements outside of rows, are skipped.
                Event::Start(element) if element.name().as_ref() == "table:shapes" => reading.skip()?,
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        reading.xml.into_inner().into_inner().verify()?;
        MergedCells::new(reading.merged).fill_down(reading.builder.finish()?)
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    is_number: bool,
    /// The number of adjacent cells with this content.
    repeat: u32,
    /// The number of rows over which the cell is merged.
    rows: u32,
    /// Whether the cell is a formula without a value. Its text is then the formula.
    valueless: bool,
}

impl Cell {
    /// Returns the cell with its formula as text if it has no value.
    fn without_value(mut self, formula: Option<String>) -> Self {
        if let Some(formula) = formula.filter(|_| is_blank(&self.text)) {
            self.text = formula;
            self.valueless = true;
        }
        self
    }
}

struct Reading<R: Read> {
    xml: Reader<BufReader<R>>,
    buffer: Vec<u8>,
    builder: TableBuilder,
    merged: Vec<MergedRange>,
    row: u32,
}

impl<R: Read> Reading<R> {
    /// Moves to the position after the opening tag of the sheet.
    fn go_to(&mut self, sheet: usize) -> Result<(), ReadError> {
        let mut seen = 0;
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(damaged)? {
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    if seen == sheet {
                        return Ok(());
                    }
                    seen += 1;
                    self.skip()?;
                }
                Event::Empty(element) if element.name().as_ref() == "table:table" => {
                    if seen == sheet {
                        return Err(ReadError::EmptySheet);
                    }
                    seen += 1;
                }
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
    }

    /// Skips the contents of the element that was opened last.
    fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1u32;
        while depth > 0 {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(damaged)? {
                Event::Start(_) => depth = depth.checked_add(1).ok_or(ReadError::Damaged)?,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the cells of a row and adds the row as often as it is repeated.
    fn row(&mut self, repeat: u32, hidden: bool) -> Result<(), ReadError> {
        let mut cells: Vec<(u32, Cell)> = Vec::new();
        let mut column = 0u32;
        loop {
            self.buffer.clear();
            let cell = match self.xml.read_event_into(&mut self.buffer).map_err(damaged)? {
                Event::Start(element) if is_cell(&element) => {
                    let (mut cell, typed) = attributes(&element);
                    let formula = valueless_formula(&element);
                    self.content(&mut cell, typed)?;
                    cell.without_value(formula)
                }
                Event::Empty(element) if is_cell(&element) => {
                    attributes(&element).0.without_value(valueless_formula(&element))
                }
                Event::End(element) if element.name().as_ref() == "table:table-row" => break,
                Event::Eof => return Err(ReadError::Damaged),
                _ => continue,
            };
            let next = column.saturating_add(cell.repeat);
            if !is_blank(&cell.text) {
                if cell.rows > 1 && self.merged.len() <= MAX_ROWS {
                    let first_row = self.row.saturating_sub(1);
                    self.merged.push(MergedRange {
                        first_row,
                        last_row: first_row.saturating_add(cell.rows - 1),
                        column,
                    });
                }
                cells.push((column, cell));
            }
            column = next;
        }
        if cells.is_empty() {
            self.row = self.row.saturating_add(repeat);
            return Ok(());
        }
        for _ in 0..repeat {
            self.builder.begin_row(self.row)?;
            if hidden {
                self.builder.hide_row();
            }
            self.row = self.row.saturating_add(1);
            for (column, cell) in &cells {
                for offset in 0..cell.repeat {
                    let column = column.saturating_add(offset);
                    match (cell.valueless, cell.is_number) {
                        (true, _) => self.builder.valueless(column, &cell.text)?,
                        (false, true) => self.builder.number(column, &cell.text)?,
                        (false, false) => self.builder.cell(column, &cell.text)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads the text of a cell up to its end. `typed` says that the value was in the attributes.
    fn content(&mut self, cell: &mut Cell, typed: bool) -> Result<(), ReadError> {
        let mut depth = 0u32;
        let mut paragraphs = 0u32;
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(damaged)?;
            match event {
                Event::Start(element) => match element.name().as_ref() {
                    // Notes, pictures and drawings contain paragraphs of their own.
                    name if name == "office:annotation" || name.starts_with("draw:") || name == "table:detective" => {
                        self.skip()?
                    }
                    name => {
                        if name == "text:p" {
                            if paragraphs > 0 && !typed {
                                cell.text.push('\n');
                            }
                            paragraphs = paragraphs.saturating_add(1);
                        }
                        depth = depth.checked_add(1).ok_or(ReadError::Damaged)?;
                    }
                },
                Event::Empty(element) if !typed => empty_element(&element, &mut cell.text, &mut paragraphs),
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Text(text) if !typed && depth > 0 => cell.text.push_str(&text.xml10_content()),
                Event::CData(text) if !typed && depth > 0 => cell.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if !typed && depth > 0 => push_reference(&mut cell.text, &reference),
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
            if cell.text.len() > MAX_TEXT_BYTES {
                return Err(ReadError::TooLargeUnpacked {
                    limit: MAX_TEXT_BYTES as u64,
                });
            }
        }
    }
}

/// Adds the character of an element for a space, tab or line break.
fn empty_element(element: &BytesStart<'_>, text: &mut String, paragraphs: &mut u32) {
    match element.name().as_ref() {
        "text:s" => {
            let count = number(element, "text:c").unwrap_or(1).min(1_000);
            text.extend(std::iter::repeat_n(' ', count as usize));
        }
        "text:tab" => text.push('\t'),
        "text:line-break" => text.push('\n'),
        "text:p" => {
            if *paragraphs > 0 {
                text.push('\n');
            }
            *paragraphs = paragraphs.saturating_add(1);
        }
        _ => {}
    }
}

fn push_reference(text: &mut String, reference: &quick_xml::events::BytesRef<'_>) {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        text.push(char);
    } else if let Some(resolved) = quick_xml::escape::resolve_predefined_entity(reference) {
        text.push_str(resolved);
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell")
}

/// Reads the value of a cell from its attributes. Also returns whether there was a value.
fn attributes(element: &BytesStart<'_>) -> (Cell, bool) {
    let mut cell = Cell {
        repeat: 1,
        rows: 1,
        ..Cell::default()
    };
    let mut typed = false;
    let mut text = String::new();
    for attribute in element.attributes().flatten() {
        let value = attribute.value.as_ref();
        text.clear();
        match attribute.key.as_ref() {
            "table:number-columns-repeated" => cell.repeat = value.trim().parse().unwrap_or(1),
            "table:number-rows-spanned" => cell.rows = value.trim().parse().unwrap_or(1),
            "office:value" => match value.trim().parse() {
                Ok(number) => {
                    cell.is_number = true;
                    write_number(&mut text, number);
                }
                Err(_) => text.push_str(value),
            },
            "office:boolean-value" => text.push_str(if value.eq_ignore_ascii_case("true") {
                "TRUE"
            } else {
                "FALSE"
            }),
            "office:date-value" => write_iso_date(&mut text, value),
            "office:time-value" => write_iso_duration(&mut text, value),
            "office:string-value" => text.push_str(&quick_xml::escape::unescape(value).unwrap_or(value.into())),
            _ => continue,
        }
        if !text.is_empty() {
            cell.text.clone_from(&text);
            typed = true;
        }
    }
    (cell, typed)
}

/// Returns the formula of a cell whose attributes have no type of value.
fn valueless_formula(element: &BytesStart<'_>) -> Option<String> {
    let formula = attribute(element, "table:formula")?;
    // In `of:=A2`, the prefix names the formula's language.
    let start = formula.find('=').unwrap_or(0);
    let formula = formula
        .get(start..)
        .filter(|formula| !formula.is_empty())
        .unwrap_or("=");
    attribute(element, "office:value-type")
        .is_none()
        .then(|| formula.to_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Returns the value of an attribute.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let attribute = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
    Some(value.into_owned())
}

fn damaged(_: quick_xml::Error) -> ReadError {
    ReadError::Damaged
}
