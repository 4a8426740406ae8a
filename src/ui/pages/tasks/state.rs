//! The state of the tab with the tasks of a space.

use domain::{
    error::AppError,
    ids::{ColumnId, SpaceId},
    live::{LiveEvent, TopicChange},
    topic::{
        TopicAddress,
        task::{Board, CardPlace, NewTask, TaskCard, TaskColumn, TasksPage, TasksQuery, TasksView},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use serde::{Deserialize, Serialize};

use super::{
    arrangement::{Step, put, renewed, stepped},
    words::column_name,
};
use crate::{
    api::{
        Answer,
        tasks::{add_task, list_tasks, move_task, task_board, task_cards},
    },
    i18n::{Argument, Messages, use_messages},
    ui::{
        browser::{focus_in, live::is_overlay_open, new_uuid},
        components::{Toasts, use_toasts},
        errors::sentence,
        pages::{address::search_at, live::concerns_space, picked::Picked},
        shell::live::use_live,
    },
};

/// The id of the element with the cards.
pub const BOARD: &str = "task-board";

/// Returns the path of the tasks of a space.
pub fn tasks_path(space: SpaceId) -> String {
    format!("/spaces/{space}/tasks")
}

/// What the tab shows at first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum First {
    Board(Board),
    List(TasksPage),
}

/// Loads what the tab shows with this query.
pub async fn load(space: SpaceId, query: TasksQuery) -> Answer<First> {
    match query.view {
        TasksView::Board => task_board(space, query).await.map(First::Board),
        TasksView::List => list_tasks(space, query, None).await.map(First::List),
    }
}

type Navigate = Box<dyn Fn(&str) + Send + Sync>;

/// The tasks and what the parts of the tab share.
#[derive(Clone, Copy)]
pub struct TasksState {
    pub space: SpaceId,
    /// What is shown, from the address.
    pub query: Memo<TasksQuery>,
    pub board: RwSignal<Option<Board>>,
    pub list: RwSignal<Option<TasksPage>>,
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// The card that is being dragged.
    pub dragged: RwSignal<Option<TaskCard>>,
    /// Where it would be dropped.
    pub over: RwSignal<Option<CardPlace>>,
    /// The tasks of the list that are chosen.
    pub picked: RwSignal<Picked<i64>>,
    /// What screen readers are told.
    pub announced: RwSignal<String>,
    pub messages: Messages,
    pub toasts: Toasts,
    /// Called when the person may no longer open the space: loads the page again.
    gone: Callback<()>,
    go: StoredValue<Navigate>,
}

impl TasksState {
    /// Creates the state with the first answer, if there is one.
    pub fn new(space: SpaceId, first: Option<Answer<First>>, gone: Callback<()>) -> Self {
        let search = search_at(tasks_path(space));
        let navigate = use_navigate();
        let state = Self {
            space,
            query: Memo::new(move |_| search.with(|search| TasksQuery::from_query(search))),
            board: RwSignal::new(None),
            list: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            dragged: RwSignal::new(None),
            over: RwSignal::new(None),
            picked: RwSignal::default(),
            announced: RwSignal::default(),
            messages: use_messages(),
            toasts: use_toasts(),
            gone,
            go: StoredValue::new(Box::new(move |to| {
                let options = NavigateOptions {
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(to, options);
            })),
        };
        if let Some(first) = first {
            state.show(first);
        }
        state
    }

    /// Loads the tasks when the address changes, and renews them when the space does, but not while a card is dragged. Call
    /// it from the component that shows them.
    pub fn follow(self) {
        Effect::new(move |before: Option<TasksQuery>| {
            let query = self.query.get();
            let missing = self.board.with_untracked(Option::is_none) && self.list.with_untracked(Option::is_none);
            if before.is_some_and(|before| before != query) || (missing && self.failed.with_untracked(Option::is_none)) {
                self.picked.set(Picked::default());
                self.reload();
            }
            query
        });
        let concerns = move |event: &LiveEvent| match event {
            LiveEvent::Topic { space, what, .. } => {
                *space == self.space && !matches!(what, TopicChange::Reacted | TopicChange::Noticed)
            }
            _ => concerns_space(event, self.space),
        };
        let busy = move || is_overlay_open() || self.dragged.with_untracked(Option::is_some);
        use_live().reload_on(concerns, busy, move || self.refresh());
    }

    /// Returns the address that shows this.
    pub fn address(self, query: &TasksQuery) -> String {
        let path = tasks_path(self.space);
        match query.to_query() {
            query if query.is_empty() => path,
            query => format!("{path}?{query}"),
        }
    }

    /// Shows something else, as a new entry of the browser's history.
    pub fn change(self, change: impl FnOnce(&mut TasksQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        let to = self.address(&query);
        self.go.with_value(|go| go(&to));
    }

    /// Returns the columns of the board.
    pub fn columns(self) -> Vec<TaskColumn> {
        let of_board = self
            .board
            .with(|board| board.as_ref().map(|board| board.columns.iter().map(|column| column.column.clone()).collect()));
        let of_list = || self.list.with(|list| list.as_ref().map(|list| list.columns.clone()));
        of_board.or_else(of_list).unwrap_or_default()
    }

    /// Returns the address of a task.
    pub fn topic(self, number: i64) -> TopicAddress {
        TopicAddress {
            space: self.space,
            number,
        }
    }

    fn show(self, answer: Answer<First>) {
        match answer {
            Ok(First::Board(board)) => {
                self.failed.set(None);
                self.list.set(None);
                self.board.set(Some(board));
            }
            Ok(First::List(list)) => {
                self.failed.set(None);
                self.board.set(None);
                self.list.set(Some(list));
            }
            Err(failure) => {
                if matches!(failure.0, AppError::NotFound | AppError::NotAllowed) {
                    self.gone.try_run(());
                }
                self.failed.set(Some(failure.0));
            }
        }
    }

    /// Loads what the present address shows.
    pub fn reload(self) {
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = load(self.space, query).await;
            // An answer for another address is out of date.
            if self.query.try_get_untracked() == Some(query) {
                self.busy.set(false);
                self.show(answer);
            }
        });
    }

    /// Renews what is shown, and keeps further cards and rows that were loaded.
    pub fn refresh(self) {
        let Some(query) = self.query.try_get_untracked() else { return };
        spawn_local(async move {
            let Ok(answer) = load(self.space, query).await else { return };
            let dragging = self.dragged.try_with_untracked(Option::is_some) != Some(false);
            if self.query.try_get_untracked() != Some(query) || dragging {
                return;
            }
            match answer {
                First::Board(new) => self.board.update(|board| {
                    *board = Some(match board.take() {
                        Some(old) => renewed(&old, new),
                        None => new,
                    });
                }),
                First::List(new) => self.list.update(|list| {
                    let whole = list.as_ref().is_none_or(|old| old.tasks.cards.len() <= new.tasks.cards.len());
                    if whole {
                        *list = Some(new);
                        return;
                    }
                    if let Some(old) = list {
                        let known: Vec<i64> = new.tasks.cards.iter().map(|card| card.number).collect();
                        let rest = old.tasks.cards.iter().skip(known.len());
                        let rest: Vec<_> = rest.filter(|card| !known.contains(&card.number)).cloned().collect();
                        let next = old.tasks.next.clone();
                        *old = new;
                        old.tasks.cards.extend(rest);
                        old.tasks.next = next;
                    }
                }),
            }
        });
    }

    /// Loads further cards of a column.
    pub fn more_cards(self, column: ColumnId) {
        let query = self.query.get_untracked();
        let next = self.board.with_untracked(|board| {
            let column = board.as_ref()?.columns.iter().find(|shown| shown.column.id == column)?;
            column.cards.next.clone()
        });
        let Some(next) = next.filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = task_cards(self.space, column, query, next).await;
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(more) => self.board.update(|board| {
                    let columns = board.iter_mut().flat_map(|board| board.columns.iter_mut());
                    for shown in columns.filter(|shown| shown.column.id == column) {
                        let known: Vec<i64> = shown.cards.cards.iter().map(|card| card.number).collect();
                        let new = more.cards.iter().filter(|card| !known.contains(&card.number));
                        shown.cards.cards.extend(new.cloned());
                        shown.cards.next.clone_from(&more.next);
                    }
                }),
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }

    /// Loads further rows of the list.
    pub fn more_rows(self) {
        let query = self.query.get_untracked();
        let next = self
            .list
            .with_untracked(|list| list.as_ref().and_then(|list| list.tasks.next.clone()));
        let Some(next) = next.filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_tasks(self.space, query, Some(next)).await;
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(more) => self.list.update(|list| {
                    if let Some(list) = list {
                        let known: Vec<i64> = list.tasks.cards.iter().map(|card| card.number).collect();
                        let new = more.tasks.cards.into_iter().filter(|card| !known.contains(&card.number));
                        list.tasks.cards.extend(new);
                        list.tasks.next = more.tasks.next;
                    }
                }),
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }

    /// Moves the card by a key, says where it is, and keeps the focus on it.
    pub fn step(self, number: i64, step: Step) {
        let place = self
            .board
            .with_untracked(|board| stepped(&board.as_ref()?.columns, number, step));
        if let Some(place) = place {
            self.put(number, place);
            let _ = request_animation_frame(move || {
                focus_in(BOARD, &format!("[data-card=\"{number}\"] a"));
            });
        }
    }

    /// Puts the card somewhere else: at once on this screen, then on the server.
    pub fn put(self, number: i64, to: CardPlace) {
        if to.before == Some(number) {
            return;
        }
        let mut placed = None;
        self.board.update(|board| {
            if let Some(board) = board {
                placed = put(board, number, to);
            }
        });
        if let Some((column, place, all)) = placed {
            let named = self.columns_untracked().into_iter().find(|known| known.id == column);
            let name = named.map(|column| column_name(self.messages, &column)).unwrap_or_default();
            self.announced.set(self.messages.with(
                "board-moved",
                [
                    ("column", Argument::from(name)),
                    ("place", Argument::from(place)),
                    ("all", Argument::from(all)),
                ],
            ));
        }
        spawn_local(async move {
            if let Err(failure) = move_task(self.topic(number), to).await {
                self.toasts.show_error(sentence(self.messages, &failure.0));
                self.refresh();
            }
        });
    }

    fn columns_untracked(self) -> Vec<TaskColumn> {
        untrack(|| self.columns())
    }

    /// Adds a task to a column, then calls `added`.
    pub fn add(self, column: ColumnId, text: String, added: impl FnOnce() + 'static) {
        let task = NewTask {
            text,
            column: Some(column),
            assignee: self.query.get_untracked().assignee,
            due: None,
            private: false,
        };
        spawn_local(async move {
            match add_task(self.space, task, new_uuid()).await {
                Ok(_) => {
                    self.announced.try_set(self.messages.text("task-added"));
                    added();
                    self.refresh();
                }
                Err(failure) => self.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }
}
