//! A lost race on screen: what is now beside what was typed.

use domain::{error::Field, visibility::Visibility};
use leptos::prelude::*;

use super::{differences::Difference, filing::Filing, state::Conflict, typed::Typed};
use crate::{
    i18n::{Speech, use_speech},
    ui::components::Choice,
};

/// Both versions, field by field, and the two ways on.
#[component]
pub fn ConflictNote(filing: Filing, conflict: Conflict) -> impl IntoView {
    let speech = use_speech();
    let id = format!("{}-conflict", filing.root);
    let rows = conflict
        .differences
        .iter()
        .map(|difference| row(speech, *difference, &conflict))
        .collect_view();
    view! {
        <section class="space-conflict" aria-labelledby=id.clone() tabindex="-1" data-conflict="">
            <h2 id=id.clone()>{speech.text("space-conflict")}</h2>
            <p class="muted">{speech.text("space-conflict-help")}</p>
            <div class="space-conflict-table">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{speech.text("space-conflict-field")}</th>
                            <th scope="col">{speech.text("space-conflict-theirs")}</th>
                            <th scope="col">{speech.text("space-conflict-mine")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| filing.keep_mine()>
                    {speech.text("space-conflict-keep-mine")}
                </button>
                <button type="button" class="button" on:click=move |_| filing.take_theirs()>
                    {speech.text("space-conflict-take-theirs")}
                </button>
            </div>
        </section>
    }
}

fn row(speech: Speech, difference: Difference, conflict: &Conflict) -> impl IntoView + use<> {
    let theirs = shown(speech, difference.field, &conflict.theirs);
    let mine = if difference.mine {
        shown(speech, difference.field, &conflict.mine)
    } else {
        speech.text("space-conflict-unchanged")
    };
    view! {
        <tr>
            <th scope="row">{field_name(speech, difference.field, &conflict.mine)}</th>
            <td>{theirs}</td>
            <td class:muted=!difference.mine>{mine}</td>
        </tr>
    }
}

fn field_name(speech: Speech, field: Field, typed: &Typed) -> String {
    if let Field::Custom(id) = field {
        return typed.fields.label(id);
    }
    speech.text(match field {
        Field::Description => "space-description",
        Field::Groups => "space-groups",
        Field::Tags => "space-tags",
        Field::Visibility => "space-visibility",
        Field::People => "space-people",
        _ => "space-name",
    })
}

fn shown(speech: Speech, field: Field, typed: &Typed) -> String {
    let text = match field {
        Field::Description => typed.description.clone(),
        Field::Groups => names(&typed.groups),
        Field::Tags => names(&typed.tags),
        Field::Visibility => level_name(speech, typed.visibility),
        Field::People => names(&typed.people),
        Field::Custom(id) => typed.fields.shown(id),
        _ => typed.name.clone(),
    };
    if text.is_empty() {
        speech.text("space-nothing")
    } else {
        text
    }
}

/// The choices' names in a row.
pub fn names(choices: &[Choice]) -> String {
    let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
    labels.join(", ")
}

/// The level's word.
pub fn level_name(speech: Speech, level: Visibility) -> String {
    speech.text(&format!("visibility-{}", level.as_str()))
}
