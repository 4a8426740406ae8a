//! Reading the cells of a sheet with a scanner.

use std::io::Read;
use std::ops::ControlFlow;

use super::scan::{Scanner, Stop, attributes, is_empty, name_of, push_text};
use super::strings::{SharedStrings, check_encoding, keeps_space, read_texts};
use crate::error::ReadError;
use crate::options::Progress;
use crate::packed::Inflater;
use crate::table::TableBuilder;
use crate::value::{NumberKind, write_iso_date, write_number, write_serial};

const ROWS_PER_REPORT: u32 = 2_048;

/// The workbook's data that gives cells their meaning.
pub struct Meaning {
    pub strings: SharedStrings,
    /// The meaning of each cell style's number format.
    pub kinds: Vec<NumberKind>,
    pub is_1904: bool,
}

/// The type of a cell's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Date,
}

struct CellHead {
    row: u32,
    column: u32,
    kind: Kind,
    style: usize,
}

/// Reads a sheet up to the end of its cells. The scanner stays at that position.
pub fn read_cells(
    scanner: &mut Scanner<Inflater>,
    meaning: &Meaning,
    total: u64,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<TableBuilder, Stop> {
    let mut reading = Reading {
        meaning,
        builder: TableBuilder::new(),
        text: String::new(),
        formula: None,
        row: 0,
        column: 0,
        hidden: false,
        preserve: go_to_cells(scanner)?,
    };
    let mut rows = 0u32;
    loop {
        let Some(token) = scanner.next()? else {
            return Err(ReadError::Damaged.into());
        };
        let tag = scanner.bytes(token.tag);
        match name_of(tag) {
            b"c" => {
                let empty = is_empty(tag);
                let head = reading.head(tag)?;
                if !empty {
                    reading.cell(scanner, &head)?;
                }
                reading.column = head.column.saturating_add(1);
            }
            b"row" => {
                let empty = is_empty(tag);
                reading.begin_row(tag)?;
                if empty {
                    reading.end_row();
                }
                rows = rows.wrapping_add(1);
                let report = Progress {
                    done: scanner.inner().produced(),
                    total,
                };
                if rows.is_multiple_of(ROWS_PER_REPORT) && progress(report).is_break() {
                    return Err(ReadError::Cancelled.into());
                }
            }
            b"/row" => reading.end_row(),
            b"/sheetData" => return Ok(reading.builder),
            // An element with a prefix may be an extension or a known element; only a general parser can distinguish
            // them.
            name if name.contains(&b':') => return Err(Stop::Unusual),
            _ => {}
        }
    }
}

/// Moves to the first row. Returns whether white space is kept in texts without an `xml:space` attribute.
fn go_to_cells<R: Read>(scanner: &mut Scanner<R>) -> Result<bool, Stop> {
    let mut preserve = false;
    let mut seen_worksheet = false;
    loop {
        let Some(token) = scanner.next()? else {
            return Err(ReadError::Damaged.into());
        };
        let tag = scanner.bytes(token.tag);
        match name_of(tag) {
            b"sheetData" if is_empty(tag) => return Err(ReadError::EmptySheet.into()),
            b"sheetData" => return Ok(preserve),
            b"worksheet" => {
                seen_worksheet = true;
                preserve = keeps_space(tag)?.unwrap_or(false);
            }
            name if name.starts_with(b"?") => check_encoding(tag)?,
            _ if !seen_worksheet => return Err(Stop::Unusual),
            _ => {}
        }
    }
}

struct Reading<'a> {
    meaning: &'a Meaning,
    builder: TableBuilder,
    text: String,
    /// The formula of the present cell, until its value is read.
    formula: Option<String>,
    row: u32,
    column: u32,
    /// Whether the workbook hides the row.
    hidden: bool,
    /// Whether white space is kept in texts without an `xml:space` attribute.
    preserve: bool,
}

impl Reading<'_> {
    fn begin_row(&mut self, tag: &[u8]) -> Result<(), Stop> {
        let mut number = None;
        self.hidden = false;
        let usual = attributes(tag, |name, value| match name {
            b"r" => number = Some(value),
            b"hidden" => self.hidden = matches!(value, b"1" | b"true"),
            _ => {}
        });
        if let Some(number) = number {
            self.row = digits(number).and_then(|row| row.checked_sub(1)).ok_or(Stop::Unusual)?;
        }
        self.column = 0;
        if usual { Ok(()) } else { Err(Stop::Unusual) }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    fn head(&self, tag: &[u8]) -> Result<CellHead, Stop> {
        let mut head = CellHead {
            row: self.row,
            column: self.column,
            kind: Kind::Number,
            style: 0,
        };
        let mut usual = true;
        usual &= attributes(tag, |name, value| match name {
            b"r" => match position(value) {
                Some((row, column)) => (head.row, head.column) = (row, column),
                None => usual = false,
            },
            b"s" => head.style = digits(value).unwrap_or(0) as usize,
            b"t" => head.kind = kind_of(value),
            _ => {}
        });
        if usual { Ok(head) } else { Err(Stop::Unusual) }
    }

    /// Reads the contents of a cell up to its closing tag.
    fn cell(&mut self, scanner: &mut Scanner<Inflater>, head: &CellHead) -> Result<(), Stop> {
        loop {
            let Some(token) = scanner.next()? else {
                return Err(ReadError::Damaged.into());
            };
            let tag = scanner.bytes(token.tag.clone());
            match name_of(tag) {
                b"/c" => return self.end_cell(head),
                b"/v" if head.kind != Kind::Inline => {
                    let raw = scanner.bytes(token.text);
                    self.value(raw, head)?;
                }
                b"is" if !is_empty(tag) => {
                    self.text.clear();
                    read_texts(scanner, b"/is", self.preserve, &mut self.text)?;
                    self.push(head, None)?;
                }
                // Only the value of a formula is read. A text formula without a value is an empty text.
                b"f" if matches!(head.kind, Kind::Text | Kind::Inline) => {}
                b"f" => self.formula = Some(String::from("=")),
                b"/f" => {
                    let raw = scanner.bytes(token.text);
                    if let Some(formula) = self.formula.as_mut() {
                        push_text(formula, raw, true)?;
                    }
                }
                b"v" | b"/v" | b"is" => {}
                _ => return Err(Stop::Unusual),
            }
        }
    }

    /// Adds a formula that had no value.
    fn end_cell(&mut self, head: &CellHead) -> Result<(), Stop> {
        let Some(formula) = self.formula.take() else {
            return Ok(());
        };
        self.go_to_row(head)?;
        Ok(self.builder.valueless(head.column, &formula)?)
    }

    fn value(&mut self, raw: &[u8], head: &CellHead) -> Result<(), Stop> {
        if raw.is_empty() {
            return Ok(());
        }
        self.text.clear();
        match head.kind {
            Kind::Shared => {
                let meaning = self.meaning;
                let index = digits(raw).ok_or(Stop::Unusual)? as usize;
                let shared = meaning.strings.get(index).ok_or(ReadError::Damaged)?;
                return self.push(head, Some(shared));
            }
            Kind::Number => self.number(raw, head)?,
            Kind::Text | Kind::Error | Kind::Inline => push_text(&mut self.text, raw, false)?,
            Kind::Bool => self.text.push_str(match raw.trim_ascii() {
                b"0" => "FALSE",
                b"1" => "TRUE",
                other => std::str::from_utf8(other).map_err(|_| Stop::Unusual)?,
            }),
            Kind::Date => {
                let iso = std::str::from_utf8(raw).map_err(|_| Stop::Unusual)?;
                write_iso_date(&mut self.text, iso);
            }
        }
        self.push(head, None)
    }

    fn number(&mut self, raw: &[u8], head: &CellHead) -> Result<(), Stop> {
        let kind = self.meaning.kinds.get(head.style).copied().unwrap_or_default();
        let text = std::str::from_utf8(raw).map_err(|_| Stop::Unusual)?;
        if kind == NumberKind::Number && is_plain_number(raw) {
            self.text.push_str(text);
            return Ok(());
        }
        let Ok(value) = text.trim().parse::<f64>() else {
            // Not a number, so it is kept as it is written.
            return push_text(&mut self.text, raw, false);
        };
        match kind {
            NumberKind::Number => write_number(&mut self.text, value),
            _ => write_serial(&mut self.text, value, kind, self.meaning.is_1904),
        }
        Ok(())
    }

    fn push(&mut self, head: &CellHead, shared: Option<&str>) -> Result<(), Stop> {
        self.formula = None;
        self.go_to_row(head)?;
        let kind = self.meaning.kinds.get(head.style).copied().unwrap_or_default();
        let added = match head.kind {
            Kind::Number if kind == NumberKind::Number => self.builder.number(head.column, &self.text),
            _ => self.builder.cell(head.column, shared.unwrap_or(&self.text)),
        };
        Ok(added?)
    }

    fn go_to_row(&mut self, head: &CellHead) -> Result<(), Stop> {
        let source = head.row.saturating_add(1);
        match self.builder.current_row() {
            Some(current) if current == source => {}
            // Excel does not open a file whose rows are not in ascending order.
            Some(current) if current > source => return Err(ReadError::Damaged.into()),
            _ => self.builder.begin_row(source)?,
        }
        if self.hidden {
            self.builder.hide_row();
        }
        Ok(())
    }
}

fn kind_of(word: &[u8]) -> Kind {
    match word {
        b"s" => Kind::Shared,
        b"str" => Kind::Text,
        b"inlineStr" => Kind::Inline,
        b"b" => Kind::Bool,
        b"e" => Kind::Error,
        b"d" => Kind::Date,
        // The format's default, also for unknown types.
        _ => Kind::Number,
    }
}

/// Returns whether a number is written as it is shown: no exponent, few digits, no superfluous zeros.
fn is_plain_number(raw: &[u8]) -> bool {
    let unsigned = raw.strip_prefix(b"-").unwrap_or(raw);
    if unsigned.is_empty() || unsigned.len() > 15 {
        return false;
    }
    let point = unsigned.iter().position(|byte| *byte == b'.');
    let (whole, part) = unsigned.split_at(point.unwrap_or(unsigned.len()));
    let part_is_plain = match part.split_first() {
        None => true,
        Some((_, digits)) => {
            digits.last().is_some_and(|last| *last != b'0')
                && digits.len() <= 6
                && digits.iter().all(u8::is_ascii_digit)
        }
    };
    let whole_is_plain = match whole {
        b"0" => raw == b"0" || point.is_some(),
        [first, ..] => *first != b'0' && whole.iter().all(u8::is_ascii_digit),
        [] => false,
    };
    part_is_plain && whole_is_plain
}

fn digits(raw: &[u8]) -> Option<u32> {
    if raw.is_empty() || raw.len() > 9 {
        return None;
    }
    raw.iter().try_fold(0u32, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
    })
}

/// Returns row and column of a reference such as `B7`, from 0.
fn position(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    if letters == 0 || letters > 4 {
        return None;
    }
    let (name, number) = reference.split_at(letters);
    let column = name
        .iter()
        .fold(0u32, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    Some((digits(number)?.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_those_written_as_they_are_shown() {
        for raw in ["0", "-1", "7887.23", "100", "0.5", "-0.25", "123456789012345"] {
            assert!(is_plain_number(raw.as_bytes()), "{raw}");
            let mut out = String::new();
            write_number(&mut out, raw.parse().unwrap());
            assert_eq!(out, raw);
        }
        for raw in [
            "-0",
            "",
            "-",
            ".5",
            "1.",
            "1.50",
            "007",
            "1e5",
            "0.30000000000000004",
            "1 ",
            "1234567890123456",
            "0.0",
        ] {
            assert!(!is_plain_number(raw.as_bytes()), "{raw}");
        }
    }

    #[test]
    fn references_are_parsed_or_left_to_calamine() {
        assert_eq!(position(b"A1"), Some((0, 0)));
        assert_eq!(position(b"XFD1048576"), Some((1_048_575, 16_383)));
        for reference in [&b"A0"[..], b"1", b"", b"A", b"a1", b"AAAAAAAA1", b"A9999999999"] {
            assert_eq!(position(reference), None);
        }
    }
}
