//! Excel workbooks since 2007.
//!
//! calamine opens the workbook and finds the sheets and the meaning of number formats. The cells of a sheet, a million
//! small elements, are read by a scanner of our own, which is four times as fast. If a sheet is written unusually,
//! calamine reads its cells, too.

mod after_cells;
mod calamine_cells;
mod cells;
mod parts;
mod rewrite;
mod scan;
mod strings;

use std::cell::RefCell;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

use self::after_cells::{AfterCells, merged_ranges};
use self::cells::Meaning;
use self::scan::{Scanner, Stop};
use self::strings::SharedStrings;
use crate::error::{LooksLike, ReadError};
use crate::merged::MergedCells;
use crate::options::{Progress, Sheet};
use crate::packed::{Directory, Entry, Inflater, StoredArchive, Watch};
use crate::table::Table;
use crate::value::{NumberKind, kind_of_builtin, kind_of_format};

/// An open workbook.
pub struct Workbook {
    bytes: Rc<Vec<u8>>,
    entries: Vec<Entry>,
    book: Xlsx<StoredArchive>,
    watch: Rc<RefCell<Watch>>,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// Opens the archive, and reads the sheet names and number formats.
    pub fn open(bytes: Rc<Vec<u8>>, directory: &Directory) -> Result<Self, ReadError> {
        if directory.encrypted {
            return Err(ReadError::Encrypted);
        }
        if directory.find("xl/workbook.bin").is_some() {
            return Err(ReadError::looks_like(LooksLike::Xlsb));
        }
        let mut entries = parts::parts(directory)?;
        rewrite::rewrite(&bytes, &mut entries)?;
        for entry in entries.iter().filter(|entry| parts::is_shared_strings(entry)) {
            parts::check_shared_strings(&bytes, entry)?;
        }
        // The shared strings are left out, because the scanner reads them.
        let opened = entries
            .iter()
            .filter(|entry| !parts::is_shared_strings(entry))
            .cloned()
            .collect();
        let (archive, watch) = StoredArchive::new(bytes.clone(), opened, 4 * calamine_cells::STRIDE);
        let book = Xlsx::new(archive).map_err(|_| ReadError::Damaged)?;
        let sheets = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets: Vec<Sheet> = sheets
            .map(|sheet| Sheet {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect();
        if sheets.is_empty() {
            return Err(ReadError::EmptySheet);
        }
        Ok(Self {
            bytes,
            entries,
            book,
            watch,
            sheets,
        })
    }

    /// Returns the sheets that have cells, in the order of the workbook.
    pub fn sheets(&self) -> Vec<Sheet> {
        self.sheets.clone()
    }

    /// Reads a sheet.
    pub fn read(
        mut self,
        sheet: usize,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Table, ReadError> {
        let name = self.sheets.get(sheet).ok_or(ReadError::NoSuchSheet)?.name.clone();
        match self.scan(&name, progress) {
            Ok(table) => Ok(table),
            Err(Stop::Error(error)) => Err(error),
            Err(Stop::Unusual) => self.parse(&name, progress),
        }
    }

    fn scan(&mut self, sheet: &str, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Table, Stop> {
        // calamine begins to read the sheet, because it knows the sheet's part and the meaning of its cell styles.
        let cells = self.book.worksheet_cells_reader(sheet).map_err(|_| Stop::Unusual)?;
        let kinds = cells.styles().iter().map(|style| {
            let format = style.number_format.as_ref();
            format.map_or(NumberKind::Number, |format| {
                kind_of_style(format.format_id, &format.format_code)
            })
        });
        let kinds = kinds.collect();
        drop(cells);
        let entry = self.watch.borrow().current_entry().cloned().ok_or(Stop::Unusual)?;
        let strings = match self.entries.iter().find(|entry| parts::is_shared_strings(entry)) {
            Some(strings) => SharedStrings::read(Inflater::new(self.bytes.clone(), strings), strings.size)?,
            None => SharedStrings::default(),
        };
        let workbook = self.entries.iter().find(|entry| rewrite::is_workbook(entry));
        let is_1904 = workbook.is_some_and(|workbook| parts::is_1904(&self.bytes, workbook));
        let meaning = Meaning {
            strings,
            kinds,
            is_1904,
        };
        let mut scanner = Scanner::new(Inflater::new(self.bytes.clone(), &entry));
        let builder = cells::read_cells(&mut scanner, &meaning, entry.size, progress)?;
        let (rest, inflater) = scanner.into_rest();
        let mut rest = Cursor::new(rest).chain(inflater);
        let merged = merged_ranges(&mut rest);
        rest.into_inner().1.verify()?;
        Ok(MergedCells::new(merged).fill_down(builder.finish()?)?)
    }

    fn parse(
        &mut self,
        sheet: &str,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Table, ReadError> {
        // It is unknown here which part is the sheet's; the size of the largest is an estimate for the progress bar.
        let total = self.entries.iter().map(|entry| entry.size).max().unwrap_or(1);
        let (archive, watch) = StoredArchive::new(self.bytes.clone(), self.entries.clone(), 8 * calamine_cells::STRIDE);
        let mut book = Xlsx::new(archive).map_err(|_| ReadError::Damaged)?;
        let builder = calamine_cells::read_cells(&mut book, sheet, &watch, total, progress)?;
        let merged = watch
            .borrow_mut()
            .tail()
            .map(|tail| merged_ranges(AfterCells::new(tail)))
            .unwrap_or_default();
        MergedCells::new(merged).fill_down(builder.finish()?)
    }
}

fn kind_of_style(id: Option<u32>, code: &str) -> NumberKind {
    // Built-in formats have no code in the file; the code here is calamine's.
    let builtin = id.and_then(|id| u16::try_from(id).ok()).filter(|id| *id < 164);
    match builtin.map(kind_of_builtin) {
        Some(kind) if kind != NumberKind::Number => kind,
        _ => kind_of_format(code),
    }
}
