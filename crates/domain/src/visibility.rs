//! The three levels of who may see a space.

use serde::{Deserialize, Serialize};

/// Who may see a space (product.md, 'Visibility').
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone in the account sees and opens it.
    Public,
    /// Everyone sees its name, owner and groups; its people open it.
    Private,
    /// For all but its people it does not exist.
    Hidden,
}

impl Visibility {
    /// From the most open to the most closed.
    pub const ALL: [Visibility; 3] = [Self::Public, Self::Private, Self::Hidden];

    /// The word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Hidden => "hidden",
        }
    }

    /// Reads the word in an address. An unknown word is no visibility at all.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// Reads the word in storage. A word that this version does not know is the most closed level, never the most open.
    pub fn from_storage(word: &str) -> Self {
        Self::parse(word).unwrap_or(Self::Hidden)
    }
}

/// Which levels the account uses, decided by administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibilityRules {
    /// Levels that may be chosen for a new space or a changed one; never empty.
    pub allowed: Vec<Visibility>,
    /// The level a new space starts with; one of `allowed`.
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
