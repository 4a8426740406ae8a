//! The note about an edit conflict in the form of a space.

use domain::{error::Field, preset::Preset, visibility::Visibility};
use leptos::prelude::*;

use super::{differences::Difference, state::Conflict, submission::Submission, typed::Typed};
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{Choice, ConflictRow, ConflictTable},
};

/// Both versions, field by field, with buttons to keep the person's own version or take the other.
#[component]
pub fn ConflictNote(submission: Submission, conflict: Conflict) -> impl IntoView {
    let messages = use_messages();
    let rows = conflict
        .differences
        .iter()
        .map(|difference| row(messages, *difference, &conflict))
        .collect();
    let keep_mine = move |()| submission.keep_mine();
    let take_theirs = move |()| submission.take_theirs();
    view! {
        <ConflictTable title=messages.text("space-conflict") rows keep_mine take_theirs/>
    }
}

fn row(messages: Messages, difference: Difference, conflict: &Conflict) -> ConflictRow {
    let Difference { field, mine } = difference;
    ConflictRow {
        field: field_name(messages, field, &conflict.mine),
        theirs: shown(messages, field, &conflict.theirs),
        mine: mine.then(|| shown(messages, field, &conflict.mine)),
    }
}

fn field_name(messages: Messages, field: Field, typed: &Typed) -> String {
    if let Field::Custom(id) = field {
        return typed.fields.label(id);
    }
    messages.text(match field {
        Field::Description => "space-description",
        Field::Groups => "space-groups",
        Field::Tags => "space-tags",
        Field::Visibility => "space-visibility",
        Field::Preset => "preset",
        Field::People => "space-people",
        _ => "space-name",
    })
}

fn shown(messages: Messages, field: Field, typed: &Typed) -> String {
    let text = match field {
        Field::Description => typed.description.clone(),
        Field::Groups => names(&typed.groups),
        Field::Tags => names(&typed.tags),
        Field::Visibility => level_name(messages, typed.visibility),
        Field::Preset => preset_name(messages, typed.preset),
        Field::People => names(&typed.people),
        Field::Custom(id) => typed.fields.shown(id),
        _ => typed.name.clone(),
    };
    if text.is_empty() {
        messages.text("space-nothing")
    } else {
        text
    }
}

/// Returns the names of the choices, separated by commas.
pub fn names(choices: &[Choice]) -> String {
    let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
    labels.join(", ")
}

/// Returns the name of a preset; nothing if none is chosen.
fn preset_name(messages: Messages, preset: Option<Preset>) -> String {
    preset.map_or_else(String::new, |preset| {
        messages.text(&format!("preset-{}", preset.as_str()))
    })
}

/// Returns the name of the visibility level.
pub fn level_name(messages: Messages, level: Visibility) -> String {
    messages.text(&format!("visibility-{}", level.as_str()))
}
