//! Where a draft goes.

use std::{fmt, str::FromStr};

use domain::{
    ids::{SpaceId, TopicId},
    topic::TopicAddress,
};

use super::Draft;

/// The place of a draft when it was written, as the draft's key has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    NewTopic(SpaceId),
    Reply(TopicAddress),
    /// The change of a post, with its number.
    Edit(TopicAddress, i64),
}

impl Place {
    /// Returns the space in which it is.
    pub fn space(self) -> SpaceId {
        match self {
            Self::NewTopic(space) => space,
            Self::Reply(topic) | Self::Edit(topic, _) => topic.space,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewTopic(space) => write!(f, "new/{space}"),
            Self::Reply(topic) => write!(f, "reply/{topic}"),
            Self::Edit(topic, post) => write!(f, "edit/{topic}/{post}"),
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once('/').ok_or(())? {
            ("new", space) => space.parse().map(Self::NewTopic).map_err(drop),
            ("reply", topic) => topic.parse().map(Self::Reply),
            ("edit", post) => {
                let (topic, post) = post.rsplit_once('/').ok_or(())?;
                Ok(Self::Edit(topic.parse()?, post.parse().map_err(drop)?))
            }
            _ => Err(()),
        }
    }
}

/// What a form writes to. A moved topic has another place; its id and the times of its posts stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    pub place: Place,
    pub topic: Option<TopicId>,
    /// When the post that is changed was written, milliseconds since the Unix epoch.
    pub written: Option<i64>,
}

impl Destination {
    /// Returns a new topic in a space.
    pub fn new_topic(space: SpaceId) -> Self {
        Self {
            place: Place::NewTopic(space),
            topic: None,
            written: None,
        }
    }

    /// Returns a reply in a topic.
    pub fn reply(address: TopicAddress, topic: TopicId) -> Self {
        Self {
            place: Place::Reply(address),
            topic: Some(topic),
            written: None,
        }
    }

    /// Returns the change of a post.
    pub fn edit(address: TopicAddress, topic: TopicId, post: i64, written: i64) -> Self {
        Self {
            place: Place::Edit(address, post),
            topic: Some(topic),
            written: Some(written),
        }
    }

    /// Returns whether a draft that was written for `place` is for this destination, also if the topic was moved since.
    pub fn takes(&self, place: Place, draft: &Draft) -> bool {
        let same_kind = std::mem::discriminant(&place) == std::mem::discriminant(&self.place);
        let same_topic = self.topic.is_some() && self.topic == draft.topic && self.written == draft.written;
        same_kind && (place == self.place || same_topic)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn address(space: u128, number: i64) -> TopicAddress {
        TopicAddress {
            space: SpaceId(Uuid::from_u128(space)),
            number,
        }
    }

    fn draft_for(destination: Destination) -> Draft {
        Draft {
            topic: destination.topic,
            written: destination.written,
            ..Draft::default()
        }
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        for place in [
            Place::NewTopic(SpaceId(Uuid::from_u128(1))),
            Place::Reply(address(1, 11)),
            Place::Edit(address(1, 11), 5),
        ] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert_eq!("elsewhere/1".parse::<Place>(), Err(()));
    }

    #[test]
    fn the_draft_of_a_reply_follows_a_moved_topic() {
        let topic = TopicId(Uuid::from_u128(7));
        let before = Destination::reply(address(1, 1), topic);
        let after = Destination::reply(address(2, 5), topic);
        assert!(after.takes(before.place, &draft_for(before)));
        let other = Destination::reply(address(2, 6), TopicId(Uuid::from_u128(8)));
        assert!(!other.takes(before.place, &draft_for(before)));
    }

    #[test]
    fn the_draft_of_a_change_follows_its_post() {
        let topic = TopicId(Uuid::from_u128(7));
        let before = Destination::edit(address(1, 1), topic, 3, 1000);
        let draft = draft_for(before);
        assert!(Destination::edit(address(2, 5), topic, 40, 1000).takes(before.place, &draft));
        assert!(!Destination::edit(address(2, 5), topic, 41, 1001).takes(before.place, &draft));
        assert!(!Destination::reply(address(1, 1), topic).takes(before.place, &draft));
    }

    #[test]
    fn a_draft_without_the_id_of_its_topic_is_found_by_its_place() {
        let reply = Destination::reply(address(1, 1), TopicId(Uuid::from_u128(7)));
        assert!(reply.takes(Place::Reply(address(1, 1)), &Draft::default()));
        assert!(!reply.takes(Place::Reply(address(1, 11)), &Draft::default()));
    }
}
