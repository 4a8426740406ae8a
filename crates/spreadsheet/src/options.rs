//! What a file is and how a person wants it read.

use serde::{Deserialize, Serialize};

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// csv, tsv, txt.
    Text,
    /// Excel 97 to 2003.
    Xls,
    /// Excel since 2007.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// A table of a web page, which many programs write under the name of an .xls.
    Html,
    /// The XML of Excel 2003, under the name of an .xls too.
    Xml,
}

/// How a text file writes characters as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little end first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big end first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows-1250: Central European Windows.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// ISO-8859-2: Central European elsewhere.
    #[serde(rename = "iso-8859-2")]
    Iso8859_2,
    /// Windows-1252: Western European, with ISO-8859-1 in it.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// All that can be chosen.
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1250,
        Self::Iso8859_2,
        Self::Windows1252,
    ];

    /// The name as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1250 => "Windows-1250",
            Self::Iso8859_2 => "ISO-8859-2",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Another encoding that a text may have as well as the one that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingDoubt {
    /// The other encoding.
    pub other: Encoding,
    /// A word of the text as the encoding that was found reads it.
    pub word: String,
    /// The same word as the other encoding reads it.
    pub other_word: String,
}

/// What stands between the cells of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// A tab stop.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All that can be chosen.
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Comma, Self::Tab, Self::Pipe];

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// How to read; `None` is what was found by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// Which sheet, from 0; `None` is the first that is not hidden.
    pub sheet: Option<usize>,
    /// For text files.
    pub encoding: Option<Encoding>,
    /// For text files.
    pub delimiter: Option<Delimiter>,
    /// Whether quotation marks of a text file are ordinary characters, rather than around cells.
    pub plain_quotes: bool,
}

/// How far the reading is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Read.
    pub done: u64,
    /// To read in all.
    pub total: u64,
}
