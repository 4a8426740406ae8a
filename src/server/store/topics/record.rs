//! Recording what happens in a space: its events and the time of its last activity.

use domain::{
    ids::SpaceId,
    topic::{OwnChange, TopicAddress, TopicEvent},
};

use super::index;
use crate::server::{
    permits::By,
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
        events::{self, Happened},
    },
};

/// Records a change of a topic or its posts, after which the search finds them as they are now.
pub async fn changed(conn: &mut Conn, by: By, topic: TopicAddress, event: TopicEvent) -> Result<(), StoreError> {
    index::update(conn, topic, event).await?;
    touch(conn, topic.space, by.at).await?;
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

/// Sets the time of the last activity. The version of the space stays, because its form does not change.
async fn touch(conn: &mut Conn, space: SpaceId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE spaces SET last_activity_at = ");
    sql.bind(at).push(" WHERE last_activity_at < ").bind(at);
    sql.push(" AND id = ").text(space).run(conn).await?;
    Ok(())
}
