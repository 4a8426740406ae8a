//! The live stream: what the server sends to an open tab, and what the tab sends back.
//!
//! Events have ids and kinds alone. The page fetches content through the ordinary functions, which apply the access
//! rule.

mod audience;
mod many_spaces;
mod stored;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::{
    audience::{DealAccess, SpaceAccess, TopicAccess},
    many_spaces::Audience,
    stored::{Happening, SPACES_REMOVED, SpaceBefore, SpaceChange},
};
pub use crate::topic::{OwnChange, TopicChange};
use crate::{
    ids::{DealId, SpaceId, UserId},
    person::PersonRef,
};

/// The path of the stream.
pub const PATH: &str = "/live";

/// The close code after the end of the session.
pub const CLOSED_SIGNED_OUT: u16 = 4401;

/// The minimum time between two messages that the person is writing, in milliseconds.
pub const WRITING_EVERY_MS: u32 = 3_000;

/// The time after which a person who sends no more such messages counts as not writing, in milliseconds.
pub const WRITING_ENDS_MS: u32 = 5_000;

/// A frame of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The place in the stream after these events, if the frame has one. A new connection with this cursor continues
    /// from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    pub events: Vec<LiveEvent>,
}

/// An event for an open tab.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum LiveEvent {
    /// The space, its people or its access changed. The viewer may no longer see it.
    Space { space: SpaceId },
    /// Some spaces of the list changed.
    Spaces,
    /// A topic or one of its posts changed.
    Topic {
        space: SpaceId,
        topic: i64,
        post: Option<i64>,
        what: TopicChange,
    },
    /// Files or folders of the space's library changed.
    Files { space: SpaceId },
    /// The deal changed. The viewer may no longer see it.
    Deal { deal: DealId },
    /// Something of the person's own changed, in another tab or by another person.
    Me { what: OwnChange },
    /// The progress of the person's import or list operation.
    Progress {
        job: Uuid,
        done: u32,
        total: u32,
        ended: bool,
    },
    /// People, groups, custom fields, stages or settings of the account changed.
    Account,
    /// A person is writing in the watched topic.
    Writing {
        space: SpaceId,
        topic: i64,
        person: PersonRef,
    },
    /// The watched space may not be opened, or no longer.
    Gone { space: SpaceId },
    /// Everything may have changed: the events since the cursor cannot be listed.
    Resync,
}

/// A message from an open tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientMessage {
    /// The tab shows this space or topic now, or none.
    Watch(Option<Watch>),
    /// The person is writing in the watched topic.
    Writing(bool),
}

/// The space, and the topic in it, that a tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    pub space: SpaceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<i64>,
}

/// An event as it is sent: one flat object, which needs little code to read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Wire {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    space: Option<SpaceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deal: Option<DealId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u32>,
    #[serde(skip_serializing_if = "is_false")]
    ended: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl From<LiveEvent> for Wire {
    fn from(event: LiveEvent) -> Self {
        let of = |kind: &str| Self {
            kind: kind.to_owned(),
            ..Self::default()
        };
        match event {
            LiveEvent::Space { space } => Self {
                space: Some(space),
                ..of("space")
            },
            LiveEvent::Spaces => of("spaces"),
            LiveEvent::Topic {
                space,
                topic,
                post,
                what,
            } => Self {
                space: Some(space),
                topic: Some(topic),
                post,
                what: Some(what.as_str().to_owned()),
                ..of("topic")
            },
            LiveEvent::Files { space } => Self {
                space: Some(space),
                ..of("files")
            },
            LiveEvent::Deal { deal } => Self {
                deal: Some(deal),
                ..of("deal")
            },
            LiveEvent::Me { what } => Self {
                what: Some(what.as_str().to_owned()),
                ..of("me")
            },
            LiveEvent::Progress {
                job,
                done,
                total,
                ended,
            } => Self {
                job: Some(job),
                done: Some(done),
                total: Some(total),
                ended,
                ..of("progress")
            },
            LiveEvent::Account => of("account"),
            LiveEvent::Writing { space, topic, person } => Self {
                space: Some(space),
                topic: Some(topic),
                person: Some(person),
                ..of("writing")
            },
            LiveEvent::Gone { space } => Self {
                space: Some(space),
                ..of("gone")
            },
            LiveEvent::Resync => of("resync"),
        }
    }
}

/// An event that this version does not know is read as `Resync`.
impl From<Wire> for LiveEvent {
    fn from(mut wire: Wire) -> Self {
        let kind = std::mem::take(&mut wire.kind);
        match (kind.as_str(), wire) {
            ("space", Wire { space: Some(space), .. }) => Self::Space { space },
            ("spaces", _) => Self::Spaces,
            (
                "topic",
                Wire {
                    space: Some(space),
                    topic: Some(topic),
                    post,
                    what,
                    ..
                },
            ) => Self::Topic {
                space,
                topic,
                post,
                what: TopicChange::parse(&what.unwrap_or_default()),
            },
            ("files", Wire { space: Some(space), .. }) => Self::Files { space },
            ("deal", Wire { deal: Some(deal), .. }) => Self::Deal { deal },
            ("me", Wire { what, .. }) => Self::Me {
                what: OwnChange::parse(&what.unwrap_or_default()),
            },
            (
                "progress",
                Wire {
                    job: Some(job),
                    done,
                    total,
                    ended,
                    ..
                },
            ) => Self::Progress {
                job,
                done: done.unwrap_or_default(),
                total: total.unwrap_or_default(),
                ended,
            },
            ("account", _) => Self::Account,
            (
                "writing",
                Wire {
                    space: Some(space),
                    topic: Some(topic),
                    person: Some(person),
                    ..
                },
            ) => Self::Writing { space, topic, person },
            ("gone", Wire { space: Some(space), .. }) => Self::Gone { space },
            _ => Self::Resync,
        }
    }
}

/// Returns the ids of the people.
fn names(people: &[PersonRef]) -> Vec<UserId> {
    people.iter().map(|person| person.id).collect()
}

#[cfg(test)]
mod tests;
