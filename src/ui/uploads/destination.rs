//! Where uploaded files go.

use domain::{
    file::upload::Target,
    ids::{FileId, FolderId, SpaceId},
};
use serde::{Deserialize, Serialize};

use crate::ui::outbox::Place;

/// Where an uploaded file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Destination {
    /// Into a folder of the library; `None` is the library itself.
    Folder { space: SpaceId, folder: Option<FolderId> },
    /// Into the draft of a post.
    Post {
        space: SpaceId,
        #[serde(with = "as_text")]
        place: Place,
    },
    /// It is a new version of a file.
    Version { space: SpaceId, file: FileId },
}

impl Destination {
    /// Returns the space to which the file is added.
    pub fn space(self) -> SpaceId {
        match self {
            Self::Folder { space, .. } | Self::Post { space, .. } | Self::Version { space, .. } => space,
        }
    }

    /// Returns the target as the protocol names it.
    pub fn target(self) -> Target {
        match self {
            Self::Folder { folder, .. } => Target::Folder { folder },
            Self::Post { .. } => Target::Post,
            Self::Version { file, .. } => Target::Version { file },
        }
    }

    /// Returns whether the file goes into a post.
    pub fn is_post(self) -> bool {
        matches!(self, Self::Post { .. })
    }
}

/// Stores a place as the text that keys of drafts contain.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Place;

    pub fn serialize<S: Serializer>(place: &Place, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(place)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Place, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| D::Error::custom("no place of a draft"))
    }
}

#[cfg(test)]
mod tests {
    use domain::topic::TopicAddress;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_destination_is_read_as_it_was_stored() {
        let space = SpaceId(Uuid::from_u128(1));
        for destination in [
            Destination::Folder { space, folder: None },
            Destination::Folder {
                space,
                folder: Some(FolderId(Uuid::from_u128(2))),
            },
            Destination::Post {
                space,
                place: Place::Edit(TopicAddress { space, number: 3 }, 4),
            },
            Destination::Version {
                space,
                file: FileId(Uuid::from_u128(5)),
            },
        ] {
            let text = serde_json::to_string(&destination).unwrap();
            assert_eq!(serde_json::from_str::<Destination>(&text).unwrap(), destination);
        }
    }
}
