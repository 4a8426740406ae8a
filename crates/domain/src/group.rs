//! Groups and tags: the two ways of sorting spaces.

use serde::{Deserialize, Serialize};

use crate::{error::Reason, ids::GroupId, limits, text};

/// A group's colour: one of ten fixed hues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hue {
    #[default]
    Teal,
    Blue,
    Indigo,
    Violet,
    Pink,
    Red,
    Orange,
    Amber,
    Green,
    Grey,
}

impl Hue {
    pub const ALL: [Hue; 10] = [
        Self::Teal,
        Self::Blue,
        Self::Indigo,
        Self::Violet,
        Self::Pink,
        Self::Red,
        Self::Orange,
        Self::Amber,
        Self::Green,
        Self::Grey,
    ];

    /// The word in storage, in messages and in the class name `hue-…`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Indigo => "indigo",
            Self::Violet => "violet",
            Self::Pink => "pink",
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }

    /// Reads the word; an unknown one is grey.
    pub fn from_storage(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|hue| hue.as_str() == word)
            .unwrap_or(Self::Grey)
    }
}

/// A group as it stands on a space or in the panel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroupRef {
    pub id: GroupId,
    pub name: String,
    pub hue: Hue,
}

/// A name for a group, or why not.
pub fn group_name(raw: &str) -> Result<String, Reason> {
    text::line(raw, limits::GROUP_NAME)
}

/// A tag, or why not. A tag cannot hold a comma or semicolon: those part tags in files and fields.
pub fn tag_name(raw: &str) -> Result<String, Reason> {
    let name = text::line(raw, limits::TAG_NAME)?;
    if name.contains([',', ';']) {
        Err(Reason::HoldsSeparator)
    } else {
        Ok(name)
    }
}
