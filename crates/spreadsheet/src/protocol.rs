//! The messages between the page and the import worker, as JSON text.
//!
//! The page asks with an [`Ask`] (a file's bytes travel beside it, transferred) and gets one
//! [`Answer`] for each, in order; while a file is read or checked, [`Answer::Progress`] comes in
//! between. The worker keeps the rows; the page sees the window that it shows.
//!
//! The variants are tagged from outside (`{"id":1,"message":{"window":{…}}}`): serde reads that as it
//! comes, where a tag inside would have it keep a copy of a whole account's names.

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

/// The most characters of a cell that a window or a sample shows; [`Ask::Cell`] gives all.
pub const SHOWN_CHARACTERS: usize = 400;

/// A message with the number that its answer carries too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbered<T> {
    /// The asker's number.
    pub id: u32,
    /// The message.
    pub message: T,
}

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Read a file; its bytes come beside the message. Answer: `Opened`.
    Open {
        /// How to read it; as found by itself where nothing is said.
        #[serde(default)]
        options: ReadOptions,
    },
    /// Read the file anew: another sheet, encoding or delimiter. Edits are dropped. Answer: `Opened`.
    Read {
        /// How to read it.
        options: ReadOptions,
    },
    /// Take another row as the header. Answer: `Opened`.
    SetHeader {
        /// The row's number in the file; `None` where the file has no header.
        row: Option<u32>,
    },
    /// Map columns and words. Answer: `Mapped`.
    SetMapping {
        /// The whole mapping.
        mapping: Mapping,
    },
    /// How the numbers and dates of the columns are written. Answer: `Notations`.
    Notations {
        /// The account's custom fields.
        fields: Vec<CustomField>,
        /// The language of the page, which decides where the cells do not.
        language: Language,
    },
    /// Which spaces the file knows by their ids, so that the check can compare. Answer: `NamedSpaces`.
    NamedSpaces,
    /// Which names stand in the file, so that the check can ask the account for them. Answer: `FileNames`.
    FileNames {
        /// The custom fields whose values are people.
        people: Vec<FieldId>,
    },
    /// Take in what the account knows by the names of one row, and check it again. Answer: `Edited`.
    Learn {
        /// What is known.
        found: FoundNames,
        /// The row's number in the file.
        row: u32,
    },
    /// Check all rows. Answer: `Checked`.
    Check {
        /// What is true in the account; `None` takes the one that was given last.
        context: Option<CheckContext>,
    },
    /// Show some rows. Answer: `Window`.
    Window {
        /// Which is the first, counting those that are shown.
        from: usize,
        /// How many.
        count: usize,
        /// Which rows are shown.
        show: Show,
    },
    /// The next wrong row. Answer: `Found`.
    NextWrong {
        /// After this row of the file; `None` from the beginning.
        after: Option<u32>,
        /// Which rows are shown, so that the place can be given among them.
        show: Show,
    },
    /// The whole text of a cell. Answer: `Cell`.
    Cell {
        /// The row's number in the file.
        row: u32,
        /// From 0.
        column: usize,
    },
    /// Change a cell. Answer: `Edited`.
    EditCell {
        /// The row's number in the file.
        row: u32,
        /// From 0.
        column: usize,
        /// What stands there from now on.
        text: String,
    },
    /// Leave a row out, or take it in again. Answer: `Edited`.
    LeaveOut {
        /// The row's number in the file.
        row: u32,
        /// Whether it is left out.
        out: bool,
    },
    /// Choose what to do with one row whose name exists. Answer: `Edited`.
    ChooseRow {
        /// The row's number in the file.
        row: u32,
        /// `None` follows the mapping's rule for all.
        choice: Option<RowChoice>,
    },
    /// The words of the file that mean nothing yet. Answer: `Words`.
    Words,
    /// Right rows to send to the server. Answer: `Chunk`.
    Chunk {
        /// 0 at first, then what the chunk before said.
        from: usize,
        /// The most rows.
        count: usize,
    },
    /// Rows are sent from here on: those that stay out now stay so, whatever a later check says of them. Answer: `Settled`.
    Settle,
    /// The rows that are wrong or left out, as csv. Answer: `FixIt`.
    FixIt {
        /// The words for what is wrong.
        words: FixItWords,
    },
    /// What has to be kept so that a reload comes back here. Answer: `Snapshot`.
    Snapshot,
    /// Go back to what was kept; the file's bytes come beside the message. Answer: `Opened`.
    Restore {
        /// What was kept.
        snapshot: Snapshot,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// How far the reading or checking is.
    Progress(Progress),
    /// The file, and the sheet that was read.
    Opened(Box<Opened>),
    /// What stands in the way of using the mapping; nothing if it can be used.
    Mapped {
        /// All of it.
        problems: Vec<MappingProblem>,
    },
    /// How each column of numbers or dates is read.
    Notations {
        /// In the order of the file.
        columns: Vec<ColumnNotation>,
    },
    /// The spaces that the file names, each once.
    NamedSpaces {
        /// Their ids, whether there are such spaces or not.
        ids: Vec<SpaceId>,
    },
    /// The names that stand in the file, each once.
    FileNames(FileNames),
    /// All rows are checked.
    Checked(Totals),
    /// Rows to show.
    Window(Window),
    /// A row.
    Found {
        /// `None` where there is no wrong row any more.
        found: Option<Found>,
    },
    /// The whole text of a cell.
    Cell {
        /// The text.
        text: String,
    },
    /// A row after a change.
    Edited {
        /// As it is now.
        row: WindowRow,
        /// Of all rows.
        totals: Totals,
        /// Names in it that the account was not asked for yet.
        unasked: Box<FileNames>,
    },
    /// The words of the file that mean nothing yet.
    Words(Words),
    /// Rows for the server.
    Chunk {
        /// In the file's order.
        rows: Vec<ImportRow>,
        /// From where to ask next; `None` after the last.
        next: Option<usize>,
    },
    /// It is settled which rows stay out.
    Settled,
    /// A csv file (UTF-8 with a byte order mark, semicolons).
    FixIt {
        /// Its text.
        csv: String,
        /// Its rows, without the header.
        rows: usize,
    },
    /// What has to be kept.
    Snapshot(Box<Snapshot>),
    /// It could not be done.
    Failed {
        /// Why.
        error: WorkerError,
    },
}

/// Why the worker could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "failure", content = "why", rename_all = "snake_case")]
pub enum WorkerError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(ReadError),
    /// There is no file yet, or its rows are not checked yet.
    #[error("asked too early")]
    TooEarly,
    /// The mapping cannot be used.
    #[error("the mapping cannot be used")]
    Mapping(Vec<MappingProblem>),
    /// There is no such row.
    #[error("no such row")]
    NoSuchRow,
    /// The message was not understood.
    #[error("not understood")]
    Malformed,
    /// The worker ran out of memory. Said by `import-worker.js`, as the next.
    #[error("out of memory")]
    OutOfMemory,
    /// The worker died, or could not be started.
    #[error("the worker died")]
    Died,
}

impl From<ReadError> for WorkerError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// A file and the sheet of it that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// What it is.
    pub format: Format,
    /// In bytes.
    pub size: usize,
    /// A text file has one without a name.
    pub sheets: Vec<Sheet>,
    /// The one that was read.
    pub sheet: usize,
    /// Of a text file.
    pub encoding: Option<Encoding>,
    /// Of a text file.
    pub delimiter: Option<Delimiter>,
    /// Another encoding that a text file may have as well.
    #[serde(default)]
    pub encoding_doubt: Option<EncodingDoubt>,
    /// Whether quotation marks of a text file were read as ordinary characters.
    #[serde(default)]
    pub plain_quotes: bool,
    /// Its rows, or why there are none: another sheet may have some.
    pub table: Result<TableInfo, ReadError>,
}

/// The rows of a sheet in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Rows below the header that hold something.
    pub rows: usize,
    /// The header's number in the file, if the file has one.
    pub header: Option<u32>,
    /// The first rows, from which the header may be chosen.
    pub first_rows: Vec<RawRow>,
    /// The columns.
    pub columns: Vec<ColumnInfo>,
    /// Rows that the workbook hides and that were read all the same.
    #[serde(default)]
    pub hidden_rows: u32,
    /// The row of a text file with a quotation mark that is probably never closed.
    #[serde(default)]
    pub open_quote: Option<u32>,
    /// By which the same headers are known again.
    pub fingerprint: String,
    /// What is in force: matched by header, unless it was set.
    pub mapping: Mapping,
}

/// A row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// Its number in the file.
    pub row: u32,
    /// Cut to [`SHOWN_CHARACTERS`].
    pub cells: Vec<String>,
}

/// A column in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Its header, or its letter.
    pub name: String,
    /// What it is, judged by its header.
    pub suggested: Option<Target>,
    /// Some different values.
    pub samples: Vec<String>,
}

/// How many rows come to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// All of them.
    pub rows: usize,
    /// To be added.
    pub add: usize,
    /// To be updated.
    pub update: usize,
    /// Whose name exists and which are therefore skipped.
    pub skip: usize,
    /// As their spaces are already.
    pub unchanged: usize,
    /// Of those to be updated: whose spaces were changed after they were exported.
    pub changed_since: usize,
    /// Wrong.
    pub wrong: usize,
    /// Left out by the person's own choice.
    pub left_out: usize,
}

impl Totals {
    /// Rows that come in.
    pub fn imported(&self) -> usize {
        self.add + self.update
    }
}

/// Which rows a window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// All rows.
    #[default]
    All,
    /// Wrong rows alone.
    Wrong,
    /// Rows that do not come in: wrong ones and those that are left out by choice.
    Left,
}

/// Some rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The place of the first among those that are shown.
    pub from: usize,
    /// How many are shown in all.
    pub total: usize,
    /// The rows.
    pub rows: Vec<WindowRow>,
}

/// A row as the check step shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WindowRow {
    /// Its number in the file.
    pub row: u32,
    /// Its cells, edited ones as edited, cut to [`SHOWN_CHARACTERS`].
    pub cells: Vec<String>,
    /// Columns whose text was cut.
    pub cut: Vec<usize>,
    /// Columns that were edited.
    pub edited: Vec<usize>,
    /// Columns of numbers and dates whose text does not say what is read in it, and what is; nothing before the check.
    pub reads: Vec<(usize, String)>,
    /// What is wrong; nothing before the check.
    pub wrong: Vec<WrongCell>,
    /// What it will do, if it is right and checked.
    pub action: Option<RowAction>,
    /// The spaces that its name may mean, where it exists.
    pub candidates: Vec<SpaceId>,
    /// Where the space that it names by its id says something else.
    pub differences: Vec<Difference>,
    /// That space was changed after it was exported.
    pub changed_since: bool,
    /// They may not edit that space, and the row is skipped.
    pub closed: bool,
    /// Whether it is left out.
    pub left_out: bool,
}

/// Where a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its number in the file.
    pub row: u32,
    /// Its place among the rows that are shown.
    pub place: usize,
}

/// The words of the file that need a person's say; the first few hundred of each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Words in visibility columns that are no level, and those that were mapped.
    pub visibility: Vec<VisibilityWord>,
    /// Groups that do not exist yet.
    pub groups: Vec<Word>,
    /// People who are not found.
    pub people: Vec<Word>,
    /// Words that are no choices of their custom fields, and those that were mapped.
    pub choices: Vec<ChoiceWord>,
}

/// A word and how often it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// As first written.
    pub word: String,
    /// In how many rows.
    pub rows: usize,
}

/// A word in a visibility column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibilityWord {
    /// As first written.
    pub word: String,
    /// The key in [`Mapping::visibility_words`].
    pub key: String,
    /// In how many rows.
    pub rows: usize,
    /// What it was mapped to.
    pub means: Option<Visibility>,
}

/// A word in the column of a field that has choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceWord {
    pub field: FieldId,
    /// As first written.
    pub word: String,
    /// The key in [`Mapping::choice_words`].
    pub key: String,
    /// In how many rows.
    pub rows: usize,
    /// What it was mapped to.
    pub means: Option<ChoiceId>,
}

/// The words for what is wrong, in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FixItWords {
    /// The added column's header.
    pub header: String,
    /// What stands in it for a row that was left out though it is right.
    pub left_out: String,
    /// And for one that was wrong when the others were sent, and is not any more.
    pub was_wrong: String,
    /// By the reason's name (`required`, `too_long` …), with `{max}`, `{min}`, `{value}`.
    pub reasons: BTreeMap<String, String>,
    /// By the field's name (`name`, `visibility` …), custom fields by their ids.
    pub fields: BTreeMap<String, String>,
}

/// What has to be kept so that a reload comes back to the same place; the file beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// How the file was read.
    pub options: ReadOptions,
    /// The header's row in the file; `None` where it has none.
    pub header: Option<u32>,
    /// The mapping.
    pub mapping: Mapping,
    /// Row, column, text.
    pub edits: Vec<(u32, usize, String)>,
    /// Rows left out.
    pub left_out: Vec<u32>,
    /// Rows that stayed out when the others were sent.
    #[serde(default)]
    pub stayed_out: Option<BTreeSet<u32>>,
}
