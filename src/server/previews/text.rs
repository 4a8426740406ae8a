//! The beginning of texts, and the first rows of spreadsheets.

use domain::{
    file::TextPreview,
    limits::{PREVIEW_ROWS, PREVIEW_TEXT},
};
use spreadsheet::{ReadError, Workbook};

use crate::server::markdown;

/// Maximum length of the text of one cell, in characters.
const CELL: usize = 1_000;
/// Maximum length of all cells together, in bytes.
const CELLS: usize = 1024 * 1024;

/// Returns the first rows of the first sheet. `cut` says whether the file is longer than these bytes.
pub fn sheet(mut bytes: Vec<u8>, cut: bool) -> TextPreview {
    if cut {
        // The last line may be half of one.
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        bytes.truncate(end.map_or(bytes.len(), |end| end + 1));
    }
    match rows(bytes, cut) {
        Ok(preview) => preview,
        Err(ReadError::EmptyFile | ReadError::EmptySheet) => TextPreview::Sheet {
            name: String::new(),
            rows: Vec::new(),
            cut,
        },
        Err(_) => TextPreview::Unreadable,
    }
}

fn rows(bytes: Vec<u8>, cut: bool) -> Result<TextPreview, ReadError> {
    let mut book = Workbook::open(bytes)?;
    let shown = book.default_sheet();
    let name = book.sheets().get(shown).map(|sheet| sheet.name.clone());
    let table = book.read_first(PREVIEW_ROWS)?;
    let (mut rows, mut length) = (Vec::new(), 0);
    for row in 0..table.rows() {
        let cells = (0..table.columns()).map(|column| table.cell(row, column).chars().take(CELL).collect::<String>());
        let cells: Vec<String> = cells.collect();
        length += cells.iter().map(String::len).sum::<usize>();
        if length > CELLS {
            break;
        }
        rows.push(cells);
    }
    let cut = cut || table.notes().cut || rows.len() < table.rows();
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
