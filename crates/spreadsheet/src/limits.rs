//! The limits of files. The import page states them.

/// Maximum size of a file, in bytes.
pub const MAX_FILE_BYTES: usize = 50 * 1024 * 1024;
/// Maximum number of rows with contents, without the header.
pub const MAX_ROWS: usize = 100_000;
/// Maximum number of columns, from the first to the last with contents.
pub const MAX_COLUMNS: usize = 200;
/// Maximum unpacked size of all parts of a compressed file that are read, in bytes.
pub const MAX_UNPACKED_BYTES: u64 = 400 * 1024 * 1024;
/// Maximum length of the text of all cells together, in bytes. It limits a file that refers to one long string in each
/// of its cells, which the other limits do not cover.
pub const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// The header is searched in the first rows with contents, up to this number.
pub const HEADER_SEARCH_ROWS: usize = 20;
