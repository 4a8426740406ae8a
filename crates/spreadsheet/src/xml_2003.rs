//! Reading workbooks in the XML of Excel 2003, which many programs write with the extension .xls.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::ReadError;
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES};
use crate::merged::{MergedCells, MergedRange};
use crate::options::{Progress, Sheet};
use crate::table::{Table, TableBuilder, is_blank};
use crate::value::{write_iso_date, write_number};

const ROWS_PER_REPORT: u32 = 4_096;
/// More sheets than any workbook has.
const MAX_SHEETS: usize = 10_000;

/// Lists the sheets.
///
/// # Errors
///
/// [`ReadError::Damaged`] if the file is not XML or ends early, [`ReadError::EmptySheet`] if it has no sheet.
pub fn sheets(text: &str) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = reader(text);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut visible = false;
    loop {
        match xml.read_event().map_err(|_| ReadError::Damaged)? {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.local_name();
                visible = name.as_ref() == "Visible";
                if name.as_ref() == "Worksheet" {
                    sheets.push(Sheet {
                        name: attribute(&element, "Name").unwrap_or_default(),
                        hidden: false,
                    });
                }
            }
            // The options of a sheet follow its cells.
            Event::Text(state) if visible => {
                if let Some(sheet) = sheets.last_mut() {
                    sheet.hidden = state.xml10_content().trim() != "SheetVisible";
                }
                visible = false;
            }
            Event::End(_) => visible = false,
            Event::Eof if sheets.is_empty() => return Err(ReadError::EmptySheet),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        if sheets.len() > MAX_SHEETS {
            return Err(ReadError::Damaged);
        }
    }
}

/// Reads a sheet.
pub fn read(
    text: &str,
    sheet: usize,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Table, ReadError> {
    let mut xml = reader(text);
    let mut seen = 0;
    loop {
        match xml.read_event().map_err(|_| ReadError::Damaged)? {
            Event::Start(element) if is(&element, "Worksheet") => {
                if seen == sheet {
                    break;
                }
                seen += 1;
            }
            Event::Empty(element) if is(&element, "Worksheet") => {
                if seen == sheet {
                    return Err(ReadError::EmptySheet);
                }
                seen += 1;
            }
            Event::Eof => return Err(ReadError::NoSuchSheet),
            _ => {}
        }
    }
    let mut rows = Rows::default();
    let mut counted = 0u32;
    loop {
        match xml.read_event().map_err(|_| ReadError::Damaged)? {
            Event::Start(element) => rows.start(&element)?,
            Event::Empty(element) => {
                rows.start(&element)?;
                rows.end(element.local_name().as_ref())?;
            }
            Event::End(element) if element.local_name().as_ref() == "Worksheet" => break,
            Event::End(element) => {
                let name = element.local_name();
                rows.end(name.as_ref())?;
                counted = counted.wrapping_add(u32::from(name.as_ref() == "Row"));
                let report = Progress {
                    done: xml.buffer_position(),
                    total: text.len() as u64,
                };
                let reports = name.as_ref() == "Row" && counted.is_multiple_of(ROWS_PER_REPORT);
                if reports && progress(report).is_break() {
                    return Err(ReadError::Cancelled);
                }
            }
            Event::Text(text) => rows.add_text(&text.xml10_content()),
            Event::CData(text) => rows.add_text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                if let Ok(Some(char)) = reference.resolve_char_ref() {
                    rows.add_text(char.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&reference) {
                    rows.add_text(text);
                }
            }
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
        if rows.text.len() > MAX_TEXT_BYTES {
            return Err(ReadError::TooLargeUnpacked {
                limit: MAX_TEXT_BYTES as u64,
            });
        }
    }
    MergedCells::new(rows.merged).fill_down(rows.builder.finish()?)
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().check_end_names = false;
    xml
}

#[derive(Default)]
struct Rows {
    builder: TableBuilder,
    merged: Vec<MergedRange>,
    /// The number of the present row, from 1.
    row: u32,
    hidden: bool,
    /// The number of the present column, from 1.
    column: u32,
    /// Over how many more columns the present cell is merged.
    across: u32,
    /// Over how many more rows the present cell is merged.
    down: u32,
    formula: Option<String>,
    /// The type of the value while the text of a cell is read.
    data: Option<String>,
    /// Whether the text belongs to a comment on a cell.
    comment: bool,
    text: String,
    /// Whether the value is a number.
    is_number: bool,
}

impl Rows {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let index = || number(element, "Index");
        match element.local_name().as_ref() {
            "Row" => {
                let next = self.row.saturating_add(1);
                self.row = index().unwrap_or(next).max(next);
                self.hidden = attribute(element, "Hidden").is_some_and(|hidden| hidden == "1");
                self.column = 0;
                self.across = 0;
            }
            "Cell" => {
                let next = self.column.saturating_add(self.across).saturating_add(1);
                self.column = index().unwrap_or(next).max(next);
                self.across = number(element, "MergeAcross").unwrap_or(0);
                self.down = number(element, "MergeDown").unwrap_or(0);
                self.formula = attribute(element, "Formula");
                self.text.clear();
                self.is_number = false;
            }
            "Comment" => self.comment = true,
            "Data" if !self.comment => self.data = Some(attribute(element, "Type").unwrap_or_default()),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Comment" => self.comment = false,
            "Data" if !self.comment => {
                if let Some(kind) = self.data.take() {
                    self.write_value(&kind);
                }
            }
            "Cell" => self.end_cell()?,
            "Row" => self.column = 0,
            _ => {}
        }
        Ok(())
    }

    fn add_text(&mut self, text: &str) {
        if self.data.is_some() {
            self.text.push_str(text);
        }
    }

    /// Writes the value of a cell in the form of the other formats.
    fn write_value(&mut self, kind: &str) {
        let raw = std::mem::take(&mut self.text);
        match (kind, raw.trim().parse::<f64>()) {
            ("Number", Ok(number)) => {
                write_number(&mut self.text, number);
                self.is_number = true;
            }
            ("DateTime", _) => write_iso_date(&mut self.text, raw.trim()),
            ("Boolean", _) => self.text.push_str(if raw.trim() == "1" { "TRUE" } else { "FALSE" }),
            _ => self.text = raw,
        }
        // A formula with a value is read as its value, even if that is an empty text.
        self.formula = None;
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let formula = self.formula.take();
        if formula.is_none() && is_blank(&self.text) {
            return Ok(());
        }
        let column = self.column.saturating_sub(1);
        if self.builder.current_row() != Some(self.row) {
            self.builder.begin_row(self.row)?;
            if self.hidden {
                self.builder.hide_row();
            }
        }
        if self.down > 0 && self.merged.len() <= MAX_ROWS {
            let first_row = self.row.saturating_sub(1);
            self.merged.push(MergedRange {
                first_row,
                last_row: first_row.saturating_add(self.down),
                column,
            });
        }
        match formula {
            Some(formula) => self.builder.valueless(column, &formula),
            None if self.is_number => self.builder.number(column, &self.text),
            None => self.builder.cell(column, &self.text),
        }
    }
}

fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Returns the value of an attribute, ignoring its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let attribute = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
    Some(value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(rows: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
            <Worksheet ss:Name=\"A\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>\
            <ss:Worksheet ss:Name=\"B &amp; C\"><ss:Table>{rows}</ss:Table></ss:Worksheet></Workbook>"
        )
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let table = read(text, 1, &mut |_| ControlFlow::Continue(())).unwrap();
        let row = |row| table.row(row).map(str::to_owned).collect();
        (0..table.rows()).map(row).collect()
    }

    #[test]
    fn sheets_are_listed_with_those_that_are_hidden() {
        let sheets = sheets(&workbook("")).unwrap();
        let sheets: Vec<_> = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
        assert_eq!(sheets, [("A", true), ("B & C", false)]);
    }

    #[test]
    fn cells_are_read_by_their_types_and_places() {
        let cells = "<Row><Cell><Data ss:Type=\"String\">Nazwa</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"Number\">1.50\
            </Data></Cell></Row><Row ss:Index=\"4\"><Cell ss:MergeAcross=\"1\"><ss:Data ss:Type=\"String\"><B>a</B> &lt;b&#10;c\
            </ss:Data><Comment><ss:Data>note</ss:Data></Comment></Cell><Cell><Data ss:Type=\"DateTime\">2026-08-03T00:00:00.000\
            </Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell></Row>";
        let text = workbook(cells);
        assert_eq!(
            rows(&text),
            [["Nazwa", "", "1.5", ""], ["a <b\nc", "", "2026-08-03", "TRUE"]]
        );
        let table = read(&text, 1, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!([table.source_row(0), table.source_row(1)], [1, 4]);
    }

    #[test]
    fn merged_hidden_and_valueless_cells_are_recognised() {
        let cells = "<Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">g</Data></Cell><Cell><Data>a</Data></Cell></Row>\
            <Row ss:Hidden=\"1\"><Cell ss:Index=\"2\"><Data>b</Data></Cell><Cell ss:Formula=\"=RC[-1]\"/></Row>";
        let table = read(&workbook(cells), 1, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(table.row(1).collect::<Vec<_>>(), ["g", "b", "=RC[-1]"]);
        assert!(table.is_valueless(1, 2));
        assert_eq!(table.notes().hidden_rows, 1);
    }

    #[test]
    fn a_truncated_file_is_damaged() {
        let text = workbook("<Row><Cell><Data>a</Data></Cell></Row>");
        let cut = text.get(..text.len() - 60).unwrap();
        let result = read(cut, 1, &mut |_| ControlFlow::Continue(()));
        assert_eq!(result.map(|_| ()), Err(ReadError::Damaged));
        let result = read(&text, 2, &mut |_| ControlFlow::Continue(()));
        assert_eq!(result.map(|_| ()), Err(ReadError::NoSuchSheet));
    }
}
