//! What happens in a space, as it is recorded for the followers of events.

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
    /// Returns the kind in storage, one word.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Added(_) => "topic_added",
            Self::PostAdded(_) => "post_added",
            Self::PostEdited(_) => "post_edited",
            Self::PostDeleted(_) => "post_deleted",
            Self::PostRestored(_) => "post_restored",
            Self::Reacted(_) => "reacted",
            Self::Changed => "topic_changed",
            Self::MovedAway => "topic_moved_away",
            Self::MovedHere => "topic_moved_here",
            Self::Deleted => "topic_deleted",
            Self::Restored => "topic_restored",
            Self::Noticed(_) => "noticed",
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
            Self::Changed | Self::MovedAway | Self::MovedHere | Self::Deleted | Self::Restored => None,
        }
    }

    /// Returns the detail in storage: JSON with the number of the post, if there is one.
    pub fn detail(self) -> String {
        match self.post() {
            Some(post) => format!("{{\"post\":{post}}}"),
            None => "{}".to_owned(),
        }
    }
}

/// An event for one person alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonEvent {
    /// The person read or marked as unread in one of their tabs.
    Read,
    /// Notices came or went.
    Notices,
    /// A level of following changed.
    Follows,
}

impl PersonEvent {
    /// Returns the kind in storage, one word.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Notices => "notices",
            Self::Follows => "follows",
        }
    }
}
