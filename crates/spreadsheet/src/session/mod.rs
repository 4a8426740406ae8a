//! The state of one import in the worker, from the file to valid rows.
//!
//! It is plain Rust, so that it can be tested without a browser. The module `worker` wraps it. The file is slightly
//! longer than others: it has all parts of the state that only the session itself changes.

mod answers;
mod check;
mod fix_it;
mod names;
#[cfg(test)]
mod notation_tests;
mod notations;
#[cfg(test)]
mod reported_tests;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use domain::ids::SpaceId;
use domain::import::{Checker, Mapping, Target, fingerprint, match_headers};

use crate::error::ReadError;
use crate::header;
use crate::limits::{HEADER_SEARCH_ROWS, MAX_ROWS};
use crate::options::{Format, Progress, ReadOptions};
use crate::protocol::{Answer, ColumnInfo, Opened, RawRow, Request, Snapshot, TableInfo, WorkerError};
use crate::table::{Table, is_blank};
use crate::workbook::Workbook;

use check::Outcome;

/// A callback for progress. It cannot cancel the work: the page terminates the worker instead.
pub type Report<'a> = &'a mut dyn FnMut(Progress);

/// The state of one import.
#[derive(Default)]
pub struct Session {
    book: Option<Workbook>,
    options: ReadOptions,
    table: Table,
    /// The reason why there is no table.
    error: Option<ReadError>,
    /// The index of the header row in the table.
    header: Option<usize>,
    names: Vec<String>,
    mapping: Mapping,
    /// By row number in the file.
    edits: BTreeMap<u32, BTreeMap<usize, String>>,
    left_out: BTreeSet<u32>,
    /// The rows that were excluded when the others were sent. Imported rows already exist at the next check, which
    /// would judge them differently.
    stayed_out: Option<BTreeSet<u32>>,
    checker: Option<Checker>,
    /// The result of each row below the header; empty before the check.
    outcomes: Vec<Outcome>,
    looked_up: names::LookedUp,
    /// Number of rows that update each space; more than one is an error.
    claims: HashMap<SpaceId, u32>,
}

impl Session {
    /// Returns a session without a file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Handles a request. `bytes` is the file, for requests that send one.
    pub fn handle(&mut self, request: Request, bytes: Option<Vec<u8>>, report: Report<'_>) -> Answer {
        self.try_handle(request, bytes, report)
            .unwrap_or_else(|error| Answer::Failed { error })
    }

    fn try_handle(
        &mut self,
        request: Request,
        bytes: Option<Vec<u8>>,
        report: Report<'_>,
    ) -> Result<Answer, WorkerError> {
        match request {
            Request::Open { options } => self.open(bytes, options, report),
            Request::Read { options } => self.read(options, report),
            Request::SetHeader { row } => self.set_header(row),
            Request::SetMapping { mapping } => Ok(Answer::Mapped {
                problems: self.set_mapping(mapping),
            }),
            Request::Notations { fields, language } => Ok(Answer::Notations {
                columns: self.notations(&fields, language),
            }),
            Request::NamedSpaces => Ok(Answer::NamedSpaces {
                ids: self.named_spaces(),
            }),
            Request::FileNames { people } => Ok(Answer::FileNames(self.file_names(people))),
            Request::Learn { found, row } => self.learn(found, row),
            Request::Check { context } => {
                if let Some(context) = context {
                    self.checker = Some(Checker::new(context));
                }
                self.check_all(report).map(Answer::Checked)
            }
            Request::Window { from, count, show } => self.window(from, count, show),
            Request::NextWrong { after, show } => Ok(Answer::Found {
                found: self.next_wrong(after, show),
            }),
            Request::Cell { row, column } => {
                let index = self.index_of(row)?;
                Ok(Answer::Cell {
                    text: self.shown_cell(index, column).to_owned(),
                })
            }
            Request::EditCell { row, column, text } => self.edit_cell(row, column, text),
            Request::LeaveOut { row, out } => self.leave_out(row, out),
            Request::ChooseRow { row, choice } => self.choose_row(row, choice),
            Request::Words => self.words().map(Answer::Words),
            Request::Chunk { from, count } => self.chunk(from, count),
            Request::Settle => {
                self.settle();
                Ok(Answer::Settled)
            }
            Request::FixIt { words } => self.fix_it(&words),
            Request::Snapshot => Ok(Answer::Snapshot(Box::new(self.snapshot()?))),
            Request::Restore { snapshot } => self.restore(bytes, snapshot, report),
        }
    }

    fn open(
        &mut self,
        bytes: Option<Vec<u8>>,
        options: ReadOptions,
        report: Report<'_>,
    ) -> Result<Answer, WorkerError> {
        let bytes = bytes.ok_or(WorkerError::Malformed)?;
        // The previous file is dropped first, to free its memory.
        *self = Self::default();
        self.book = Some(Workbook::open(bytes)?);
        self.read(options, report)
    }

    fn read(&mut self, options: ReadOptions, report: Report<'_>) -> Result<Answer, WorkerError> {
        let book = self.book.as_mut().ok_or(WorkerError::TooEarly)?;
        self.table = Table::default();
        self.edits.clear();
        self.left_out.clear();
        self.stayed_out = None;
        self.mapping.choices.clear();
        self.options = options;
        let first = options.sheet.unwrap_or_else(|| book.default_sheet());
        let mut sheets = vec![first];
        if options.sheet.is_none() {
            // If the first sheet has no cells, as a cover page, the next one with cells is read; hidden sheets are
            // tried last.
            let mut others: Vec<usize> = (0..book.sheets().len()).filter(|sheet| *sheet != first).collect();
            others.sort_by_key(|sheet| book.sheets().get(*sheet).is_some_and(|sheet| sheet.hidden));
            sheets.extend(others);
        }
        let mut result = Err(ReadError::EmptySheet);
        for sheet in sheets {
            self.options.sheet = Some(sheet);
            result = book.read(&self.options, &mut |progress| {
                report(progress);
                ControlFlow::Continue(())
            });
            if !matches!(result, Err(ReadError::EmptySheet)) {
                break;
            }
        }
        if matches!(result, Err(ReadError::EmptySheet)) {
            self.options.sheet = Some(first);
        }
        (self.table, self.error) = match result {
            Ok(table) => (table, None),
            Err(error) => (Table::default(), Some(error)),
        };
        self.use_header(self.guess_header());
        Ok(self.opened())
    }

    /// Returns the first row whose cells are known headers.
    fn guess_header(&self) -> Option<usize> {
        if self.table.rows() == 0 {
            return None;
        }
        let known = |row: usize| {
            let cells: Vec<&str> = self.table.row(row).collect();
            match_headers(&cells).into_iter().flatten().count()
        };
        let rows = 0..self.table.rows().min(HEADER_SEARCH_ROWS);
        let best = rows
            .map(|row| (known(row), row))
            .max_by_key(|(known, row)| (*known, usize::MAX - row));
        match best {
            Some((known, row)) if known > 0 => Some(row),
            _ => Some(header::guess(&self.table)),
        }
    }

    fn use_header(&mut self, header: Option<usize>) {
        self.header = header;
        self.names = header::names(&self.table, header);
        self.mapping.columns = match header {
            Some(_) => match_headers(&self.names),
            None => vec![None; self.names.len()],
        };
        self.forget_check();
        // The header row does not count.
        if self.error.is_none() && self.rows() > MAX_ROWS {
            self.error = Some(ReadError::TooManyRows { limit: MAX_ROWS as u32 });
        }
    }

    fn set_header(&mut self, row: Option<u32>) -> Result<Answer, WorkerError> {
        if self.book.is_none() {
            return Err(WorkerError::TooEarly);
        }
        let header = match row {
            Some(row) => Some(self.table.find_source_row(row).ok_or(WorkerError::NoSuchRow)?),
            None => None,
        };
        self.use_header(header);
        Ok(self.opened())
    }

    fn set_mapping(&mut self, mut mapping: Mapping) -> Vec<domain::import::MappingProblem> {
        mapping.columns.resize(self.names.len(), None);
        self.mapping = mapping;
        self.forget_check();
        self.mapping.problems()
    }

    fn forget_check(&mut self) {
        self.outcomes.clear();
        self.claims.clear();
    }

    /// Returns the index in the table of the first row below the header.
    fn first(&self) -> usize {
        self.header.map_or(0, |header| header + 1)
    }

    /// Returns the number of rows below the header.
    fn rows(&self) -> usize {
        self.table.rows().saturating_sub(self.first())
    }

    /// Returns the index below the header of a row number in the file.
    fn index_of(&self, row: u32) -> Result<usize, WorkerError> {
        let place = self
            .table
            .find_source_row(row)
            .and_then(|place| place.checked_sub(self.first()));
        place.ok_or(WorkerError::NoSuchRow)
    }

    /// Returns the row number in the file of a row below the header.
    fn number_of(&self, index: usize) -> u32 {
        self.table.source_row(self.first() + index)
    }

    /// Returns a cell of a row below the header with its edit; empty for a formula without a value.
    fn cell(&self, index: usize, column: usize) -> &str {
        match self.is_valueless(index, column) {
            true => "",
            false => self.shown_cell(index, column),
        }
    }

    /// Returns the same as it is shown: a formula without a value is shown as the formula.
    fn shown_cell(&self, index: usize, column: usize) -> &str {
        let edited = self.edited(index, column);
        edited.map_or_else(|| self.table.cell(self.first() + index, column), String::as_str)
    }

    fn edited(&self, index: usize, column: usize) -> Option<&String> {
        match self.edits.is_empty() {
            true => None,
            false => self.edits.get(&self.number_of(index)).and_then(|row| row.get(&column)),
        }
    }

    /// Returns whether a cell is a formula without a value that was not edited.
    fn is_valueless(&self, index: usize, column: usize) -> bool {
        self.table.has_valueless()
            && self.table.is_valueless(self.first() + index, column)
            && self.edited(index, column).is_none()
    }

    /// Returns whether the file stores the cell as a number. An edited cell is text.
    fn is_number(&self, index: usize, column: usize) -> bool {
        self.table.is_number(self.first() + index, column) && self.edited(index, column).is_none()
    }

    fn opened(&self) -> Answer {
        let (format, size, sheets, text) = match &self.book {
            Some(book) => (
                book.format(),
                book.size(),
                book.sheets().to_vec(),
                book.text_options(&self.options),
            ),
            None => {
                return Answer::Failed {
                    error: WorkerError::TooEarly,
                };
            }
        };
        Answer::Opened(Box::new(Opened {
            format,
            size,
            sheets,
            sheet: self.options.sheet.unwrap_or(0),
            encoding: text.map(|(encoding, _)| encoding),
            delimiter: text.map(|(_, delimiter)| delimiter),
            encoding_doubt: self
                .book
                .as_ref()
                .and_then(|book| book.encoding_doubt(&self.options))
                .cloned(),
            plain_quotes: self.options.plain_quotes && format == Format::Text,
            table: match &self.error {
                Some(error) => Err(error.clone()),
                None => Ok(self.table_info()),
            },
        }))
    }

    fn table_info(&self) -> TableInfo {
        let suggested = match_headers(&self.names);
        let columns = self.names.iter().enumerate().map(|(column, name)| ColumnInfo {
            name: name.clone(),
            suggested: suggested
                .get(column)
                .copied()
                .flatten()
                .filter(|_: &Target| self.header.is_some()),
            samples: self.samples(column),
        });
        TableInfo {
            rows: self.rows(),
            header: self.header.map(|header| self.table.source_row(header)),
            first_rows: (0..self.table.rows().min(HEADER_SEARCH_ROWS))
                .map(|row| RawRow {
                    row: self.table.source_row(row),
                    cells: self.table.row(row).map(|cell| answers::shown(cell).0).collect(),
                })
                .collect(),
            columns: columns.collect(),
            hidden_rows: self.table.notes().hidden_rows,
            open_quote: self.table.notes().open_quote,
            fingerprint: fingerprint(&self.names),
            mapping: self.mapping.clone(),
        }
    }

    fn samples(&self, column: usize) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        for index in 0..self.rows().min(200) {
            let cell = self.cell(index, column);
            if !is_blank(cell) {
                let sample = answers::shown(cell).0;
                if !samples.contains(&sample) {
                    samples.push(sample);
                }
            }
            if samples.len() == 3 {
                break;
            }
        }
        samples
    }

    fn snapshot(&self) -> Result<Snapshot, WorkerError> {
        self.book.as_ref().ok_or(WorkerError::TooEarly)?;
        let edits = self
            .edits
            .iter()
            .flat_map(|(row, cells)| cells.iter().map(|(column, text)| (*row, *column, text.clone())));
        Ok(Snapshot {
            options: self.options,
            header: self.header.map(|header| self.table.source_row(header)),
            mapping: self.mapping.clone(),
            edits: edits.collect(),
            left_out: self.left_out.iter().copied().collect(),
            stayed_out: self.stayed_out.clone(),
        })
    }

    fn restore(
        &mut self,
        bytes: Option<Vec<u8>>,
        snapshot: Snapshot,
        report: Report<'_>,
    ) -> Result<Answer, WorkerError> {
        self.open(bytes, snapshot.options, report)?;
        if self.error.is_none() {
            self.set_header(snapshot.header)?;
            self.set_mapping(snapshot.mapping);
            for (row, column, text) in snapshot.edits {
                self.edits.entry(row).or_default().insert(column, text);
            }
            self.left_out.extend(snapshot.left_out);
            self.stayed_out = snapshot.stayed_out;
        }
        Ok(self.opened())
    }
}
