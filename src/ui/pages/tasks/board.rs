//! The board: columns of cards, and a field at the foot of each that adds a task.

use domain::{
    ids::ColumnId,
    topic::task::{BoardColumn, CardPlace, TaskCard, TaskColumn},
};
use leptos::{ev::DragEvent, prelude::*};

use super::{
    card::Card,
    state::{BOARD, TasksState},
    words::{column_name, day_at},
};
use crate::ui::components::{EmptyState, TextField};

/// The columns.
#[component]
pub fn BoardView(tasks: TasksState) -> impl IntoView {
    let messages = tasks.messages;
    let columns = Memo::new(move |_| tasks.columns());
    let add = Memo::new(move |_| tasks.board.with(|board| board.as_ref().is_some_and(|board| board.add)));
    let empty = Memo::new(move |_| tasks.board.with(|board| board.as_ref().is_some_and(|board| board.empty)));
    let last = Memo::new(move |_| columns.with(|columns| columns.last().map(|column| column.id)));
    view! {
        <Show when=move || empty.get()>
            <EmptyState title=messages.text("tasks-empty")>
                {move || add.get().then(|| view! { <p>{messages.text("tasks-empty-text")}</p> })}
            </EmptyState>
        </Show>
        <p class="visually-hidden" id="board-keys">{messages.text("board-keys")}</p>
        <div class="board" id=BOARD>
            <For each=move || columns.get() key=|column| column.clone() let:column>
                <ColumnView tasks column add last/>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn ColumnView(
    tasks: TasksState,
    column: TaskColumn,
    add: Memo<bool>,
    /// The column of tasks that are done.
    last: Memo<Option<ColumnId>>,
) -> impl IntoView {
    let messages = tasks.messages;
    let id = column.id;
    let name = column_name(messages, &column);
    let heading = format!("column-{id}");
    let of_column = move |read: fn(&BoardColumn) -> i64| {
        tasks.board.with(|board| {
            let columns = board.iter().flat_map(|board| &board.columns);
            columns.filter(|shown| shown.column.id == id).map(read).sum::<i64>()
        })
    };
    let count = Memo::new(move |_| of_column(|column| column.count));
    let more = Memo::new(move |_| of_column(|column| i64::from(column.cards.next.is_some())) > 0);
    let cards = Memo::new(move |_| {
        tasks.board.with(|board| {
            let columns = board.iter().flat_map(|board| &board.columns);
            let found = columns.filter(|shown| shown.column.id == id);
            found.flat_map(|shown| shown.cards.cards.clone()).collect::<Vec<TaskCard>>()
        })
    });
    let end = CardPlace {
        column: id,
        before: None,
    };
    let enter = move |event: DragEvent| {
        if tasks.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            tasks.over.set(Some(end));
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let place = tasks.over.try_update(Option::take).flatten();
        let card = tasks.dragged.try_update(Option::take).flatten();
        if let Some((card, place)) = card.zip(place) {
            tasks.put(card.number, place);
        }
    };
    let today = day_at(tasks.board.with_untracked(|board| board.as_ref().map_or(0, |board| board.now)));
    let is_over = move || tasks.over.get().is_some_and(|over| over == end);
    let foot_name = name.clone();
    view! {
        <section
            class="board-column"
            class:over=is_over
            aria-labelledby=heading.clone()
            on:dragover=enter
            on:drop=drop
        >
            <h2 class="board-heading" id=heading>
                <span class="board-name">{name}</span>
                <span class="board-count">
                    <span aria-hidden="true">{move || count.get()}</span>
                    <span class="visually-hidden">
                        {move || messages.with("board-column-count", [("count", count.get())])}
                    </span>
                </span>
            </h2>
            <ul class="board-cards">
                <For each=move || cards.get() key=|card| card_key(card) let:card>
                    <Card tasks card today/>
                </For>
            </ul>
            <Show when=move || more.get()>
                <button type="button" class="button quiet board-more" on:click=move |_| tasks.more_cards(id)>
                    {messages.text("board-more")}
                </button>
            </Show>
            <Show when=move || add.get() && last.get() != Some(id)>
                <NewCard tasks column=id name=foot_name.clone()/>
            </Show>
        </section>
    }
    .into_any()
}

/// A card is drawn again only if something that it shows has changed.
fn card_key(card: &TaskCard) -> (i64, String) {
    let shown = (card.state, card.due, card.checklist, card.repeats, card.private, card.replies, card.change);
    let person = card.assignee.as_ref().map(|person| person.id);
    (card.number, format!("{shown:?} {person:?} {}", card.title))
}

/// The field that adds a task to the column. Enter adds it, and the field is ready for another.
#[component]
fn NewCard(tasks: TasksState, column: ColumnId, name: String) -> impl IntoView {
    let messages = tasks.messages;
    let text = RwSignal::new(String::new());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = text.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            tasks.add(column, typed, move || drop(text.try_set(String::new())));
        }
    };
    view! {
        <form class="board-new" method="post" novalidate on:submit=add>
            <TextField label=messages.with("board-add-to", [("column", name)]) value=text/>
        </form>
    }
    .into_any()
}
