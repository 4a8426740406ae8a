//! Excel files in the writer's constant-memory mode: each row is written to a temporary file when the next one begins.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::sheet::{Cell, Failed, Look, Sheet, exact, rewound};

/// Width of a column, in characters.
const WIDTH: u16 = 24;

/// An Excel file that is being written.
pub struct Xlsx {
    workbook: Workbook,
    row: u32,
    language: domain::person::Language,
    header: Format,
    text: Format,
    day: Format,
    moment: Format,
}

impl Xlsx {
    /// Creates a file with one empty sheet.
    pub fn begin(look: &Look, columns: usize) -> Result<Self, Failed> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(&look.title)?.set_freeze_panes(1, 0)?;
        for column in 0..u16::try_from(columns)? {
            sheet.set_column_width(column, WIDTH)?;
        }
        Ok(Self {
            workbook,
            row: 0,
            language: look.language,
            header: Format::new().set_bold(),
            // With the text format, editing the cell removes no leading zeros and creates no formula.
            text: Format::new().set_num_format("@"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        })
    }
}

/// Returns the date if Excel can represent it: Excel has no dates before 1900, and counts one day too many until March
/// 1900.
fn serial(text: &str) -> Option<ExcelDateTime> {
    let has_date = text.get(..4).is_some_and(|year| ("1901".."9999").contains(&year));
    has_date.then(|| ExcelDateTime::parse_from_str(text).ok()).flatten()
}

impl Sheet for Xlsx {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Failed> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0_u16..).zip(cells) {
            let format = if self.row == 0 { &self.header } else { &self.text };
            let written = match cell {
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Date(text) => match serial(text) {
                    Some(date) => {
                        let format = if text.contains(' ') { &self.moment } else { &self.day };
                        sheet.write_datetime_with_format(self.row, column, &date, format)
                    }
                    None => sheet.write_string_with_format(self.row, column, text, format),
                },
                Cell::Text(text) | Cell::Plain(text) => sheet.write_string_with_format(self.row, column, text, format),
                Cell::Number(number) => match exact(*number) {
                    Some(number) => sheet.write_number(self.row, column, number),
                    None => sheet.write_string_with_format(self.row, column, number.typed(self.language), format),
                },
            };
            match written {
                // The text is longer than an Excel cell permits. The cell stays blank, which an import reads as
                // 'unchanged'; a truncated text would be imported as the whole text.
                Ok(_) | Err(XlsxError::MaxStringLengthExceeded) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.row += 1;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<File, Failed> {
        let mut file = BufWriter::new(tempfile::tempfile()?);
        self.workbook.save_to_writer(&mut file)?;
        file.flush()?;
        Ok(rewound(file.into_inner().map_err(|error| error.to_string())?)?)
    }
}
