//! Topics: everything that people put into a space, and its conversation.

pub mod access;
mod emoji;
mod event;
mod excerpt;
mod export;
mod facet;
mod follow;
mod forms;
mod kind;
mod notice;
mod post;
mod query;
mod request;
pub mod task;
mod unread;

use serde::{Deserialize, Serialize};

pub use self::{
    emoji::emoji,
    event::{Former, OwnChange, TopicChange, TopicEvent, post_in},
    excerpt::excerpt,
    export::{ConversationFormat, ExportedPost},
    facet::Facet,
    follow::FollowLevel,
    forms::{NewTopic, outcome, post_text, request_sentence, topic_title},
    kind::TopicKind,
    notice::{Notice, NoticeAbout, NoticeReason, NoticesFilter, NoticesPage},
    post::{Post, PostRights, PostVersion, Reaction, ReadersOfPost, SuggestedSpace, Thread, ThreadPlace},
    query::{FoundPost, PostQuery, PostsPage, TopicsQuery},
    request::{AccessRequest, RequestState},
    unread::{CatchUp, CaughtUpSpace, CaughtUpTopic, UnreadSpaces},
};
use crate::{
    ids::{SpaceId, TopicId},
    person::PersonRef,
    space_state::SpaceState,
};

/// The address of a topic: its space and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TopicAddress {
    pub space: SpaceId,
    /// The number of the topic in its space, from 1.
    pub number: i64,
}

impl TopicAddress {
    /// Returns the path of the topic's page.
    pub fn path(&self) -> String {
        format!("/spaces/{}/topics/{}", self.space, self.number)
    }

    /// Returns the link to one post of the topic.
    pub fn post_link(&self, post: i64) -> String {
        format!("{}#post-{post}", self.path())
    }
}

/// The address in storage: space and number.
impl std::fmt::Display for TopicAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.space, self.number)
    }
}

impl std::str::FromStr for TopicAddress {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (space, number) = text.split_once('/').ok_or(())?;
        Ok(Self {
            space: space.parse().map_err(drop)?,
            number: number.parse().map_err(drop)?,
        })
    }
}

/// Whether a topic is open or closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicState {
    #[default]
    Open,
    Closed,
}

impl TopicState {
    pub const ALL: [TopicState; 2] = [Self::Open, Self::Closed];

    /// Returns the word in storage and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A row of the list of topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRow {
    pub address: TopicAddress,
    pub kind: TopicKind,
    /// The title, or the first words of the first post if it has none.
    pub title: String,
    /// Whether somebody gave it a title.
    pub titled: bool,
    pub state: TopicState,
    /// The outcome with which it was closed.
    pub outcome: Option<String>,
    pub pinned: bool,
    pub author: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub created: i64,
    /// Number of posts after the first one, without deleted ones.
    pub replies: i64,
    /// The author of the newest post.
    pub last_author: PersonRef,
    /// Time of the newest post, milliseconds since the Unix epoch.
    pub last_at: i64,
    pub unread: bool,
}

/// A page of the list of topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicsPage {
    pub rows: Vec<TopicRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The newest post of the space when the page was read. 'Mark all as read' goes up to it.
    pub newest: i64,
    /// Number of topics with unread posts, up to 100.
    pub unread: i64,
    /// Whether the space has no topic at all, whatever the filters.
    pub empty: bool,
    pub rights: TopicsRights,
    /// The viewer's level for the space.
    pub follow: FollowLevel,
    pub state: SpaceState,
    /// Number of people who can open the space; `None` if it is public.
    pub readers: Option<i64>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// What the viewer may do in the list of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicsRights {
    /// Add topics and replies, and react.
    pub post: bool,
    /// Export the conversation.
    pub export: bool,
}

/// A topic with what its page shows around the posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicDetail {
    /// The id, which the topic keeps when it is moved.
    pub id: TopicId,
    pub row: TopicRow,
    pub space_name: String,
    pub space_state: SpaceState,
    /// The version from which a change of title or state starts.
    pub version: i64,
    /// The viewer's own level for the topic; `None` if the level of the space applies.
    pub follow: Option<FollowLevel>,
    /// The level that applies without an own one.
    pub follow_inherited: FollowLevel,
    pub rights: TopicRights,
    /// What its kind has beside the conversation.
    pub facet: Facet,
    /// When it was deleted, milliseconds since the Unix epoch.
    pub deleted: Option<i64>,
}

/// What the viewer may do with a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRights {
    /// Reply and react.
    pub reply: bool,
    /// Change title, state, outcome and pin.
    pub change: bool,
    /// Delete it or move it to another space.
    pub remove: bool,
}

/// A topic in the trash of its space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedTopic {
    pub address: TopicAddress,
    pub title: String,
    pub deleted_by: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub deleted: i64,
}

/// What a move of a topic to another space would take from the people who read it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveEffect {
    /// Number of people who have read or followed the topic and could not open it there.
    pub losing: i64,
    /// Number of people who can open the other space and could not open this one.
    pub gaining: i64,
    /// Number of files of posts, which go along.
    pub files: i64,
}
