//! The display of a custom field's value.

use domain::custom_field::{FieldWithValue, Kind, Value};
use leptos::prelude::*;

use super::PersonCircle;
use crate::i18n::{Messages, days::day_words};

/// A custom field's value: links can be followed, numbers and days are written as in the page's language.
#[component]
pub fn FieldValue(field_value: FieldWithValue, messages: Messages) -> impl IntoView {
    let FieldWithValue { field, value, person } = field_value;
    match (field.kind, &value) {
        (Kind::Link, Value::Text(address)) => view! {
            <a class="field-link" href=address.clone() rel="noopener noreferrer" target="_blank">{address.clone()}</a>
        }
        .into_any(),
        (Kind::Email, Value::Text(address)) => view! {
            <a class="field-link" href=format!("mailto:{address}")>{address.clone()}</a>
        }
        .into_any(),
        (Kind::Phone, Value::Text(number)) => {
            view! { <a class="field-link" href=format!("tel:{}", dialled(number))>{number.clone()}</a> }.into_any()
        }
        (Kind::LongText, Value::Text(text)) => view! { <span class="field-long">{text.clone()}</span> }.into_any(),
        (_, Value::Date(day)) => view! { <time datetime=day.to_string()>{day_words(messages, *day)}</time> }.into_any(),
        (_, Value::Choices(chosen)) => field
            .choice_labels(chosen)
            .into_iter()
            .map(|label| view! { <span class="pill choice" title=label.to_owned()>{label.to_owned()}</span> })
            .collect_view()
            .into_any(),
        (_, Value::Person(_)) => person
            .map(|person| {
                let name = person.name.clone();
                view! {
                    <span class="person">
                        <PersonCircle person/>
                        <span>{name}</span>
                    </span>
                }
            })
            .into_any(),
        _ => view! { <span>{field.written(&value, messages.0, "")}</span> }.into_any(),
    }
}

/// Returns the telephone number in the form that a telephone dials.
pub(super) fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}
