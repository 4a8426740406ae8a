//! The three visibility levels of a space.

use serde::{Deserialize, Serialize};

/// Who may see a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone in the account sees and opens it.
    Public,
    /// Everyone sees its name, owner and groups; only its people open it.
    Private,
    /// Only its people know that it exists.
    Hidden,
}

impl Visibility {
    /// All levels, from the most open to the most closed.
    pub const ALL: [Visibility; 3] = [Self::Public, Self::Private, Self::Hidden];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Hidden => "hidden",
        }
    }

    /// Reads the word in an address. Returns `None` for an unknown word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// Reads the word in storage. A word that this version does not know is read as the most closed level.
    pub fn from_storage(word: &str) -> Self {
        Self::parse(word).unwrap_or(Self::Hidden)
    }
}

/// The levels that the account uses, decided by administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibilityRules {
    /// The levels that may be chosen for a new or changed space; never empty.
    pub allowed: Vec<Visibility>,
    /// The level of a new space; one of `allowed`.
    pub default: Visibility,
}

impl Default for VisibilityRules {
    fn default() -> Self {
        Self {
            allowed: Visibility::ALL.to_vec(),
            default: Visibility::Public,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_never_public() {
        for word in ["", "PUBLIC", "publiczna", "open", "public "] {
            assert_eq!(Visibility::parse(word), None);
            assert_eq!(Visibility::from_storage(word), Visibility::Hidden);
        }
    }

    #[test]
    fn every_level_is_read_back() {
        for level in Visibility::ALL {
            assert_eq!(Visibility::from_storage(level.as_str()), level);
        }
    }
}
