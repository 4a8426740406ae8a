//! Search and filters above the rows; each change is written to the address.

use domain::{
    deal::{DealQuery, DealState, StageRef},
    list_query::Place,
    person::PersonRef,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::words;
use crate::{
    i18n::{Messages, days, use_messages},
    ui::{
        components::{Chips, Choice, Glyph, Icon, SelectField, TextField},
        pages::space_form::suggest_access,
    },
};

/// The signals of the fields.
#[derive(Clone, Copy)]
struct Chosen {
    search: RwSignal<String>,
    stage: RwSignal<String>,
    state: RwSignal<String>,
    owner: RwSignal<Vec<Choice>>,
}

impl Chosen {
    fn of(query: &DealQuery, people: &[PersonRef]) -> Self {
        let chosen = Self {
            search: RwSignal::default(),
            stage: RwSignal::default(),
            state: RwSignal::default(),
            owner: RwSignal::new(people.iter().map(Choice::person).collect()),
        };
        chosen.show(query);
        chosen
    }

    /// Sets the fields to the query in the address.
    fn show(self, query: &DealQuery) {
        let put = |field: RwSignal<String>, value: String| {
            if field.with_untracked(|held| *held != value) {
                field.set(value);
            }
        };
        put(self.search, query.search.clone());
        put(self.stage, first_stage(query));
        put(
            self.state,
            query.state.map(|state| state.as_str().to_owned()).unwrap_or_default(),
        );
        if self.owner.with_untracked(|owner| Choice::id(owner)) != query.owner {
            self.owner.set(query.owner.map(Choice::unnamed).into_iter().collect());
        }
    }

    /// Returns the query with the fields' contents and tracks them, except for the search, which waits for its button.
    fn over(self, query: &DealQuery) -> DealQuery {
        let stage = self.stage.get();
        DealQuery {
            // Typed words are included, even if the search button was not pressed.
            search: self
                .search
                .get_untracked()
                .chars()
                .take(domain::limits::SEARCH)
                .collect(),
            // The address may contain several stages; the field shows the first.
            stages: if stage == first_stage(query) {
                query.stages.clone()
            } else {
                stage.parse().into_iter().collect()
            },
            state: DealState::parse(&self.state.get()),
            owner: self.owner.with(|owner| Choice::id(owner)),
            ..query.clone()
        }
    }
}

fn first_stage(query: &DealQuery) -> String {
    query.stages.first().map(ToString::to_string).unwrap_or_default()
}

/// The filters above the rows.
#[component]
pub fn Filters(location: Memo<(DealQuery, Place)>, stages: Vec<StageRef>, people: Vec<PersonRef>) -> impl IntoView {
    let messages = use_messages();
    let chosen = Chosen::of(&location.get_untracked().0, &people);
    let navigate = use_navigate();
    let go = Callback::new(move |query: DealQuery| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&query.address(&Place::First), options);
    });
    Effect::new(move |_| chosen.show(&location.get().0));
    Effect::new(move |before: Option<DealQuery>| {
        let now = location.get_untracked().0;
        let wanted = chosen.over(&now);
        if before.is_some() && wanted != now {
            go.run(wanted.clone());
        }
        wanted
    });
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let now = location.get_untracked().0;
        go.run(untrack(|| chosen.over(&now)));
    };
    let filtered = Memo::new(move |_| location.with(|(query, _)| query.is_filtered()));
    let counted = {
        let people = people.clone();
        Memo::new(move |_| location.with(|(query, _)| counted_words(messages, query, &people)))
    };
    view! {
        <form class="deals-filters" role="search" aria-label=messages.text("deals-title") on:submit=search>
            <TextField label=messages.text("deals-search") value=chosen.search kind="search"/>
            <SelectField label=messages.text("deals-column-stage") value=chosen.stage options=stage_options(messages, &stages)/>
            <SelectField label=messages.text("deals-column-state") value=chosen.state options=state_options(messages)/>
            <Chips
                label=messages.text("deals-column-owner")
                chosen=chosen.owner
                suggest=suggest_access(Vec::new)
                single=true
            />
            <button type="submit" class="button">
                <Icon glyph=Glyph::Search/>
                <span>{messages.text("deals-find")}</span>
            </button>
            <Show when=move || filtered.get()>
                <a class="button quiet" href="/deals">
                    {messages.text("deals-clear")}
                </a>
            </Show>
        </form>
        {move || counted.get().map(|words| view! { <p class="muted">{words}</p> })}
    }
    .into_any()
}

/// Returns a note on filters that only links from the statistics set, which the fields do not show.
fn counted_words(messages: Messages, query: &DealQuery, people: &[PersonRef]) -> Option<String> {
    if !query.has_days() {
        return None;
    }
    let closed = query.closed_from.is_some() || query.closed_to.is_some() || query.closed_by.is_some();
    let (message, from, to, person) = if closed {
        ("deals-closed-in", query.closed_from, query.closed_to, query.closed_by)
    } else {
        ("deals-added-in", query.created_from, query.created_to, query.created_by)
    };
    let person = people.iter().find(|known| Some(known.id) == person);
    let narrowed = [
        days::between(messages, from, to),
        person.map(|person| person.name.clone()).unwrap_or_default(),
    ];
    let narrowed = narrowed.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Some(messages.with(message, [("narrowed", narrowed.join(" · "))]))
}

fn stage_options(messages: Messages, stages: &[StageRef]) -> Vec<(String, String)> {
    let all = (String::new(), messages.text("deals-all-stages"));
    let stages = stages.iter().map(|stage| (stage.id.to_string(), stage.name.clone()));
    [all].into_iter().chain(stages).collect()
}

fn state_options(messages: Messages) -> Vec<(String, String)> {
    let all = (String::new(), messages.text("deals-all-states"));
    let states = DealState::ALL
        .into_iter()
        .map(|state| (state.as_str().to_owned(), words::state(messages, state)));
    [all].into_iter().chain(states).collect()
}
