//! The order of a list of spaces.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ids::FieldId;

/// The prefix of a custom field's id in addresses.
pub(crate) const FIELD: &str = "field.";

/// The property by which the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    #[default]
    Name,
    Visibility,
    Owner,
    Groups,
    Tags,
    People,
    LastActivity,
    Created,
    /// The value of a custom field.
    Field(FieldId),
}

impl SortBy {
    /// All except custom fields.
    pub const ALL: [SortBy; 8] = [
        Self::Name,
        Self::Visibility,
        Self::Owner,
        Self::Groups,
        Self::Tags,
        Self::People,
        Self::LastActivity,
        Self::Created,
    ];

    /// Returns the word in addresses.
    pub fn word(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Name => "name",
            Self::Visibility => "visibility",
            Self::Owner => "owner",
            Self::Groups => "groups",
            Self::Tags => "tags",
            Self::People => "people",
            Self::LastActivity => "activity",
            Self::Created => "created",
            Self::Field(id) => return Cow::Owned(format!("{FIELD}{id}")),
        })
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix(FIELD) {
            Some(id) => id.parse().ok().map(Self::Field),
            None => Self::ALL.into_iter().find(|by| by.word() == word),
        }
    }

    /// Returns whether the column is blank in rows of which the viewer sees only the outline. Those rows come last.
    pub fn is_masked(self) -> bool {
        matches!(
            self,
            Self::Tags | Self::People | Self::LastActivity | Self::Created | Self::Field(_)
        )
    }

    /// Returns whether the first click on the header shows the largest value first.
    pub fn starts_descending(self) -> bool {
        matches!(self, Self::People | Self::LastActivity | Self::Created)
    }
}

/// A property and the direction of sorting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}
