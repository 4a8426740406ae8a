//! Tasks: their rows, and what the page of one shows.

pub mod add;
pub mod board;
pub mod bulk;
pub mod change;
mod checklist;
pub mod columns;
mod done;
pub mod list;
pub mod mine;
mod notice;
mod place;
mod reminder;
mod row;

use domain::{
    access::Viewer,
    day::Day,
    ids::{ColumnId, SpaceId, TopicId},
    topic::{
        TopicAddress, TopicState,
        access::{TopicAction, decide_topic},
        task::{Reminder, TaskFacet, column_of},
    },
};
use sqlx::{Row, any::AnyRow};

pub use self::done::state_changed;
use crate::server::{
    permits::{By, TopicOfPermit, TopicPermit},
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed, person},
            sql::{Conn, Sql},
        },
    },
};

/// A task that a person changes. The permit for it was checked.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    pub id: TopicId,
    pub address: TopicAddress,
    pub by: By,
    /// The present day in the person's time zone.
    pub today: Day,
}

impl Task {
    /// Returns the topic of a permit.
    pub fn of(permit: &TopicPermit) -> Self {
        Self {
            id: permit.topic(),
            address: permit.address(),
            by: permit.by(),
            today: permit.today(),
        }
    }

    fn space(&self) -> SpaceId {
        self.address.space
    }
}

/// Reads an optional day.
fn day(row: &AnyRow, column: usize) -> Result<Option<Day>, StoreError> {
    let text: Option<&str> = row.try_get(column)?;
    Ok(text.and_then(Day::parse))
}

/// Returns the facet of a task that the viewer may read.
pub async fn read(conn: &mut Conn, viewer: &Viewer, topic: &TopicOfPermit) -> Result<TaskFacet, StoreError> {
    let mut sql = Sql::new(
        "SELECT u.id, u.name, u.deactivated_at, t.due_day, k.repetition, k.remind_days, k.remind_minute, t.private, t.state, \
         k.column_id FROM topics t LEFT JOIN tasks k ON k.topic_id = t.id LEFT JOIN users u ON u.id = t.assignee_id \
         WHERE t.id = ",
    );
    let row = sql.text(topic.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let columns = columns::list(conn, topic.address.space).await?;
    let state = TopicState::parse(row.try_get(8)?).unwrap_or_default();
    let own: Option<&str> = row.try_get(9)?;
    let own: ColumnId = own.and_then(|id| id.parse().ok()).unwrap_or(columns::of_new(&columns));
    let repetition: Option<&str> = row.try_get(4)?;
    let assigned: Option<&str> = row.try_get(0)?;
    Ok(TaskFacet {
        assignee: assigned.is_some().then(|| person(&row, 0)).transpose()?,
        due: day(&row, 3)?,
        repetition: repetition.and_then(|rule| serde_json::from_str(rule).ok()),
        reminder: read_reminder(&row, 5)?,
        private: boolean(&row, 7)?,
        may_set_private: decide_topic(viewer, &topic.facts, TopicAction::SetPrivate).is_ok(),
        column: column_of(&columns, own, state).unwrap_or(own),
        checklist: checklist::items(conn, topic.id).await?,
        columns,
    })
}

fn read_reminder(row: &AnyRow, column: usize) -> Result<Option<Reminder>, StoreError> {
    let (days, minute): (Option<i64>, Option<i64>) = (row.try_get(column)?, row.try_get(column + 1)?);
    let read = |days, minute| {
        Some(Reminder {
            days_before: u16::try_from(days).ok()?,
            minute: u16::try_from(minute).ok()?,
        })
    };
    Ok(days.zip(minute).and_then(|(days, minute)| read(days, minute)))
}

/// Gives a topic that is a task now its row, or its place on the board of its space. What it had as a task before is kept.
pub async fn begin(conn: &mut Conn, topic: TopicId, space: SpaceId) -> Result<(), StoreError> {
    let mut sql =
        Sql::new("SELECT t.state, k.column_id FROM topics t LEFT JOIN tasks k ON k.topic_id = t.id WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    let state = TopicState::parse(row.try_get(0)?).unwrap_or_default();
    let own: Option<&str> = row.try_get(1)?;
    let columns = columns::list(conn, space).await?;
    let first = columns::of_new(&columns);
    let Some(own) = own else {
        let column = column_of(&columns, first, state).unwrap_or(first);
        let mut sql = Sql::new("INSERT INTO tasks (topic_id, space_id, column_id, order_key) VALUES (");
        sql.text(topic).push(", ").text(space).push(", ").text(column);
        sql.push(", 'i')").run(conn).await?;
        return place::put(conn, topic, space, column, place::At::Bottom).await;
    };
    let own: ColumnId = own.parse().unwrap_or(first);
    match column_of(&columns, own, state) {
        Some(column) if column != own => place::put(conn, topic, space, column, place::At::Bottom).await,
        _ => Ok(()),
    }
}

/// Takes a task along that was moved to another space.
pub async fn moved(conn: &mut Conn, topic: TopicId, to: SpaceId) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT t.state, k.column_id FROM topics t JOIN tasks k ON k.topic_id = t.id WHERE t.id = ");
    let Some(row) = sql.text(topic).row(conn).await? else {
        return Ok(());
    };
    let state = TopicState::parse(row.try_get(0)?).unwrap_or_default();
    let columns = columns::list(conn, to).await?;
    let own = parsed(&row, 1)?;
    let column = column_of(&columns, own, state).unwrap_or(own);
    place::put(conn, topic, to, column, place::At::Bottom).await
}
