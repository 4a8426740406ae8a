//! Changing several tasks of a space at once, all or none, and undoing that.

use domain::{
    access::Action,
    error::{AppError, Field, Reason},
    ids::ColumnId,
    topic::{
        TopicAddress, TopicState,
        access::{TopicAction, decide_topic},
        task::{TaskBefore, TasksChange},
    },
};
use sqlx::Row;

use super::{
    Task, begin,
    change::{assign, move_to, set_assignee, set_due},
    day,
    done::set_state,
    place::At,
};
use crate::server::{
    permits::SpacePermit,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        topics::access::known,
    },
};

/// Maximum number of tasks that are changed at once.
const TASKS_MAX: usize = 500;

/// Changes the tasks with these numbers and returns what each had before. Tasks of an undo are those that it names.
///
/// # Errors
///
/// The reason why one of the tasks may not be changed; then none is.
pub async fn change(
    permit: &mut SpacePermit,
    numbers: &[i64],
    change: &TasksChange,
) -> Result<Vec<TaskBefore>, StoreError> {
    let undone: Vec<i64> = match change {
        TasksChange::Undo(before) => before.iter().map(|before| before.number).collect(),
        _ => Vec::new(),
    };
    let numbers = if undone.is_empty() { numbers } else { &undone };
    if numbers.len() > TASKS_MAX {
        return Err(AppError::field(Field::Rows, Reason::TooMany { max: TASKS_MAX }).into());
    }
    let mut all = Vec::with_capacity(numbers.len());
    for number in numbers {
        let task = permitted(permit, *number).await?;
        let conn = permit.act(Action::Discuss)?;
        begin(conn, task.id, task.space()).await?;
        all.push(before(conn, &task).await?);
        match change {
            TasksChange::Assignee(person) => drop(assign(conn, &task, *person).await?),
            TasksChange::Due(due) => drop(set_due(conn, &task, *due).await?),
            TasksChange::Column(column) => move_to(conn, &task, *column, At::Bottom).await?,
            TasksChange::Close => drop(set_state(conn, &task, TopicState::Closed).await?),
            TasksChange::Undo(before) => {
                for before in before.iter().filter(|before| before.number == *number) {
                    undo(conn, &task, before).await?;
                }
            }
        }
    }
    Ok(all)
}

/// Returns the task if the person may change it.
async fn permitted(permit: &mut SpacePermit, number: i64) -> Result<Task, StoreError> {
    let (space, viewer, by, today) = (permit.space(), permit.viewer(), permit.by(), permit.today());
    let conn = permit.act(Action::Discuss)?;
    let topic = known(conn, &viewer, TopicAddress { space, number }).await?;
    decide_topic(&viewer, &topic.facts, TopicAction::Change).map_err(AppError::from)?;
    Ok(Task {
        id: topic.id,
        address: topic.address,
        by,
        today,
    })
}

async fn before(conn: &mut Conn, task: &Task) -> Result<TaskBefore, StoreError> {
    let mut sql = Sql::new("SELECT t.assignee_id, t.due_day, k.column_id, t.state FROM topics t ");
    sql.push("JOIN tasks k ON k.topic_id = t.id WHERE t.id = ")
        .text(task.id);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let assignee: Option<&str> = row.try_get(0)?;
    Ok(TaskBefore {
        number: task.address.number,
        assignee: assignee.and_then(|person| person.parse().ok()),
        due: day(&row, 1)?,
        column: parsed(&row, 2)?,
        state: TopicState::parse(row.try_get(3)?).unwrap_or_default(),
    })
}

/// Gives the task what it had before. Nobody gets a notice of that.
async fn undo(conn: &mut Conn, task: &Task, to: &TaskBefore) -> Result<(), StoreError> {
    let now = before(conn, task).await?;
    set_assignee(conn, task, to.assignee).await?;
    set_due(conn, task, to.due).await?;
    if (now.state, now.column) != (to.state, to.column) {
        let column: ColumnId = to.column;
        move_to(conn, task, column, At::Bottom).await?;
    }
    Ok(())
}
