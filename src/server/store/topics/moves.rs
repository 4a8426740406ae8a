//! Moving a topic to another space.
//!
//! Its posts get new numbers there, and their files go along (`files::moving`). What people have read stays read; people who may not open the other space lose
//! their marks, follows, notices and mentions.

use std::collections::BTreeMap;

use domain::{
    access::{Action, Viewer},
    audit,
    error::{AppError, Field, Reason},
    ids::{SpaceId, TopicId, UserId},
    topic::{
        MoveEffect, TopicAddress, TopicEvent,
        access::{TopicAction, decide_topic},
    },
};
use sqlx::Row;

use super::{access::known, content::first_words, derived, facets, numbers, record};
use crate::server::{
    permits::{By, TopicPermit},
    store::{
        StoreError, audit as audit_log,
        engine::{
            rows::parsed,
            sql::{Conn, Inserts, Sql, Value},
        },
        files::moving,
        spaces::{self, access::OPENED_BY_U},
    },
};

/// Returns what the move would take from and give to people.
pub async fn preview(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    to: SpaceId,
) -> Result<MoveEffect, StoreError> {
    let topic = known(conn, viewer, topic).await?;
    decide_topic(viewer, &topic.facts, TopicAction::Remove).map_err(AppError::from)?;
    check_target(conn, viewer, topic.address.space, to).await?;
    let mut sql = Sql::new("SELECT count(*) FROM users u WHERE u.deactivated_at IS NULL AND u.id IN (");
    for (table, person) in [
        ("read_marks", "person_id"),
        ("topic_follows", "person_id"),
        ("posts", "author_id"),
    ] {
        sql.push(&format!("SELECT x.{person} FROM {table} x WHERE x.topic_id = "));
        sql.text(topic.id).push(if table == "posts" { ")" } else { " UNION " });
    }
    opens(&mut sql, " AND ", topic.address.space);
    opens(&mut sql, " AND NOT ", to);
    let losing = sql.count(conn).await?;
    let mut sql = Sql::new("SELECT count(*) FROM users u WHERE u.deactivated_at IS NULL");
    opens(&mut sql, " AND ", to);
    opens(&mut sql, " AND NOT ", topic.address.space);
    let gaining = sql.count(conn).await?;
    let files = moving::count(conn, topic.id).await?;
    Ok(MoveEffect { losing, gaining, files })
}

/// Adds the condition that the person `u` may open the space.
fn opens(sql: &mut Sql, before: &str, space: SpaceId) {
    sql.push(before)
        .push("EXISTS (SELECT 1 FROM spaces s WHERE s.id = ")
        .text(space);
    sql.push(" AND ").push(OPENED_BY_U).push(")");
}

/// Checks that the viewer may write in the space, and that it is another one.
async fn check_target(conn: &mut Conn, viewer: &Viewer, from: SpaceId, to: SpaceId) -> Result<(), StoreError> {
    spaces::permitted(conn, viewer, to, Action::Discuss).await?;
    if from == to {
        return Err(AppError::field(Field::Space, Reason::Taken).into());
    }
    Ok(())
}

/// Moves the topic to a space in which the person may write, and returns its new address.
pub async fn move_to(permit: &mut TopicPermit, to: SpaceId) -> Result<TopicAddress, StoreError> {
    let (topic, from, viewer, facts) = (permit.topic(), permit.address(), permit.viewer(), permit.facts());
    let by = permit.by();
    let conn = permit.act(TopicAction::Remove)?;
    check_target(conn, &viewer, from.space, to).await?;
    forget_people(conn, topic, to).await?;
    let read = read_by(conn, topic, from.space, to).await?;
    let mut sql = Sql::new("SELECT p.number FROM posts p WHERE p.topic_id = ");
    let posts = sql.text(topic).push(" ORDER BY p.number").integers(conn).await?;
    let count = posts.len() as i64;
    let given = numbers::give(conn, to, 1, count).await?;
    let before = given.post - count;
    renumber(conn, topic, before).await?;
    let address = TopicAddress {
        space: to,
        number: given.topic,
    };
    readdress(conn, topic, from, address, before + 1).await?;
    if moving::move_along(conn, topic, to).await? {
        refresh_first_words(conn, topic).await?;
    }
    keep_marks(conn, topic, read, |number| {
        before + posts.partition_point(|post| *post <= number) as i64
    })
    .await?;
    if !facts.author {
        record_audit(conn, topic, from.space, to, by).await?;
    }
    record::changed(conn, by, from, TopicEvent::MovedAway).await?;
    record::changed(conn, by, address, TopicEvent::MovedHere).await?;
    Ok(address)
}

/// Deletes what belongs to people who may not open the space.
async fn forget_people(conn: &mut Conn, topic: TopicId, to: SpaceId) -> Result<(), StoreError> {
    for (table, of_topic) in [
        ("read_marks", "topic_id = "),
        ("topic_follows", "topic_id = "),
        ("notices", "topic_id = "),
        (
            "post_mentions",
            "post_seq IN (SELECT p.seq FROM posts p WHERE p.topic_id = ",
        ),
    ] {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {of_topic}"));
        sql.text(topic).push(if of_topic.contains('(') { ")" } else { "" });
        sql.push(" AND person_id NOT IN (SELECT u.id FROM users u WHERE 1 = 1");
        opens(&mut sql, " AND ", to);
        sql.push(")").run(conn).await?;
    }
    Ok(())
}

/// Returns how far the people who may open the other space have read: to their mark, else to their floor.
async fn read_by(
    conn: &mut Conn,
    topic: TopicId,
    from: SpaceId,
    to: SpaceId,
) -> Result<BTreeMap<UserId, i64>, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.person_id, f.number FROM read_floors f JOIN users u ON u.id = f.person_id WHERE f.space_id = ",
    );
    sql.text(from);
    opens(&mut sql, " AND ", to);
    let mut rows = sql.rows(conn).await?;
    let mut sql = Sql::new("SELECT r.person_id, r.number FROM read_marks r WHERE r.topic_id = ");
    rows.extend(sql.text(topic).rows(conn).await?);
    rows.iter().map(|row| Ok((parsed(row, 0)?, row.try_get(1)?))).collect()
}

/// Gives the posts of the topic, and the notices of them, the numbers after this one. They are negative in between,
/// because a number of before may equal one of after.
async fn renumber(conn: &mut Conn, topic: TopicId, before: i64) -> Result<(), StoreError> {
    for (table, column, same) in [
        (
            "notices",
            "post",
            "notices.topic_id = m.topic_id AND notices.post = m.number",
        ),
        ("posts", "number", "posts.seq = m.seq"),
    ] {
        let mut sql = Sql::new(&format!(
            "UPDATE {table} SET {column} = -m.moved FROM (SELECT p.seq, p.topic_id, p.number, "
        ));
        sql.bind(before)
            .push(" + row_number() OVER (ORDER BY p.number) AS moved FROM posts p WHERE p.topic_id = ");
        sql.text(topic).push(") m WHERE ").push(same).run(conn).await?;
        let mut sql = Sql::new(&format!(
            "UPDATE {table} SET {column} = -{column} WHERE {column} < 0 AND topic_id = "
        ));
        sql.text(topic).run(conn).await?;
    }
    Ok(())
}

/// Gives the topic its new address and keeps the former one, which leads to it.
async fn readdress(
    conn: &mut Conn,
    topic: TopicId,
    from: TopicAddress,
    to: TopicAddress,
    first_post: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, pinned = 0, space_id = ");
    sql.text(to.space).push(", number = ").bind(to.number);
    sql.push(", first_post = ").bind(first_post);
    sql.push(" WHERE id = ").text(topic).run(conn).await?;
    derived::refresh(conn, topic).await?;
    facets::moved(conn, topic, to.space).await?;
    let mut sql = Sql::new("INSERT INTO topic_moves (space_id, number, topic_id) VALUES (");
    sql.text(from.space).push(", ").bind(from.number).push(", ").text(topic);
    sql.push(")").run(conn).await?;
    Ok(())
}

/// Sets the first words again after the texts of posts have changed. A deleted post has none.
async fn refresh_first_words(conn: &mut Conn, topic: TopicId) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT p.number, p.markdown FROM topics t JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post \
         WHERE p.deleted_at IS NULL AND t.id = ",
    );
    if let Some(row) = sql.text(topic).row(conn).await? {
        let words = first_words(row.try_get(1)?);
        derived::set_first_words(conn, topic, row.try_get(0)?, &words).await?;
    }
    Ok(())
}

/// Sets the marks at the new numbers. A mark may be below the floor that the person has or gets in the space.
async fn keep_marks(
    conn: &mut Conn,
    topic: TopicId,
    read: BTreeMap<UserId, i64>,
    moved: impl Fn(i64) -> i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM read_marks WHERE topic_id = ");
    sql.text(topic).run(conn).await?;
    let mut inserts = Inserts::new(
        "INSERT INTO read_marks (person_id, topic_id, number, lowered) VALUES",
        "({}, {}, {}, 1)",
    );
    for (person, number) in read {
        let row = [
            Value::from(person.to_string()),
            Value::from(topic.to_string()),
            Value::from(moved(number)),
        ];
        inserts.add(conn, row).await?;
    }
    Ok(inserts.end(conn).await?)
}

async fn record_audit(conn: &mut Conn, topic: TopicId, from: SpaceId, to: SpaceId, by: By) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT t.title, t.author_id, s.name FROM topics t JOIN spaces s ON s.id = ");
    sql.text(to).push(" WHERE t.id = ").text(topic);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let event = audit::Event::TopicMoved {
        topic: row.try_get(0)?,
        author: parsed(&row, 1)?,
        to: row.try_get(2)?,
    };
    audit_log::write(conn, by.at, Some(by.person), from, &event).await
}
