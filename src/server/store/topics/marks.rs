//! What people have read.

use domain::{
    access::{AccountAction, Action},
    ids::{SpaceId, UserId},
    topic::{
        TopicAddress,
        access::{TopicAction, decide_topic},
    },
};

use super::{
    access::{facts, visible_to},
    numbers, position,
    posts::stored,
    record,
};
use crate::server::{
    permits::{AccountPermit, Purpose, SpacePermit, SystemPermit, TopicOfPermit, TopicPermit},
    store::{
        Store, StoreError,
        engine::sql::{Conn, Sql},
    },
};

/// Marks the topic as read up to a post. A mark never goes back.
pub async fn read(permit: &mut TopicPermit, post: i64) -> Result<(), StoreError> {
    let topic = of_permit(permit);
    let by = permit.by();
    let conn = permit.act(TopicAction::Read)?;
    if raise(conn, by.person, &topic, post).await? {
        record::read(conn, by).await?;
    }
    Ok(())
}

fn of_permit(permit: &TopicPermit) -> TopicOfPermit {
    TopicOfPermit {
        id: permit.topic(),
        address: permit.address(),
        facts: permit.facts(),
    }
}

/// Raises the mark of the person in a topic, at most to its last post. Returns whether that changed anything.
async fn raise(conn: &mut Conn, person: UserId, topic: &TopicOfPermit, post: i64) -> Result<bool, StoreError> {
    let floor = position::begin(conn, person, topic.address.space, &topic.facts.space).await?;
    let mut sql = Sql::new("SELECT max(p.number) FROM posts p WHERE p.topic_id = ");
    let last = sql.text(topic.id).count(conn).await?;
    let read = position::mark(conn, person, topic.id).await?.unwrap_or(floor);
    let to = post.min(last);
    if to <= read {
        return Ok(false);
    }
    position::set_mark(conn, person, topic.id, to, floor).await?;
    Ok(true)
}

/// Marks the topic as unread from a post on. Posts after it that were unread stay so.
pub async fn unread(permit: &mut TopicPermit, post: i64) -> Result<(), StoreError> {
    let topic = of_permit(permit);
    let by = permit.by();
    let conn = permit.act(TopicAction::Read)?;
    stored(conn, topic.id, post).await?;
    let floor = position::begin(conn, by.person, topic.address.space, &topic.facts.space).await?;
    let mut sql = Sql::new("SELECT COALESCE(max(p.number), ");
    sql.bind(post - 1)
        .push(") FROM posts p WHERE p.topic_id = ")
        .text(topic.id);
    let before = sql.push(" AND p.number < ").bind(post).count(conn).await?;
    let read = position::mark(conn, by.person, topic.id).await?.unwrap_or(floor);
    if read <= before {
        return Ok(());
    }
    position::set_mark(conn, by.person, topic.id, before, floor).await?;
    record::read(conn, by).await
}

/// Marks all topics of the space as read up to a post.
pub async fn space_read(permit: &mut SpacePermit, post: i64) -> Result<(), StoreError> {
    let (space, facts) = (permit.space(), permit.access_facts());
    let by = permit.by();
    let conn = permit.act(Action::Open)?;
    let floor = position::begin(conn, by.person, space, &facts).await?;
    let to = post.min(numbers::newest_post(conn, space).await?);
    let marks = if to >= floor {
        position::set_floor(conn, by.person, space, to).await?;
        remove_marks(conn, by.person, space, to).await?
    } else {
        // Only topics that were marked as unread have marks below the floor.
        lift_marks(conn, by.person, space, to).await?
    };
    match marks > 0 || to > floor {
        true => record::read(conn, by).await,
        false => Ok(()),
    }
}

const IN_SPACE: &str = " AND topic_id IN (SELECT t.id FROM topics t WHERE t.space_id = ";

/// Removes the marks of the person in the space up to this number.
async fn remove_marks(conn: &mut Conn, person: UserId, space: SpaceId, to: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM read_marks WHERE person_id = ");
    sql.text(person).push(" AND number <= ").bind(to).push(IN_SPACE);
    Ok(sql.text(space).push(")").run(conn).await?)
}

async fn lift_marks(conn: &mut Conn, person: UserId, space: SpaceId, to: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("UPDATE read_marks SET number = ");
    sql.bind(to).push(" WHERE person_id = ").text(person);
    sql.push(" AND number < ").bind(to).push(IN_SPACE);
    Ok(sql.text(space).push(")").run(conn).await?)
}

/// Raises the floor of a person who has read most topics one by one to the newest post, without changing what is
/// unread, so that the list reads few marks. The caller knows that few topics are unread. Deleted posts of read topics
/// count as read if they are restored.
pub async fn settle(store: &Store, person: UserId, space: SpaceId) -> Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::ReadRecord).await?;
    let Some(floor) = position::floor(&mut tx, person, space).await? else {
        return Ok(());
    };
    let newest = numbers::newest_post(&mut tx, space).await?;
    for condition in ["t.deleted_at IS NULL", "t.deleted_at IS NOT NULL"] {
        let mut sql = Sql::new("INSERT INTO read_marks (person_id, topic_id, number, lowered) SELECT ");
        sql.text(person)
            .push(", t.id, ")
            .bind(floor)
            .push(", 1 FROM topics t WHERE ");
        sql.push(condition).push(" AND t.last_post > ").bind(floor);
        visible_to(&mut sql, person);
        sql.push(" AND NOT EXISTS (SELECT 1 FROM read_marks r WHERE r.topic_id = t.id AND r.person_id = ");
        sql.text(person)
            .push(") AND t.space_id = ")
            .text(space)
            .run(&mut tx)
            .await?;
    }
    let mut sql = Sql::new("UPDATE read_marks SET lowered = 1 WHERE person_id = ");
    sql.text(person);
    sql.push(" AND topic_id IN (SELECT t.id FROM topics t WHERE t.last_post > read_marks.number AND t.space_id = ");
    sql.text(space).push(")").run(&mut tx).await?;
    let mut sql = Sql::new("DELETE FROM read_marks WHERE lowered = 0 AND person_id = ");
    sql.text(person).push(" AND number <= ").bind(newest).push(IN_SPACE);
    sql.text(space).push(")").run(&mut tx).await?;
    position::set_floor(&mut tx, person, space, newest).await?;
    tx.commit().await
}

/// Marks each topic that the person may read as read up to a post.
pub async fn caught_up(permit: &mut AccountPermit, topics: &[(TopicAddress, i64)]) -> Result<(), StoreError> {
    let viewer = permit.viewer();
    let by = permit.by();
    let conn = permit.act(AccountAction::UseAccount)?;
    let mut changed = false;
    for (address, post) in topics {
        let Some(topic) = facts(conn, &viewer, *address).await? else {
            continue;
        };
        if decide_topic(&viewer, &topic.facts, TopicAction::Read).is_ok() {
            changed |= raise(conn, by.person, &topic, *post).await?;
        }
    }
    match changed {
        true => record::read(conn, by).await,
        false => Ok(()),
    }
}
