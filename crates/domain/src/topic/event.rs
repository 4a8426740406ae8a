//! What happens in a space, as it is recorded for the followers of events.

use crate::ids::UserId;

/// An event with a topic. Numbers are those of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopicEvent {
    /// The topic was added with this first post.
    Added(i64),
    PostAdded(i64),
    PostEdited(i64),
    PostDeleted(i64),
    PostRestored(i64),
    /// Somebody reacted to the post, or withdrew a reaction.
    Reacted(i64),
    /// Title, state, outcome or pin changed.
    Changed,
    /// Other people than before may see it.
    AudienceChanged(Former),
    /// It left this address for another space.
    MovedAway,
    /// It came to this address from another space.
    MovedHere,
    Deleted,
    Restored,
    /// The post gave or lost notices of very many people.
    Noticed(i64),
}

impl TopicEvent {
    /// Returns the event without the post.
    pub fn change(self) -> TopicChange {
        match self {
            Self::Added(_) => TopicChange::TopicAdded,
            Self::PostAdded(_) => TopicChange::PostAdded,
            Self::PostEdited(_) => TopicChange::PostEdited,
            Self::PostDeleted(_) => TopicChange::PostDeleted,
            Self::PostRestored(_) => TopicChange::PostRestored,
            Self::Reacted(_) => TopicChange::Reacted,
            Self::Changed => TopicChange::TopicChanged,
            Self::AudienceChanged(_) => TopicChange::TopicAudienceChanged,
            Self::MovedAway => TopicChange::TopicMovedAway,
            Self::MovedHere => TopicChange::TopicMovedHere,
            Self::Deleted => TopicChange::TopicDeleted,
            Self::Restored => TopicChange::TopicRestored,
            Self::Noticed(_) => TopicChange::Noticed,
        }
    }

    /// Returns the post, if the event is about one.
    pub fn post(self) -> Option<i64> {
        match self {
            Self::Added(post)
            | Self::PostAdded(post)
            | Self::PostEdited(post)
            | Self::PostDeleted(post)
            | Self::PostRestored(post)
            | Self::Reacted(post)
            | Self::Noticed(post) => Some(post),
            Self::Changed
            | Self::AudienceChanged(_)
            | Self::MovedAway
            | Self::MovedHere
            | Self::Deleted
            | Self::Restored => None,
        }
    }

    /// Returns the detail in storage: JSON with the number of the post, or the people who saw the topic before.
    pub fn detail(self) -> String {
        match (self, self.post()) {
            (Self::AudienceChanged(former), _) => former.detail(),
            (_, Some(post)) => format!("{{\"post\":{post}}}"),
            (_, None) => "{}".to_owned(),
        }
    }
}

/// Returns the post in the stored detail of an event, if there is one.
pub fn post_in(detail: &str) -> Option<i64> {
    let detail: serde_json::Value = serde_json::from_str(detail).ok()?;
    detail["post"].as_i64()
}

/// The people who could see a topic before its audience changed, apart from those who may see it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Former {
    Nobody,
    /// Everybody who may open the space: the topic was not private.
    Everybody,
    /// The person to whom the private topic was assigned.
    Person(UserId),
}

const EVERYBODY: &str = "everybody";

impl Former {
    /// Returns the JSON in storage.
    fn detail(self) -> String {
        match self {
            Self::Nobody => "{}".to_owned(),
            Self::Everybody => format!("{{\"former\":\"{EVERYBODY}\"}}"),
            Self::Person(person) => format!("{{\"former\":\"{person}\"}}"),
        }
    }

    /// Reads the stored detail of an event. Nobody, if it names none.
    pub fn in_detail(detail: &str) -> Self {
        let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
        match detail["former"].as_str() {
            Some(EVERYBODY) => Self::Everybody,
            Some(person) => person.parse().map_or(Self::Nobody, Self::Person),
            None => Self::Nobody,
        }
    }
}

/// What happened to a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopicChange {
    TopicAdded,
    PostAdded,
    PostEdited,
    PostDeleted,
    PostRestored,
    Reacted,
    TopicChanged,
    /// Other people than before may see it.
    TopicAudienceChanged,
    TopicMovedAway,
    TopicMovedHere,
    TopicDeleted,
    TopicRestored,
    /// Very many people got a notice of a post.
    Noticed,
    /// A change that this version does not know.
    Other,
}

impl TopicChange {
    pub(crate) const WORDS: [(Self, &'static str); 14] = [
        (Self::TopicAdded, "topic_added"),
        (Self::PostAdded, "post_added"),
        (Self::PostEdited, "post_edited"),
        (Self::PostDeleted, "post_deleted"),
        (Self::PostRestored, "post_restored"),
        (Self::Reacted, "reacted"),
        (Self::TopicChanged, "topic_changed"),
        (Self::TopicAudienceChanged, "topic_audience_changed"),
        (Self::TopicMovedAway, "topic_moved_away"),
        (Self::TopicMovedHere, "topic_moved_here"),
        (Self::TopicDeleted, "topic_deleted"),
        (Self::TopicRestored, "topic_restored"),
        (Self::Noticed, "noticed"),
        (Self::Other, "other"),
    ];

    /// Returns the word in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(change, _)| *change == self);
        found.map_or("other", |(_, word)| word)
    }

    /// Reads the word; `Other` if this version does not know it.
    pub fn parse(word: &str) -> Self {
        let found = Self::WORDS.iter().find(|(_, known)| *known == word);
        found.map_or(Self::Other, |(change, _)| *change)
    }
}

/// What changed of the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnChange {
    /// What they have read.
    Read,
    Notices,
    /// What they follow.
    Follows,
    /// Their profile, or a change that this version does not know.
    Settings,
}

impl OwnChange {
    /// Returns the word in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Notices => "notices",
            Self::Follows => "follows",
            Self::Settings => "settings",
        }
    }

    /// Reads the word; `Settings` if this version does not know it.
    pub fn parse(word: &str) -> Self {
        [Self::Read, Self::Notices, Self::Follows]
            .into_iter()
            .find(|change| change.as_str() == word)
            .unwrap_or(Self::Settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_former_audience_is_read_as_it_was_recorded() {
        for former in [
            Former::Nobody,
            Former::Everybody,
            Former::Person(UserId(Uuid::from_u128(7))),
        ] {
            assert_eq!(Former::in_detail(&TopicEvent::AudienceChanged(former).detail()), former);
        }
        for other in ["", "{}", "{\"post\":3}", "{\"former\":\"someone\"}"] {
            assert_eq!(Former::in_detail(other), Former::Nobody);
        }
    }
}
