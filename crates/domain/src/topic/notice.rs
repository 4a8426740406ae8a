//! Notices: what happened that a person wants to know.

use serde::{Deserialize, Serialize};

use super::{RequestState, TopicAddress};
use crate::{ids::SpaceId, person::PersonRef};

/// Why a person gets a notice of a post. The order is that of importance: the most important reason of a line is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeReason {
    /// The person follows everything in the topic or its space.
    Following,
    /// The person wrote in the topic.
    TakingPart,
    /// The person was mentioned.
    Mention,
    /// The task was assigned to the person.
    Assigned,
}

impl NoticeReason {
    pub const ALL: [NoticeReason; 4] = [Self::Following, Self::TakingPart, Self::Mention, Self::Assigned];

    /// Returns the rank in storage. A larger one is more important.
    pub fn rank(self) -> i64 {
        match self {
            Self::Following => 1,
            Self::TakingPart => 2,
            Self::Mention => 3,
            Self::Assigned => 4,
        }
    }

    /// Reads the rank. An unknown one is read as the least important reason.
    pub fn from_rank(rank: i64) -> Self {
        Self::ALL
            .into_iter()
            .find(|reason| reason.rank() == rank)
            .unwrap_or(Self::Following)
    }
}

/// A line of the notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub about: NoticeAbout,
    pub space: SpaceId,
    pub space_name: String,
    /// The person who acted last.
    pub actor: PersonRef,
    /// Time of the newest post or of the request, milliseconds since the Unix epoch.
    pub at: i64,
    pub unread: bool,
}

/// What a line of the notices is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum NoticeAbout {
    /// New posts in a topic.
    Posts {
        topic: TopicAddress,
        title: String,
        reason: NoticeReason,
        /// Number of posts: the unread ones, or all of the line if it is read.
        count: i64,
        /// The post to which the line leads: the first unread one, or the first of the line.
        first_post: i64,
        /// The first words of the newest post.
        excerpt: String,
    },
    /// Somebody asks for access to a space that the person manages.
    Request { sentence: String, state: RequestState },
    /// The person's own request was answered.
    Answer { granted: bool },
}

/// Which notices are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticesFilter {
    #[default]
    All,
    Unread,
    Mentions,
    /// Requests for access and answers to them.
    Requests,
}

impl NoticesFilter {
    pub const ALL: [NoticesFilter; 4] = [Self::All, Self::Unread, Self::Mentions, Self::Requests];

    /// Returns the word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unread => "unread",
            Self::Mentions => "mentions",
            Self::Requests => "requests",
        }
    }

    /// Reads the word. An unknown one lists everything.
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|filter| filter.as_str() == word)
            .unwrap_or_default()
    }
}

/// A page of notices, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesPage {
    pub lines: Vec<Notice>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Number of unread lines, up to 100.
    pub unread: i64,
    /// 'Mark all as read' goes up to this time, milliseconds since the Unix epoch.
    pub now: i64,
}
