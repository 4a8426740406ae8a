//! The table of deals, sortable by its headers.

use domain::{
    deal::{DealQuery, DealRow, DealSort, DealState},
    list_query::Place,
};
use leptos::prelude::*;

use super::words;
use crate::{
    i18n::use_messages,
    ui::components::{ExactTime, Glyph, Icon, PersonCircle, Relative},
};

const COLUMNS: [(DealSort, &str); 5] = [
    (DealSort::Name, "deals-column-name"),
    (DealSort::Stage, "deals-column-stage"),
    (DealSort::Value, "deals-column-value"),
    (DealSort::Owner, "deals-column-owner"),
    (DealSort::Changed, "deals-column-changed"),
];

/// The table of a page of rows.
#[component]
pub fn DealsTable(rows: Vec<DealRow>, now: i64, query: DealQuery) -> impl IntoView {
    let messages = use_messages();
    let headers = COLUMNS
        .into_iter()
        .map(|(by, name)| view! { <Header by label=messages.text(name) query=query.clone()/> })
        .collect_view();
    let rows = rows.into_iter().map(|row| view! { <Row row now/> }).collect_view();
    view! {
        <div class="table-scroll">
            <table class="table deals-table stacked" aria-label=messages.text("deals-title")>
                <thead>
                    <tr>
                        {headers} <th scope="col">{messages.text("deals-column-state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A header that is a link, because each order has an address.
#[component]
fn Header(by: DealSort, label: String, query: DealQuery) -> impl IntoView {
    let current = query.sort == by;
    let direction = current.then_some(if query.descending { "descending" } else { "ascending" });
    let arrow = current.then(|| {
        let glyph = if query.descending {
            Glyph::ArrowDown
        } else {
            Glyph::ArrowUp
        };
        view! { <Icon glyph size=16/> }
    });
    let next = DealQuery {
        sort: by,
        descending: if current {
            !query.descending
        } else {
            by.starts_descending()
        },
        ..query
    };
    view! {
        <th scope="col" aria-sort=direction>
            <a class="sort-button" href=next.address(&Place::First)>
                <span>{label}</span>
                {arrow}
            </a>
        </th>
    }
    .into_any()
}

#[component]
fn Row(row: DealRow, now: i64) -> impl IntoView {
    let messages = use_messages();
    let closed = row.closed.filter(|_| row.state != DealState::Open).map(|at| {
        view! {
            <span class="muted">
                <ExactTime at/>
            </span>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a class="deal-name" href=format!("/deals/{}", row.id)>{row.name}</a>
            </th>
            <td>{row.stage.name}</td>
            <td class="deal-value">{words::money(messages, row.value, &row.currency)}</td>
            <td>
                <span class="person">
                    <span aria-hidden="true">
                        <PersonCircle person=row.owner.clone()/>
                    </span>
                    <span>{row.owner.name}</span>
                </span>
            </td>
            <td>
                <Relative at=row.changed now/>
            </td>
            <td>
                <span class="deal-state-cell">
                    <DealStateMark state=row.state/>
                    {closed}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// The state as a word. Its colour adds no information.
#[component]
pub fn DealStateMark(state: DealState) -> impl IntoView {
    view! {
        <span class=format!("deal-state deal-state-{}", state.as_str())>{words::state(use_messages(), state)}</span>
    }
    .into_any()
}
