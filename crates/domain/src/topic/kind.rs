//! What a topic is.

use serde::{Deserialize, Serialize};

/// The kind of a topic. What a kind has beside the conversation is its facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// A conversation.
    #[default]
    Talk,
    Task,
    Idea,
    Link,
    /// A document that several people edit.
    Page,
}

impl TopicKind {
    pub const ALL: [TopicKind; 5] = [Self::Talk, Self::Task, Self::Idea, Self::Link, Self::Page];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Task => "task",
            Self::Idea => "idea",
            Self::Link => "link",
            Self::Page => "page",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Reads the word in storage. An unknown word is read as a conversation, which every topic has.
    pub fn from_storage(word: &str) -> Self {
        Self::parse(word).unwrap_or_default()
    }
}
