//! Excel 97 to 2003 (and 5.0/95) workbooks: a stream of records in a compound file.
//!
//! calamine reads them too, but trusts them: it indexes past short records, reserves what a sheet
//! claims to hold and follows a chain of sectors that bites its tail. The records that hold cells
//! are few, so they are read here, with every length checked.

mod cells;
mod compound;
mod record;
mod strings;
mod workbook;

pub use compound::{CompoundFile, SIGNATURE};
pub use workbook::Workbook;
