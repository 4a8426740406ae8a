//! The activity of a space.

use serde::{Deserialize, Serialize};

use crate::{ids::ActivityId, person::PersonRef, visibility::Visibility};

/// A line of a space's activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub actor: PersonRef,
    /// Time, milliseconds since the Unix epoch.
    pub at: i64,
    pub what: SpaceEvent,
}

/// An event in a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "detail", rename_all = "snake_case")]
pub enum SpaceEvent {
    Created,
    Imported,
    Edited {
        fields: Vec<EditedField>,
    },
    VisibilityChanged {
        from: Visibility,
        to: Visibility,
    },
    HandedOver {
        from: PersonRef,
        to: PersonRef,
    },
    AccessGiven {
        people: Vec<PersonRef>,
    },
    AccessTaken {
        people: Vec<PersonRef>,
    },
    Archived,
    Restored,
    Deleted,
    /// An import or a list operation was undone.
    Undone,
    /// Files or versions of files were added to the library; `name` is that of the first.
    FilesAdded {
        name: String,
        count: u32,
    },
    /// Files or folders were moved to the trash; `name` is that of the first.
    FilesDeleted {
        name: String,
        count: u32,
    },
}

/// A field that an edit changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditedField {
    Name,
    Description,
    Groups,
    Tags,
    /// The columns of the board.
    Board,
    /// A custom field, by the label that it had then.
    Custom(String),
}
