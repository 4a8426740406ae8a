//! Where uploaded files go.

use domain::{
    file::upload::{Recipient, Target},
    ids::{DealId, FileId, FolderId, SpaceId},
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
    /// Into the draft of a note on a deal.
    Deal { deal: DealId },
}

impl Destination {
    /// Returns the recipient as the protocol names it.
    pub fn recipient(self) -> Recipient {
        let (space, target) = match self {
            Self::Folder { space, folder } => (space, Target::Folder { folder }),
            Self::Post { space, .. } => (space, Target::Post),
            Self::Version { space, file } => (space, Target::Version { file }),
            Self::Deal { deal } => return Recipient::Deal { deal },
        };
        Recipient::Space { space, target }
    }

    /// Returns whether the file goes into a draft, of a post or of a note.
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Post { .. } | Self::Deal { .. })
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
            Destination::Deal {
                deal: DealId(Uuid::from_u128(6)),
            },
        ] {
            let text = serde_json::to_string(&destination).unwrap();
            assert_eq!(serde_json::from_str::<Destination>(&text).unwrap(), destination);
        }
    }
}
