//! What narrows the audit log: kind, person, period. It works as a plain form, too.

use domain::{
    audit::{Filter, Topic},
    list_query::Day,
    person::UserRow,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    i18n::{audit, use_speech},
    ui::components::{SelectField, TextField},
};

/// The filter's fields, as the address has them.
#[component]
pub fn AuditFilter(filter: Memo<Filter>, people: Vec<UserRow>) -> impl IntoView {
    let speech = use_speech();
    let navigate = use_navigate();
    let now = filter.get_untracked();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let topic = RwSignal::new(now.topic.map(|topic| topic.as_str().to_owned()).unwrap_or_default());
    let person = RwSignal::new(now.person.map(|person| person.to_string()).unwrap_or_default());
    let (from, to) = (RwSignal::new(day(now.from)), RwSignal::new(day(now.to)));
    // Back and forward change the address without the form.
    Effect::new(move |before: Option<()>| {
        let now = filter.get();
        if before.is_some() {
            topic.set(now.topic.map(|topic| topic.as_str().to_owned()).unwrap_or_default());
            person.set(now.person.map(|person| person.to_string()).unwrap_or_default());
            from.set(day(now.from));
            to.set(day(now.to));
        }
    });
    let topics = Topic::ALL.map(|topic| (topic.as_str().to_owned(), audit::topic(speech, topic)));
    let topics = [(String::new(), speech.text("audit-anything"))]
        .into_iter()
        .chain(topics)
        .collect::<Vec<_>>();
    let people = people.into_iter().map(|row| (row.id.to_string(), row.name));
    let people = [(String::new(), speech.text("audit-anybody"))]
        .into_iter()
        .chain(people)
        .collect::<Vec<_>>();
    let show = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = Filter {
            topic: topic.with_untracked(|word| Topic::parse(word)),
            person: person.with_untracked(|id| id.parse().ok()),
            from: from.with_untracked(|text| Day::parse(text)),
            to: to.with_untracked(|text| Day::parse(text)),
        };
        let query = wanted.to_query();
        let address = match query.as_str() {
            "" => "/settings/audit-log".to_owned(),
            query => format!("/settings/audit-log?{query}"),
        };
        navigate(&address, Default::default());
    };
    view! {
        <form class="audit-filter" role="search" aria-label=speech.text("settings-audit-log") method="get" action="/settings/audit-log" on:submit=show>
            <SelectField label=speech.text("audit-kind") value=topic options=topics name="kind"/>
            <SelectField label=speech.text("audit-person") value=person options=people name="person"/>
            <TextField label=speech.text("audit-from") value=from kind="date" name="from"/>
            <TextField label=speech.text("audit-to") value=to kind="date" name="to"/>
            <button type="submit" class="button">{speech.text("audit-show")}</button>
        </form>
    }
    .into_any()
}
