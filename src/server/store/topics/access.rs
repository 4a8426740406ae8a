//! The viewer's relation to a topic.

use domain::{
    access::{Action, Viewer},
    ids::UserId,
    topic::{
        TopicAddress,
        access::{TopicAction, TopicFacts, decide_topic},
    },
};
use sqlx::Row;

use crate::server::{
    permits::TopicOfPermit,
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
        spaces::{self, access as access_sql, read_access_facts},
    },
};

/// The condition that the topic `t` is not a private one of others for the person `u`.
pub const VISIBLE_TO_U: &str = "(t.private = 0 OR t.author_id = u.id OR t.assignee_id = u.id)";

/// Adds the condition that leaves out private topics `t` of others, after other conditions.
pub fn visible_to(sql: &mut Sql, person: UserId) {
    sql.push(" AND (t.private = 0 OR t.author_id = ").text(person);
    sql.push(" OR t.assignee_id = ").text(person).push(")");
}

/// Returns the viewer's relation to the topic at this address, or `None` if there is no such topic. An address from
/// before a move leads to the topic. The domain decides what the relation permits.
pub async fn facts(
    conn: &mut Conn,
    viewer: &Viewer,
    address: TopicAddress,
) -> Result<Option<TopicOfPermit>, StoreError> {
    if let Some(found) = at(conn, viewer, address, false).await? {
        return Ok(Some(found));
    }
    at(conn, viewer, address, true).await
}

/// Returns the viewer's relation to the topic at this address.
///
/// # Errors
///
/// For an unknown topic the answer of its space: nobody learns which topics there are in a space that they may not open,
/// or where a topic has gone that they may not read.
pub async fn known(conn: &mut Conn, viewer: &Viewer, address: TopicAddress) -> Result<TopicOfPermit, StoreError> {
    if let Some(topic) = at(conn, viewer, address, false).await? {
        return Ok(topic);
    }
    let moved = at(conn, viewer, address, true).await?;
    if let Some(topic) = moved.filter(|topic| decide_topic(viewer, &topic.facts, TopicAction::Read).is_ok()) {
        return Ok(topic);
    }
    spaces::permitted(conn, viewer, address.space, Action::Open).await?;
    Err(StoreError::NotFound)
}

async fn at(
    conn: &mut Conn,
    viewer: &Viewer,
    address: TopicAddress,
    moved: bool,
) -> Result<Option<TopicOfPermit>, StoreError> {
    let mut sql = Sql::new("SELECT s.visibility, s.state, CASE WHEN s.owner_id = ");
    sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
    access_sql::member(&mut sql, viewer);
    sql.push(" THEN 1 ELSE 0 END, t.id, t.space_id, t.number, CASE WHEN t.author_id = ");
    sql.text(viewer.id)
        .push(" THEN 1 ELSE 0 END, CASE WHEN t.deleted_at IS NULL THEN 0 ELSE 1 END, CASE WHEN t.assignee_id = ");
    sql.text(viewer.id).push(" THEN 1 ELSE 0 END, t.private FROM ");
    if moved {
        sql.push(
            "topic_moves v JOIN topics t ON t.id = v.topic_id JOIN spaces s ON s.id = t.space_id WHERE v.space_id = ",
        );
        sql.text(address.space).push(" AND v.number = ").bind(address.number);
    } else {
        sql.push("topics t JOIN spaces s ON s.id = t.space_id WHERE t.space_id = ");
        sql.text(address.space).push(" AND t.number = ").bind(address.number);
    }
    let Some(row) = sql.row(conn).await? else {
        return Ok(None);
    };
    Ok(Some(TopicOfPermit {
        id: parsed(&row, 4)?,
        address: TopicAddress {
            space: parsed(&row, 5)?,
            number: row.try_get(6)?,
        },
        facts: TopicFacts {
            space: read_access_facts(&row, 0)?,
            author: boolean(&row, 7)?,
            deleted: boolean(&row, 8)?,
            assignee: boolean(&row, 9)?,
            private: boolean(&row, 10)?,
        },
    }))
}
