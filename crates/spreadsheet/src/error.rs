//! Why a file could not be read: each reason has a sentence of its own on the page.

use serde::{Deserialize, Serialize};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReadError {
    /// The file is larger than is read.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// More rows hold something than may.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// Rows without the header.
        limit: u32,
    },
    /// The columns that hold something lie further apart than they may.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// Columns.
        limit: u32,
    },
    /// A compressed file unpacks to more than is read, or its cells together hold too much text.
    #[error("unpacks to more than {limit} bytes")]
    TooLargeUnpacked {
        /// In bytes.
        limit: u64,
    },
    /// The file is protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The file contradicts itself or ends too early.
    #[error("the file is damaged")]
    Damaged,
    /// The file is something else.
    #[error("not a spreadsheet: {looks_like:?}")]
    NotASpreadsheet {
        /// What it looks like.
        looks_like: LooksLike,
    },
    /// The file holds no bytes.
    #[error("the file is empty")]
    EmptyFile,
    /// The sheet holds nothing.
    #[error("the sheet is empty")]
    EmptySheet,
    /// There is no such sheet in the file.
    #[error("no such sheet")]
    NoSuchSheet,
    /// The reading was called off.
    #[error("cancelled")]
    Cancelled,
}

/// What a file looks like that is no spreadsheet that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LooksLike {
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A web page; many programs write one under the name of an .xls.
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
    /// Sound or film.
    Media,
    /// A program.
    Program,
    /// Bytes that are no text.
    Binary,
}

impl ReadError {
    /// The error of a file that looks like something else.
    pub fn looks_like(looks_like: LooksLike) -> Self {
        Self::NotASpreadsheet { looks_like }
    }
}
