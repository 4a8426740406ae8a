//! The columns of a space's board. Tasks in the last column are done.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::TopicState;
use crate::{error::Reason, ids::ColumnId, text};

/// Maximum number of columns of a board.
pub const COLUMNS_A_BOARD: usize = 20;
/// Minimum number of columns of a board: one for open tasks, and one for those that are done.
pub const COLUMNS_MIN: usize = 2;
/// Maximum length of the name of a column.
pub const COLUMN_NAME: usize = 80;

/// A column of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskColumn {
    pub id: ColumnId,
    /// Empty for one of the first columns that was never renamed: the reader's language names it by [`TaskColumn::word`].
    pub name: String,
}

/// The columns of a board that nobody has changed, with the words of their messages.
const FIRST: [(ColumnId, &str); 3] = [
    (ColumnId(Uuid::from_u128(1)), "todo"),
    (ColumnId(Uuid::from_u128(2)), "doing"),
    (ColumnId(Uuid::from_u128(3)), "done"),
];

impl TaskColumn {
    /// Returns the columns of a board that nobody has changed.
    pub fn first() -> Vec<Self> {
        let columns = FIRST.iter();
        columns
            .map(|(id, _)| Self {
                id: *id,
                name: String::new(),
            })
            .collect()
    }

    /// Returns the word by which the reader's language names a column without a name of its own.
    pub fn word(&self) -> &'static str {
        let first = FIRST.iter().find(|(id, _)| *id == self.id);
        first.map_or("todo", |(_, word)| word)
    }
}

/// Checks the name of a column.
pub fn column_name(raw: &str) -> Result<String, Reason> {
    text::line(raw, COLUMN_NAME)
}

/// Returns the column in which a task is: the last one exactly if it is done, and the first one if its own is gone.
pub fn column_of(columns: &[TaskColumn], own: ColumnId, state: TopicState) -> Option<ColumnId> {
    let (last, others) = columns.split_last()?;
    if state == TopicState::Closed {
        return Some(last.id);
    }
    let found = others.iter().find(|column| column.id == own).or(others.first());
    found.map(|column| column.id)
}

/// A change of the columns of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ColumnsChange {
    /// Adds a column before the last one.
    Add {
        name: String,
    },
    Rename {
        column: ColumnId,
        name: String,
    },
    /// Reorders the columns. Each is named once.
    Order {
        columns: Vec<ColumnId>,
    },
    /// Deletes a column. Its tasks move to another one.
    Delete {
        column: ColumnId,
        move_to: ColumnId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_in_the_last_column_exactly_if_it_is_done() {
        let columns = TaskColumn::first();
        let of = |own, state| column_of(&columns, own, state);
        let [todo, doing, done] = [columns[0].id, columns[1].id, columns[2].id];
        assert_eq!(of(doing, TopicState::Open), Some(doing));
        assert_eq!(of(doing, TopicState::Closed), Some(done));
        assert_eq!(of(done, TopicState::Open), Some(todo));
        assert_eq!(of(ColumnId(Uuid::from_u128(99)), TopicState::Open), Some(todo));
        assert_eq!(column_of(&[], todo, TopicState::Open), None);
    }

    #[test]
    fn the_first_columns_are_named_by_the_readers_language() {
        let words: Vec<_> = TaskColumn::first().iter().map(TaskColumn::word).collect();
        assert_eq!(words, ["todo", "doing", "done"]);
    }
}
