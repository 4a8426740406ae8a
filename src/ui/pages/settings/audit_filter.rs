//! The filter of the audit log by kind, person and period. It works before hydration as a plain form.

use domain::{
    audit::{Filter, Kind},
    list_query::Day,
    person::UserRow,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::{audit, use_messages},
    ui::components::{SelectField, TextField},
};

/// The filter's fields, set to the filter in the address.
#[component]
pub fn AuditFilter(filter: Memo<Filter>, people: Vec<UserRow>) -> impl IntoView {
    let messages = use_messages();
    let navigate = use_navigate();
    let now = filter.get_untracked();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let kind = RwSignal::new(word(now));
    let person = RwSignal::new(now.person.map(|person| person.to_string()).unwrap_or_default());
    let (from, to) = (RwSignal::new(day(now.from)), RwSignal::new(day(now.to)));
    // The browser's back and forward buttons change the address without the form.
    Effect::new(move |before: Option<()>| {
        let now = filter.get();
        if before.is_some() {
            kind.set(word(now));
            person.set(now.person.map(|person| person.to_string()).unwrap_or_default());
            from.set(day(now.from));
            to.set(day(now.to));
        }
    });
    let kinds = Kind::all().map(|kind| (kind.as_str().to_owned(), audit::kind(messages, kind)));
    let kinds = [(String::new(), messages.text("audit-anything"))]
        .into_iter()
        .chain(kinds)
        .collect::<Vec<_>>();
    let people = people.into_iter().map(|row| (row.id.to_string(), row.name));
    let people = [(String::new(), messages.text("audit-anybody"))]
        .into_iter()
        .chain(people)
        .collect::<Vec<_>>();
    let show = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = Filter {
            kind: kind.with_untracked(|word| Kind::parse(word)),
            person: person.with_untracked(|id| id.parse().ok()),
            from: from.with_untracked(|text| Day::parse(text)),
            to: to.with_untracked(|text| Day::parse(text)),
        };
        navigate(&wanted.address(), Default::default());
    };
    view! {
        <form class="audit-filter" role="search" aria-label=messages.text("settings-audit-log") method="get" action="/settings/audit-log" on:submit=show>
            <SelectField label=messages.text("audit-kind") value=kind options=kinds name="kind"/>
            <SelectField label=messages.text("audit-person") value=person options=people name="person"/>
            <TextField label=messages.text("audit-from") value=from kind="date" name="from"/>
            <TextField label=messages.text("audit-to") value=to kind="date" name="to"/>
            <button type="submit" class="button">{messages.text("audit-show")}</button>
        </form>
    }
    .into_any()
}

fn word(filter: Filter) -> String {
    filter.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default()
}
