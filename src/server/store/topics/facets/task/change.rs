//! Changes of one task.

use domain::{
    day::Day,
    error::{AppError, Field, Reason},
    ids::{ColumnId, UserId},
    topic::{
        TopicEvent, TopicState,
        access::TopicAction,
        task::{CardPlace, Reminder, Repetition, TaskChange},
    },
};
use sqlx::Row;

use super::{
    Task, begin, checklist, columns, day,
    done::set_state,
    notice,
    place::{At, put},
    reminder,
};
use crate::server::{
    permits::TopicPermit,
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
        spaces::access::OPENED_BY_U,
        topics::{privacy, record},
    },
};

/// Changes the task. A topic of another kind keeps what it is given for the time when it is a task.
pub async fn change(permit: &mut TopicPermit, change: TaskChange) -> Result<(), StoreError> {
    let task = Task::of(permit);
    let conn = permit.act(TopicAction::Change)?;
    begin(conn, task.id, task.space()).await?;
    match change {
        TaskChange::Assignee(person) => assign(conn, &task, person).await.map(drop),
        TaskChange::Due(due) => set_due(conn, &task, due).await.map(drop),
        TaskChange::Repetition(rule) => repeat(conn, &task, rule).await,
        TaskChange::Reminder(reminder) => remind(conn, &task, reminder).await,
        TaskChange::Checklist(change) => match checklist::change(conn, task.id, change).await? {
            true => changed(conn, &task).await,
            false => Ok(()),
        },
    }
}

async fn changed(conn: &mut Conn, task: &Task) -> Result<(), StoreError> {
    record::changed(conn, task.by, task.address, TopicEvent::Changed).await
}

/// Returns the person to whom the task is assigned.
pub async fn assignee(conn: &mut Conn, task: &Task) -> Result<Option<UserId>, StoreError> {
    let mut sql = Sql::new("SELECT t.assignee_id FROM topics t WHERE t.id = ");
    let row = sql.text(task.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let person: Option<&str> = row.try_get(0)?;
    Ok(person.and_then(|person| person.parse().ok()))
}

/// Assigns the task to a person, who gets a notice, or to nobody. Returns to whom it was assigned before.
///
/// # Errors
///
/// `Invalid` if the person is unknown, deactivated, or may not open the space.
pub async fn assign(conn: &mut Conn, task: &Task, person: Option<UserId>) -> Result<Option<UserId>, StoreError> {
    let before = assignee(conn, task).await?;
    if before == person {
        return Ok(before);
    }
    if let Some(person) = person {
        check_person(conn, task, person).await?;
    }
    set_assignee(conn, task, person).await?;
    if let Some(person) = person {
        notice::assigned(conn, task, person).await?;
    }
    Ok(before)
}

/// Sets the person without a notice.
pub async fn set_assignee(conn: &mut Conn, task: &Task, person: Option<UserId>) -> Result<(), StoreError> {
    let before = assignee(conn, task).await?;
    if before == person {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, assignee_id = ");
    match person {
        Some(person) => sql.text(person),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE id = ").text(task.id).run(conn).await?;
    reminder::refresh(conn, task.id).await?;
    privacy::assignee_changed(conn, task.by, task.address, before, person).await
}

async fn check_person(conn: &mut Conn, task: &Task, person: UserId) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT CASE WHEN u.deactivated_at IS NULL THEN 0 ELSE 1 END, CASE WHEN ");
    sql.push(OPENED_BY_U)
        .push(" THEN 1 ELSE 0 END FROM users u JOIN spaces s ON s.id = ");
    let row = sql
        .text(task.space())
        .push(" WHERE u.id = ")
        .text(person)
        .row(conn)
        .await?;
    let reason = match row {
        None => {
            let value = person.to_string();
            Reason::Unknown { value }
        }
        Some(row) if boolean(&row, 0)? => Reason::Deactivated,
        Some(row) if !boolean(&row, 1)? => Reason::CannotOpen,
        Some(_) => return Ok(()),
    };
    Err(AppError::field(Field::Assignee, reason).into())
}

/// Sets the due day and returns the one before. A task without one does not repeat.
pub async fn set_due(conn: &mut Conn, task: &Task, due: Option<Day>) -> Result<Option<Day>, StoreError> {
    let before = due_day(conn, task).await?;
    if before == due {
        return Ok(before);
    }
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, due_day = ");
    match due {
        Some(due) => sql.text(due),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE id = ").text(task.id).run(conn).await?;
    if due.is_none() {
        let mut sql = Sql::new("UPDATE tasks SET repetition = NULL WHERE topic_id = ");
        sql.text(task.id).run(conn).await?;
    }
    reminder::refresh(conn, task.id).await?;
    changed(conn, task).await?;
    Ok(before)
}

async fn due_day(conn: &mut Conn, task: &Task) -> Result<Option<Day>, StoreError> {
    let mut sql = Sql::new("SELECT t.due_day FROM topics t WHERE t.id = ");
    let row = sql.text(task.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    day(&row, 0)
}

/// Sets the rule by which the task repeats.
async fn repeat(conn: &mut Conn, task: &Task, rule: Option<Repetition>) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE tasks SET repetition = ");
    match rule {
        Some(rule) => {
            let rule = rule.checked();
            let rule = rule.map_err(|reason| AppError::field(Field::Repetition, reason))?;
            if due_day(conn, task).await?.is_none() {
                return Err(AppError::field(Field::Due, Reason::Required).into());
            }
            sql.bind(serde_json::to_string(&rule).map_err(|_| AppError::Malformed)?);
        }
        None => drop(sql.push("NULL")),
    }
    sql.push(" WHERE topic_id = ").text(task.id).run(conn).await?;
    changed(conn, task).await
}

/// Sets when the assignee is reminded.
async fn remind(conn: &mut Conn, task: &Task, reminder: Option<Reminder>) -> Result<(), StoreError> {
    if reminder.is_some_and(|reminder| !reminder.is_valid()) {
        return Err(AppError::field(Field::Reminder, Reason::Malformed).into());
    }
    let mut sql = Sql::new("UPDATE tasks SET ");
    match reminder {
        Some(reminder) => {
            sql.push("remind_days = ").bind(i64::from(reminder.days_before));
            sql.push(", remind_minute = ").bind(i64::from(reminder.minute));
        }
        None => drop(sql.push("remind_days = NULL, remind_minute = NULL")),
    }
    sql.push(" WHERE topic_id = ").text(task.id).run(conn).await?;
    reminder::refresh(conn, task.id).await?;
    changed(conn, task).await
}

/// Puts the card of the task somewhere else. In the last column the task is closed, in the others it is open.
pub async fn move_card(permit: &mut TopicPermit, to: CardPlace) -> Result<(), StoreError> {
    let task = Task::of(permit);
    let conn = permit.act(TopicAction::Change)?;
    begin(conn, task.id, task.space()).await?;
    let at = match to.before {
        Some(number) => above(conn, &task, number).await?,
        None => At::Bottom,
    };
    move_to(conn, &task, to.column, at).await
}

/// Moves the card to a column and records it.
pub async fn move_to(conn: &mut Conn, task: &Task, column: ColumnId, at: At) -> Result<(), StoreError> {
    let done = columns::check(&columns::list(conn, task.space()).await?, column)?;
    let state = if done { TopicState::Closed } else { TopicState::Open };
    let recorded = set_state(conn, task, state).await?;
    put(conn, task.id, task.space(), column, at).await?;
    match recorded {
        true => Ok(()),
        false => changed(conn, task).await,
    }
}

/// Returns the place above the task with this number. Above itself, or an unknown one, is the bottom.
async fn above(conn: &mut Conn, task: &Task, number: i64) -> Result<At, StoreError> {
    let mut sql = Sql::new("SELECT t.id FROM topics t WHERE t.space_id = ");
    sql.text(task.space()).push(" AND t.number = ").bind(number);
    let row = sql.row(conn).await?;
    Ok(row
        .map(|row| parsed(&row, 0))
        .transpose()?
        .map_or(At::Bottom, At::Above))
}
