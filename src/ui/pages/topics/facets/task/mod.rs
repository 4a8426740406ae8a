//! The panel of a task: assignee, due day, column, repetition, reminder, privacy and checklist.

mod checklist;
mod fields;
mod repetition;

use std::future::Future;

use domain::topic::{
    Facet,
    task::{TaskChange, TaskFacet},
};
use leptos::{prelude::*, task::spawn_local};

use self::{
    checklist::Checklist,
    fields::{AssigneeField, ColumnField, DueField, PrivateField, ReminderField},
    repetition::RepetitionField,
};
use super::super::thread_state::ThreadState;
use crate::{
    api::{Answer, tasks::change_task},
    ui::errors::sentence,
};

/// The task of a topic's page.
#[derive(Clone, Copy)]
struct TaskState {
    thread: ThreadState,
    task: Memo<TaskFacet>,
    /// Whether the person may change it.
    change: Memo<bool>,
}

impl TaskState {
    /// Sends a request and renews the topic. A failure is shown.
    fn send(self, request: impl Future<Output = Answer<()>> + 'static, done: Option<String>) {
        let thread = self.thread;
        spawn_local(async move {
            match (request.await, done) {
                (Ok(()), Some(done)) => thread.toasts.show_status(done),
                (Ok(()), None) => {}
                (Err(failure), _) => thread.toasts.show_error(sentence(thread.messages, &failure.0)),
            }
            thread.refresh(None);
        });
    }

    fn change(self, change: TaskChange) {
        self.send(change_task(self.thread.address(), change), None);
    }
}

/// The panel.
#[component]
pub fn TaskPanel(state: ThreadState, first: TaskFacet) -> impl IntoView {
    let messages = state.messages;
    let task = Memo::new(move |before: Option<&TaskFacet>| {
        state.topic.with(|topic| match &topic.facet {
            Facet::Task(task) => task.clone(),
            // The panel is removed when the topic is no task any more.
            _ => before.cloned().unwrap_or_else(|| first.clone()),
        })
    });
    let change = Memo::new(move |_| state.topic.with(|topic| topic.rights.change));
    let state = TaskState {
        thread: state,
        task,
        change,
    };
    view! {
        <section class="task-panel" aria-label=messages.text("task-panel")>
            <div class="task-fields">
                <AssigneeField state/>
                <DueField state/>
                <ColumnField state/>
                <RepetitionField state/>
                <ReminderField state/>
            </div>
            <PrivateField state/>
            <Checklist state/>
        </section>
    }
    .into_any()
}
