//! The formats of files for spreadsheets.

use domain::export::FileFormat;

use super::{
    csv::Csv,
    ods::Ods,
    sheet::{Cell, Failed, Look, Sheet},
    xlsx::Xlsx,
};

/// Creates a file with its header row.
pub fn begin(format: FileFormat, look: &Look, header: &[Cell]) -> Result<Box<dyn Sheet>, Failed> {
    let mut sheet: Box<dyn Sheet> = match format {
        FileFormat::Csv => Box::new(Csv::begin(look)?),
        FileFormat::Xlsx => Box::new(Xlsx::begin(look, header.len())?),
        FileFormat::Ods => Box::new(Ods::begin(look)?),
    };
    sheet.row(header)?;
    Ok(sheet)
}
