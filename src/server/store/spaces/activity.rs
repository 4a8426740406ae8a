//! What happened in a space: written by every act, read on the space's page.

use domain::{
    activity::{Activity, What},
    ids::{ActivityId, SpaceId, UserId},
    person::PersonRef,
};
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            dialect,
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
    },
};

/// Lines on one page.
const PAGE: i64 = 50;

/// Writes a line.
pub async fn write(conn: &mut Conn, space: SpaceId, actor: UserId, at: i64, what: &What) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO activities (id, space_id, actor_id, at, detail) VALUES (");
    sql.text(clock::new_id())
        .push(", ")
        .text(space)
        .push(", ")
        .text(actor)
        .push(", ");
    sql.bind(at)
        .push(", ")
        .bind(serde_json::to_string(what).unwrap_or_default())
        .push(")");
    sql.run(conn).await?;
    Ok(())
}

/// Writes the same line, or one made of each space, for many spaces. `detail` is an expression over the space `s`.
pub async fn write_each(
    conn: &mut Conn,
    set: crate::server::store::spaces::derived::Set<'_>,
    actor: UserId,
    at: i64,
    detail: &mut (dyn FnMut(&mut Sql) + Send),
) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "INSERT INTO activities (id, space_id, actor_id, at, detail) SELECT {}, s.id, ",
        dialect::fresh_id(at)
    ));
    sql.text(actor).push(", ").bind(at).push(", ");
    detail(&mut sql);
    sql.push(" FROM spaces s WHERE ");
    set.clause(&mut sql, "s.id");
    sql.run(conn).await?;
    Ok(())
}

/// What happened, newest first, before the given line. The caller has made sure that the viewer may open the space.
pub(in crate::server::store) async fn page(
    conn: &mut Conn,
    space: SpaceId,
    before: Option<ActivityId>,
) -> Result<Vec<Activity>, StoreError> {
    let line = |id, actor, at, what| Activity { id, actor, at, what };
    lines(conn, "activities a", "a.space_id", space, before, line).await
}

/// A page of the lines that a table with these columns holds of one subject, newest first, before the given line.
pub(in crate::server::store) async fn lines<What: DeserializeOwned, Line>(
    conn: &mut Conn,
    table: &'static str,
    column: &'static str,
    subject: impl ToString,
    before: Option<ActivityId>,
    line: impl Fn(ActivityId, PersonRef, i64, What) -> Line,
) -> Result<Vec<Line>, StoreError> {
    let mut sql = Sql::new("SELECT a.id, a.actor_id, u.name, u.deactivated_at, a.at, a.detail FROM ");
    sql.push(table).push(" JOIN users u ON u.id = a.actor_id WHERE ");
    sql.push(column).push(" = ").text(subject);
    if let Some(before) = before {
        sql.push(" AND a.id < ").text(before);
    }
    sql.push(" ORDER BY a.id DESC LIMIT ").bind(PAGE);
    let mut lines = Vec::new();
    for row in sql.rows(conn).await? {
        let detail: String = row.try_get(5)?;
        // A line that this version does not know hides itself, not the others.
        if let Ok(what) = serde_json::from_str(&detail) {
            lines.push(line(parsed(&row, 0)?, person(&row, 1)?, row.try_get(4)?, what));
        }
    }
    Ok(lines)
}
