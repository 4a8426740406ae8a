//! The numbers as a table; each opens the list behind it.

use domain::{
    ids::UserId,
    statistics::{Counted, Measure, Span, Statistics},
};
use leptos::prelude::*;

use crate::i18n::{Speech, days::span_words, use_speech};

/// A measure's name.
pub fn name(speech: Speech, measure: Measure) -> String {
    speech.text(&format!("statistics-{}", measure.as_str()))
}

/// The table named 'Activities'.
#[component]
pub fn ActivitiesTable(statistics: Statistics, person: Option<UserId>) -> impl IntoView {
    let speech = use_speech();
    let Statistics {
        span, previous, rows, ..
    } = statistics;
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row span person/> })
        .collect_view();
    view! {
        <div class="table-scroll">
            <table class="table statistics-table" aria-label=speech.text("statistics-activities")>
                <thead>
                    <tr>
                        <th scope="col">{speech.text("statistics-activity")}</th>
                        <th scope="col" class="number">
                            {speech.text("statistics-now")} <span class="span-words">{span_words(speech, span)}</span>
                        </th>
                        <th scope="col" class="number">
                            {speech.text("statistics-before")}
                            <span class="span-words">{span_words(speech, previous)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Counted, span: Span, person: Option<UserId>) -> impl IntoView {
    let speech = use_speech();
    let total = row.total().to_string();
    let number = match row.measure.list(span, person) {
        Some(href) => view! { <a class="statistics-number" href=href>{total}</a> }.into_any(),
        None => total.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name(speech, row.measure)}</th>
            <td class="number">{number}</td>
            <td class="number muted">{row.previous().to_string()}</td>
        </tr>
    }
    .into_any()
}
