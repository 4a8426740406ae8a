//! CSV files: UTF-8 with a byte order mark, by which spreadsheet programs recognise it, and the delimiter that they
//! expect for the language.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use domain::{person::Language, text::harmless_cell};

use super::{
    super::csv_dialect,
    sheet::{Cell, Failed, Look, Sheet, rewound},
};

/// A CSV file that is being written.
pub struct Csv {
    writer: csv::Writer<BufWriter<File>>,
    language: Language,
}

impl Csv {
    /// Creates an empty file.
    pub fn begin(look: &Look) -> Result<Self, Failed> {
        let mut file = BufWriter::new(tempfile::tempfile()?);
        file.write_all(csv_dialect::MARK.as_bytes())?;
        let writer = csv_dialect::dialect(look.language).from_writer(file);
        Ok(Self {
            writer,
            language: look.language,
        })
    }
}

impl Sheet for Csv {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Failed> {
        for cell in cells {
            match cell {
                Cell::Plain(text) | Cell::Date(text) => self.writer.write_field(text.as_bytes())?,
                Cell::Text(text) => self.writer.write_field(harmless_cell(text).as_bytes())?,
                // A number is never read as a formula, whatever its sign.
                Cell::Number(number) => self.writer.write_field(number.typed(self.language))?,
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    fn end(self: Box<Self>) -> Result<File, Failed> {
        let file = self.writer.into_inner().map_err(|error| error.to_string())?;
        Ok(rewound(file.into_inner().map_err(|error| error.to_string())?)?)
    }
}
