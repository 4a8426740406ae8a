//! What people do with topics, as one call each.

use domain::{
    access::Action,
    error::AppError,
    ids::{SpaceId, UserId},
    topic::{NewTopic, Thread, ThreadPlace, TopicAddress, TopicKind, TopicsPage, TopicsQuery, access::TopicAction},
};
use sqlx::Row;
use uuid::Uuid;

use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        events::{self, Event},
        topics::{
            act,
            content::{PostContent, TopicContent},
            list, marks, moves, privacy, thread, write,
        },
    },
};

pub fn new_topic(title: &str, text: &str) -> NewTopic {
    NewTopic {
        kind: TopicKind::Talk,
        title: title.into(),
        text: text.into(),
    }
}

pub async fn send_topic(gate: &Gate, space: SpaceId, topic: NewTopic, request: Uuid) -> Result<i64, AppError> {
    add_topic(gate, space, TopicContent::new(topic)?, request).await
}

async fn add_topic(gate: &Gate, space: SpaceId, topic: TopicContent, request: Uuid) -> Result<i64, AppError> {
    let mut permit = gate.space(space, Action::Discuss).await?;
    let number = write::add_topic(&mut permit, &topic, request).await?;
    permit.commit().await?;
    Ok(number)
}

pub async fn start(gate: &Gate, space: SpaceId, text: &str) -> TopicAddress {
    let topic = new_topic("", text);
    let number = send_topic(gate, space, topic, clock::new_id()).await.unwrap();
    TopicAddress { space, number }
}

pub async fn send_reply(gate: &Gate, topic: TopicAddress, text: &str, request: Uuid) -> Result<i64, AppError> {
    let content = PostContent::new(text)?;
    let mut permit = gate.topic(topic, TopicAction::Reply).await?;
    let number = write::add_post(&mut permit, &content, request).await?;
    permit.commit().await?;
    Ok(number)
}

pub async fn reply(gate: &Gate, topic: TopicAddress, text: &str) -> i64 {
    send_reply(gate, topic, text, clock::new_id()).await.unwrap()
}

pub async fn edit(gate: &Gate, topic: TopicAddress, post: i64, text: &str, version: i64) -> Result<(), AppError> {
    let content = PostContent::new(text)?;
    let mut permit = gate.topic(topic, TopicAction::EditOwnPost).await?;
    write::edit_post(&mut permit, post, &content, version).await?;
    Ok(permit.commit().await?)
}

pub async fn delete_post(gate: &Gate, topic: TopicAddress, post: i64, deleted: bool) -> Result<(), AppError> {
    let mut permit = gate.deleting_post(topic, post).await?;
    write::delete_post(&mut permit, post, deleted).await?;
    Ok(permit.commit().await?)
}

pub async fn react(gate: &Gate, topic: TopicAddress, post: i64, emoji: &str, on: bool) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Reply).await?;
    write::react(&mut permit, post, emoji, on).await?;
    Ok(permit.commit().await?)
}

pub async fn read(gate: &Gate, topic: TopicAddress, post: i64) {
    let mut permit = gate.topic(topic, TopicAction::Read).await.unwrap();
    marks::read(&mut permit, post).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn unread(gate: &Gate, topic: TopicAddress, post: i64) {
    let mut permit = gate.topic(topic, TopicAction::Read).await.unwrap();
    marks::unread(&mut permit, post).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn read_all(gate: &Gate, space: SpaceId, post: i64) {
    let mut permit = gate.space(space, Action::Open).await.unwrap();
    marks::space_read(&mut permit, post).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn pin(gate: &Gate, topic: TopicAddress, pinned: bool) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    act::pin(&mut permit, pinned).await?;
    Ok(permit.commit().await?)
}

pub async fn rename(gate: &Gate, topic: TopicAddress, title: &str, version: i64) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    act::rename(&mut permit, title, version).await?;
    Ok(permit.commit().await?)
}

pub async fn change_kind(gate: &Gate, topic: TopicAddress, kind: TopicKind) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    act::change_kind(&mut permit, kind).await?;
    Ok(permit.commit().await?)
}

pub async fn close(gate: &Gate, topic: TopicAddress, outcome: &str) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    act::close(&mut permit, outcome).await?;
    Ok(permit.commit().await?)
}

pub async fn reopen(gate: &Gate, topic: TopicAddress) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    act::reopen(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn delete(gate: &Gate, topic: TopicAddress) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Remove).await?;
    act::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn restore(gate: &Gate, topic: TopicAddress) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Restore).await?;
    act::restore(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn move_to(gate: &Gate, topic: TopicAddress, to: SpaceId) -> Result<TopicAddress, AppError> {
    let mut permit = gate.topic(topic, TopicAction::Remove).await?;
    let moved = moves::move_to(&mut permit, to).await?;
    permit.commit().await?;
    Ok(moved)
}

pub async fn set_private(gate: &Gate, topic: TopicAddress, private: bool) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::SetPrivate).await?;
    privacy::set_private(&mut permit, private).await?;
    Ok(permit.commit().await?)
}

/// Adds a private task.
pub async fn start_private(gate: &Gate, space: SpaceId, title: &str, text: &str) -> TopicAddress {
    let task = NewTopic {
        kind: TopicKind::Task,
        ..new_topic(title, text)
    };
    let task = TopicContent::new(task).unwrap().private().unwrap();
    let number = add_topic(gate, space, task, clock::new_id()).await.unwrap();
    TopicAddress { space, number }
}

pub async fn assign(gate: &Gate, topic: TopicAddress, person: Option<UserId>) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    let (by, id, address) = (permit.by(), permit.topic(), permit.address());
    let conn = permit.act(TopicAction::Change)?;
    let mut sql = Sql::new("SELECT t.assignee_id FROM topics t WHERE t.id = ");
    let row = sql.text(id).row(conn).await.unwrap().unwrap();
    let before: Option<String> = row.try_get(0).unwrap();
    let before = before.map(|person| person.parse().unwrap());
    let mut sql = Sql::new("UPDATE topics SET assignee_id = ");
    match person {
        Some(person) => sql.text(person),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE id = ").text(id).run(conn).await.unwrap();
    privacy::assignee_changed(conn, by, address, before, person).await?;
    Ok(permit.commit().await?)
}

/// Opens the list as a visitor does.
pub async fn visit(gate: &Gate, space: SpaceId) -> TopicsPage {
    listed(gate, space, &TopicsQuery::default(), None).await
}

pub async fn listed(gate: &Gate, space: SpaceId, query: &TopicsQuery, after: Option<&str>) -> TopicsPage {
    list::page_visited(gate.store(), &gate.viewer(), space, query, after)
        .await
        .unwrap()
}

/// Returns the numbers of the listed topics.
pub fn numbers(page: &TopicsPage) -> Vec<i64> {
    page.rows.iter().map(|row| row.address.number).collect()
}

/// Returns the numbers of the unread topics in the list of all.
pub fn unread_of(page: &TopicsPage) -> Vec<i64> {
    let unread = page.rows.iter().filter(|row| row.unread);
    unread.map(|row| row.address.number).collect()
}

pub async fn open(gate: &Gate, topic: TopicAddress, place: ThreadPlace) -> Result<Thread, AppError> {
    let mut tx = gate.read().await?;
    Ok(thread::open(&mut tx, &gate.viewer(), topic, place, 0).await?)
}

pub async fn opened(gate: &Gate, topic: TopicAddress) -> Thread {
    open(gate, topic, ThreadPlace::FirstUnread).await.unwrap()
}

/// Returns the number of rows that a query counts.
pub async fn counted(gate: &Gate, query: &str) -> i64 {
    let mut tx = gate.read().await.unwrap();
    Sql::new(query).count(&mut tx).await.unwrap()
}

pub async fn newest_event(gate: &Gate) -> i64 {
    events::newest(&mut gate.read().await.unwrap()).await.unwrap()
}

/// Returns the events after this one: list and kind of each.
pub async fn events_after(gate: &Gate, number: i64) -> Vec<(String, String)> {
    let events: Vec<Event> = events::after(&mut gate.read().await.unwrap(), number, 100)
        .await
        .unwrap();
    events.into_iter().map(|event| (event.list, event.kind)).collect()
}

/// Returns the list without the effects of a visit.
pub async fn listed_only(gate: &Gate, space: SpaceId) -> TopicsPage {
    let mut tx = gate.read().await.unwrap();
    let query = TopicsQuery::default();
    list::page(
        &mut tx,
        gate.store().cursors(),
        &gate.viewer(),
        space,
        (&query, None),
        0,
    )
    .await
    .unwrap()
}
