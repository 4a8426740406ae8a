//! What a kind of topic has beside its conversation.

use serde::{Deserialize, Serialize};

use super::{TopicKind, link::LinkFacet};

/// The facet of a topic, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// A conversation has none.
    Talk,
    Task,
    Idea,
    Link(LinkFacet),
    Page,
}

impl Facet {
    /// Returns the kind of topic that has this facet.
    pub fn kind(&self) -> TopicKind {
        match self {
            Self::Talk => TopicKind::Talk,
            Self::Task => TopicKind::Task,
            Self::Idea => TopicKind::Idea,
            Self::Link(_) => TopicKind::Link,
            Self::Page => TopicKind::Page,
        }
    }
}
