//! The editor of a custom field's choices.

use domain::error::Field;
use leptos::prelude::*;

use super::form::{FieldSignals, TypedChoice};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// One line per choice. Enter on the last line adds another.
#[component]
pub fn ChoicesEditor(form: FieldSignals) -> impl IntoView {
    let messages = use_messages();
    if form.choices.with_untracked(Vec::is_empty) {
        form.choices.set(vec![TypedChoice::blank()]);
    }
    let error = form.error(messages, Field::Choices);
    let add = move || form.choices.update(|choices| choices.push(TypedChoice::blank()));
    view! {
        <fieldset class="field field-choices" data-wrong=move || error.get().map(|_| "")>
            <legend>{messages.text("fields-choices")}</legend>
            // Keyed by id, so that a line keeps the focus when it moves.
            <For each=move || form.choices.get() key=|choice| choice.id let:choice>
                <ChoiceLine form choice add/>
            </For>
            <p class="field-error">{move || error.get()}</p>
            <button type="button" class="button quiet" on:click=move |_| add()>
                <Icon glyph=Glyph::Plus/>
                <span>{messages.text("fields-choice-add")}</span>
            </button>
        </fieldset>
    }
    .into_any()
}

#[component]
fn ChoiceLine(form: FieldSignals, choice: TypedChoice, add: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let messages = use_messages();
    let TypedChoice { id, label } = choice;
    let place = Memo::new(move |_| {
        form.choices
            .with(|choices| choices.iter().position(|choice| choice.id == id).unwrap_or_default())
    });
    let named = move |message: &'static str| move || messages.with(message, [("number", place.get() + 1)]);
    let node = NodeRef::<leptos::html::Input>::new();
    // A line that was just added takes the focus.
    Effect::new({
        let label = label.clone();
        move |_| {
            if let Some(input) = node.get()
                && place.get_untracked() > 0
                && label.with_untracked(String::is_empty)
            {
                let _ = input.focus();
            }
        }
    });
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() && !event.ctrl_key() {
            event.prevent_default();
            let last = form.choices.with_untracked(|choices| choices.len().saturating_sub(1));
            if place.get_untracked() == last {
                add();
            }
        }
    };
    let up = move |_| {
        let place = place.get_untracked();
        form.choices
            .update(|choices| choices.swap(place, place.saturating_sub(1)));
    };
    let typed = label.clone();
    let shown = label.clone();
    let remove = move |_| form.choices.update(|choices| choices.retain(|choice| choice.id != id));
    view! {
        <div class="field-choice">
            <input
                type="text"
                class="input"
                aria-label=named("fields-choice")
                maxlength=domain::limits::CHOICE.to_string()
                value=label.get_untracked()
                prop:value=move || shown.get()
                node_ref=node
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_keydown
            />
            <button
                type="button"
                class="button icon quiet"
                aria-label=named("fields-choice-up")
                title=named("fields-choice-up")
                disabled=move || place.get() == 0
                on:click=up
            >
                <Icon glyph=Glyph::ArrowUp/>
            </button>
            <button
                type="button"
                class="button icon quiet"
                aria-label=named("fields-choice-remove")
                title=named("fields-choice-remove")
                on:click=remove
            >
                <Icon glyph=Glyph::X/>
            </button>
        </div>
    }
    .into_any()
}
