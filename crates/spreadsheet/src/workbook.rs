//! Opening a file of any supported format, and reading its sheets.

use std::ops::ControlFlow;
use std::rc::Rc;

use crate::error::{LooksLike, ReadError};
use crate::limits::MAX_FILE_BYTES;
use crate::options::{Delimiter, Encoding, EncodingDoubt, Format, Progress, ReadOptions, Sheet};
use crate::packed::Directory;
use crate::sniff::{Content, sniff};
use crate::table::{Table, keeping_first};
use crate::{html, markup, ods, text, xls, xlsx, xml_2003};

/// An opened file.
pub struct Workbook {
    bytes: Rc<Vec<u8>>,
    format: Format,
    sheets: Vec<Sheet>,
    encoding: Encoding,
    doubt: Option<EncodingDoubt>,
    opened: Opened,
}

enum Opened {
    Text,
    Xls(xls::Workbook),
    /// `None` after the first read, which frees its memory.
    Xlsx(Option<Box<xlsx::Workbook>>),
    Ods(ods::Workbook),
    Html,
    Xml2003,
}

/// Returns the only sheet of a file without named sheets.
fn unnamed() -> Sheet {
    Sheet {
        name: String::new(),
        hidden: false,
    }
}

impl Workbook {
    /// Detects the format of a file and lists its sheets.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ReadError> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge {
                limit: MAX_FILE_BYTES as u64,
            });
        }
        if bytes.is_empty() {
            return Err(ReadError::EmptyFile);
        }
        let bytes = Rc::new(bytes);
        match sniff(&bytes) {
            Content::Other(looks_like) => Err(ReadError::looks_like(looks_like)),
            Content::Archive => Self::open_archive(bytes),
            Content::Compound => Self::open_compound(bytes),
            Content::Html => Self::open_markup(bytes, Format::Html, vec![unnamed()], Opened::Html),
            Content::Xml2003 => {
                let sheets = xml_2003::sheets(&markup::decode(&bytes))?;
                Self::open_markup(bytes, Format::Xml, sheets, Opened::Xml2003)
            }
            Content::Text => {
                let detected = text::encoding::detect(&bytes).ok_or(ReadError::looks_like(LooksLike::Binary))?;
                Ok(Self {
                    bytes,
                    format: Format::Text,
                    sheets: vec![unnamed()],
                    encoding: detected.encoding,
                    doubt: detected.doubt,
                    opened: Opened::Text,
                })
            }
        }
    }

    fn open_markup(bytes: Rc<Vec<u8>>, format: Format, sheets: Vec<Sheet>, opened: Opened) -> Result<Self, ReadError> {
        Ok(Self {
            bytes,
            format,
            sheets,
            encoding: Encoding::Utf8,
            doubt: None,
            opened,
        })
    }

    fn open_archive(bytes: Rc<Vec<u8>>) -> Result<Self, ReadError> {
        let directory = Directory::read(&bytes)?;
        if directory.find("content.xml").is_some() && directory.find("mimetype").is_some() {
            if let Some(looks_like) = other_document(&bytes, &directory) {
                return Err(ReadError::looks_like(looks_like));
            }
            let book = ods::Workbook::open(bytes.clone(), &directory)?;
            let sheets = book.sheets();
            return Ok(Self {
                bytes,
                format: Format::Ods,
                sheets,
                encoding: Encoding::Utf8,
                doubt: None,
                opened: Opened::Ods(book),
            });
        }
        let other = [
            ("word/", LooksLike::Document),
            ("ppt/", LooksLike::Presentation),
            ("Index/", LooksLike::Numbers),
            ("Index.zip", LooksLike::Numbers),
        ];
        if let Some((_, looks_like)) = other.into_iter().find(|(prefix, _)| directory.has(prefix)) {
            return Err(ReadError::looks_like(looks_like));
        }
        if directory.find("[Content_Types].xml").is_none() && directory.find("xl/workbook.xml").is_none() {
            // An archive in which all files are encrypted may or may not be a workbook.
            let error = if directory.encrypted {
                ReadError::Encrypted
            } else {
                ReadError::looks_like(LooksLike::Archive)
            };
            return Err(error);
        }
        let book = xlsx::Workbook::open(bytes.clone(), &directory)?;
        let sheets = book.sheets();
        let opened = Opened::Xlsx(Some(Box::new(book)));
        Ok(Self {
            bytes,
            format: Format::Xlsx,
            sheets,
            encoding: Encoding::Utf8,
            doubt: None,
            opened,
        })
    }

    fn open_compound(bytes: Rc<Vec<u8>>) -> Result<Self, ReadError> {
        let file = xls::CompoundFile::open(&bytes)?;
        if file.has("EncryptedPackage") {
            return Err(ReadError::Encrypted);
        }
        for (name, looks_like) in [
            ("WordDocument", LooksLike::Document),
            ("PowerPoint Document", LooksLike::Presentation),
        ] {
            if file.has(name) {
                return Err(ReadError::looks_like(looks_like));
            }
        }
        if !file.has("Workbook") && !file.has("Book") {
            return Err(ReadError::looks_like(LooksLike::Binary));
        }
        let stream = file
            .stream("Workbook")
            .or_else(|| file.stream("Book"))
            .ok_or(ReadError::Damaged)?;
        let book = xls::Workbook::open(stream)?;
        let sheets = book.sheets();
        if sheets.is_empty() {
            return Err(ReadError::EmptySheet);
        }
        Ok(Self {
            bytes,
            format: Format::Xls,
            sheets,
            encoding: Encoding::Utf8,
            doubt: None,
            opened: Opened::Xls(book),
        })
    }

    /// Returns the format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the sheets. A text file has one without a name.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Returns the size of the file, in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Returns the index of the sheet that is read by default: the first that is not hidden.
    pub fn default_sheet(&self) -> usize {
        self.sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0)
    }

    /// Returns another encoding that a text file may have instead, or `None` if the person chose another than the
    /// detected one.
    pub fn encoding_doubt(&self, options: &ReadOptions) -> Option<&EncodingDoubt> {
        let as_found = options.encoding.is_none_or(|encoding| encoding == self.encoding);
        self.doubt.as_ref().filter(|_| as_found)
    }

    /// Returns the encoding and delimiter with which a text file is read.
    pub fn text_options(&self, options: &ReadOptions) -> Option<(Encoding, Delimiter)> {
        if self.format != Format::Text {
            return None;
        }
        let encoding = options.encoding.unwrap_or(self.encoding);
        let delimiter = options
            .delimiter
            .unwrap_or_else(|| text::delimiter::detect(&text::sample(&self.bytes, encoding), options.plain_quotes));
        Some((encoding, delimiter))
    }

    /// Reads the first rows of a sheet that have contents, of a sheet of any length and width. The notes of the table say
    /// whether there is more.
    pub fn read_first(&mut self, rows: usize) -> Result<Table, ReadError> {
        keeping_first(rows, || {
            self.read(&ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
        })
    }

    /// Reads a sheet.
    pub fn read(
        &mut self,
        options: &ReadOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Table, ReadError> {
        let sheet = options.sheet.unwrap_or_else(|| self.default_sheet());
        let text_options = self.text_options(options);
        match &mut self.opened {
            Opened::Text => {
                let (encoding, delimiter) = text_options.unwrap_or((Encoding::Utf8, Delimiter::Comma));
                let form = text::Form {
                    encoding,
                    delimiter,
                    plain_quotes: options.plain_quotes,
                };
                text::read(&self.bytes, form, progress)
            }
            Opened::Xls(book) => book.read(sheet, progress),
            Opened::Ods(book) => book.read(sheet, progress),
            Opened::Html => html::read(&markup::decode(&self.bytes), progress),
            Opened::Xml2003 => xml_2003::read(&markup::decode(&self.bytes), sheet, progress),
            Opened::Xlsx(opened) => {
                let book = match opened.take() {
                    Some(book) => *book,
                    None => xlsx::Workbook::open(self.bytes.clone(), &Directory::read(&self.bytes)?)?,
                };
                book.read(sheet, progress)
            }
        }
    }
}

/// Returns the kind of an OpenDocument file that is not a spreadsheet.
fn other_document(bytes: &Rc<Vec<u8>>, directory: &Directory) -> Option<LooksLike> {
    use std::io::Read;
    let mut kind = String::new();
    let entry = directory.find("mimetype")?;
    crate::packed::Inflater::new(bytes.clone(), entry)
        .take(200)
        .read_to_string(&mut kind)
        .ok()?;
    let kind = kind.strip_prefix("application/vnd.oasis.opendocument.")?;
    if kind.starts_with("spreadsheet") {
        None
    } else if kind.starts_with("presentation") {
        Some(LooksLike::Presentation)
    } else if kind.starts_with("graphics") || kind.starts_with("image") {
        Some(LooksLike::Image)
    } else {
        Some(LooksLike::Document)
    }
}
