//! A card of the board. It is dragged by pointer, and moved by Alt and arrow keys.

use domain::{
    day::Day,
    topic::{
        TopicState,
        task::{CardPlace, TaskCard},
    },
};
use leptos::{
    ev::{DragEvent, KeyboardEvent},
    prelude::*,
};

use super::{
    arrangement::Step,
    state::TasksState,
    words::DueMark,
};
use crate::{
    i18n::use_messages,
    ui::{
        browser::{carry, is_in_lower_half},
        components::{Glyph, Icon, PersonCircle},
    },
};

/// The marks of a task: due day, checklist, repetition, privacy, replies.
#[component]
pub fn Marks(card: TaskCard, today: Day) -> impl IntoView {
    let messages = use_messages();
    let open = card.state == TopicState::Open;
    let due = card.due.map(|due| view! { <DueMark due today open/> });
    let progress = (card.checklist.all > 0).then(|| {
        let words = messages.with(
            "checklist-progress",
            [("done", card.checklist.done), ("all", card.checklist.all)],
        );
        view! {
            <span class="task-mark" title=words.clone()>
                <Icon glyph=Glyph::SquareCheck size=14/>
                <span aria-hidden="true">{format!("{}/{}", card.checklist.done, card.checklist.all)}</span>
                <span class="visually-hidden">{words}</span>
            </span>
        }
    });
    let mark = |glyph, words: String| {
        view! {
            <span class="task-mark" title=words.clone()>
                <Icon glyph size=14/>
                <span class="visually-hidden">{words}</span>
            </span>
        }
    };
    let repeats = card.repeats.then(|| mark(Glyph::Repeat, messages.text("task-repeats")));
    let private = card.private.then(|| mark(Glyph::Lock, messages.text("task-is-private")));
    let replies = (card.replies > 0).then(|| {
        let words = messages.with("task-replies", [("count", card.replies)]);
        view! {
            <span class="task-mark" title=words.clone()>
                <Icon glyph=Glyph::Talk size=14/>
                <span aria-hidden="true">{card.replies}</span>
                <span class="visually-hidden">{words}</span>
            </span>
        }
    });
    view! { {due} {progress} {repeats} {private} {replies} }.into_any()
}

/// The card.
#[component]
pub fn Card(tasks: TasksState, card: TaskCard, today: Day) -> impl IntoView {
    let number = card.number;
    let change = card.change;
    let href = tasks.topic(number).path();
    let done = card.state == TopicState::Closed;
    let held = StoredValue::new(card.clone());
    let on_key = move |event: KeyboardEvent| {
        let Some(step) = Step::of(&event.key()) else { return };
        if event.alt_key() && change {
            event.prevent_default();
            tasks.step(number, step);
        }
    };
    let begin = move |event: DragEvent| {
        if !change {
            return event.prevent_default();
        }
        let card = held.get_value();
        carry(&event, &card.title);
        let name = card.title.clone();
        tasks.announced.set(tasks.messages.with("board-dragging", [("name", name)]));
        tasks.dragged.set(Some(card));
    };
    let end = move |_| {
        tasks.dragged.set(None);
        tasks.over.set(None);
    };
    let enter = move |event: DragEvent| {
        if tasks.dragged.with_untracked(Option::is_none) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let place = place_beside(tasks, number, is_in_lower_half(&event));
        if tasks.over.get_untracked() != place {
            tasks.over.set(place);
        }
    };
    let is_over = move || tasks.over.get().is_some_and(|over| over.before == Some(number));
    let is_dragged = move || {
        tasks
            .dragged
            .with(|dragged| dragged.as_ref().is_some_and(|dragged| dragged.number == number))
    };
    let assignee = card.assignee.clone().map(|person| view! { <PersonCircle person/> });
    view! {
        <li
            class="board-card"
            class:done=done
            class:over=is_over
            class:dragged=is_dragged
            data-card=number.to_string()
            draggable=change.to_string()
            on:keydown=on_key
            on:dragstart=begin
            on:dragend=end
            on:dragover=enter
        >
            <a class="board-link" href=href aria-describedby=change.then_some("board-keys") draggable="false">
                {card.title.clone()}
            </a>
            <div class="board-marks">
                <Marks card=card today/>
                {assignee}
            </div>
        </li>
    }
    .into_any()
}

/// Returns the place above this card, or below it.
fn place_beside(tasks: TasksState, number: i64, below: bool) -> Option<CardPlace> {
    tasks.board.with_untracked(|board| {
        let columns = board.iter().flat_map(|board| &board.columns);
        columns
            .filter_map(|shown| {
                let cards = &shown.cards.cards;
                let at = cards.iter().position(|card| card.number == number)?;
                let before = cards.get(if below { at + 1 } else { at });
                Some(CardPlace {
                    column: shown.column.id,
                    before: before.map(|card| card.number),
                })
            })
            .next()
    })
}
