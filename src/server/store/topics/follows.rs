//! Levels of following.

use domain::{
    access::{AccountAction, Action, Viewer},
    ids::UserId,
    topic::{FollowLevel, OwnChange, access::TopicAction},
};
use sqlx::Row;

use super::record;
use crate::server::{
    permits::{AccountPermit, SpacePermit, TopicPermit},
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
    },
};

/// Sets the person's level for a topic; `None` returns to the level of its space.
pub async fn set_topic(permit: &mut TopicPermit, level: Option<FollowLevel>) -> Result<(), StoreError> {
    let (by, topic) = (permit.by(), permit.topic());
    let conn = permit.act(TopicAction::Read)?;
    set(conn, by.person, "topic_follows", "topic_id", &topic.to_string(), level).await?;
    record::own(conn, by, OwnChange::Follows).await
}

/// Sets the person's level for a space; `None` returns to the level for all spaces.
pub async fn set_space(permit: &mut SpacePermit, level: Option<FollowLevel>) -> Result<(), StoreError> {
    let (by, space) = (permit.by(), permit.space());
    let conn = permit.act(Action::Open)?;
    set(conn, by.person, "space_follows", "space_id", &space.to_string(), level).await?;
    record::own(conn, by, OwnChange::Follows).await
}

/// Sets the person's level for all spaces without one of their own.
pub async fn set_all(permit: &mut AccountPermit, level: FollowLevel) -> Result<(), StoreError> {
    let by = permit.by();
    let conn = permit.act(AccountAction::UseAccount)?;
    let mut sql = Sql::new("UPDATE users SET follow_level = ");
    sql.bind(level.as_str()).push(" WHERE id = ").text(by.person);
    sql.run(conn).await?;
    record::own(conn, by, OwnChange::Follows).await
}

/// Returns the person's level for all spaces without one of their own.
pub async fn for_all(conn: &mut Conn, viewer: &Viewer) -> Result<FollowLevel, StoreError> {
    let mut sql = Sql::new("SELECT u.follow_level FROM users u WHERE u.id = ");
    let row = sql.text(viewer.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(FollowLevel::parse(row.try_get(0)?).unwrap_or_default())
}

async fn set(
    conn: &mut Conn,
    person: UserId,
    table: &str,
    column: &str,
    subject: &str,
    level: Option<FollowLevel>,
) -> Result<(), StoreError> {
    let Some(level) = level else {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE person_id = "));
        sql.text(person).push(" AND ").push(column).push(" = ").bind(subject);
        sql.run(conn).await?;
        return Ok(());
    };
    let mut sql = Sql::new(&format!("INSERT INTO {table} (person_id, {column}, level) VALUES ("));
    sql.text(person)
        .push(", ")
        .bind(subject)
        .push(", ")
        .bind(level.as_str());
    sql.push(&format!(
        ") ON CONFLICT (person_id, {column}) DO UPDATE SET level = excluded.level"
    ));
    sql.run(conn).await?;
    Ok(())
}
