//! The beginning of texts, and the first rows of spreadsheets.

use std::ops::ControlFlow;

use domain::{
    file::TextPreview,
    limits::{PREVIEW_ROWS, PREVIEW_TEXT},
};
use spreadsheet::{Format, ReadError, ReadOptions, Workbook};

use crate::server::markdown;

/// Number of lines of a text that are read as rows. A row may have several.
const LINES: usize = 20_000;
/// Maximum length of the text of one cell, in characters.
const CELL: usize = 1_000;
/// Maximum length of all cells together, in bytes.
const CELLS: usize = 1024 * 1024;

/// Returns the first rows of the first sheet. `cut` says whether the file is longer than these bytes.
pub fn sheet(mut bytes: Vec<u8>, mut cut: bool) -> TextPreview {
    let packed = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if !packed {
        let lines = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let ends: Vec<usize> = lines.map(|(at, _)| at + 1).take(LINES).collect();
        let end = ends.last().copied().unwrap_or(bytes.len());
        // The last line of a beginning may be half of one.
        if ends.len() == LINES || cut {
            cut |= end < bytes.len();
            bytes.truncate(end);
        }
    }
    rows(bytes, cut).unwrap_or(TextPreview::Unreadable)
}

fn rows(bytes: Vec<u8>, cut: bool) -> Result<TextPreview, ReadError> {
    let mut book = Workbook::open(bytes)?;
    let shown = book.default_sheet();
    let name = book.sheets().get(shown).map(|sheet| sheet.name.clone());
    let table = book.read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    let (mut rows, mut length) = (Vec::new(), 0);
    for row in 0..table.rows().min(PREVIEW_ROWS) {
        let cells = (0..table.columns()).map(|column| table.cell(row, column).chars().take(CELL).collect::<String>());
        let cells: Vec<String> = cells.collect();
        length += cells.iter().map(String::len).sum::<usize>();
        if length > CELLS {
            break;
        }
        rows.push(cells);
    }
    let cut = rows.len() < table.rows() || (cut && book.format() == Format::Text);
    Ok(TextPreview::Sheet {
        name: name.unwrap_or_default(),
        rows,
        cut,
    })
}

/// Returns the beginning of a text as HTML with colours. `cut` says whether the file is longer than these bytes.
pub fn code(bytes: &[u8], extension: &str, cut: bool) -> TextPreview {
    match text(bytes, cut) {
        Some((text, cut)) => TextPreview::Code {
            html: markdown::code(extension, &text),
            cut,
        },
        None => TextPreview::Unreadable,
    }
}

/// Returns the beginning of a text as HTML without colours, which takes no time.
pub fn plain(bytes: &[u8], cut: bool) -> TextPreview {
    match text(bytes, cut) {
        Some((text, cut)) => TextPreview::Code {
            html: markdown::code("", &text),
            cut,
        },
        None => TextPreview::Unreadable,
    }
}

/// Returns the beginning of a text, and whether there is more.
fn text(bytes: &[u8], cut: bool) -> Option<(String, bool)> {
    let text = spreadsheet::text_of(if cut { whole_characters(bytes) } else { bytes })?;
    let end = text.char_indices().nth(PREVIEW_TEXT).map(|(end, _)| end);
    Some(match end {
        Some(end) => (text[..end].to_owned(), true),
        None => (text.into_owned(), cut),
    })
}

/// Returns the bytes without the beginning of a character of UTF-8 at their end.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}
