//! Search and filters above the rows; each change goes into the address.

use domain::{
    deal::{DealQuery, DealState, StageRef},
    list_query::Place,
    person::PersonRef,
    space::Count,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::words;
use crate::{
    i18n::{Speech, use_speech},
    ui::{
        components::{Chips, Choice, Glyph, Icon, SelectField, TextField},
        pages::space_form::suggest_access,
    },
};

/// What is chosen, as the fields hold it.
#[derive(Clone, Copy)]
struct Chosen {
    search: RwSignal<String>,
    stage: RwSignal<String>,
    state: RwSignal<String>,
    owner: RwSignal<Vec<Choice>>,
}

impl Chosen {
    fn of(query: &DealQuery, people: &[PersonRef]) -> Self {
        let owner = people.iter().filter(|person| query.owner == Some(person.id));
        Self {
            search: RwSignal::new(query.search.clone()),
            stage: RwSignal::new(query.stages.first().map(ToString::to_string).unwrap_or_default()),
            state: RwSignal::new(query.state.map(|state| state.as_str().to_owned()).unwrap_or_default()),
            owner: RwSignal::new(owner.map(super::typed::person_choice).collect()),
        }
    }

    /// The query with what is chosen now; tracked.
    fn over(self, query: &DealQuery) -> DealQuery {
        let stage = self.stage.get();
        let first = query.stages.first().map(ToString::to_string).unwrap_or_default();
        DealQuery {
            search: query.search.clone(),
            stages: if stage == first {
                query.stages.clone()
            } else {
                stage.parse().into_iter().collect()
            },
            state: DealState::parse(&self.state.get()),
            owner: self
                .owner
                .with(|owner| owner.first().and_then(|choice| choice.value.parse().ok())),
            ..query.clone()
        }
    }
}

/// The bar above the rows. It is made anew with each list, so it always shows what the address says.
#[component]
pub fn Filters(query: DealQuery, stages: Vec<StageRef>, people: Vec<PersonRef>, count: Count) -> impl IntoView {
    let speech = use_speech();
    let chosen = Chosen::of(&query, &people);
    let navigate = use_navigate();
    let go = StoredValue::new(Box::new(move |query: &DealQuery| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&query.address(&Place::First), options);
    }) as Box<dyn Fn(&DealQuery) + Send + Sync>);
    let now = StoredValue::new(query.clone());
    Effect::new(move |before: Option<DealQuery>| {
        let wanted = now.with_value(|query| chosen.over(query));
        if before.is_some_and(|before| before != wanted) {
            go.with_value(|go| go(&wanted));
        }
        wanted
    });
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let mut wanted = untrack(|| now.with_value(|query| chosen.over(query)));
        wanted.search = chosen.search.get_untracked().chars().take(domain::limits::SEARCH).collect();
        go.with_value(|go| go(&wanted));
    };
    let clear = query
        .is_filtered()
        .then(|| view! { <a class="button quiet" href="/deals">{speech.text("deals-clear")}</a> });
    let by_days = query
        .has_days()
        .then(|| view! { <p class="muted">{speech.text("deals-of-statistics")}</p> });
    view! {
        <form class="deals-filters" role="search" aria-label=speech.text("deals-search") on:submit=search>
            <TextField label=speech.text("deals-search") value=chosen.search kind="search"/>
            <SelectField label=speech.text("deals-column-stage") value=chosen.stage options=stage_options(speech, &stages)/>
            <SelectField label=speech.text("deals-column-state") value=chosen.state options=state_options(speech)/>
            <Chips
                label=speech.text("deals-column-owner")
                chosen=chosen.owner
                suggest=suggest_access(Vec::new)
                single=true
            />
            <button type="submit" class="button">
                <Icon glyph=Glyph::Search/>
                <span>{speech.text("deals-find")}</span>
            </button>
            {clear}
        </form>
        {by_days}
        <p class="results-count" aria-live="polite">{count_words(speech, count)}</p>
    }
    .into_any()
}

fn count_words(speech: Speech, count: Count) -> String {
    if count.over {
        speech.text("deals-count-over")
    } else {
        speech.with("deals-count", [("count", count.shown)])
    }
}

fn stage_options(speech: Speech, stages: &[StageRef]) -> Vec<(String, String)> {
    let all = (String::new(), speech.text("deals-all-stages"));
    let stages = stages.iter().map(|stage| (stage.id.to_string(), stage.name.clone()));
    [all].into_iter().chain(stages).collect()
}

fn state_options(speech: Speech) -> Vec<(String, String)> {
    let all = (String::new(), speech.text("deals-all-states"));
    let states = DealState::ALL
        .into_iter()
        .map(|state| (state.as_str().to_owned(), words::state(speech, state)));
    [all].into_iter().chain(states).collect()
}
