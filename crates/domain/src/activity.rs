//! What happened in a space, as its page tells it.

use serde::{Deserialize, Serialize};

use crate::{ids::ActivityId, person::PersonRef, visibility::Visibility};

/// A line of a space's activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub actor: PersonRef,
    /// Milliseconds UTC.
    pub at: i64,
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "detail", rename_all = "snake_case")]
pub enum What {
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
    /// An import or a list operation was taken back.
    Undone,
}

/// A field that an edit changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditedField {
    Name,
    Description,
    Groups,
    Tags,
    /// A custom field, by the label that it had.
    Custom(String),
}
