//! The messages between the page and the import worker, as JSON text.
//!
//! The page sends a [`Request`], with the bytes of a file transferred beside it, and gets one [`Answer`] for each, in
//! order. While a file is read or checked, [`Answer::Progress`] is sent in between. The worker keeps the rows; the page
//! receives only the window that it shows.
//!
//! The variants are tagged externally (`{"id":1,"message":{"window":{…}}}`): serde reads this without a copy, while an
//! internal tag would make it buffer the names of a whole account. The file is long because it defines the messages and
//! nothing else.

use std::collections::{BTreeMap, BTreeSet};

use domain::import::{
    CheckContext, ColumnNotation, Difference, FileNames, FoundNames, ImportRow, Mapping, MappingProblem, RowAction,
    RowChoice, Target, WrongCell,
};
use domain::{
    custom_field::CustomField,
    ids::{ChoiceId, FieldId, SpaceId},
    person::Language,
    visibility::Visibility,
};
use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::options::{Delimiter, Encoding, EncodingDoubt, Format, Progress, ReadOptions, Sheet};

/// Maximum number of characters of a cell in a window or sample; [`Request::Cell`] returns all.
pub const SHOWN_CHARACTERS: usize = 400;

/// A message with the number that its answer also has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbered<T> {
    /// The number of the request.
    pub id: u32,
    /// The message.
    pub message: T,
}

/// A request of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Reads a file, whose bytes are sent beside the message. Answer: `Opened`.
    Open {
        /// How to read it. Missing options are detected.
        #[serde(default)]
        options: ReadOptions,
    },
    /// Reads the file again with another sheet, encoding or delimiter. Edits are dropped. Answer: `Opened`.
    Read {
        /// How to read it.
        options: ReadOptions,
    },
    /// Uses another row as the header. Answer: `Opened`.
    SetHeader {
        /// The row number in the file; `None` if the file has no header.
        row: Option<u32>,
    },
    /// Sets the mapping of columns and words. Answer: `Mapped`.
    SetMapping {
        /// The whole mapping.
        mapping: Mapping,
    },
    /// Returns how the numbers and dates of the columns are written. Answer: `Notations`.
    Notations {
        /// The account's custom fields.
        fields: Vec<CustomField>,
        /// The language of the page, which decides where the cells do not.
        language: Language,
    },
    /// Returns the ids of spaces in the file, so that the check can compare the spaces. Answer: `NamedSpaces`.
    NamedSpaces,
    /// Returns the names in the file, so that the page can look them up in the account before the check. Answer:
    /// `FileNames`.
    FileNames {
        /// The custom fields whose values are people.
        people: Vec<FieldId>,
    },
    /// Adds the people and spaces of the account with the names in one row, and checks the row again. Answer: `Edited`.
    Learn {
        /// The people and spaces that were found.
        found: FoundNames,
        /// The row number in the file.
        row: u32,
    },
    /// Checks all rows. Answer: `Checked`.
    Check {
        /// Facts about the account; `None` uses those of the previous check.
        context: Option<CheckContext>,
    },
    /// Returns some rows to show. Answer: `Window`.
    Window {
        /// The index of the first row, among the shown rows.
        from: usize,
        /// The number of rows.
        count: usize,
        /// The filter of the rows.
        show: Show,
    },
    /// Returns the next wrong row. Answer: `Found`.
    NextWrong {
        /// The row number in the file after which to search; `None` searches from the beginning.
        after: Option<u32>,
        /// The filter of the rows, which decides the index that is returned.
        show: Show,
    },
    /// Returns the whole text of a cell. Answer: `Cell`.
    Cell {
        /// The row number in the file.
        row: u32,
        /// The index of the column, from 0.
        column: usize,
    },
    /// Changes a cell. Answer: `Edited`.
    EditCell {
        /// The row number in the file.
        row: u32,
        /// The index of the column, from 0.
        column: usize,
        /// The new text.
        text: String,
    },
    /// Leaves a row out of the import, or includes it again. Answer: `Edited`.
    LeaveOut {
        /// The row number in the file.
        row: u32,
        /// Whether the row is left out.
        out: bool,
    },
    /// Chooses what to do with one row whose name exists. Answer: `Edited`.
    ChooseRow {
        /// The row number in the file.
        row: u32,
        /// `None` applies the mapping's rule for all rows.
        choice: Option<RowChoice>,
    },
    /// Returns the words of the file that have no meaning yet. Answer: `Words`.
    Words,
    /// Returns valid rows to send to the server. Answer: `Chunk`.
    Chunk {
        /// 0 at first, then the `next` of the previous chunk.
        from: usize,
        /// Maximum number of rows.
        count: usize,
    },
    /// Announces that rows are sent from now on: the rows that are excluded now stay excluded, whatever a later check
    /// says about them. Answer: `Settled`.
    Settle,
    /// Returns the rows that are wrong or left out, as csv. Answer: `FixIt`.
    FixIt {
        /// The translations of the errors.
        words: FixItWords,
    },
    /// Returns the state that must be stored, so that the import can continue after a reload. Answer: `Snapshot`.
    Snapshot,
    /// Restores a stored state. The file's bytes are sent beside the message. Answer: `Opened`.
    Restore {
        /// The stored state.
        snapshot: Snapshot,
    },
}

/// An answer of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The progress of reading or checking.
    Progress(Progress),
    /// The file, and the sheet that was read.
    Opened(Box<Opened>),
    /// Why the mapping cannot be used; empty if it can be.
    Mapped {
        /// All problems.
        problems: Vec<MappingProblem>,
    },
    /// How each column of numbers or dates is read.
    Notations {
        /// In the order of the file.
        columns: Vec<ColumnNotation>,
    },
    /// The ids of spaces in the file, each once.
    NamedSpaces {
        /// The ids, whether or not such spaces exist.
        ids: Vec<SpaceId>,
    },
    /// The names in the file, each once.
    FileNames(FileNames),
    /// The result of checking all rows.
    Checked(Totals),
    /// Rows to show.
    Window(Window),
    /// The row that was found.
    Found {
        /// `None` if no further row is wrong.
        found: Option<Found>,
    },
    /// The whole text of a cell.
    Cell {
        /// The text.
        text: String,
    },
    /// A row after a change.
    Edited {
        /// The row as it is now.
        row: WindowRow,
        /// The totals of all rows.
        totals: Totals,
        /// Names in the row that were not looked up in the account yet.
        not_looked_up: Box<FileNames>,
    },
    /// The words of the file that have no meaning yet.
    Words(Words),
    /// Rows for the server.
    Chunk {
        /// In the order of the file.
        rows: Vec<ImportRow>,
        /// Where the next chunk begins; `None` after the last one.
        next: Option<usize>,
    },
    /// The rows that are excluded now stay excluded.
    Settled,
    /// A csv file (UTF-8 with a byte order mark, semicolons).
    FixIt {
        /// Its text.
        csv: String,
        /// Number of rows, without the header.
        rows: usize,
    },
    /// The state that must be stored.
    Snapshot(Box<Snapshot>),
    /// The request failed.
    Failed {
        /// The reason.
        error: WorkerError,
    },
}

/// The reason why a request to the worker failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "failure", content = "why", rename_all = "snake_case")]
pub enum WorkerError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(ReadError),
    /// No file was opened yet, or its rows were not checked yet.
    #[error("asked too early")]
    TooEarly,
    /// The mapping cannot be used.
    #[error("the mapping cannot be used")]
    Mapping(Vec<MappingProblem>),
    /// There is no such row.
    #[error("no such row")]
    NoSuchRow,
    /// The message could not be parsed.
    #[error("not understood")]
    Malformed,
    /// The worker ran out of memory. `import-worker.js` sends this and the next error.
    #[error("out of memory")]
    OutOfMemory,
    /// The worker crashed or could not be started.
    #[error("the worker died")]
    Died,
}

impl From<ReadError> for WorkerError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// A file and the sheet that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The format of the file.
    pub format: Format,
    /// The size of the file, in bytes.
    pub size: usize,
    /// The sheets of the file. A text file has one without a name.
    pub sheets: Vec<Sheet>,
    /// The index of the sheet that was read.
    pub sheet: usize,
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// The delimiter of a text file.
    pub delimiter: Option<Delimiter>,
    /// Another encoding that a text file may have instead.
    #[serde(default)]
    pub encoding_doubt: Option<EncodingDoubt>,
    /// Whether quotation marks of a text file were read as ordinary characters.
    #[serde(default)]
    pub plain_quotes: bool,
    /// The rows of the sheet, or why there are none. Another sheet may have some.
    pub table: Result<TableInfo, ReadError>,
}

/// A summary of the rows of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Number of rows with contents below the header.
    pub rows: usize,
    /// The row number of the header in the file, if there is a header.
    pub header: Option<u32>,
    /// The first rows, among which the header can be chosen.
    pub first_rows: Vec<RawRow>,
    /// The columns.
    pub columns: Vec<ColumnInfo>,
    /// Number of rows that the workbook hides. They are read, too.
    #[serde(default)]
    pub hidden_rows: u32,
    /// The row number in a text file of a quotation mark that is probably never closed.
    #[serde(default)]
    pub open_quote: Option<u32>,
    /// A digest by which the same headers are recognised in another file.
    pub fingerprint: String,
    /// The mapping in use: the one that was set, or one that is guessed from the headers.
    pub mapping: Mapping,
}

/// A row as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// The row number in the file.
    pub row: u32,
    /// The texts of the cells, truncated to [`SHOWN_CHARACTERS`].
    pub cells: Vec<String>,
}

/// A summary of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// The header of the column, or its letters.
    pub name: String,
    /// The target that the header suggests.
    pub suggested: Option<Target>,
    /// Some distinct values.
    pub samples: Vec<String>,
}

/// Number of rows by result of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// All rows.
    pub rows: usize,
    /// Rows that add a space.
    pub add: usize,
    /// Rows that update a space.
    pub update: usize,
    /// Rows that are skipped because their name exists.
    pub skip: usize,
    /// Rows whose spaces already have these values.
    pub unchanged: usize,
    /// Rows that update a space which was changed after it was exported.
    pub changed_since: usize,
    /// Wrong rows.
    pub wrong: usize,
    /// Rows that the person left out.
    pub left_out: usize,
}

impl Totals {
    /// Returns the number of rows that are imported.
    pub fn imported(&self) -> usize {
        self.add + self.update
    }
}

/// A filter of the rows in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// All rows.
    #[default]
    All,
    /// Only wrong rows.
    Wrong,
    /// Rows that are not imported: wrong ones and those that the person left out.
    Left,
}

/// Some of the rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The index of the first row, among the shown ones.
    pub from: usize,
    /// Number of rows that pass the filter.
    pub total: usize,
    /// The rows.
    pub rows: Vec<WindowRow>,
}

/// A row in the check step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WindowRow {
    /// The row number in the file.
    pub row: u32,
    /// The texts of the cells, including edits, truncated to [`SHOWN_CHARACTERS`].
    pub cells: Vec<String>,
    /// Indexes of the columns whose text was truncated.
    pub cut: Vec<usize>,
    /// Indexes of the columns that were edited.
    pub edited: Vec<usize>,
    /// Columns of numbers and dates whose text is ambiguous, with the value that is read. Empty before the check.
    pub reads: Vec<(usize, String)>,
    /// The errors. Empty before the check.
    pub wrong: Vec<WrongCell>,
    /// The effect of the row, if it is valid and checked.
    pub action: Option<RowAction>,
    /// The spaces that may be meant, if the name exists.
    pub candidates: Vec<SpaceId>,
    /// The differences from the space whose id is in the row.
    pub differences: Vec<Difference>,
    /// Whether that space was changed after it was exported.
    pub changed_since: bool,
    /// Whether the person may not edit that space, so that the row is skipped.
    pub closed: bool,
    /// Whether the row is left out.
    pub left_out: bool,
}

/// The position of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The row number in the file.
    pub row: u32,
    /// The index of the row, among the shown ones.
    pub place: usize,
}

/// The words of the file that a person must map, at most a few hundred of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Words in visibility columns that are not a level, and those that were mapped.
    pub visibility: Vec<VisibilityWord>,
    /// Groups that do not exist yet.
    pub groups: Vec<Word>,
    /// People who were not found.
    pub people: Vec<Word>,
    /// Words that are not choices of their custom fields, and those that were mapped.
    pub choices: Vec<ChoiceWord>,
}

/// A word and the number of rows with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The word as it is first written.
    pub word: String,
    /// Number of rows.
    pub rows: usize,
}

/// A word in a visibility column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibilityWord {
    /// The word as it is first written.
    pub word: String,
    /// The key in [`Mapping::visibility_words`].
    pub key: String,
    /// Number of rows.
    pub rows: usize,
    /// The level that it was mapped to.
    pub means: Option<Visibility>,
}

/// A word in the column of a field that has choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceWord {
    pub field: FieldId,
    /// The word as it is first written.
    pub word: String,
    /// The key in [`Mapping::choice_words`].
    pub key: String,
    /// Number of rows.
    pub rows: usize,
    /// The choice that it was mapped to.
    pub means: Option<ChoiceId>,
}

/// Translations of the errors, in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FixItWords {
    /// The header of the added column.
    pub header: String,
    /// The text for a row that was left out although it is valid.
    pub left_out: String,
    /// The text for a row that was wrong when the others were sent and is valid now.
    pub was_wrong: String,
    /// Sentences by name of the reason (`required`, `too_long` …), with `{max}`, `{min}`, `{value}`.
    pub reasons: BTreeMap<String, String>,
    /// Labels by name of the field (`name`, `visibility` …), or by id for custom fields.
    pub fields: BTreeMap<String, String>,
}

/// The state that must be stored, together with the file, so that the import can continue after a reload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// How the file was read.
    pub options: ReadOptions,
    /// The row number of the header in the file; `None` if there is none.
    pub header: Option<u32>,
    /// The mapping.
    pub mapping: Mapping,
    /// Row number, column index, text.
    pub edits: Vec<(u32, usize, String)>,
    /// The numbers of the rows that are left out.
    pub left_out: Vec<u32>,
    /// The numbers of the rows that were excluded when the others were sent.
    #[serde(default)]
    pub stayed_out: Option<BTreeSet<u32>>,
}
