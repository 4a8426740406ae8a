//! The fields of the search. Without hydration it is a plain form.

use std::sync::Arc;

use domain::{
    day::Day,
    limits,
    search::{SearchGroup, SearchQuery},
    topic::PostQuery,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    api::{people::suggest_people, topics::suggest_spaces},
    i18n::use_messages,
    ui::components::{Checkbox, Chips, Choice, Glyph, Icon, SuggestFn, TextField},
};

/// The typed fields.
#[derive(Clone, Copy)]
struct Typed {
    search: RwSignal<String>,
    space: RwSignal<Vec<Choice>>,
    author: RwSignal<Vec<Choice>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    first: RwSignal<bool>,
}

impl Typed {
    fn new() -> Self {
        Self {
            search: RwSignal::default(),
            space: RwSignal::default(),
            author: RwSignal::default(),
            from: RwSignal::default(),
            to: RwSignal::default(),
            first: RwSignal::default(),
        }
    }

    fn fill(self, query: &PostQuery, known: &[Choice]) {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        self.search.set(query.search.clone());
        self.space.set(choices(query.space, known));
        self.author.set(choices(query.author, known));
        self.from.set(day(query.from));
        self.to.set(day(query.to));
        self.first.set(query.first);
    }

    fn query(self) -> PostQuery {
        let search = self.search.get_untracked();
        PostQuery {
            search: search.trim().chars().take(limits::SEARCH).collect(),
            space: self.space.with_untracked(|chosen| Choice::id(chosen)),
            author: self.author.with_untracked(|chosen| Choice::id(chosen)),
            from: self.from.with_untracked(|text| Day::parse(text)),
            to: self.to.with_untracked(|text| Day::parse(text)),
            first: self.first.get_untracked(),
        }
    }
}

/// Returns the choice of the thing with this id, if there is one. Its name is '…' until it is known.
fn choices(id: Option<impl ToString>, known: &[Choice]) -> Vec<Choice> {
    let choice = id.map(|id| {
        let id = id.to_string();
        let found = known.iter().find(|choice| choice.value == id).cloned();
        found.unwrap_or_else(|| Choice::unnamed(id))
    });
    choice.into_iter().collect()
}

/// The form, filled from the address. Submitting it changes the address. `known` has the spaces and people whose names
/// are known. The filters are those of topics and posts, and are shown with that group.
#[component]
pub fn SearchForm(query: Memo<SearchQuery>, known: RwSignal<Vec<Choice>>) -> impl IntoView {
    let messages = use_messages();
    let navigate = use_navigate();
    let typed = Typed::new();
    let group = Memo::new(move |_| query.with(|query| query.group));
    let posts = Memo::new(move |_| query.with(|query| query.posts.clone()));
    let first = (posts.get_untracked(), known.get_untracked());
    typed.fill(&first.0, &first.1);
    // Links and the browser's back and forward buttons change the address without the form, and names become known
    // later, perhaps before this effect runs for the first time.
    Effect::new(move |before: Option<(PostQuery, Vec<Choice>)>| {
        let now = (posts.get(), known.get());
        if now != before.unwrap_or_else(|| first.clone()) {
            typed.fill(&now.0, &now.1);
        }
        now
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = [typed.space, typed.author]
            .map(|chosen| chosen.get_untracked())
            .concat();
        known.update(|known| known.extend(chosen));
        let posts = typed.query();
        let wanted = match group.get_untracked() {
            Some(SearchGroup::Topics) => SearchQuery {
                group: Some(SearchGroup::Topics),
                posts,
            },
            // The others have no filters.
            group => SearchQuery::new(group, &posts.search),
        };
        navigate(&wanted.address(), Default::default());
    };
    let filters = move || (group.get() == Some(SearchGroup::Topics)).then(|| view! { <PostFilters typed/> });
    let group_field = move || {
        let word = group.get()?.as_str();
        Some(view! { <input type="hidden" name="group" value=word/> })
    };
    view! {
        <form
            class="search-form"
            role="search"
            aria-label=messages.text("search-form")
            action="/search"
            method="get"
            on:submit=submit
        >
            {group_field}
            <TextField label=messages.text("found-search") value=typed.search kind="search" name="q"/>
            {filters}
            <button type="submit" class="button primary">
                <Icon glyph=Glyph::Search/>
                {messages.text("found-submit")}
            </button>
        </form>
    }
    .into_any()
}

/// The fields that only posts have.
#[component]
fn PostFilters(typed: Typed) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Chips label=messages.text("found-space") chosen=typed.space suggest=spaces() single=true/>
        <Chips label=messages.text("found-author") chosen=typed.author suggest=people() single=true/>
        <TextField label=messages.text("found-from") value=typed.from kind="date" name="from"/>
        <TextField label=messages.text("found-to") value=typed.to kind="date" name="to"/>
        <Checkbox label=messages.text("found-first") checked=typed.first name="first"/>
    }
    .into_any()
}

/// Suggests spaces that the person may find.
fn spaces() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            let found = suggest_spaces(text, false).await.unwrap_or_default();
            found.iter().map(|space| Choice::new(space.id, &space.name)).collect()
        })
    })
}

/// Suggests active people whose name or e-mail contains the typed words.
fn people() -> SuggestFn {
    Arc::new(|text| {
        Box::pin(async move {
            let found = suggest_people(text).await.unwrap_or_default();
            found.iter().map(Choice::person).collect()
        })
    })
}
