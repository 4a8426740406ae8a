//! References of posts to people, spaces and files, and their addresses in Markdown.

use domain::ids::{FileId, SpaceId, UserId};
use uuid::Uuid;

/// A person or a space that a post mentions by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A mention of a person: the address `person:UUID`.
    Person(UserId),
    /// A reference to a space: the address `space:UUID`.
    Space(SpaceId),
}

impl Reference {
    /// Returns the reference that the address of a link is, if it is one.
    pub(super) fn from_address(address: &str) -> Option<Self> {
        let (scheme, id) = address.split_once(':')?;
        match scheme {
            "person" => uuid(id).map(UserId).map(Self::Person),
            "space" => uuid(id).map(SpaceId).map(Self::Space),
            _ => None,
        }
    }

    /// Returns the character that begins the shown name: `@` or `#`.
    pub fn sign(self) -> char {
        match self {
            Self::Person(_) => '@',
            Self::Space(_) => '#',
        }
    }
}

/// Returns the file to which the address of a link or an image leads.
pub(super) fn file(address: &str) -> Option<FileId> {
    address.strip_prefix("file:").and_then(uuid).map(FileId)
}

/// Length of a UUID as text with hyphens, in bytes.
const UUID_LENGTH: usize = 36;

/// Reads a UUID with hyphens; the other notations of UUIDs are not ids.
pub(super) fn uuid(text: &str) -> Option<Uuid> {
    (text.len() == UUID_LENGTH)
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
}
