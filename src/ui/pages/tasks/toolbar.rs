//! The toolbar above the tasks of a space: board or list, filters, and the columns.

use std::collections::BTreeMap;

use domain::{
    ids::UserId,
    person::PersonRef,
    topic::{
        TopicState,
        task::{TasksQuery, TasksView},
    },
};
use leptos::prelude::*;

use super::{columns_dialog::ColumnsDialog, state::TasksState};
use crate::ui::{
    components::{Glyph, Icon, Menu, MenuRadio},
    shell::session::use_session,
};

/// The toolbar.
#[component]
pub fn Toolbar(tasks: TasksState) -> impl IntoView {
    let messages = tasks.messages;
    let columns = RwSignal::new(false);
    let may_edit = Memo::new(move |_| {
        tasks
            .board
            .with(|board| board.as_ref().is_some_and(|board| board.edit_columns))
    });
    let views = [
        link(tasks, "tasks-board", |query| TasksQuery {
            view: TasksView::Board,
            ..query
        }),
        link(tasks, "tasks-list", |query| TasksQuery {
            view: TasksView::List,
            ..query
        }),
    ];
    let states = [
        link(tasks, "tasks-all", |query| TasksQuery { state: None, ..query }),
        link(tasks, "tasks-open", |query| TasksQuery {
            state: Some(TopicState::Open),
            ..query
        }),
        link(tasks, "tasks-closed", |query| TasksQuery {
            state: Some(TopicState::Closed),
            ..query
        }),
    ];
    view! {
        <div class="topics-bar tasks-bar">
            <nav class="topics-filters" aria-label=messages.text("tasks-view")>
                {views.into_iter().collect_view()}
            </nav>
            <nav class="topics-filters" aria-label=messages.text("topics-filter")>
                {states.into_iter().collect_view()}
            </nav>
            <div class="topics-acts">
                <AssigneeFilter tasks/>
                <Show when=move || may_edit.get()>
                    <button type="button" class="button quiet" on:click=move |_| columns.set(true)>
                        <Icon glyph=Glyph::Columns/>
                        {messages.text("board-columns")}
                    </button>
                </Show>
            </div>
        </div>
        <ColumnsDialog tasks open=columns/>
    }
    .into_any()
}

/// Returns a link that shows something else.
fn link(tasks: TasksState, name: &'static str, to: fn(TasksQuery) -> TasksQuery) -> impl IntoView {
    let href = move || tasks.address(&to(tasks.query.get()));
    let current = move || (to(tasks.query.get()) == tasks.query.get()).then_some("true");
    view! {
        <a class="topics-filter" href=href aria-current=current>
            {tasks.messages.text(name)}
        </a>
    }
}

/// Returns the people to whom shown tasks are assigned, by id.
fn people(tasks: TasksState) -> BTreeMap<UserId, PersonRef> {
    let mut people = BTreeMap::new();
    let mut add = |person: &Option<PersonRef>| {
        if let Some(person) = person {
            people.insert(person.id, person.clone());
        }
    };
    tasks.board.with(|board| {
        let columns = board.iter().flat_map(|board| &board.columns);
        columns
            .flat_map(|column| &column.cards.cards)
            .for_each(|card| add(&card.assignee));
    });
    tasks.list.with(|list| {
        let cards = list.iter().flat_map(|list| &list.tasks.cards);
        cards.for_each(|card| add(&card.assignee));
    });
    people
}

/// The menu that shows the tasks of one person.
#[component]
fn AssigneeFilter(tasks: TasksState) -> impl IntoView {
    let messages = tasks.messages;
    let me = use_session().me.id;
    let chosen = Memo::new(move |_| tasks.query.with(|query| query.assignee));
    let others = Memo::new(move |_| people(tasks));
    // The name of the chosen person stays known when none of their tasks is shown.
    let known = Memo::new(move |before: Option<&BTreeMap<UserId, String>>| {
        let mut known = before.cloned().unwrap_or_default();
        others.with(|others| known.extend(others.iter().map(|(id, person)| (*id, person.name.clone()))));
        known
    });
    let word = Signal::derive(move || match chosen.get() {
        None => messages.text("tasks-of-anybody"),
        Some(person) if person == me => messages.text("tasks-mine"),
        Some(person) => {
            let name = known.with(|known| known.get(&person).cloned());
            messages.with("tasks-of", [("name", name.unwrap_or_else(|| "…".to_owned()))])
        }
    });
    let pick = move |person| tasks.change(|query| query.assignee = person);
    let entry = move |label: String, person: Option<UserId>| {
        view! {
            <MenuRadio
                label
                chosen=Signal::derive(move || chosen.get() == person)
                on_select=move |()| pick(person)
            />
        }
    };
    let entries = move || {
        let named = known.get().into_iter().filter(|(id, _)| *id != me);
        named.map(|(id, name)| entry(name, Some(id))).collect_view()
    };
    view! {
        <Menu label=messages.text("tasks-assignee-filter") glyph=Glyph::Person class="button quiet" word>
            {entry(messages.text("tasks-of-anybody"), None)}
            {entry(messages.text("tasks-mine"), Some(me))}
            {entries()}
        </Menu>
    }
    .into_any()
}
