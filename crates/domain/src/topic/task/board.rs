//! Tasks of one space: the cards of its board, the rows of its list, and changes of several at once.

use serde::{Deserialize, Serialize};

use super::{super::TopicState, Progress, TaskColumn};
use crate::{
    day::Day,
    ids::{ColumnId, UserId},
    person::PersonRef,
};

/// A task as a card or row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskCard {
    /// The number of the topic in its space.
    pub number: i64,
    /// The title, or the first words of the first post if it has none.
    pub title: String,
    pub state: TopicState,
    pub column: ColumnId,
    pub assignee: Option<PersonRef>,
    pub due: Option<Day>,
    pub checklist: Progress,
    pub repeats: bool,
    pub private: bool,
    pub replies: i64,
    /// Whether the viewer may change it.
    pub change: bool,
}

/// Cards of a column, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards {
    pub cards: Vec<TaskCard>,
    /// The cursor of the next ones.
    pub next: Option<String>,
}

/// A column with its first cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardColumn {
    pub column: TaskColumn,
    /// Number of all its cards that match the filters.
    pub count: i64,
    pub cards: Cards,
}

/// The board of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub columns: Vec<BoardColumn>,
    /// Whether the space has no task at all, whatever the filters.
    pub empty: bool,
    /// Whether the viewer may add tasks.
    pub add: bool,
    /// Whether the viewer may change the columns.
    pub edit_columns: bool,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// A page of the list of tasks: open ones by due day, then those without one, then done ones, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TasksPage {
    pub columns: Vec<TaskColumn>,
    pub tasks: Cards,
    /// Whether the space has no task at all, whatever the filters.
    pub empty: bool,
    /// Whether the viewer may add tasks.
    pub add: bool,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// A change of several tasks of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", content = "to", rename_all = "snake_case")]
pub enum TasksChange {
    Assignee(Option<UserId>),
    Due(Option<Day>),
    Column(ColumnId),
    Close,
    /// Gives each task what it had before another change.
    Undo(Vec<TaskBefore>),
}

/// What a task had before it was changed together with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskBefore {
    pub number: i64,
    pub assignee: Option<UserId>,
    pub due: Option<Day>,
    pub column: ColumnId,
    pub state: TopicState,
}
