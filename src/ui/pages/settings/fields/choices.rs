//! The choices of a field: typed, ordered, taken away.

use domain::error::Field;
use leptos::prelude::*;

use super::form::{FieldSignals, TypedChoice};
use crate::{
    i18n::use_speech,
    ui::components::{Glyph, Icon},
};

/// A line a choice; Enter begins another.
#[component]
pub fn ChoicesEditor(form: FieldSignals) -> impl IntoView {
    let speech = use_speech();
    if form.choices.with_untracked(Vec::is_empty) {
        form.choices.set(vec![TypedChoice::blank()]);
    }
    let error = form.error(speech, Field::Choices);
    let add = move || form.choices.update(|choices| choices.push(TypedChoice::blank()));
    view! {
        <fieldset class="field field-choices" data-wrong=move || error.get().map(|_| "")>
            <legend>{speech.text("fields-choices")}</legend>
            {move || {
                let choices = form.choices.get();
                let last = choices.len().saturating_sub(1);
                choices
                    .into_iter()
                    .enumerate()
                    .map(|(place, choice)| view! { <ChoiceLine form place last choice add/> })
                    .collect_view()
            }}
            <p class="field-error">{move || error.get()}</p>
            <button type="button" class="button quiet" on:click=move |_| add()>
                <Icon glyph=Glyph::Plus/>
                <span>{speech.text("fields-choice-add")}</span>
            </button>
        </fieldset>
    }
    .into_any()
}

#[component]
fn ChoiceLine(
    form: FieldSignals,
    place: usize,
    last: usize,
    choice: TypedChoice,
    add: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let speech = use_speech();
    let named = move |message: &str| speech.with(message, [("number", place + 1)]);
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() && !event.ctrl_key() {
            event.prevent_default();
            if place == last {
                add();
            }
        }
    };
    let up = move |_| form.choices.update(|choices| choices.swap(place, place.saturating_sub(1)));
    let remove = move |_| {
        form.choices.update(|choices| {
            choices.remove(place);
        });
    };
    let button = move |label: String, glyph: Glyph| view! { <span class="visually-hidden">{label}</span> <Icon glyph/> };
    view! {
        <div class="field-choice">
            <input
                type="text"
                class="input"
                aria-label=named("fields-choice")
                maxlength=domain::limits::CHOICE.to_string()
                // A line that was just added is where one goes on typing.
                autofocus=choice.label.with_untracked(String::is_empty)
                value=choice.label.get_untracked()
                prop:value=move || choice.label.get()
                on:input=move |event| choice.label.set(event_target_value(&event))
                on:keydown=on_keydown
            />
            <button type="button" class="button icon quiet" disabled=place == 0 on:click=up>
                {button(named("fields-choice-up"), Glyph::ArrowUp)}
            </button>
            <button type="button" class="button icon quiet" on:click=remove>
                {button(named("fields-choice-remove"), Glyph::X)}
            </button>
        </div>
    }
    .into_any()
}
