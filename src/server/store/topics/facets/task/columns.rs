//! The columns of boards. They are stored when somebody changes them first.

use domain::{
    access::Action,
    activity::{EditedField, SpaceEvent},
    error::{AppError, Field, Reason},
    ids::{ColumnId, SpaceId, TopicId},
    topic::task::{COLUMNS_A_BOARD, COLUMNS_MIN, ColumnsChange, TaskColumn, column_name},
};
use sqlx::Row;

use super::place::{At, put};
use crate::server::{
    clock,
    permits::SpacePermit,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        events::{self, Happened},
        spaces,
    },
};

/// Returns the columns of the board of a space, in their order. There are at least two.
pub async fn list(conn: &mut Conn, space: SpaceId) -> Result<Vec<TaskColumn>, StoreError> {
    let mut sql = Sql::new("SELECT c.id, c.name FROM task_columns c WHERE c.space_id = ");
    let rows = sql.text(space).push(" ORDER BY c.position, c.id").rows(conn).await?;
    if rows.is_empty() {
        return Ok(TaskColumn::first());
    }
    rows.iter()
        .map(|row| {
            Ok(TaskColumn {
                id: parsed(row, 0)?,
                name: row.try_get(1)?,
            })
        })
        .collect()
}

/// Returns the column of a new task.
pub fn of_new(columns: &[TaskColumn]) -> ColumnId {
    let first = || TaskColumn::first().into_iter().next();
    let column = columns.first().cloned().or_else(first);
    column.map_or(ColumnId(uuid::Uuid::nil()), |column| column.id)
}

/// Refuses a column that the board does not have, and returns whether tasks in it are done.
pub fn check(columns: &[TaskColumn], column: ColumnId) -> Result<bool, AppError> {
    let place = columns.iter().position(|known| known.id == column);
    let place = place.ok_or_else(|| {
        let value = column.to_string();
        AppError::field(Field::Column, Reason::Unknown { value })
    })?;
    Ok(place + 1 == columns.len())
}

/// Changes the columns of the board.
pub async fn change(permit: &mut SpacePermit, change: ColumnsChange) -> Result<(), StoreError> {
    let (space, by) = (permit.space(), permit.by());
    let conn = permit.act(Action::Edit)?;
    let mut columns = list(conn, space).await?;
    match change {
        ColumnsChange::Add { name } => add(&mut columns, &name)?,
        ColumnsChange::Rename { column, name } => rename(&mut columns, column, &name)?,
        ColumnsChange::Order { columns: order } => columns = ordered(columns, &order)?,
        ColumnsChange::Delete { column, move_to } => {
            delete(&mut columns, column, move_to)?;
            move_cards(conn, space, column, move_to).await?;
        }
    }
    store(conn, space, &columns).await?;
    spaces::touch(conn, space, by.at).await?;
    let edited = SpaceEvent::Edited {
        fields: vec![EditedField::Board],
    };
    events::record(conn, by.at, Some(by.person), Happened::Space(space, &edited)).await
}

fn free_name(columns: &[TaskColumn], raw: &str, own: Option<ColumnId>) -> Result<String, AppError> {
    let name = column_name(raw).map_err(|reason| AppError::field(Field::Name, reason))?;
    let folded = domain::fold::fold(&name);
    let taken = |column: &&TaskColumn| Some(column.id) != own && domain::fold::fold(&column.name) == folded;
    match columns.iter().find(taken) {
        Some(_) => Err(AppError::field(Field::Name, Reason::Taken)),
        None => Ok(name),
    }
}

fn add(columns: &mut Vec<TaskColumn>, name: &str) -> Result<(), AppError> {
    let name = free_name(columns, name, None)?;
    if columns.len() >= COLUMNS_A_BOARD {
        let max = COLUMNS_A_BOARD;
        return Err(AppError::field(Field::Column, Reason::TooMany { max }));
    }
    let id = ColumnId(clock::new_id());
    columns.insert(columns.len().saturating_sub(1), TaskColumn { id, name });
    Ok(())
}

fn rename(columns: &mut [TaskColumn], id: ColumnId, name: &str) -> Result<(), AppError> {
    let name = free_name(columns, name, Some(id))?;
    check(columns, id)?;
    for column in columns.iter_mut().filter(|column| column.id == id) {
        column.name.clone_from(&name);
    }
    Ok(())
}

/// Returns the columns in another order. The last one stays the last, because tasks in it are done.
fn ordered(columns: Vec<TaskColumn>, order: &[ColumnId]) -> Result<Vec<TaskColumn>, AppError> {
    let mut now: Vec<ColumnId> = columns.iter().map(|column| column.id).collect();
    if now.last() != order.last() {
        return Err(AppError::field(Field::Column, Reason::LastColumn));
    }
    let mut wanted = order.to_vec();
    now.sort_unstable();
    wanted.sort_unstable();
    if now != wanted {
        // Somebody added or deleted a column meanwhile.
        return Err(AppError::Conflict(Box::default()));
    }
    let find = |id: &ColumnId| columns.iter().find(|column| column.id == *id).cloned();
    Ok(order.iter().filter_map(find).collect())
}

fn delete(columns: &mut Vec<TaskColumn>, id: ColumnId, move_to: ColumnId) -> Result<(), AppError> {
    let (last, to_last) = (check(columns, id)?, check(columns, move_to)?);
    if last || to_last || columns.len() <= COLUMNS_MIN {
        return Err(AppError::field(Field::Column, Reason::LastColumn));
    }
    if id == move_to {
        return Err(AppError::Malformed);
    }
    columns.retain(|column| column.id != id);
    Ok(())
}

/// Moves the cards of a column to the bottom of another one.
async fn move_cards(conn: &mut Conn, space: SpaceId, from: ColumnId, to: ColumnId) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT k.topic_id FROM tasks k WHERE k.space_id = ");
    sql.text(space).push(" AND k.column_id = ").text(from);
    let rows = sql.push(" ORDER BY k.order_key, k.topic_id").rows(conn).await?;
    let cards: Vec<TopicId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    for card in cards {
        put(conn, card, space, to, At::Bottom).await?;
    }
    Ok(())
}

async fn store(conn: &mut Conn, space: SpaceId, columns: &[TaskColumn]) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM task_columns WHERE space_id = ");
    sql.text(space).run(conn).await?;
    let mut sql = Sql::new("INSERT INTO task_columns (space_id, id, name, position) VALUES ");
    for (place, column) in columns.iter().enumerate() {
        sql.push(if place == 0 { "(" } else { ", (" }).text(space);
        sql.push(", ").text(column.id).push(", ").bind(column.name.as_str());
        sql.push(", ").bind(place as i64 + 1).push(")");
    }
    sql.run(conn).await?;
    Ok(())
}
