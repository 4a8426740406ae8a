//! Tasks: the facet, the board and the list of a space, several at once, and the tasks of a person.

mod board;
mod facet;
mod mine;
mod repeating;

use domain::{
    access::Action,
    day::Day,
    error::AppError,
    ids::{ChecklistItemId, ColumnId, SpaceId},
    topic::{
        Facet, NewTopic, TopicAddress, TopicKind,
        access::TopicAction,
        task::{
            Board, CardPlace, ColumnsChange, NewTask, TaskBefore, TaskCard, TaskChange, TaskColumn, TaskFacet,
            TasksChange, TasksQuery,
        },
    },
};

use super::people::{opened, send_topic};
use crate::server::{
    clock,
    gate::Gate,
    store::topics::{act, facets::task},
};

/// The columns of a board that nobody has changed.
fn columns() -> [ColumnId; 3] {
    let ids: Vec<ColumnId> = TaskColumn::first().iter().map(|column| column.id).collect();
    ids.try_into().unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn new_task(text: &str) -> NewTask {
    NewTask {
        text: text.into(),
        column: None,
        assignee: None,
        due: None,
        private: false,
    }
}

async fn send(gate: &Gate, space: SpaceId, task: NewTask, request: uuid::Uuid) -> Result<TopicAddress, AppError> {
    let content = task::add::TaskContent::new(task)?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let number = task::add::add_task(&mut permit, &content, request).await?;
    permit.commit().await?;
    Ok(TopicAddress { space, number })
}

async fn add(gate: &Gate, space: SpaceId, text: &str) -> TopicAddress {
    send(gate, space, new_task(text), clock::new_id()).await.unwrap()
}

async fn talk(gate: &Gate, space: SpaceId, text: &str) -> TopicAddress {
    let topic = NewTopic {
        kind: TopicKind::Talk,
        title: String::new(),
        text: text.into(),
    };
    let number = send_topic(gate, space, topic, clock::new_id()).await.unwrap();
    TopicAddress { space, number }
}

async fn change_kind(gate: &Gate, topic: TopicAddress, kind: TopicKind) {
    let mut permit = gate.topic(topic, TopicAction::Change).await.unwrap();
    act::change_kind(&mut permit, kind).await.unwrap();
    permit.commit().await.unwrap();
}

async fn change(gate: &Gate, topic: TopicAddress, change: TaskChange) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    task::change::change(&mut permit, change).await?;
    Ok(permit.commit().await?)
}

async fn move_card(gate: &Gate, topic: TopicAddress, column: ColumnId, before: Option<i64>) -> Result<(), AppError> {
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    task::change::move_card(&mut permit, CardPlace { column, before }).await?;
    Ok(permit.commit().await?)
}

async fn change_columns(gate: &Gate, space: SpaceId, change: ColumnsChange) -> Result<(), AppError> {
    let mut permit = gate.space(space, Action::Edit).await?;
    task::columns::change(&mut permit, change).await?;
    Ok(permit.commit().await?)
}

async fn change_several(
    gate: &Gate,
    space: SpaceId,
    numbers: &[i64],
    change: TasksChange,
) -> Result<Vec<TaskBefore>, AppError> {
    let mut permit = gate.space(space, Action::Discuss).await?;
    let before = task::bulk::change(&mut permit, numbers, &change).await?;
    permit.commit().await?;
    Ok(before)
}

async fn facet(gate: &Gate, topic: TopicAddress) -> TaskFacet {
    match opened(gate, topic).await.topic.facet {
        Facet::Task(task) => task,
        other => panic!("{other:?}"),
    }
}

async fn board(gate: &Gate, space: SpaceId, query: &TasksQuery) -> Board {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let board = task::board::board(&mut tx, &viewer, cursors, (space, query), 0);
    board.await.unwrap()
}

/// Returns the numbers of the cards of each column.
async fn cards(gate: &Gate, space: SpaceId) -> Vec<Vec<i64>> {
    let board = board(gate, space, &TasksQuery::default()).await;
    let numbers = |cards: &[TaskCard]| cards.iter().map(|card| card.number).collect();
    board
        .columns
        .iter()
        .map(|column| numbers(&column.cards.cards))
        .collect()
}

fn item() -> ChecklistItemId {
    ChecklistItemId(clock::new_id())
}
