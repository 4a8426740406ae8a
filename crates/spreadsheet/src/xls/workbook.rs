//! The global part of a workbook: sheets, number formats, shared strings.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cells::read_cells;
use super::compound::{u16_at, u32_at};
use super::record::{self, Records};
use super::strings::{Charset, PartReader, SharedStrings};
use crate::error::{LooksLike, ReadError};
use crate::options::{Progress, Sheet};
use crate::table::Table;
use crate::value::{NumberKind, kind_of_builtin, kind_of_format};

/// An opened workbook.
pub struct Workbook {
    stream: Vec<u8>,
    sheets: Vec<(Sheet, usize)>,
    pub(super) charset: Charset,
    pub(super) strings: SharedStrings,
    /// The meaning of each cell style's number format.
    pub(super) kinds: Vec<NumberKind>,
    pub(super) is_1904: bool,
}

impl Workbook {
    /// Opens the stream of the workbook.
    pub fn open(stream: Vec<u8>) -> Result<Self, ReadError> {
        let mut records = Records::new(&stream, 0);
        let (kind, begin) = records.next().ok_or(ReadError::Damaged)?;
        if kind != record::BEGIN {
            return Err(if is_old_begin(kind) {
                ReadError::looks_like(LooksLike::OldExcel)
            } else {
                ReadError::Damaged
            });
        }
        let unicode = u16_at(begin, 0) != Some(0x0500);
        let mut globals = Globals::new(unicode);
        while let Some((kind, data)) = records.next() {
            if kind == record::END {
                break;
            }
            globals.take(kind, data, &mut records)?;
        }
        let Globals {
            charset,
            sheets,
            strings,
            kinds_of_formats,
            styles,
            is_1904,
            ..
        } = globals;
        let kinds = styles
            .iter()
            .map(|id| {
                kinds_of_formats
                    .get(id)
                    .copied()
                    .unwrap_or_else(|| kind_of_builtin(*id))
            })
            .collect();
        Ok(Self {
            sheets,
            charset,
            strings,
            kinds,
            is_1904,
            stream,
        })
    }

    /// Returns the sheets that have cells.
    pub fn sheets(&self) -> Vec<Sheet> {
        self.sheets.iter().map(|(sheet, _)| sheet.clone()).collect()
    }

    /// Reads a sheet.
    pub fn read(
        &self,
        sheet: usize,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Table, ReadError> {
        let (_, start) = self.sheets.get(sheet).ok_or(ReadError::NoSuchSheet)?;
        read_cells(
            self,
            Records::new(&self.stream, *start),
            self.stream.len() as u64,
            progress,
        )
    }
}

struct Globals {
    charset: Charset,
    sheets: Vec<(Sheet, usize)>,
    strings: SharedStrings,
    kinds_of_formats: HashMap<u16, NumberKind>,
    styles: Vec<u16>,
    is_1904: bool,
}

impl Globals {
    fn new(unicode: bool) -> Self {
        Self {
            charset: Charset {
                unicode,
                code_page: encoding_rs::WINDOWS_1250,
            },
            sheets: Vec::new(),
            strings: SharedStrings::default(),
            kinds_of_formats: HashMap::new(),
            styles: Vec::new(),
            is_1904: false,
        }
    }

    fn take<'a>(&mut self, kind: u16, data: &'a [u8], records: &mut Records<'a>) -> Result<(), ReadError> {
        match kind {
            record::FILE_PASS => return Err(ReadError::Encrypted),
            record::CODE_PAGE => self.charset.code_page = Charset::of_code_page(u16_at(data, 0).unwrap_or(1250)),
            record::DATE_MODE => self.is_1904 = u16_at(data, 0) == Some(1),
            record::EXTENDED_FORMAT => self.styles.push(u16_at(data, 2).unwrap_or(0)),
            record::FORMAT => {
                if let Some((id, code)) = self.format(data) {
                    self.kinds_of_formats.insert(id, kind_of_format(&code));
                }
            }
            record::BOUND_SHEET => {
                let (sheet, start) = self.sheet(data).ok_or(ReadError::Damaged)?;
                // Sheets of other types are charts, macros and programs.
                if data.get(5) == Some(&0) {
                    self.sheets.push((sheet, start));
                }
            }
            record::SHARED_STRINGS => self.strings = SharedStrings::read(records.with_continued(data)),
            _ => {}
        }
        Ok(())
    }

    fn format(&self, data: &[u8]) -> Option<(u16, String)> {
        let id = u16_at(data, 0)?;
        let mut code = String::new();
        if self.charset.unicode {
            PartReader::new(vec![data.get(2..)?]).unicode_string(&mut code)?;
        } else {
            let length = usize::from(*data.get(2)?);
            code.push_str(
                &self
                    .charset
                    .code_page
                    .decode_without_bom_handling(data.get(3..3 + length)?)
                    .0,
            );
        }
        Some((id, code))
    }

    fn sheet(&self, data: &[u8]) -> Option<(Sheet, usize)> {
        let start = u32_at(data, 0)? as usize;
        let hidden = data.get(4)? & 0b11 != 0;
        let length = usize::from(*data.get(6)?);
        let mut name = String::new();
        if self.charset.unicode {
            PartReader::new(vec![data.get(7..)?]).unicode_characters(length, &mut name)?;
        } else {
            name.push_str(
                &self
                    .charset
                    .code_page
                    .decode_without_bom_handling(data.get(7..7 + length)?)
                    .0,
            );
        }
        Some((Sheet { name, hidden }, start))
    }
}

/// Returns whether this is the first record of a file of Excel 2, 3 or 4.
pub fn is_old_begin(kind: u16) -> bool {
    matches!(kind, 0x0009 | 0x0209 | 0x0409)
}
