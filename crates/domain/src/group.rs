//! Groups and tags, the two ways to categorise spaces.

use serde::{Deserialize, Serialize};

use crate::{error::Reason, ids::GroupId, limits, text};

/// The colour of a group: one of ten fixed hues.
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

    /// Returns the word in storage, in messages and in the class name `hue-…`.
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

    /// Reads the word in storage. An unknown word is read as grey.
    pub fn from_storage(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|hue| hue.as_str() == word)
            .unwrap_or(Self::Grey)
    }
}

/// A group as spaces and the groups panel show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroupRef {
    pub id: GroupId,
    pub name: String,
    pub hue: Hue,
}

/// Checks the name of a group.
pub fn group_name(raw: &str) -> Result<String, Reason> {
    text::line(raw, limits::GROUP_NAME)
}

/// Checks a tag. It must not contain a comma or semicolon, which separate tags in files and fields.
pub fn tag_name(raw: &str) -> Result<String, Reason> {
    let name = text::line(raw, limits::TAG_NAME)?;
    if name.contains([',', ';']) {
        Err(Reason::HoldsSeparator)
    } else {
        Ok(name)
    }
}
