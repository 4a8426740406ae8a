//! Reading the first table of a web page. Many programs write one with the extension .xls.
//!
//! The page is tokenized as in a browser. No tree is built, so that only the text takes memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::error::{LooksLike, ReadError};
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::merged::{MergedCells, MergedRange};
use crate::options::Progress;
use crate::table::{Table, TableBuilder, is_blank};

const ROWS_PER_REPORT: u32 = 4_096;
/// Maximum number of columns of a row, blank ones included. There is a limit because cells that span rows are recorded
/// for each column.
const MAX_WIDTH: u32 = 5 * MAX_COLUMNS as u32;

/// Reads the first table that has contents.
pub fn read(text: &str, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Table, ReadError> {
    let mut page = Page::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| page.take(&event, span.end));
    // In scripts and styles `<` does not begin a tag.
    emitter.naively_switch_states(true);
    let mut steps = 0u32;
    for step in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(step) = step;
        let Step::Row(at) = step? else { break };
        steps = steps.wrapping_add(1);
        let report = Progress {
            done: at as u64,
            total: text.len() as u64,
        };
        if steps.is_multiple_of(ROWS_PER_REPORT) && progress(report).is_break() {
            return Err(ReadError::Cancelled);
        }
    }
    page.end_row()?;
    match page.builder.finish() {
        Ok(table) => MergedCells::new(page.merged).fill_down(table),
        Err(ReadError::EmptySheet) if !page.seen_table => Err(ReadError::looks_like(LooksLike::Html)),
        Err(error) => Err(error),
    }
}

/// A step of reading the page.
enum Step {
    /// A row ended before this byte.
    Row(usize),
    /// The table ended.
    End,
}

/// The relevant attributes of a tag.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Vec<u8>,
    columns: u32,
    rows: u32,
    hidden: bool,
}

#[derive(Default)]
struct Page {
    builder: TableBuilder,
    merged: Vec<MergedRange>,
    tag: Tag,
    /// The number of open tables. The text of a table inside a cell belongs to the cell.
    depth: u32,
    seen_table: bool,
    /// Whether a row with contents was read.
    seen_row: bool,
    /// The element whose text is skipped.
    skipped: Option<Vec<u8>>,
    /// The row, from 0; `None` before the first row.
    row: Option<u32>,
    hidden: bool,
    cells: Vec<(u32, String)>,
    column: u32,
    /// For each column into which a cell of an earlier row extends: over how many more rows.
    covered: BTreeMap<u32, u32>,
    /// The open cell: over how many columns it extends.
    cell: Option<u32>,
    text: String,
}

impl Page {
    fn take(&mut self, event: &CallbackEvent<'_>, at: usize) -> Option<Result<Step, ReadError>> {
        let taken = match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag {
                    name: name.to_vec(),
                    columns: 1,
                    rows: 1,
                    ..Tag::default()
                };
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = name.to_vec();
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.take(value);
                return None;
            }
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag, at)
            }
            CallbackEvent::EndTag { name } => self.end(name, at),
            CallbackEvent::String { value } => {
                self.add_text(value);
                return None;
            }
            _ => return None,
        };
        taken.transpose()
    }

    fn start(&mut self, tag: &Tag, at: usize) -> Result<Option<Step>, ReadError> {
        match tag.name.as_slice() {
            name @ (b"script" | b"style" | b"template" | b"title") => {
                self.skipped.get_or_insert_with(|| name.to_vec());
            }
            b"table" => {
                self.depth = self.depth.saturating_add(1);
                self.seen_table = true;
            }
            b"tr" if self.depth == 1 => {
                let ended = self.end_row()?;
                self.begin_row(tag.hidden);
                return Ok(ended.then_some(Step::Row(at)));
            }
            b"td" | b"th" if self.depth == 1 => self.begin_cell(tag)?,
            b"br" => self.break_line(),
            b"p" | b"div" | b"li" | b"tr" if !self.text.trim_end().is_empty() => self.break_line(),
            b"td" | b"th" if self.cell.is_some() => self.add_text(b" "),
            _ => {}
        }
        Ok(None)
    }

    fn end(&mut self, name: &[u8], at: usize) -> Result<Option<Step>, ReadError> {
        if self.skipped.as_deref() == Some(name) {
            self.skipped = None;
        }
        match name {
            b"td" | b"th" if self.depth == 1 => self.end_cell(),
            b"tr" if self.depth == 1 => return Ok(self.end_row()?.then_some(Step::Row(at))),
            b"table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_row()?;
                    self.covered.clear();
                    // A table without text is used for layout only.
                    return Ok(self.seen_row.then_some(Step::End));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn begin_row(&mut self, hidden: bool) {
        self.row = Some(self.row.map_or(0, |row| row.saturating_add(1)));
        self.hidden = hidden;
        self.column = 0;
    }

    /// Begins a cell in the next column into which no earlier cell extends.
    fn begin_cell(&mut self, tag: &Tag) -> Result<(), ReadError> {
        self.end_cell();
        if self.row.is_none() {
            self.begin_row(false);
        }
        while self.covered.contains_key(&self.column) {
            self.column += 1;
        }
        if self.column >= MAX_WIDTH {
            return Err(ReadError::TooManyColumns {
                limit: MAX_COLUMNS as u32,
            });
        }
        if tag.rows > 1 && self.merged.len() <= MAX_ROWS {
            let first_row = self.row.unwrap_or(0);
            self.merged.push(MergedRange {
                first_row,
                last_row: first_row.saturating_add(tag.rows - 1),
                column: self.column,
            });
            for column in 0..tag.columns {
                // The count includes this row, and is decremented when the row ends.
                self.covered.insert(self.column.saturating_add(column), tag.rows);
            }
        }
        self.cell = Some(tag.columns);
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(columns) = self.cell.take() else { return };
        let text = std::mem::take(&mut self.text);
        let text = text.trim_matches([' ', '\n']);
        if !is_blank(text) {
            self.cells.push((self.column, text.to_owned()));
        }
        self.column = self.column.saturating_add(columns);
    }

    /// Adds the open row to the table. Returns whether a row was open.
    fn end_row(&mut self) -> Result<bool, ReadError> {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        let Some(row) = self.row.filter(|_| self.column > 0) else {
            return Ok(false);
        };
        self.column = 0;
        self.covered.retain(|_, rows| {
            *rows -= 1;
            *rows > 0
        });
        if cells.is_empty() {
            return Ok(true);
        }
        self.seen_row = true;
        self.builder.begin_row(row.saturating_add(1))?;
        if self.hidden {
            self.builder.hide_row();
        }
        for (column, text) in &cells {
            self.builder.cell(*column, text)?;
        }
        Ok(true)
    }

    /// Adds text as it is displayed: white space in the source becomes one space.
    fn add_text(&mut self, value: &[u8]) {
        if self.cell.is_none() || self.skipped.is_some() {
            return;
        }
        for char in String::from_utf8_lossy(value).chars() {
            match char {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                char => self.text.push(char),
            }
        }
    }

    fn break_line(&mut self) {
        if self.cell.is_some() && self.skipped.is_none() {
            let length = self.text.trim_end_matches(' ').len();
            self.text.truncate(length);
            self.text.push('\n');
        }
    }
}

impl Tag {
    fn take(&mut self, value: &[u8]) {
        let number = || std::str::from_utf8(value).ok()?.trim().parse::<u32>().ok();
        match self.attribute.as_slice() {
            b"colspan" => self.columns = number().unwrap_or(1).clamp(1, MAX_COLUMNS as u32),
            // The range that HTML permits.
            b"rowspan" => self.rows = number().unwrap_or(1).clamp(1, 65_534),
            b"style" => {
                let style: Vec<u8> = value
                    .iter()
                    .filter(|byte| !byte.is_ascii_whitespace())
                    .copied()
                    .collect();
                let style = style.to_ascii_lowercase();
                self.hidden = memchr::memmem::find(&style, b"display:none").is_some();
            }
            b"hidden" => self.hidden = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Vec<String>>, ReadError> {
        let table = read(text, &mut |_| ControlFlow::Continue(()))?;
        let row = |row| table.row(row).map(str::to_owned).collect();
        Ok((0..table.rows()).map(row).collect())
    }

    #[test]
    fn the_first_table_with_contents_is_read() {
        let page = "<style>td > b { }</style><table><tr><td><table></table></td></tr></table>\
            <TABLE><thead><TR><TH>Nazwa<TH>Opis &amp; <b>cel</b></thead>\
            <tr><td> a \n b <td>x<br>y<p>z</p><script>1 < 2</script>\
            <tr><td><table><tr><td>c</td><td>d</td></tr></table></td></tr></TABLE><table><tr><td>other";
        assert_eq!(
            rows(page).unwrap(),
            [["Nazwa", "Opis & cel"], ["a b", "x\ny\nz"], ["c d", ""]]
        );
        assert_eq!(rows("<table><tr><td>a</table>").unwrap(), [["a"]]);
        assert_eq!(rows("<table><td>a<td>b"), Ok(vec![vec!["a".into(), "b".into()]]));
    }

    #[test]
    fn cells_over_several_columns_and_rows_keep_other_cells_in_place() {
        let page = "<table><tr><td>a<td>b<td>c<tr><td colspan=2>wide<td>d<tr><td rowspan='2'>g<td>e<td>f\
            <tr><td>h<td>i<tr><td>j<td colspan=4000000000>k</table>";
        assert_eq!(
            rows(page).unwrap(),
            [
                ["a", "b", "c"],
                ["wide", "", "d"],
                ["g", "e", "f"],
                ["g", "h", "i"],
                ["j", "k", ""]
            ]
        );
    }

    #[test]
    fn a_page_without_a_table_is_not_a_spreadsheet() {
        assert_eq!(rows("<html><p>text"), Err(ReadError::looks_like(LooksLike::Html)));
        assert_eq!(rows("<table><tr><td>&nbsp;</table>"), Err(ReadError::EmptySheet));
    }

    #[test]
    fn hidden_rows_are_counted() {
        let page = "<table><tr><td>a<tr style='height:1px; Display: none'><td>b<tr hidden><td>c</table>";
        let table = read(page, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!((table.rows(), table.notes().hidden_rows), (3, 1));
    }
}
