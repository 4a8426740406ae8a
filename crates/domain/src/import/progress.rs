//! How far an import is, what it did, and what its undo would do.

use serde::{Deserialize, Serialize};

use crate::{
    error::{AppError, FieldError},
    ids::{ImportId, SpaceId},
    person::PersonRef,
};

/// The state of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "detail", rename_all = "snake_case")]
pub enum ImportState {
    /// The import waits for chunks; `received` is the number of rows that have arrived.
    Waiting { received: u32 },
    /// The commit is running; `done` of `total` rows are processed.
    Running { done: u32, total: u32 },
    /// The commit is finished: all valid rows are imported.
    Done(ImportResult),
    /// Something changed meanwhile: nothing was imported. These rows (row numbers in the file) are wrong now.
    Wrong(Vec<(u32, Vec<FieldError>)>),
    /// The server failed: nothing was imported. The rows are still staged.
    Failed(AppError),
    /// The import was cancelled: nothing was imported.
    Cancelled,
}

/// Row counts of a finished import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportResult {
    pub added: u32,
    pub updated: u32,
    pub skipped: u32,
    pub left_out: u32,
}

/// A past import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastImport {
    pub id: ImportId,
    pub by: PersonRef,
    pub file_name: String,
    /// Time of the import, milliseconds since the Unix epoch.
    pub at: i64,
    pub result: ImportResult,
    pub undone: bool,
    /// Whether the viewer may undo it: the person who imported, or an administrator.
    pub may_undo: bool,
}

/// The effect that undoing an import would have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoPreview {
    /// Number of spaces that would be deleted or reset to their state before the import.
    pub untouched: u32,
    /// Spaces that somebody changed since the import: kept unless chosen. Names only spaces that the viewer may open.
    pub touched: Vec<(SpaceId, String)>,
}
