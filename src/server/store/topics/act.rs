//! Acts on a whole topic.

use domain::{
    audit,
    error::{AppError, Field},
    topic::{TopicEvent, TopicKind, TopicState, access::TopicAction, outcome as checked_outcome, topic_title},
};
use sqlx::Row;

use super::{facets, record, write::title};
use crate::server::{
    permits::TopicPermit,
    store::{
        StoreError, audit as audit_log,
        engine::{
            rows::{boolean, parsed},
            sql::Sql,
        },
    },
};

/// What the acts here change.
struct Now {
    title: String,
    kind: TopicKind,
    state: TopicState,
    outcome: Option<String>,
    pinned: bool,
    version: i64,
}

async fn now(permit: &mut TopicPermit) -> Result<Now, StoreError> {
    let topic = permit.topic();
    let conn = permit.act(TopicAction::Change)?;
    let mut sql =
        Sql::new("SELECT t.title, t.state, t.outcome, t.pinned, t.version, t.kind FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(Now {
        title: row.try_get(0)?,
        kind: TopicKind::from_storage(row.try_get(5)?),
        state: TopicState::parse(row.try_get(1)?).unwrap_or_default(),
        outcome: row.try_get(2)?,
        pinned: boolean(&row, 3)?,
        version: row.try_get(4)?,
    })
}

/// Changes columns of the topic and records the event.
async fn change(
    permit: &mut TopicPermit,
    action: TopicAction,
    event: TopicEvent,
    assign: impl FnOnce(&mut Sql),
) -> Result<(), StoreError> {
    let (topic, address) = (permit.topic(), permit.address());
    let by = permit.by();
    let conn = permit.act(action)?;
    let mut sql = Sql::new("UPDATE topics SET version = version + 1, ");
    assign(&mut sql);
    sql.push(" WHERE id = ").text(topic).run(conn).await?;
    record::changed(conn, by, address, event).await
}

/// Changes the title.
///
/// # Errors
///
/// `Conflict` with the current title if the topic has changed since `version`.
pub async fn rename(permit: &mut TopicPermit, title: &str, version: i64) -> Result<(), StoreError> {
    let now = now(permit).await?;
    if now.version != version {
        return Err(AppError::conflict(&now.title).into());
    }
    let title = topic_title(title).map_err(|reason| AppError::field(Field::Title, reason))?;
    if now.title == title {
        return Ok(());
    }
    change(permit, TopicAction::Change, TopicEvent::Changed, |sql| {
        sql.push("title = ").bind(title);
    })
    .await
}

/// Makes the topic one of another kind. What it had as one of its present kind is kept, and shown again if it becomes one
/// again.
pub async fn change_kind(permit: &mut TopicPermit, kind: TopicKind) -> Result<(), StoreError> {
    if now(permit).await?.kind == kind {
        return Ok(());
    }
    change(permit, TopicAction::Change, TopicEvent::Changed, |sql| {
        sql.push("kind = ").bind(kind.as_str());
    })
    .await?;
    let (topic, space) = (permit.topic(), permit.space());
    facets::begin(permit.act(TopicAction::Change)?, topic, space, kind).await
}

/// Pins or unpins the topic.
pub async fn pin(permit: &mut TopicPermit, pinned: bool) -> Result<(), StoreError> {
    if now(permit).await?.pinned == pinned {
        return Ok(());
    }
    change(permit, TopicAction::Change, TopicEvent::Changed, |sql| {
        sql.push("pinned = ").bind(i64::from(pinned));
    })
    .await
}

/// Closes the topic with an outcome, which may be empty. Closing a closed topic changes its outcome.
pub async fn close(permit: &mut TopicPermit, outcome: &str) -> Result<(), StoreError> {
    let now = now(permit).await?;
    let outcome = checked_outcome(outcome).map_err(|reason| AppError::field(Field::Outcome, reason))?;
    if now.state == TopicState::Closed && now.outcome.as_deref().unwrap_or_default() == outcome {
        return Ok(());
    }
    change(permit, TopicAction::Change, TopicEvent::Changed, |sql| {
        sql.push("state = ")
            .bind(TopicState::Closed.as_str())
            .push(", outcome = ");
        match outcome.as_str() {
            "" => sql.push("NULL"),
            outcome => sql.bind(outcome),
        };
    })
    .await?;
    match now.state {
        TopicState::Open => state_changed(permit, now.kind, TopicState::Closed).await,
        TopicState::Closed => Ok(()),
    }
}

async fn state_changed(permit: &mut TopicPermit, kind: TopicKind, state: TopicState) -> Result<(), StoreError> {
    let topic = (permit.topic(), permit.address(), kind);
    let by = (permit.by(), permit.today());
    facets::state_changed(permit.act(TopicAction::Change)?, topic, by, state).await
}

/// Opens a closed topic again. It has no outcome then.
pub async fn reopen(permit: &mut TopicPermit) -> Result<(), StoreError> {
    let now = now(permit).await?;
    if now.state == TopicState::Open {
        return Ok(());
    }
    change(permit, TopicAction::Change, TopicEvent::Changed, |sql| {
        sql.push("outcome = NULL, state = ").bind(TopicState::Open.as_str());
    })
    .await?;
    state_changed(permit, now.kind, TopicState::Open).await
}

/// Moves the topic to the trash of its space.
pub async fn delete(permit: &mut TopicPermit) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    change(permit, TopicAction::Remove, TopicEvent::Deleted, |sql| {
        sql.push("deleted_at = ").bind(at).push(", deleted_by = ").text(actor);
    })
    .await?;
    if permit.facts().author {
        return Ok(());
    }
    let (topic, space) = (permit.topic(), permit.space());
    let conn = permit.act(TopicAction::Remove)?;
    let mut sql = Sql::new("SELECT t.author_id FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    let event = audit::Event::TopicDeleted {
        topic: title(conn, topic).await?,
        author: parsed(&row, 0)?,
    };
    audit_log::write(conn, at, Some(actor), space, &event).await
}

/// Takes the topic out of the trash of its space.
pub async fn restore(permit: &mut TopicPermit) -> Result<(), StoreError> {
    change(permit, TopicAction::Restore, TopicEvent::Restored, |sql| {
        sql.push("deleted_at = NULL, deleted_by = NULL");
    })
    .await
}
