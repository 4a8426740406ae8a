//! A lost race on screen: what is now beside what was typed.

use domain::{deal::DealForm, error::Field, ids::UserId};
use leptos::prelude::*;

use super::{
    typed::{DealTyped, Difference, Theirs, differences, keep_mine},
    words,
};
use crate::i18n::{Speech, use_speech};

/// Both versions, field by field, and the two ways on.
#[component]
pub fn ConflictNote(
    typed: DealTyped,
    theirs: Theirs,
    stages: Vec<(String, String)>,
    save: Callback<()>,
) -> impl IntoView {
    let speech = use_speech();
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
            let own = if changed {
                shown(speech, field, &mine, &names, &stages)
            } else {
                speech.text("space-conflict-unchanged")
            };
            view! {
                <tr>
                    <th scope="row">{speech.text(field_name(field))}</th>
                    <td>{shown(speech, field, &theirs.form, &names, &stages)}</td>
                    <td class:muted=!changed>{own}</td>
                </tr>
            }
        })
        .collect_view();
    let keep = {
        let (theirs, mine) = (theirs.clone(), mine.clone());
        move |_| {
            let kept = keep_mine(&base, &mine, &theirs.form);
            typed.base.set(Some(theirs.form.clone()));
            typed.show(&kept, &theirs.people);
            typed.forget_failures();
            save.run(());
        }
    };
    let take = move |_| {
        typed.base.set(Some(theirs.form.clone()));
        typed.show(&theirs.form, &theirs.people);
        typed.forget_failures();
    };
    view! {
        <section class="space-conflict" aria-labelledby="deal-conflict" role="alert">
            <h2 id="deal-conflict">{speech.text("deal-conflict")}</h2>
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
                <button type="button" class="button" on:click=keep>
                    {speech.text("space-conflict-keep-mine")}
                </button>
                <button type="button" class="button" on:click=take>
                    {speech.text("space-conflict-take-theirs")}
                </button>
            </div>
        </section>
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
    speech: Speech,
    field: Field,
    form: &DealForm,
    name: &impl Fn(&UserId) -> String,
    stages: &[(String, String)],
) -> String {
    let text = match field {
        Field::Description => form.description.clone(),
        Field::Value => words::money(speech, form.value, &form.currency),
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
        speech.text("space-nothing")
    } else {
        text
    }
}
