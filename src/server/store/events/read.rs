//! Reading events for their followers, and deleting old ones.

use domain::ids::UserId;
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// How long an event can be read, in milliseconds. The lists that are written from events are kept longer.
const RETENTION_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// A stored event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Grows with each commit.
    pub number: i64,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
    /// `None` for the command line and for what the server does by itself.
    pub actor: Option<UserId>,
    /// What the event is about: `space`, `deal`, `spaces` (of a list operation or an import) or `audit`.
    pub list: String,
    /// The id of the space, deal, operation, import or person, or a word.
    pub subject: String,
    /// The kind of event, one word.
    pub kind: String,
    /// JSON, in the form in which `domain` writes it for this list.
    pub detail: String,
}

/// Returns the number of the newest event, or 0 if there is none.
pub async fn newest(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(Sql::new("SELECT COALESCE(max(number), 0) FROM events")
        .count(conn)
        .await?)
}

/// Returns the number of the oldest event that is kept, or 0 if there is none.
pub async fn oldest(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(Sql::new("SELECT COALESCE(min(number), 0) FROM events")
        .count(conn)
        .await?)
}

/// The maximum number of events that [`last_before`] passes.
const PASSED: i64 = 1_000;

/// Returns the number of the last event before this instant, of those up to `number`. At most 1,000 later events are
/// passed.
pub async fn last_before(conn: &mut Conn, at: i64, number: i64) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT COALESCE(min(number), ");
    sql.bind(number + 1).push(") - 1 FROM events WHERE number > ");
    sql.bind(number - PASSED).push(" AND number <= ").bind(number);
    sql.push(" AND at >= ").bind(at);
    Ok(sql.count(conn).await?)
}

/// Returns at most `limit` events with numbers above `number`, oldest first.
pub async fn after(conn: &mut Conn, number: i64, limit: i64) -> Result<Vec<Event>, StoreError> {
    let mut sql = Sql::new("SELECT number, at, actor_id, list, subject_id, kind, detail FROM events WHERE number > ");
    sql.bind(number).push(" ORDER BY number LIMIT ").bind(limit);
    sql.rows(conn).await?.iter().map(event).collect()
}

fn event(row: &AnyRow) -> Result<Event, StoreError> {
    let actor = row.try_get::<Option<&str>, _>(2)?;
    Ok(Event {
        number: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: actor.map(|_| parsed(row, 2)).transpose()?,
        list: row.try_get(3)?,
        subject: row.try_get(4)?,
        kind: row.try_get(5)?,
        detail: row.try_get(6)?,
    })
}

/// Deletes events older than 30 days and returns how many. The newest one stays, so that its number is not used again.
pub async fn delete_old(conn: &mut Conn, now: i64) -> Result<u64, StoreError> {
    let newest = newest(conn).await?;
    let mut sql = Sql::new("DELETE FROM events WHERE at < ");
    sql.bind(now - RETENTION_MS).push(" AND number < ").bind(newest);
    Ok(sql.run(conn).await?)
}
