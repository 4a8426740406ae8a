//! How far the followers of events have come.

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// Returns the number of the last event that the follower has handled.
pub async fn followed(conn: &mut Conn, name: &str) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT COALESCE(max(f.event), 0) FROM event_followers f WHERE f.name = ");
    Ok(sql.bind(name).count(conn).await?)
}

/// Stores the number of the last event that the follower has handled, in the transaction in which it did.
pub async fn set_followed(conn: &mut Conn, name: &str, event: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO event_followers (name, event) VALUES (");
    sql.bind(name).push(", ").bind(event);
    sql.push(") ON CONFLICT (name) DO UPDATE SET event = excluded.event");
    sql.run(conn).await?;
    Ok(())
}
