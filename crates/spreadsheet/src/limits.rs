//! The limits that a file has to keep, stated on the page that asks for one.

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 50 * 1024 * 1024;
/// The most rows that hold something, without the header's.
pub const MAX_ROWS: usize = 100_000;
/// The most columns between the first and the last that hold something.
pub const MAX_COLUMNS: usize = 200;
/// The most bytes that a compressed file may unpack to (the parts that are read).
pub const MAX_UNPACKED_BYTES: u64 = 400 * 1024 * 1024;
/// The most text that all cells together may hold, in bytes. It bounds a file that names one long
/// string in each of its cells, which neither of the limits above does.
pub const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// The header is one of this many first rows that hold something.
pub const HEADER_SEARCH_ROWS: usize = 20;
