//! What a kind of topic has beside its conversation.

use serde::{Deserialize, Serialize};

use super::{TopicKind, task::TaskFacet};

/// The facet of a topic, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// A conversation has none.
    Talk,
    Task(TaskFacet),
    Idea,
    Link,
    Page,
}

impl Facet {
    /// Returns the kind of topic that has this facet.
    pub fn kind(&self) -> TopicKind {
        match self {
            Self::Talk => TopicKind::Talk,
            Self::Task(_) => TopicKind::Task,
            Self::Idea => TopicKind::Idea,
            Self::Link => TopicKind::Link,
            Self::Page => TopicKind::Page,
        }
    }
}
