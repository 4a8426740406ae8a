//! The state of a space: active, archived or in the trash.

use serde::{Deserialize, Serialize};

/// The state of a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpaceState {
    #[default]
    Active,
    Archived,
    Trash,
}

impl SpaceState {
    pub const ALL: [SpaceState; 3] = [Self::Active, Self::Archived, Self::Trash];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Archived => "archived",
            Self::Trash => "trash",
        }
    }

    /// Reads the word in an address.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Reads the word in storage. An unknown word is read as the state that the fewest people see.
    pub fn from_storage(word: &str) -> Self {
        Self::parse(word).unwrap_or(Self::Trash)
    }
}
