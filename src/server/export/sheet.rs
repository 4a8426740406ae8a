//! A spreadsheet file that is written row by row into a temporary file.

use std::{
    error::Error,
    fs::File,
    io::{self, Seek, SeekFrom},
};

use domain::{custom_field::Decimal, person::Language};

/// The reason why a file cannot be written; it is logged.
pub type Failed = Box<dyn Error + Send + Sync>;

/// The contents of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, never read as a formula, number or date, whatever it looks like.
    Text(String),
    /// A text that begins like a formula and that no spreadsheet program evaluates: a phone number.
    Plain(String),
    /// A day, or a day with the time to the minute: `2026-11-23 14:05`.
    Date(String),
    Number(Decimal),
}

impl Cell {
    /// Returns an empty cell.
    pub const fn blank() -> Self {
        Self::Text(String::new())
    }
}

/// The appearance of the file.
pub struct Look {
    /// The name of the sheet.
    pub title: String,
    /// The language, which decides decimal mark and delimiter.
    pub language: Language,
}

/// A spreadsheet file that is being written.
pub trait Sheet {
    /// Adds a row.
    fn row(&mut self, cells: &[Cell]) -> Result<(), Failed>;
    /// Returns the complete file, positioned at its beginning.
    fn end(self: Box<Self>) -> Result<File, Failed>;
}

/// Returns the file positioned at its beginning.
pub fn rewound(mut file: File) -> io::Result<File> {
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// Returns the number if a 64-bit float represents it exactly. Larger numbers are written as text.
pub fn exact(number: Decimal) -> Option<f64> {
    const EXACT: u64 = 999_999_999_999_999;
    (number.0.unsigned_abs() <= EXACT).then(|| number.0 as f64 / 1e6)
}
