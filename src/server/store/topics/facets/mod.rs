//! What the kinds of topics have beside the conversation: a table and a file for each.

pub mod task;

use domain::{
    access::Viewer,
    day::Day,
    ids::{SpaceId, TopicId},
    topic::{Facet, TopicAddress, TopicKind, TopicState},
};

use self::task::Task;
use crate::server::{
    permits::{By, TopicOfPermit},
    store::{StoreError, engine::sql::Conn},
};

/// Returns the facet of a topic of this kind that the viewer may read.
pub async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: &TopicOfPermit,
    kind: TopicKind,
) -> Result<Facet, StoreError> {
    Ok(match kind {
        TopicKind::Talk => Facet::Talk,
        TopicKind::Task => Facet::Task(task::read(conn, viewer, topic).await?),
        TopicKind::Idea => Facet::Idea,
        TopicKind::Link => Facet::Link,
        TopicKind::Page => Facet::Page,
    })
}

/// Prepares the facet of a topic that is of this kind now: a new one, or one whose kind was changed.
pub async fn begin(conn: &mut Conn, topic: TopicId, space: SpaceId, kind: TopicKind) -> Result<(), StoreError> {
    match kind {
        TopicKind::Task => task::begin(conn, topic, space).await,
        TopicKind::Talk | TopicKind::Idea | TopicKind::Link | TopicKind::Page => Ok(()),
    }
}

/// Follows the closing or opening of a topic of this kind. `today` is the present day of the person who does it.
pub async fn state_changed(
    conn: &mut Conn,
    (id, address, kind): (TopicId, TopicAddress, TopicKind),
    (by, today): (By, Day),
    state: TopicState,
) -> Result<(), StoreError> {
    let task = Task { id, address, by, today };
    match kind {
        TopicKind::Task => task::state_changed(conn, &task, state).await,
        TopicKind::Talk | TopicKind::Idea | TopicKind::Link | TopicKind::Page => Ok(()),
    }
}

/// Takes what the topic has along to another space.
pub async fn moved(conn: &mut Conn, topic: TopicId, to: SpaceId) -> Result<(), StoreError> {
    task::moved(conn, topic, to).await
}
