//! Posts and the pages of a thread.

use serde::{Deserialize, Serialize};

use super::TopicDetail;
use crate::{ids::SpaceId, person::PersonRef, visibility::Visibility};

/// A post as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Grows within a space and is never used again.
    pub number: i64,
    pub author: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
    /// When it was edited last, milliseconds since the Unix epoch.
    pub edited: Option<i64>,
    /// When it was deleted, milliseconds since the Unix epoch. A deleted post has no text.
    pub deleted: Option<i64>,
    /// Sanitised HTML, with mentions resolved for the reader. Empty if the post is deleted.
    pub html: String,
    pub reactions: Vec<Reaction>,
    pub rights: PostRights,
    /// The version from which an edit starts.
    pub version: i64,
}

/// What the viewer may do with a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRights {
    pub edit: bool,
    pub delete: bool,
}

/// One emoji on a post, with the people who reacted by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    pub emoji: String,
    /// In the order in which they reacted.
    pub people: Vec<PersonRef>,
    /// Whether the viewer is one of them.
    pub own: bool,
}

/// An earlier text of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostVersion {
    pub version: i64,
    /// The person who wrote this text.
    pub author: PersonRef,
    /// When this text was written, milliseconds since the Unix epoch.
    pub at: i64,
    /// Sanitised HTML, with mentions resolved for the reader.
    pub html: String,
}

/// Where a page of a thread begins or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", content = "post", rename_all = "snake_case")]
pub enum ThreadPlace {
    /// Around the first unread post, or the end of the thread if everything is read.
    #[default]
    FirstUnread,
    /// Around this post.
    Around(i64),
    /// The posts before this one.
    Before(i64),
    /// The posts after this one.
    After(i64),
}

/// A part of a thread, oldest post first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    pub topic: TopicDetail,
    pub posts: Vec<Post>,
    /// Whether there are older posts than the first one here.
    pub before: bool,
    /// Whether there are newer posts than the last one here.
    pub after: bool,
    /// The first post that the viewer has not read.
    pub first_unread: Option<i64>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// A suggested space, with what tells it apart from others of its name. The viewer may know all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedSpace {
    pub id: SpaceId,
    pub name: String,
    pub visibility: Visibility,
    /// The name of the owner.
    pub owner: String,
}

/// The people who will read a post that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadersOfPost {
    /// Number of people besides the author who can open the space, or see the private topic; `None` if it is a public space.
    pub count: Option<i64>,
    /// Whether it is a post of a private topic.
    pub private: bool,
    /// Mentioned people who will not be among the readers.
    pub cannot_open: Vec<PersonRef>,
    /// Whether the viewer may give them access.
    pub may_give: bool,
}
