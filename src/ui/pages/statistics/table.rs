//! The table of activities; each number links to the list that it counts.

use domain::{
    ids::UserId,
    statistics::{Counted, Measure, Span, Statistics},
};
use leptos::prelude::*;

use crate::{
    i18n::{Messages, days::span_words, use_messages},
    ui::shell::session::use_session,
};

/// Returns the name of a measure.
pub fn name(messages: Messages, measure: Measure) -> String {
    messages.text(&format!("statistics-{}", measure.as_str()))
}

/// The table of activities: a row for each measure with its numbers in this and the previous period.
#[component]
pub fn ActivitiesTable(statistics: Statistics, person: Option<UserId>) -> impl IntoView {
    let messages = use_messages();
    let Statistics {
        span,
        previous,
        rows,
        sign_ins_kept,
        ..
    } = statistics;
    let kept = sign_ins_kept.map(|days| {
        let words = messages.with("statistics-sign-ins-kept", [("count", days)]);
        view! { <p class="muted statistics-note">{words}</p> }
    });
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row spans=(span, previous) person/> })
        .collect_view();
    view! {
        <div>
            <div class="table-scroll">
                <table class="table statistics-table" aria-label=messages.text("statistics-activities")>
                    <thead>
                        <tr>
                            <th scope="col">{messages.text("statistics-activity")}</th>
                            <th scope="col" class="number">
                                {messages.text("statistics-now")} <span class="span-words">{span_words(messages, span)}</span>
                            </th>
                            <th scope="col" class="number">
                                {messages.text("statistics-before")}
                                <span class="span-words">{span_words(messages, previous)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {kept}
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Counted, spans: (Span, Span), person: Option<UserId>) -> impl IntoView {
    let messages = use_messages();
    let viewer = use_session().me.viewer();
    let number = |count: u32, span: Span| match row.measure.list(span, person, &viewer) {
        Some(href) => view! { <a class="statistics-number" href=href>{messages.number(count)}</a> }.into_any(),
        None => messages.number(count).into_any(),
    };
    let before = match row.previous() {
        // Zero is no link: it would open an empty list.
        0 => "0".into_any(),
        count => number(count, spans.1),
    };
    view! {
        <tr>
            <th scope="row">{name(messages, row.measure)}</th>
            <td class="number">{number(row.total(), spans.0)}</td>
            <td class="number muted">{before}</td>
        </tr>
    }
    .into_any()
}
