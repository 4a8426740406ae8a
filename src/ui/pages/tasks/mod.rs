//! Tasks: the tab of a space with board and list, and the tasks of a person.

mod arrangement;
mod board;
mod bulk;
mod card;
mod columns_dialog;
mod list;
mod mine;
mod quick;
mod state;
mod tab;
mod toolbar;
pub mod words;

pub use {
    mine::MyTasksPage,
    quick::{QuickTaskDialog, QuickTopicDialog},
    state::{TasksState, tasks_path},
    tab::TasksTab,
};
