//! The note about an edit conflict in the form of a deal.

use domain::{deal::DealForm, error::Field, ids::UserId};
use leptos::prelude::*;

use super::{
    typed::{DealTyped, Difference, Theirs, differences, keep_mine},
    words,
};
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{ConflictRow, ConflictTable},
};

/// Both versions, field by field, with buttons to keep the person's own version or take the other.
#[component]
pub fn ConflictNote(
    typed: DealTyped,
    theirs: Theirs,
    stages: Vec<(String, String)>,
    save: Callback<()>,
) -> impl IntoView {
    let messages = use_messages();
    let base = typed.base.get_untracked().unwrap_or_else(|| theirs.form.clone());
    let Ok(mine) = typed.form() else {
        return ().into_any();
    };
    let names = |id: &UserId| {
        let theirs = theirs.people.iter().find(|person| person.id == *id);
        let held = untrack(|| [typed.owner.get(), typed.people.get()].concat());
        let held = held.into_iter().find(|choice| choice.value == id.to_string());
        theirs
            .map(|person| person.name.clone())
            .or(held.map(|choice| choice.label))
            .unwrap_or_else(|| "…".into())
    };
    let rows = differences(&base, &mine, &theirs.form)
        .into_iter()
        .map(|difference| {
            let Difference { field, mine: changed } = difference;
            ConflictRow {
                field: messages.text(field_name(field)),
                theirs: shown(messages, field, &theirs.form, &names, &stages),
                mine: changed.then(|| shown(messages, field, &mine, &names, &stages)),
            }
        })
        .collect();
    let keep = {
        let (theirs, mine) = (theirs.clone(), mine.clone());
        move |()| {
            let kept = keep_mine(&base, &mine, &theirs.form);
            typed.base.set(Some(theirs.form.clone()));
            typed.show(&kept, &theirs.people);
            typed.forget_failures();
            save.run(());
        }
    };
    let take = move |()| {
        typed.base.set(Some(theirs.form.clone()));
        typed.show(&theirs.form, &theirs.people);
        typed.forget_failures();
    };
    view! {
        <ConflictTable title=messages.text("deal-conflict") rows keep_mine=keep take_theirs=take/>
    }
    .into_any()
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Description => "deal-description",
        Field::Value => "deal-value",
        Field::Stage => "deal-stage",
        Field::Owner => "deal-owner",
        Field::People => "deal-people",
        _ => "deal-name",
    }
}

fn shown(
    messages: Messages,
    field: Field,
    form: &DealForm,
    name: &impl Fn(&UserId) -> String,
    stages: &[(String, String)],
) -> String {
    let text = match field {
        Field::Description => form.description.clone(),
        Field::Value => words::money(messages, form.value, &form.currency),
        Field::Stage => {
            let id = form.stage.to_string();
            let found = stages.iter().find(|(stage, _)| *stage == id);
            found.map_or_else(|| "…".to_owned(), |(_, name)| name.clone())
        }
        Field::Owner => name(&form.owner),
        Field::People => form.people.iter().map(name).collect::<Vec<_>>().join(", "),
        _ => form.name.clone(),
    };
    if text.is_empty() {
        messages.text("space-nothing")
    } else {
        text
    }
}
