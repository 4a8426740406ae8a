//! Closing and opening tasks. A task that repeats has one successor, however often and by how many people it is done.

use domain::{
    ids::{ChecklistItemId, ColumnId, TopicId, UserId},
    topic::{TopicAddress, TopicEvent, TopicState, task::column_of},
};
use sqlx::Row;

use super::{
    Task, checklist, columns, day,
    place::{At, put},
    reminder,
};
use crate::server::{
    clock, repetition,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Inserts, Sql, Value},
        },
        topics::{numbers, position, record},
    },
};

/// Closes or opens the task, without an outcome, and records it. Returns whether that changed anything.
pub async fn set_state(conn: &mut Conn, task: &Task, state: TopicState) -> Result<bool, StoreError> {
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, outcome = NULL, state = ");
    sql.bind(state.as_str()).push(" WHERE id = ").text(task.id);
    let changed = sql.push(" AND state <> ").bind(state.as_str()).run(conn).await? > 0;
    if changed {
        state_changed(conn, task, state).await?;
        record::changed(conn, task.by, task.address, TopicEvent::Changed).await?;
    }
    Ok(changed)
}

/// Moves the card of a task that was closed or opened, and adds the successor of one that repeats and was closed.
pub async fn state_changed(conn: &mut Conn, task: &Task, state: TopicState) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT k.column_id FROM tasks k WHERE k.topic_id = ");
    let row = sql.text(task.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let own: ColumnId = parsed(&row, 0)?;
    let columns = columns::list(conn, task.space()).await?;
    let column = column_of(&columns, own, state).unwrap_or(own);
    let at = match state {
        TopicState::Open => At::Bottom,
        TopicState::Closed => At::Top,
    };
    if column != own {
        put(conn, task.id, task.space(), column, at).await?;
    }
    if state == TopicState::Closed {
        add_successor(conn, task).await?;
    }
    reminder::refresh(conn, task.id).await
}

/// What the successor takes over.
struct Done {
    author: UserId,
    first_post: i64,
    rule: String,
}

/// Adds the task that follows this one, unless it was added before.
async fn add_successor(conn: &mut Conn, task: &Task) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT t.author_id, p.seq, k.repetition, t.due_day FROM topics t JOIN tasks k ON k.topic_id = t.id \
         JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post WHERE k.repetition IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM tasks x WHERE x.successor_of = t.id) AND t.id = ",
    );
    let Some(row) = sql.text(task.id).row(conn).await? else {
        return Ok(());
    };
    let done = Done {
        author: parsed(&row, 0)?,
        first_post: row.try_get(1)?,
        rule: row.try_get(2)?,
    };
    let rule = serde_json::from_str(&done.rule).ok();
    let next = rule.zip(day(&row, 3)?);
    let Some(due) = next.and_then(|(rule, due)| repetition::next_due(rule, due, task.today)) else {
        return Ok(());
    };
    let id = TopicId(clock::new_id());
    let number = numbers::give(conn, task.space(), 1, 1).await?;
    copy_topic(conn, task, id, number, &due.to_string()).await?;
    copy_post(conn, task, id, number.post, done.first_post).await?;
    copy_row(conn, task, id, &done.rule).await?;
    copy_checklist(conn, task.id, id).await?;
    let mut sql = Sql::new("INSERT INTO topic_follows (person_id, topic_id, level) SELECT f.person_id, ");
    sql.text(id).push(", f.level FROM topic_follows f WHERE f.topic_id = ");
    sql.text(task.id).run(conn).await?;
    // It is nothing new for the person who wrote it, nor for the one who did the task.
    for person in [done.author, task.by.person] {
        let floor = position::floor(conn, person, task.space()).await?.unwrap_or_default();
        position::set_mark(conn, person, id, number.post, floor).await?;
    }
    reminder::refresh(conn, id).await?;
    let address = TopicAddress {
        space: task.space(),
        number: number.topic,
    };
    record::changed(conn, task.by, address, TopicEvent::Added(number.post)).await
}

async fn copy_topic(
    conn: &mut Conn,
    task: &Task,
    id: TopicId,
    number: numbers::Given,
    due: &str,
) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO topics (id, space_id, number, kind, title, first_words, state, author_id, created_at, first_post, \
         last_post, last_at, last_author_id, replies, version, assignee_id, private, due_day) SELECT ",
    );
    sql.text(id).push(", t.space_id, ").bind(number.topic);
    sql.push(", t.kind, t.title, t.first_words, 'open', t.author_id, ")
        .bind(task.by.at);
    sql.push(", ").bind(number.post).push(", ").bind(number.post);
    sql.push(", ").bind(task.by.at);
    sql.push(", t.author_id, 0, 1, t.assignee_id, t.private, ").bind(due);
    sql.push(" FROM topics t WHERE t.id = ").text(task.id).run(conn).await?;
    Ok(())
}

/// Gives the successor the first post of the task with its files.
async fn copy_post(conn: &mut Conn, task: &Task, id: TopicId, number: i64, from: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO posts (topic_id, number, author_id, at, markdown, html, renderer, request, version, deleted_at, \
         deleted_by) SELECT ",
    );
    sql.text(id)
        .push(", ")
        .bind(number)
        .push(", p.author_id, ")
        .bind(task.by.at);
    sql.push(", p.markdown, p.html, p.renderer, ").text(clock::new_id());
    sql.push(", 1, p.deleted_at, p.deleted_by FROM posts p WHERE p.seq = ");
    let seq = sql.bind(from).push(" RETURNING seq").count(conn).await?;
    for (table, column) in [("post_files", "file_id"), ("post_mentions", "person_id")] {
        let mut sql = Sql::new(&format!("INSERT INTO {table} (post_seq, {column}) SELECT "));
        sql.bind(seq);
        sql.push(&format!(", x.{column} FROM {table} x WHERE x.post_seq = "));
        sql.bind(from).run(conn).await?;
    }
    Ok(())
}

async fn copy_row(conn: &mut Conn, task: &Task, id: TopicId, rule: &str) -> Result<(), StoreError> {
    let column = columns::of_new(&columns::list(conn, task.space()).await?);
    let mut sql = Sql::new(
        "INSERT INTO tasks (topic_id, space_id, column_id, order_key, repetition, successor_of, remind_days, remind_minute) \
         SELECT ",
    );
    sql.text(id).push(", k.space_id, ").text(column);
    sql.push(", 'i', ").bind(rule);
    sql.push(", k.topic_id, k.remind_days, k.remind_minute FROM tasks k WHERE k.topic_id = ");
    sql.text(task.id).run(conn).await?;
    put(conn, id, task.space(), column, At::Bottom).await
}

/// Gives the successor the items of the checklist, none of them done.
async fn copy_checklist(conn: &mut Conn, from: TopicId, to: TopicId) -> Result<(), StoreError> {
    let items = checklist::items(conn, from).await?;
    let mut inserts = Inserts::new(
        "INSERT INTO checklist_items (id, topic_id, position, text) VALUES",
        "({}, {}, {}, {})",
    );
    for (place, item) in items.into_iter().enumerate() {
        let row = [
            Value::from(ChecklistItemId(clock::new_id()).to_string()),
            Value::from(to.to_string()),
            Value::from(place as i64 + 1),
            Value::from(item.text),
        ];
        inserts.add(conn, row).await?;
    }
    Ok(inserts.end(conn).await?)
}
