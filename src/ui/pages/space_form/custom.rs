//! The custom fields in the form of a space.

use domain::custom_field::by_section;
use leptos::prelude::*;

use super::{
    more::More,
    state::{FormState, GoneField},
};
use crate::{
    i18n::use_messages,
    ui::components::{FieldEntry, FieldInput},
};

/// The custom fields that a part of the form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The required fields.
    Required,
    /// The optional fields.
    Optional,
}

impl Part {
    fn has(self, entry: &FieldEntry) -> bool {
        (self == Self::Required) == entry.field.with_value(|field| field.required)
    }
}

/// A part of the account's custom fields, grouped by sections.
#[component]
pub fn CustomFields(state: FormState, more: More, part: Part) -> impl IntoView {
    view! {
        // All fields are rendered again on each refit: an element reused for another field would keep its text.
        <For each=move || [state.refits.get()] key=|refits| *refits let:_refits>
            {sections(state, more, part)}
        </For>
    }
    .into_any()
}

fn sections(state: FormState, more: More, part: Part) -> impl IntoView {
    let entries: Vec<(String, FieldEntry)> = state
        .fields
        .get_untracked()
        .into_iter()
        .filter(|entry| part.has(entry))
        .map(|entry| (entry.field.with_value(|field| field.section.clone()), entry))
        .collect();
    by_section(entries, |(section, _)| section)
        .into_iter()
        .map(|(section, entries)| {
            let hidden: Vec<_> = entries.iter().map(|(_, entry)| more.hides(entry.id())).collect();
            let inputs = entries
                .into_iter()
                .map(|(_, entry)| input(state, more, entry))
                .collect_view();
            match section.as_str() {
                "" => inputs.into_any(),
                _ => view! {
                    <fieldset
                        class="field-section"
                        hidden=move || hidden.iter().all(|hidden| hidden.get())
                    >
                        <legend>{section}</legend>
                        {inputs}
                    </fieldset>
                }
                .into_any(),
            }
        })
        .collect_view()
}

fn input(state: FormState, more: More, entry: FieldEntry) -> impl IntoView {
    let field = entry.id();
    let hidden = more.hides(field);
    view! {
        <div class="form-part" hidden=move || hidden.get()>
            <FieldInput entry error=state.error(use_messages(), field)/>
        </div>
    }
}

/// A note that the custom fields have changed since the form was opened, with the values of the fields that are gone.
#[component]
pub fn RefitNote(state: FormState) -> impl IntoView {
    let messages = use_messages();
    move || {
        state.gone.get().map(|gone| {
            let gone = gone
                .into_iter()
                .map(|GoneField { label, held }| {
                    let words = messages.with("space-field-gone", [("field", label), ("value", held)]);
                    view! { <li>{words}</li> }
                })
                .collect_view();
            view! {
                <div class="note" role="alert" tabindex="-1" data-refitted="">
                    <p>{messages.text("space-fields-changed")}</p>
                    <ul>{gone}</ul>
                </div>
            }
        })
    }
}
