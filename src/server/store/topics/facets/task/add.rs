//! Adding a task by one line.

use domain::{
    access::Action,
    topic::{NewTopic, TopicAddress, TopicKind, task::NewTask},
};
use uuid::Uuid;

use super::{
    Task,
    change::{assign, move_to, set_due},
    place::At,
};
use crate::server::{
    permits::SpacePermit,
    store::{
        StoreError,
        engine::sql::Sql,
        topics::{access::known, content::TopicContent, write::add_topic},
    },
};

/// The content of a task to be added, checked and rendered before the transaction begins.
pub struct TaskContent {
    topic: TopicContent,
    task: NewTask,
}

impl TaskContent {
    /// Checks and renders the task.
    pub fn new(task: NewTask) -> Result<Self, domain::error::AppError> {
        let topic = TopicContent::new(NewTopic {
            kind: TopicKind::Task,
            title: String::new(),
            text: task.text.clone(),
        })?;
        Ok(Self { topic, task })
    }
}

/// Adds a task and returns its number. The same `request` of the same person adds one task.
pub async fn add_task(permit: &mut SpacePermit, content: &TaskContent, request: Uuid) -> Result<i64, StoreError> {
    let number = add_topic(permit, &content.topic, request).await?;
    let (space, viewer, by, today) = (permit.space(), permit.viewer(), permit.by(), permit.today());
    let conn = permit.act(Action::Discuss)?;
    let topic = known(conn, &viewer, TopicAddress { space, number }).await?;
    let task = Task {
        id: topic.id,
        address: topic.address,
        by,
        today,
    };
    if content.task.private {
        let mut sql = Sql::new("UPDATE topics SET private = 1 WHERE id = ");
        sql.text(task.id).run(conn).await?;
    }
    if let Some(due) = content.task.due {
        set_due(conn, &task, Some(due)).await?;
    }
    if let Some(column) = content.task.column {
        move_to(conn, &task, column, At::Bottom).await?;
    }
    if let Some(person) = content.task.assignee {
        assign(conn, &task, Some(person)).await?;
    }
    Ok(number)
}
