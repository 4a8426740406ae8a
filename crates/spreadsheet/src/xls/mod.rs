//! Excel 97 to 2003 (and 5.0/95) workbooks: a stream of records in a compound file.
//!
//! calamine reads them too, but without checks: it indexes past the end of short records, allocates the size that a
//! sheet claims to have, and follows a cyclic chain of sectors forever. Few records contain cells, so they are read
//! here, with every length checked.

mod cells;
mod compound;
mod record;
mod strings;
mod workbook;

pub use compound::{CompoundFile, SIGNATURE};
pub use workbook::Workbook;
