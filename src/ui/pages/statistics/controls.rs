//! The choice of period and person; each change is written to the address.

use domain::{
    list_query::Day,
    person::PersonRef,
    statistics::{Period, Span, StatisticsQuery},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{Chips, Choice, SelectField, TextField},
        pages::space_form::suggest_access,
    },
};

/// The signals of the fields.
#[derive(Clone, Copy)]
struct Chosen {
    period: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    person: RwSignal<Vec<Choice>>,
}

impl Chosen {
    fn of(query: &StatisticsQuery, people: &[PersonRef]) -> Self {
        let chosen = Self {
            period: RwSignal::new(String::new()),
            from: RwSignal::new(String::new()),
            to: RwSignal::new(String::new()),
            person: RwSignal::new(people.iter().map(Choice::person).collect()),
        };
        chosen.show(query);
        chosen
    }

    /// Sets the fields to the query in the address.
    fn show(self, query: &StatisticsQuery) {
        let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let put = |field: RwSignal<String>, value: String| {
            if field.with_untracked(|held| *held != value) {
                field.set(value);
            }
        };
        put(self.period, query.period.as_str().to_owned());
        if query.period == Period::Own {
            put(self.from, text(query.from));
            put(self.to, text(query.to));
        }
        let held = self.person.with_untracked(|person| Choice::id(person));
        if held != query.person {
            self.person.set(query.person.map(Choice::unnamed).into_iter().collect());
        }
    }

    /// Initialises own dates with the days that were shown before.
    fn begin_own(self, shown: Option<Span>) {
        let blank = |field: RwSignal<String>| field.with_untracked(String::is_empty);
        if let Some(span) = shown.filter(|_| blank(self.from) && blank(self.to)) {
            self.from.set(span.from.to_string());
            self.to.set(span.to.to_string());
        }
    }

    /// Returns the error for a last day before the first day; tracks the fields.
    fn order_words(self, messages: Messages) -> Option<String> {
        let days = (Day::parse(&self.from.get())?, Day::parse(&self.to.get())?);
        (days.1 < days.0).then(|| messages.text("statistics-order"))
    }

    /// Returns the query of the fields and tracks them.
    fn query(self) -> StatisticsQuery {
        let period = Period::parse(&self.period.get()).unwrap_or_default();
        let own = period == Period::Own;
        StatisticsQuery {
            period,
            from: Day::parse(&self.from.get()).filter(|_| own),
            to: Day::parse(&self.to.get()).filter(|_| own),
            person: self.person.with(|person| Choice::id(person)),
        }
    }
}

/// The fields for period and person above the table.
#[component]
pub fn Controls(
    query: Memo<StatisticsQuery>,
    people: Vec<PersonRef>,
    /// The period that the table shows.
    #[prop(into)]
    shown: Signal<Option<Span>>,
) -> impl IntoView {
    let messages = use_messages();
    let chosen = Chosen::of(&query.get_untracked(), &people);
    let navigate = use_navigate();
    Effect::new(move |_| chosen.show(&query.get()));
    let own = Memo::new(move |_| chosen.period.with(|period| period == Period::Own.as_str()));
    Effect::new(move |_| {
        if own.get() {
            chosen.begin_own(shown.get_untracked());
        }
    });
    Effect::new(move |before: Option<StatisticsQuery>| {
        let wanted = chosen.query();
        if before.is_some_and(|before| before != wanted) && wanted != query.get_untracked() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&wanted.address(), options);
        }
        wanted
    });
    let wrong_order = Signal::derive(move || chosen.order_words(messages));
    view! {
        <form class="statistics-controls" on:submit=|event| event.prevent_default()>
            <SelectField label=messages.text("statistics-period") value=chosen.period options=periods(messages)/>
            <Show when=move || own.get()>
                <TextField label=messages.text("statistics-from") value=chosen.from kind="date"/>
                <TextField label=messages.text("statistics-to") value=chosen.to error=wrong_order kind="date"/>
            </Show>
            <Chips
                label=messages.text("statistics-person")
                chosen=chosen.person
                suggest=suggest_access(Vec::new)
                single=true
            />
        </form>
    }
    .into_any()
}

fn periods(messages: Messages) -> Vec<(String, String)> {
    Period::ALL
        .into_iter()
        .map(|period| {
            let word = period.as_str();
            (word.to_owned(), messages.text(&format!("statistics-period-{word}")))
        })
        .collect()
}
