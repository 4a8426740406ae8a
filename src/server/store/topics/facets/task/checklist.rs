//! The checklists of tasks.

use domain::{
    error::{AppError, Field, Reason},
    ids::{ChecklistItemId, TopicId},
    topic::task::{CHECKLIST_ITEMS, ChecklistChange, ChecklistItem, checklist_item},
};
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::{
        rows::{boolean, parsed},
        sql::{Conn, Sql},
    },
};

/// Returns the items in their order.
pub async fn items(conn: &mut Conn, topic: TopicId) -> Result<Vec<ChecklistItem>, StoreError> {
    let mut sql = Sql::new("SELECT c.id, c.text, c.done FROM checklist_items c WHERE c.topic_id = ");
    let rows = sql.text(topic).push(" ORDER BY c.position, c.id").rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(ChecklistItem {
                id: parsed(row, 0)?,
                text: row.try_get(1)?,
                done: boolean(row, 2)?,
            })
        })
        .collect()
}

/// Changes the checklist and returns whether anything is different now.
pub async fn change(conn: &mut Conn, topic: TopicId, change: ChecklistChange) -> Result<bool, StoreError> {
    let items = items(conn, topic).await?;
    match change {
        ChecklistChange::Add { item, text } => add(conn, topic, &items, item, &text).await,
        ChecklistChange::Reword { item, text } => {
            let text = checked(&text)?;
            if find(&items, item)?.text == text {
                return Ok(false);
            }
            let mut sql = Sql::new("UPDATE checklist_items SET text = ");
            sql.bind(text);
            of_item(conn, sql, item).await
        }
        ChecklistChange::Tick { item, done } => {
            if find(&items, item)?.done == done {
                return Ok(false);
            }
            let mut sql = Sql::new("UPDATE checklist_items SET done = ");
            sql.bind(i64::from(done));
            of_item(conn, sql, item).await
        }
        ChecklistChange::Move { item, to } => reorder(conn, &items, item, to).await,
        ChecklistChange::Remove { item } => {
            find(&items, item)?;
            of_item(conn, Sql::new("DELETE FROM checklist_items"), item).await
        }
    }
}

fn checked(text: &str) -> Result<String, AppError> {
    checklist_item(text).map_err(|reason| AppError::field(Field::Checklist, reason))
}

fn find(items: &[ChecklistItem], id: ChecklistItemId) -> Result<&ChecklistItem, StoreError> {
    items.iter().find(|item| item.id == id).ok_or(StoreError::NotFound)
}

async fn of_item(conn: &mut Conn, mut sql: Sql, item: ChecklistItemId) -> Result<bool, StoreError> {
    sql.push(" WHERE id = ").text(item).run(conn).await?;
    Ok(true)
}

async fn add(
    conn: &mut Conn,
    topic: TopicId,
    items: &[ChecklistItem],
    id: ChecklistItemId,
    text: &str,
) -> Result<bool, StoreError> {
    let text = checked(text)?;
    if items.len() >= CHECKLIST_ITEMS {
        let max = CHECKLIST_ITEMS;
        return Err(AppError::field(Field::Checklist, Reason::TooMany { max }).into());
    }
    let mut sql = Sql::new("INSERT INTO checklist_items (id, topic_id, position, text) SELECT ");
    sql.text(id).push(", ").text(topic);
    sql.push(", COALESCE(max(c.position), 0) + 1, ").bind(text);
    sql.push(" FROM checklist_items c WHERE c.topic_id = ").text(topic);
    Ok(sql.push(" ON CONFLICT (id) DO NOTHING").run(conn).await? > 0)
}

async fn reorder(conn: &mut Conn, items: &[ChecklistItem], id: ChecklistItemId, to: usize) -> Result<bool, StoreError> {
    let from = items
        .iter()
        .position(|item| item.id == id)
        .ok_or(StoreError::NotFound)?;
    let mut order: Vec<ChecklistItemId> = items.iter().map(|item| item.id).collect();
    let item = order.remove(from);
    let to = to.min(order.len());
    if to == from {
        return Ok(false);
    }
    order.insert(to, item);
    let mut sql = Sql::new("UPDATE checklist_items SET position = CASE id");
    for (place, item) in order.iter().enumerate() {
        sql.push(" WHEN ").text(item).push(" THEN ").bind(place as i64 + 1);
    }
    sql.push(" END WHERE id").within(order).run(conn).await?;
    Ok(true)
}
