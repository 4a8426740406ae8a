//! Tasks: changing them, the board and the list of a space, and the tasks of a person.

use domain::{
    ids::{ColumnId, SpaceId},
    topic::{
        TopicAddress,
        task::{
            Board, CardPlace, Cards, ColumnsChange, MyTasksPage, NewTask, TaskBefore, TaskChange, TasksChange,
            TasksPage, TasksQuery,
        },
    },
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Answer, json::Json};

/// Changes assignee, due day, repetition, reminder or checklist of a task.
#[server(prefix = "/api", endpoint = "change_task", input = Json, output = Json)]
pub async fn change_task(topic: TopicAddress, change: TaskChange) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::task};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    task::change::change(&mut permit, change).await?;
    Ok(permit.commit().await?)
}

/// Makes an own task private, or visible to all who may open the space.
#[server(prefix = "/api", endpoint = "set_task_private", input = Json, output = Json)]
pub async fn set_task_private(topic: TopicAddress, private: bool) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::privacy};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::SetPrivate).await?;
    privacy::set_private(&mut permit, private).await?;
    Ok(permit.commit().await?)
}

/// Puts the card of a task somewhere else. In the last column of the board it is closed, in the others open.
#[server(prefix = "/api", endpoint = "move_task", input = Json, output = Json)]
pub async fn move_task(topic: TopicAddress, to: CardPlace) -> Answer<()> {
    use domain::topic::access::TopicAction;

    use crate::server::{gate::Gate, store::topics::facets::task};

    let mut permit = Gate::signed_in()?.topic(topic, TopicAction::Change).await?;
    task::change::move_card(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

/// Adds a task by one line and returns its number. Sending the same `request` twice adds one task.
#[server(prefix = "/api", endpoint = "add_task", input = Json, output = Json)]
pub async fn add_task(space: SpaceId, task: NewTask, request: Uuid) -> Answer<i64> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics::facets::task::add};

    let gate = Gate::signed_in()?;
    let content = add::TaskContent::new(task)?;
    let mut permit = gate.space(space, Action::Discuss).await?;
    let number = add::add_task(&mut permit, &content, request).await?;
    permit.commit().await?;
    Ok(number)
}

/// Returns the board of a space: its columns with the first cards of each.
#[server(prefix = "/api", endpoint = "task_board", input = Json, output = Json)]
pub async fn task_board(space: SpaceId, query: TasksQuery) -> Answer<Board> {
    use crate::server::{clock, gate::Gate, store::topics::facets::task::board};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let cursors = gate.store().cursors();
    Ok(board::board(&mut tx, &gate.viewer(), cursors, (space, &query), clock::now()).await?)
}

/// Returns further cards of a column of the board.
#[server(prefix = "/api", endpoint = "task_cards", input = Json, output = Json)]
pub async fn task_cards(space: SpaceId, column: ColumnId, query: TasksQuery, after: String) -> Answer<Cards> {
    use crate::server::{gate::Gate, store::topics::facets::task::board};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let cursors = gate.store().cursors();
    Ok(board::more(&mut tx, &gate.viewer(), cursors, (space, column), &query, &after).await?)
}

/// Returns a page of the list of tasks of a space.
#[server(prefix = "/api", endpoint = "list_tasks", input = Json, output = Json)]
pub async fn list_tasks(space: SpaceId, query: TasksQuery, after: Option<String>) -> Answer<TasksPage> {
    use crate::server::{clock, gate::Gate, store::topics::facets::task::list};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    let (cursors, after) = (gate.store().cursors(), after.as_deref());
    Ok(list::page(&mut tx, &gate.viewer(), cursors, (space, &query), after, clock::now()).await?)
}

/// Changes several tasks of a space, all or none, and returns what each had before.
#[server(prefix = "/api", endpoint = "change_tasks", input = Json, output = Json)]
pub async fn change_tasks(space: SpaceId, tasks: Vec<i64>, change: TasksChange) -> Answer<Vec<TaskBefore>> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics::facets::task::bulk};

    let mut permit = Gate::signed_in()?.space(space, Action::Discuss).await?;
    let before = bulk::change(&mut permit, &tasks, &change).await?;
    permit.commit().await?;
    Ok(before)
}

/// Changes the columns of the board of a space.
#[server(prefix = "/api", endpoint = "change_task_columns", input = Json, output = Json)]
pub async fn change_task_columns(space: SpaceId, change: ColumnsChange) -> Answer<()> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::topics::facets::task::columns};

    let mut permit = Gate::signed_in()?.space(space, Action::Edit).await?;
    columns::change(&mut permit, change).await?;
    Ok(permit.commit().await?)
}

/// Returns a page of the caller's open tasks in all spaces.
#[server(prefix = "/api", endpoint = "my_tasks", input = Json, output = Json)]
pub async fn my_tasks(after: Option<String>) -> Answer<MyTasksPage> {
    use crate::server::{clock, gate::Gate, store::topics::facets::task::mine};

    let gate = Gate::signed_in()?;
    let today = gate.zone().today(clock::now());
    let mut tx = gate.read().await?;
    let cursors = gate.store().cursors();
    Ok(mine::page(&mut tx, &gate.viewer(), cursors, after.as_deref(), today).await?)
}
