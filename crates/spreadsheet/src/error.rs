//! The reasons why a file cannot be read. The page has a sentence for each.

use serde::{Deserialize, Serialize};

/// The reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReadError {
    /// The file is larger than the limit.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// More rows than the limit are not empty.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The limit, without the header row.
        limit: u32,
    },
    /// The first and the last column with contents are too far apart.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// The limit, in columns.
        limit: u32,
    },
    /// The file unpacks to more bytes than the limit, or its cells together have too much text.
    #[error("unpacks to more than {limit} bytes")]
    TooLargeUnpacked {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file is protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The file is inconsistent or ends too early.
    #[error("the file is damaged")]
    Damaged,
    /// The file is not a spreadsheet in a supported format.
    #[error("not a spreadsheet: {looks_like:?}")]
    NotASpreadsheet {
        /// What the file looks like.
        looks_like: LooksLike,
    },
    /// The file has no bytes.
    #[error("the file is empty")]
    EmptyFile,
    /// The sheet has no contents.
    #[error("the sheet is empty")]
    EmptySheet,
    /// The file has no such sheet.
    #[error("no such sheet")]
    NoSuchSheet,
    /// Reading was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// The kind of a file that is not a supported spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LooksLike {
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A web page. Many programs write one with the extension .xls.
    Html,
    /// An XML document, Excel 2003's XML among them.
    Xml,
    /// JSON.
    Json,
    /// A text document: Word, Writer, RTF.
    Document,
    /// A presentation.
    Presentation,
    /// Excel's binary workbook, .xlsb.
    Xlsb,
    /// Excel 4 or older.
    OldExcel,
    /// Apple Numbers.
    Numbers,
    /// An archive of files.
    Archive,
    /// Sound or video.
    Media,
    /// A program.
    Program,
    /// Bytes that are not text.
    Binary,
}

impl ReadError {
    /// Returns the error for a file that looks like something else.
    pub fn looks_like(looks_like: LooksLike) -> Self {
        Self::NotASpreadsheet { looks_like }
    }
}
