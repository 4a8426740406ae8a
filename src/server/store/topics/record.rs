//! Recording what happens in a space: its events and the time of its last activity.

use domain::topic::{OwnChange, TopicAddress, TopicEvent};

use super::{facets::link::rows as link_rows, index};
use crate::server::{
    permits::By,
    store::{
        StoreError,
        engine::sql::Conn,
        events::{self, Happened},
        spaces,
    },
};

/// Records a change of a topic or its posts, after which the search and the list of links find them as they are now.
pub async fn changed(conn: &mut Conn, by: By, topic: TopicAddress, event: TopicEvent) -> Result<(), StoreError> {
    index::update(conn, topic, event).await?;
    if !matches!(event, TopicEvent::PostAdded(_) | TopicEvent::MovedAway) {
        link_rows::follow(conn, topic).await?;
    }
    spaces::touch(conn, topic.space, by.at).await?;
    happened(conn, by, topic, event).await
}

/// Records an event that is no activity of the space.
pub async fn happened(conn: &mut Conn, by: By, topic: TopicAddress, event: TopicEvent) -> Result<(), StoreError> {
    events::record(conn, by.at, Some(by.person), Happened::Topic(topic, event)).await
}

/// Records that the person has read something, for their other tabs.
pub async fn read(conn: &mut Conn, by: By) -> Result<(), StoreError> {
    own(conn, by, OwnChange::Read).await
}

/// Records that the person changed something of their own, for their other tabs.
pub async fn own(conn: &mut Conn, by: By, what: OwnChange) -> Result<(), StoreError> {
    events::record(conn, by.at, Some(by.person), Happened::Person(by.person, what)).await
}
