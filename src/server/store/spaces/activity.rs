//! The activity of a space: every write adds lines, and the space's page shows them.

use domain::{
    activity::{Activity, SpaceEvent},
    ids::{ActivityId, OperationId, SpaceId, UserId},
    person::PersonRef,
};
use serde::de::DeserializeOwned;
use sqlx::Row;

use super::derived::Set;
use crate::server::store::{
    StoreError,
    engine::{
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    events::{self, Happened},
};

/// Page size of the activity.
const PAGE_SIZE: i64 = 50;

/// Records an event of a space, which its activity shows.
pub async fn write(
    conn: &mut Conn,
    space: SpaceId,
    actor: UserId,
    at: i64,
    what: &SpaceEvent,
) -> Result<(), StoreError> {
    events::record(conn, at, Some(actor), Happened::Space(space, what)).await
}

/// Records an event in each space that a list operation changed or its undo restored. `detail` is an SQL expression
/// over the space `s`.
pub async fn write_each(
    conn: &mut Conn,
    set: Set<'_>,
    operation: OperationId,
    actor: UserId,
    at: i64,
    detail: &mut (dyn FnMut(&mut Sql) + Send),
) -> Result<(), StoreError> {
    events::record_each(conn, at, actor, operation, detail, &mut |sql| {
        sql.push(" FROM spaces s WHERE ");
        set.clause(sql, "s.id");
    })
    .await
}

/// Returns the activity before the given line, newest first. The caller has checked that the viewer may open the space.
pub(in crate::server::store) async fn page(
    conn: &mut Conn,
    space: SpaceId,
    before: Option<ActivityId>,
) -> Result<Vec<Activity>, StoreError> {
    let line = |id, actor, at, what| Activity { id, actor, at, what };
    lines(conn, "activities a", "a.space_id", space, before, line).await
}

/// Returns a page of the lines of one subject from a table with these columns, newest first, before the given line.
pub(in crate::server::store) async fn lines<Event: DeserializeOwned, Line>(
    conn: &mut Conn,
    table: &'static str,
    column: &'static str,
    subject: impl ToString,
    before: Option<ActivityId>,
    line: impl Fn(ActivityId, PersonRef, i64, Event) -> Line,
) -> Result<Vec<Line>, StoreError> {
    let mut sql = Sql::new("SELECT a.id, a.actor_id, u.name, u.deactivated_at, a.at, a.detail FROM ");
    sql.push(table).push(" JOIN users u ON u.id = a.actor_id WHERE ");
    sql.push(column).push(" = ").text(subject);
    if let Some(before) = before {
        sql.push(" AND a.id < ").text(before);
    }
    sql.push(" ORDER BY a.id DESC LIMIT ").bind(PAGE_SIZE);
    let mut lines = Vec::new();
    for row in sql.rows(conn).await? {
        let detail: String = row.try_get(5)?;
        // A line that this version cannot read is left out, and the others are returned.
        if let Ok(what) = serde_json::from_str(&detail) {
            lines.push(line(parsed(&row, 0)?, person(&row, 1)?, row.try_get(4)?, what));
        }
    }
    Ok(lines)
}
