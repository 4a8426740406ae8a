//! The file of a space's conversation.

use serde::{Deserialize, Serialize};

use crate::ids::SpaceId;

/// The format of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ConversationFormat {
    #[default]
    Markdown,
    Json,
}

impl ConversationFormat {
    pub const ALL: [ConversationFormat; 2] = [Self::Markdown, Self::Json];

    /// Returns the word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    /// Returns the end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// Reads the format in the query of an address. Unknown words are read as Markdown.
    pub fn from_query(query: &str) -> Self {
        form_urlencoded::parse(query.as_bytes())
            .filter(|(key, _)| key == "format")
            .find_map(|(_, value)| Self::ALL.into_iter().find(|format| format.as_str() == value))
            .unwrap_or_default()
    }

    /// Returns the address of the file of a space.
    pub fn address(self, space: SpaceId) -> String {
        format!("/spaces/{space}/conversation?format={}", self.as_str())
    }
}

/// A post in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedPost {
    /// The number of the topic in the space.
    pub topic: i64,
    /// The title of the topic, or the first words of its first post.
    pub title: String,
    /// Whether the topic is closed.
    pub closed: bool,
    /// The outcome with which the topic was closed.
    pub outcome: Option<String>,
    /// The number of the post in the space.
    pub post: i64,
    /// The name of the author.
    pub author: String,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
    /// When it was edited last, milliseconds since the Unix epoch.
    pub edited: Option<i64>,
    /// Markdown.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_file_names_its_format() {
        let space = SpaceId(uuid::Uuid::nil());
        for format in ConversationFormat::ALL {
            let address = format.address(space);
            let (_, query) = address.split_once('?').unwrap();
            assert_eq!(ConversationFormat::from_query(query), format);
        }
        assert_eq!(
            ConversationFormat::from_query("format=exe"),
            ConversationFormat::Markdown
        );
    }
}
