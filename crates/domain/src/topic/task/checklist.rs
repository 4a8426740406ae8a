//! The checklist of a task.

use serde::{Deserialize, Serialize};

use crate::{error::Reason, ids::ChecklistItemId, text};

/// Maximum number of items of one task.
pub const CHECKLIST_ITEMS: usize = 100;
/// Maximum length of an item.
pub const CHECKLIST_ITEM: usize = 200;

/// An item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    pub id: ChecklistItemId,
    pub text: String,
    pub done: bool,
}

/// A change of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ChecklistChange {
    /// Adds an item at the end. Adding an id that is there already changes nothing.
    Add {
        item: ChecklistItemId,
        text: String,
    },
    Reword {
        item: ChecklistItemId,
        text: String,
    },
    Tick {
        item: ChecklistItemId,
        done: bool,
    },
    /// Moves an item to this place, from 0.
    Move {
        item: ChecklistItemId,
        to: usize,
    },
    Remove {
        item: ChecklistItemId,
    },
}

/// Checks the text of an item.
pub fn checklist_item(raw: &str) -> Result<String, Reason> {
    text::line(raw, CHECKLIST_ITEM)
}

/// How much of a checklist is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u32,
    pub all: u32,
}

impl Progress {
    /// Counts the items.
    pub fn of(items: &[ChecklistItem]) -> Self {
        Self {
            done: items.iter().filter(|item| item.done).count() as u32,
            all: items.len() as u32,
        }
    }
}
