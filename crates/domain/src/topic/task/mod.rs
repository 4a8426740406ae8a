//! Tasks: topics with an assignee, a due day, a checklist and a place on the board of their space.

mod board;
mod checklist;
mod column;
mod mine;
mod order_key;
mod query;
mod repetition;

use serde::{Deserialize, Serialize};

pub use self::{
    board::{Board, BoardColumn, Cards, TaskBefore, TaskCard, TasksChange, TasksPage},
    checklist::{CHECKLIST_ITEM, CHECKLIST_ITEMS, ChecklistChange, ChecklistItem, Progress, checklist_item},
    column::{COLUMN_NAME, COLUMNS_A_BOARD, COLUMNS_MIN, ColumnsChange, TaskColumn, column_name, column_of},
    mine::{MyTask, MyTasksPage, When},
    order_key::{ORDER_KEY_MAX, between, spread},
    query::{TasksQuery, TasksView},
    repetition::{Repetition, Weekdays},
};
use crate::{
    day::Day,
    ids::{ColumnId, UserId},
    person::PersonRef,
};

/// What a task has beside its conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFacet {
    pub assignee: Option<PersonRef>,
    pub due: Option<Day>,
    pub repetition: Option<Repetition>,
    pub reminder: Option<Reminder>,
    /// Whether it is for its author and its assignee alone.
    pub private: bool,
    /// Whether the viewer may make it private.
    pub may_set_private: bool,
    pub columns: Vec<TaskColumn>,
    pub column: ColumnId,
    pub checklist: Vec<ChecklistItem>,
}

/// When the assignee is reminded of a task: so many days before its due day, at this minute of the day in the assignee's
/// time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reminder {
    pub days_before: u16,
    pub minute: u16,
}

impl Reminder {
    /// Maximum number of days before the due day.
    pub const DAYS_MAX: u16 = 60;

    /// Returns whether the reminder is one that a page can send.
    pub fn is_valid(self) -> bool {
        self.days_before <= Self::DAYS_MAX && self.minute < 24 * 60
    }
}

/// A change of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", content = "to", rename_all = "snake_case")]
pub enum TaskChange {
    Assignee(Option<UserId>),
    /// A task that repeats needs a due day.
    Due(Option<Day>),
    Repetition(Option<Repetition>),
    Reminder(Option<Reminder>),
    Checklist(ChecklistChange),
}

/// Where a card is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPlace {
    pub column: ColumnId,
    /// The number of the task above which it is put; `None` for the end of the column.
    pub before: Option<i64>,
}

/// A task to be added by one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTask {
    /// Its first post, from which its title is taken.
    pub text: String,
    /// The column, or the first one.
    pub column: Option<ColumnId>,
    pub assignee: Option<UserId>,
    pub due: Option<Day>,
    pub private: bool,
}
