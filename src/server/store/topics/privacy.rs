//! Who may see a topic beside the rule of its space: a private topic exists for its author and its assignee alone.
//!
//! Losing a topic takes along what the person has read, follows and was notified about there. It is recorded with the
//! people who lose it, so that their open pages close.

use domain::{
    error::AppError,
    ids::{TopicId, UserId},
    topic::{Former, TopicAddress, TopicEvent, TopicKind, access::TopicAction},
};
use sqlx::Row;

use super::{
    forget::{Of, forget_people},
    record,
};
use crate::server::{
    permits::{By, TopicPermit},
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
    },
};

/// Makes the topic private, or visible to all who may open its space. The permit is that of its author.
///
/// # Errors
///
/// `NotAllowed` if a topic that is not a task becomes private.
pub async fn set_private(permit: &mut TopicPermit, private: bool) -> Result<(), StoreError> {
    let (topic, address, by) = (permit.topic(), permit.address(), permit.by());
    let conn = permit.act(TopicAction::SetPrivate)?;
    let mut sql = Sql::new("SELECT t.private, t.kind FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    if boolean(&row, 0)? == private {
        return Ok(());
    }
    if private && TopicKind::from_storage(row.try_get(1)?) != TopicKind::Task {
        return Err(AppError::NotAllowed.into());
    }
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, private = ");
    sql.bind(i64::from(private)).push(" WHERE id = ").text(topic);
    sql.run(conn).await?;
    let former = if private { Former::Everybody } else { Former::Nobody };
    audience_changed(conn, by, topic, address, former).await
}

/// Takes the topic from the person to whom it was assigned before, if it is private, and records the change. Every change
/// of `assignee_id` calls this after it; it needs no other event.
pub async fn assignee_changed(
    conn: &mut Conn,
    by: By,
    topic: TopicAddress,
    before: Option<UserId>,
    after: Option<UserId>,
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let mut sql = Sql::new("SELECT t.id, t.private, t.author_id FROM topics t WHERE t.space_id = ");
    sql.text(topic.space).push(" AND t.number = ").bind(topic.number);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    if !boolean(&row, 1)? {
        return record::changed(conn, by, topic, TopicEvent::Changed).await;
    }
    let author: UserId = parsed(&row, 2)?;
    let former = before.filter(|person| *person != author);
    let former = former.map_or(Former::Nobody, Former::Person);
    audience_changed(conn, by, parsed(&row, 0)?, topic, former).await
}

async fn audience_changed(
    conn: &mut Conn,
    by: By,
    topic: TopicId,
    address: TopicAddress,
    former: Former,
) -> Result<(), StoreError> {
    forget_people(conn, Of::Topic(topic)).await?;
    record::changed(conn, by, address, TopicEvent::AudienceChanged(former)).await
}
