//! The notice of a task that was assigned to somebody.

use domain::{
    ids::UserId,
    topic::{NoticeReason, OwnChange},
};
use sqlx::Row;

use super::Task;
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    events::{self, Happened},
    topics::position,
};

/// Notifies the person, unless they act themselves. A notice is unread as long as its post is, so the topic becomes unread
/// for them from its last post on.
pub async fn assigned(conn: &mut Conn, task: &Task, person: UserId) -> Result<(), StoreError> {
    if person == task.by.person {
        return Ok(());
    }
    notify(conn, task, person, NoticeReason::Assigned).await
}

async fn notify(conn: &mut Conn, task: &Task, person: UserId, reason: NoticeReason) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT t.last_post FROM topics t WHERE t.id = ");
    let row = sql.text(task.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let last: i64 = row.try_get(0)?;
    let mut sql = Sql::new("INSERT INTO notices (person_id, topic_id, post, reason, at) VALUES (");
    sql.text(person).push(", ").text(task.id).push(", ").bind(last);
    sql.push(", ").bind(reason.rank()).push(", ").bind(task.by.at);
    sql.push(") ON CONFLICT (person_id, topic_id, post) DO UPDATE SET reason = excluded.reason, at = excluded.at");
    sql.run(conn).await?;
    let floor = position::floor(conn, person, task.space()).await?;
    let mark = position::mark(conn, person, task.id).await?;
    if mark.or(floor).is_none_or(|read| read >= last) {
        // Without a floor the mark counts as one below it.
        position::set_mark(conn, person, task.id, last - 1, floor.unwrap_or(i64::MAX)).await?;
        let read = Happened::Person(person, OwnChange::Read);
        events::record(conn, task.by.at, Some(task.by.person), read).await?;
    }
    let noticed = Happened::Person(person, OwnChange::Notices);
    events::record(conn, task.by.at, Some(task.by.person), noticed).await
}
