//! Unread posts across spaces.

use serde::{Deserialize, Serialize};

use super::{Post, TopicAddress};
use crate::ids::SpaceId;

/// The spaces with unread topics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadSpaces {
    /// Each space with the number of its unread topics, most recent first, at most 500.
    pub spaces: Vec<(SpaceId, i64)>,
    /// Number of unread notices, up to 100.
    pub notices: i64,
}

/// What happened since the last visit, by space and topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatchUp {
    pub spaces: Vec<CaughtUpSpace>,
    /// Whether there is more than is shown here. Marking this as read shows the rest.
    pub more: bool,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// The unread topics of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUpSpace {
    pub id: SpaceId,
    pub name: String,
    pub topics: Vec<CaughtUpTopic>,
}

/// The unread posts of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUpTopic {
    pub address: TopicAddress,
    pub title: String,
    pub outcome: Option<String>,
    /// The first unread posts, oldest first.
    pub posts: Vec<Post>,
    /// Number of unread posts after the shown ones.
    pub left: i64,
    /// 'Mark all as read' goes up to this post.
    pub up_to: i64,
}
