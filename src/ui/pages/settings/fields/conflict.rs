//! The note about a custom field that somebody else changed while it was being edited.

use domain::custom_field::{CustomField, FieldForm};
use leptos::prelude::*;

use super::{
    differences::{Difference, Part, differences, keep_mine},
    form::FieldSignals,
};
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{ConflictRow, ConflictTable},
};

/// Both versions, part by part, with buttons to keep the person's own version or take the other.
#[component]
pub fn ConflictNote(form: FieldSignals, theirs: CustomField, submit: Callback<Option<u32>>) -> impl IntoView {
    let messages = use_messages();
    let (Some(before), Ok(mine)) = (form.edited.get_untracked(), form.form()) else {
        return ().into_any();
    };
    let base = before.form();
    let rows = differences(&base, &mine, &theirs.form())
        .into_iter()
        .map(|Difference { part, mine: changed }| ConflictRow {
            field: messages.text(name(part)),
            theirs: shown(messages, part, &theirs),
            mine: changed.then(|| shown(messages, part, &mine.field(theirs.id))),
        })
        .collect();
    let keep = {
        let theirs = theirs.clone();
        move |()| {
            let kept: FieldForm = keep_mine(&base, &mine, &theirs);
            form.begin(Some(theirs.clone()));
            form.show(kept);
            submit.run(None);
        }
    };
    let take = move |()| form.begin(Some(theirs.clone()));
    view! {
        <ConflictTable title=messages.text("fields-conflict") rows keep_mine=keep take_theirs=take/>
    }
    .into_any()
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Label => "fields-label",
        Part::Kind => "fields-type",
        Part::Choices => "fields-choices",
        Part::Required => "fields-required",
        Part::Help => "fields-help",
        Part::Section => "fields-section",
        Part::Default => "fields-default",
    }
}

fn shown(messages: Messages, part: Part, field: &CustomField) -> String {
    let text = match part {
        Part::Label => field.label.clone(),
        Part::Kind => {
            let kind = messages.text(&format!("field-kind-{}", field.kind.as_str()));
            [kind, field.currency.clone()].join(" ").trim_end().to_owned()
        }
        Part::Choices => {
            let labels: Vec<&str> = field.choices.iter().map(|choice| choice.label.as_str()).collect();
            labels.join(", ")
        }
        Part::Required => messages.text(if field.required { "field-yes" } else { "field-no" }),
        Part::Help => field.help.clone(),
        Part::Section => field.section.clone(),
        Part::Default => {
            let value = field.default.as_ref();
            value.map_or_else(String::new, |value| field.written(value, messages.0, ""))
        }
    };
    if text.is_empty() {
        messages.text("space-nothing")
    } else {
        text
    }
}
