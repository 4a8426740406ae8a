//! How far a person has read: up to the mark of a topic, else up to the floor of its space.

use domain::{
    access::AccessFacts,
    ids::{SpaceId, TopicId, UserId},
};
use sqlx::Row;

use super::numbers;
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// Returns the stored floor of the person in the space.
pub async fn floor(conn: &mut Conn, person: UserId, space: SpaceId) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::new("SELECT f.number FROM read_floors f WHERE f.person_id = ");
    sql.text(person).push(" AND f.space_id = ").text(space);
    let row = sql.row(conn).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Returns the floor that a person without a stored one has: for an owner nothing is read, for a member everything from
/// before the membership, for others everything.
pub async fn implied_floor(
    conn: &mut Conn,
    person: UserId,
    space: SpaceId,
    facts: &AccessFacts,
) -> Result<i64, StoreError> {
    if facts.owner {
        return Ok(0);
    }
    let newest = numbers::newest_post(conn, space).await?;
    if !facts.member {
        return Ok(newest);
    }
    let mut sql = Sql::new(
        "SELECT min(p.number) - 1 FROM space_members m CROSS JOIN topics t CROSS JOIN posts p \
         WHERE t.space_id = m.space_id AND t.last_at > m.added_at AND p.topic_id = t.id AND p.at > m.added_at \
         AND m.space_id = ",
    );
    sql.text(space).push(" AND m.user_id = ").text(person);
    let row = sql.row(conn).await?;
    let before: Option<i64> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    Ok(before.unwrap_or(newest))
}

/// Returns the floor of the person in the space, stored or implied.
pub async fn floor_or_implied(
    conn: &mut Conn,
    person: UserId,
    space: SpaceId,
    facts: &AccessFacts,
) -> Result<i64, StoreError> {
    match floor(conn, person, space).await? {
        Some(floor) => Ok(floor),
        None => implied_floor(conn, person, space, facts).await,
    }
}

/// Returns the floor of the person in the space, and stores it if this is their first act there.
pub async fn begin(conn: &mut Conn, person: UserId, space: SpaceId, facts: &AccessFacts) -> Result<i64, StoreError> {
    if let Some(floor) = floor(conn, person, space).await? {
        return Ok(floor);
    }
    let floor = implied_floor(conn, person, space, facts).await?;
    set_floor(conn, person, space, floor).await?;
    Ok(floor)
}

/// Sets the floor of the person in the space.
pub async fn set_floor(conn: &mut Conn, person: UserId, space: SpaceId, number: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO read_floors (person_id, space_id, number) VALUES (");
    sql.text(person).push(", ").text(space).push(", ").bind(number);
    sql.push(") ON CONFLICT (person_id, space_id) DO UPDATE SET number = excluded.number");
    sql.run(conn).await?;
    Ok(())
}

/// Returns the mark of the person in the topic.
pub async fn mark(conn: &mut Conn, person: UserId, topic: TopicId) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::new("SELECT r.number FROM read_marks r WHERE r.person_id = ");
    sql.text(person).push(" AND r.topic_id = ").text(topic);
    let row = sql.row(conn).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Sets the mark of the person in a topic of a space in which they have this floor.
pub async fn set_mark(
    conn: &mut Conn,
    person: UserId,
    topic: TopicId,
    number: i64,
    floor: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO read_marks (person_id, topic_id, number, lowered) VALUES (");
    sql.text(person).push(", ").text(topic).push(", ").bind(number);
    sql.push(", ").bind(i64::from(number < floor));
    sql.push(") ON CONFLICT (person_id, topic_id) DO UPDATE SET number = excluded.number, lowered = excluded.lowered");
    sql.run(conn).await?;
    Ok(())
}
