//! A task as a card of the board or a row of the list.

use domain::{
    access::{AccessFacts, Viewer},
    ids::UserId,
    topic::{
        TopicState,
        access::{TopicAction, TopicFacts, decide_topic},
        task::{Progress, TaskCard, TasksQuery},
    },
};
use sqlx::{Row, any::AnyRow};

use super::day;
use crate::server::store::{
    StoreError,
    engine::{
        rows::{boolean, parsed, person},
        sql::Sql,
    },
    topics::{access::visible_to, row::TITLE},
};

/// The columns of a checklist's progress: the number of all items and of those that are done.
pub const PROGRESS: &str = "(SELECT count(*) FROM checklist_items c WHERE c.topic_id = t.id), \
     (SELECT count(*) FROM checklist_items c WHERE c.topic_id = t.id AND c.done = 1)";
/// The number of columns that [`read`] reads.
pub const WIDTH: usize = 14;

/// Returns the columns that [`read`] reads, of a topic `t` with its task `k` and its assignee `u`.
pub fn columns() -> String {
    format!(
        "t.number, {TITLE}, t.state, k.column_id, u.id, u.name, u.deactivated_at, t.due_day, {PROGRESS}, \
         CASE WHEN k.repetition IS NULL THEN 0 ELSE 1 END, t.private, t.replies, t.author_id"
    )
}

/// Reads the progress from two columns.
pub fn progress(row: &AnyRow, column: usize) -> Result<Progress, StoreError> {
    Ok(Progress {
        all: u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(u32::MAX),
        done: u32::try_from(row.try_get::<i64, _>(column + 1)?).unwrap_or(u32::MAX),
    })
}

/// Reads a row for the viewer, whose relation to the space is known.
pub fn read(row: &AnyRow, viewer: &Viewer, space: AccessFacts) -> Result<TaskCard, StoreError> {
    let assigned: Option<&str> = row.try_get(4)?;
    let assignee = assigned.is_some().then(|| person(row, 4)).transpose()?;
    let author: UserId = parsed(row, 13)?;
    let private = boolean(row, 11)?;
    let facts = TopicFacts {
        space,
        author: author == viewer.id,
        assignee: assignee.as_ref().is_some_and(|person| person.id == viewer.id),
        private,
        deleted: false,
    };
    Ok(TaskCard {
        number: row.try_get(0)?,
        title: row.try_get(1)?,
        state: TopicState::parse(row.try_get(2)?).unwrap_or_default(),
        column: parsed(row, 3)?,
        assignee,
        due: day(row, 7)?,
        checklist: progress(row, 8)?,
        repeats: boolean(row, 10)?,
        private,
        replies: row.try_get(12)?,
        change: decide_topic(viewer, &facts, TopicAction::Change).is_ok(),
    })
}

/// Adds the conditions of all tasks `t` that the viewer may see and that match the filters, after other conditions.
pub fn shown(sql: &mut Sql, viewer: &Viewer, query: &TasksQuery) {
    sql.push(" AND t.kind = 'task' AND t.deleted_at IS NULL");
    if let Some(state) = query.state {
        sql.push(" AND t.state = ").bind(state.as_str());
    }
    if let Some(assignee) = query.assignee {
        sql.push(" AND t.assignee_id = ").text(assignee);
    }
    visible_to(sql, viewer.id);
}
