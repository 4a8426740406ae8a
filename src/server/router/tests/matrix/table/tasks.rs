//! Tasks, boards and the tasks of a person. Topic 1 is one of the member.

use domain::{
    access::{AccountAction, Action},
    space::SpaceState,
    topic::{
        access::TopicAction,
        task::{CardPlace, ColumnsChange, NewTask, TaskChange, TaskColumn, TasksChange, TasksQuery},
    },
};
use serde_json::{Value, json};

use super::super::{
    entry::{Act, Cell, Entry},
    scene::Scene,
};
use crate::server::clock;

const NOT_FOUND: Cell = Cell("not found", 404);

/// Returns the entries of `api::tasks`.
pub fn entries() -> Vec<Entry> {
    let mut entries = reading();
    entries.extend(writing());
    entries
}

fn shown(scene: &Scene) -> Value {
    json!({ "space": scene.space, "query": TasksQuery::default(), "after": null })
}

fn reading() -> Vec<Entry> {
    let board = |with, state| Entry::space("task_board", with, Action::Open, shown).of(state);
    let page = |with, state| {
        let address = Act::Get(Box::new(|scene: &Scene| format!("/spaces/{}/tasks", scene.space)));
        Entry::on_space("GET /spaces/{id}/tasks", with, Action::Open, address)
            .of(state)
            .says("full", Cell("outline", 200), NOT_FOUND)
            .read(super::routes::shown)
    };
    vec![
        board("open the board of a space", SpaceState::Active),
        board("the same in the archive", SpaceState::Archived),
        board("the same in the trash", SpaceState::Trash),
        Entry::space("task_cards", "read more cards of a column", Action::Open, |scene| {
            let column = TaskColumn::first()[0].id;
            json!({ "space": scene.space, "column": column, "query": TasksQuery::default(), "after": "" })
        }),
        Entry::space("list_tasks", "list the tasks of a space", Action::Open, shown),
        page("the tasks of a space", SpaceState::Active),
        page("the tasks of a space in the trash", SpaceState::Trash),
        Entry::account(
            "my_tasks",
            "list the own tasks",
            AccountAction::UseAccount,
            |_| json!({ "after": null }),
        ),
        Entry::page("GET /tasks", "the own tasks", AccountAction::UseAccount),
    ]
}

fn writing() -> Vec<Entry> {
    use TopicAction::{Change, SetPrivate};
    let due = |scene: &Scene| json!({ "topic": scene.topic(false), "change": TaskChange::Due(None) });
    let column = TaskColumn::first()[0].id;
    let place = CardPlace { column, before: None };
    let add = |scene: &Scene| {
        let task = NewTask {
            text: "a task".into(),
            column: None,
            assignee: None,
            due: None,
            private: false,
        };
        json!({ "space": scene.space, "task": task, "request": clock::new_id() })
    };
    vec![
        Entry::topic("change_task", "change the due day of a task", Change, due),
        Entry::topic("change_task", "the same in the archive", Change, due).of(SpaceState::Archived),
        Entry::topic(
            "set_task_private",
            "make a task visible to all",
            SetPrivate,
            |scene| json!({ "topic": scene.topic(false), "private": false }),
        ),
        Entry::topic(
            "move_task",
            "move a task on the board",
            Change,
            move |scene| json!({ "topic": scene.topic(false), "to": place }),
        ),
        Entry::space("add_task", "add a task", Action::Discuss, add),
        Entry::space("add_task", "the same in the archive", Action::Discuss, add).of(SpaceState::Archived),
        Entry::space(
            "change_tasks",
            "change several tasks",
            Action::Discuss,
            |scene| json!({ "space": scene.space, "tasks": [], "change": TasksChange::Close }),
        ),
        Entry::space(
            "change_task_columns",
            "change the columns of the board",
            Action::Edit,
            move |scene| {
                let name = "Doing".to_owned();
                json!({ "space": scene.space, "change": ColumnsChange::Rename { column, name } })
            },
        ),
    ]
}
