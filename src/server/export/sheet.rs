//! A file for spreadsheets that is written row by row into a temporary file.

use std::{
    error::Error,
    fs::File,
    io::{self, Seek, SeekFrom},
};

use domain::{custom_field::Decimal, export::FileFormat, person::Language};

use super::{csv::Csv, ods::Ods, xlsx::Xlsx};

/// Why a file cannot be written: told to the log.
pub type Failed = Box<dyn Error + Send + Sync>;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, whatever it looks like: never a formula, a number or a date.
    Text(String),
    /// A text that no spreadsheet program takes for a formula, though it begins as one: a phone number.
    Plain(String),
    /// A day, or a day with a time to the minute: `2026-11-23 14:05`.
    Date(String),
    Number(Decimal),
}

impl Cell {
    /// An empty cell.
    pub const fn blank() -> Self {
        Self::Text(String::new())
    }
}

/// How the file is to look.
pub struct Look {
    /// The sheet's name.
    pub title: String,
    /// Whose decimal mark and delimiter.
    pub language: Language,
}

/// A file that is being written.
pub trait Sheet {
    /// Adds a row.
    fn row(&mut self, cells: &[Cell]) -> Result<(), Failed>;
    /// The whole file, at its beginning.
    fn end(self: Box<Self>) -> Result<File, Failed>;
}

/// A file with its header.
pub fn begin(format: FileFormat, look: &Look, header: &[Cell]) -> Result<Box<dyn Sheet>, Failed> {
    let mut sheet: Box<dyn Sheet> = match format {
        FileFormat::Csv => Box::new(Csv::begin(look)?),
        FileFormat::Xlsx => Box::new(Xlsx::begin(look, header.len())?),
        FileFormat::Ods => Box::new(Ods::begin(look)?),
    };
    sheet.row(header)?;
    Ok(sheet)
}

/// The file, to be read from its beginning.
pub fn rewound(mut file: File) -> io::Result<File> {
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// The number where a spreadsheet's floating point holds it exactly; larger ones stay texts.
pub fn exact(number: Decimal) -> Option<f64> {
    const EXACT: u64 = 999_999_999_999_999;
    (number.0.unsigned_abs() <= EXACT).then(|| number.0 as f64 / 1e6)
}
