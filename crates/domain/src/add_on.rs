//! Add-ons: parts of the product that administrators can switch off.

use serde::{Deserialize, Serialize};

/// A part that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddOn {
    Spaces,
}

impl AddOn {
    pub const ALL: [AddOn; 1] = [Self::Spaces];

    /// Returns the word in storage and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
        }
    }

    /// Reads the word in storage.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|add_on| add_on.as_str() == word)
    }
}

/// The add-ons that an account uses: all except those that were switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddOns {
    off: Vec<AddOn>,
}

impl AddOns {
    /// Returns whether the add-on is on.
    pub fn has(&self, add_on: AddOn) -> bool {
        !self.off.contains(&add_on)
    }

    /// Returns whether the add-on is on. `None` is a part that belongs to no add-on and is always on.
    pub fn has_all(&self, part_of: Option<AddOn>) -> bool {
        part_of.is_none_or(|add_on| self.has(add_on))
    }

    /// Returns whether all add-ons are on.
    pub fn all_on(&self) -> bool {
        self.off.is_empty()
    }

    /// Switches an add-on on or off. Returns whether that changed anything.
    pub fn switch(&mut self, add_on: AddOn, on: bool) -> bool {
        if self.has(add_on) == on {
            return false;
        }
        if on {
            self.off.retain(|off| *off != add_on);
        } else {
            self.off.push(add_on);
        }
        true
    }

    /// Returns the words in storage, which are those of the add-ons that are off.
    pub fn to_storage(&self) -> String {
        self.off.iter().map(|off| off.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Reads the words in storage. Unknown words are ignored.
    pub fn from_storage(words: &str) -> Self {
        Self {
            off: words.split(' ').filter_map(AddOn::parse).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switched_off_add_ons_are_read_back_and_can_be_switched_on() {
        let mut add_ons = AddOns::default();
        assert!(add_ons.has(AddOn::Spaces) && add_ons.all_on());
        assert!(add_ons.switch(AddOn::Spaces, false));
        assert!(!add_ons.switch(AddOn::Spaces, false));
        assert!(!add_ons.has(AddOn::Spaces));
        assert_eq!(AddOns::from_storage(&add_ons.to_storage()), add_ons);
        assert!(add_ons.switch(AddOn::Spaces, true));
        assert_eq!(add_ons, AddOns::default());
        assert_eq!(AddOns::from_storage("telepathy"), AddOns::default());
    }
}
