//! Members of one space.

use domain::{
    activity::SpaceEvent,
    audit::Event,
    error::{AppError, Field, Reason},
    ids::{SpaceId, UserId},
    limits::MEMBERS_A_SPACE,
    person::PersonRef,
};

use super::activity;
use crate::server::store::{
    StoreError, audit,
    engine::{
        rows::person,
        sql::{Conn, Sql},
    },
};

/// Returns the people with these ids, as far as they exist.
pub async fn named(conn: &mut Conn, ids: &[UserId]) -> Result<Vec<PersonRef>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT u.id, u.name, u.deactivated_at FROM users u WHERE u.id");
    sql.within(ids).push(" ORDER BY u.name_key, u.id");
    sql.rows(conn).await?.iter().map(|row| person(row, 0)).collect()
}

/// Refuses people who do not exist or are deactivated.
pub async fn check_active(conn: &mut Conn, ids: &[UserId]) -> Result<(), StoreError> {
    let people = named(conn, ids).await?;
    for id in ids {
        let reason = match people.iter().find(|person| person.id == *id) {
            Some(person) if person.active => continue,
            Some(_) => Reason::Deactivated,
            None => Reason::Unknown { value: id.to_string() },
        };
        return Err(AppError::field(Field::People, reason).into());
    }
    Ok(())
}

/// Makes people members. Existing members stay members.
pub async fn add(conn: &mut Conn, space: SpaceId, ids: &[UserId], at: i64) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO space_members (space_id, user_id, added_at) SELECT ");
    sql.text(space)
        .push(", u.id, ")
        .bind(at)
        .push(" FROM users u WHERE u.id")
        .within(ids);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    let mut sql = Sql::new("SELECT count(*) FROM space_members m WHERE m.space_id = ");
    if sql.text(space).count(conn).await? > MEMBERS_A_SPACE as i64 {
        let max = MEMBERS_A_SPACE;
        return Err(AppError::field(Field::People, Reason::TooMany { max }).into());
    }
    Ok(())
}

/// Removes people from the members.
pub async fn remove(conn: &mut Conn, space: SpaceId, ids: &[UserId]) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("DELETE FROM space_members WHERE space_id = ");
    sql.text(space).push(" AND user_id").within(ids);
    sql.run(conn).await?;
    Ok(())
}

/// Returns which of the people are members.
pub async fn among(conn: &mut Conn, space: SpaceId, ids: &[UserId]) -> Result<Vec<UserId>, StoreError> {
    let mut sql = Sql::new("SELECT m.user_id FROM space_members m WHERE m.space_id = ");
    sql.text(space).push(" AND m.user_id").within(ids);
    sql.rows(conn)
        .await?
        .iter()
        .map(|row| crate::server::store::engine::rows::parsed(row, 0))
        .collect()
}

/// Records that people were given access.
pub async fn record_given(
    conn: &mut Conn,
    space: SpaceId,
    actor: UserId,
    at: i64,
    ids: &[UserId],
) -> Result<(), StoreError> {
    let people = named(conn, ids).await?;
    if people.is_empty() {
        return Ok(());
    }
    activity::write(conn, space, actor, at, &SpaceEvent::AccessGiven { people }).await?;
    let (given, taken) = (ids.to_vec(), Vec::new());
    audit::write(conn, at, Some(actor), space, &Event::AccessChanged { given, taken }).await
}

/// Records that people lost access.
pub async fn record_taken(
    conn: &mut Conn,
    space: SpaceId,
    actor: UserId,
    at: i64,
    ids: &[UserId],
) -> Result<(), StoreError> {
    let people = named(conn, ids).await?;
    if people.is_empty() {
        return Ok(());
    }
    activity::write(conn, space, actor, at, &SpaceEvent::AccessTaken { people }).await?;
    let (given, taken) = (Vec::new(), ids.to_vec());
    audit::write(conn, at, Some(actor), space, &Event::AccessChanged { given, taken }).await
}
