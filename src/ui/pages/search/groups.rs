//! The groups of the search: the links to them, and what they show besides posts.

use domain::search::{Found, FoundGroup, SearchGroup, SearchQuery};
use leptos::prelude::*;

use super::hit::HitLine;
use crate::{
    api::search::search_everything,
    i18n::{Messages, use_messages},
    ui::{browser::new_id, components::EmptyState, pages::lines::paged_lines},
};

/// Returns the word for a group.
fn group_word(messages: Messages, group: SearchGroup) -> String {
    messages.text(&format!("search-group-{}", group.as_str()))
}

/// The links to all groups, each with the present words.
#[component]
pub fn Groups(query: Memo<SearchQuery>) -> impl IntoView {
    let messages = use_messages();
    let entry = move |group: Option<SearchGroup>| {
        let href = move || query.with(|query| SearchQuery::new(group, &query.posts.search).address());
        let current = move || query.with(|query| query.group == group).then_some("page");
        let word = group.map_or_else(
            || messages.text("search-group-all"),
            |group| group_word(messages, group),
        );
        view! {
            <a class="topics-filter" href=href aria-current=current>
                {word}
            </a>
        }
    };
    view! {
        <nav class="topics-filters search-groups" aria-label=messages.text("search-groups")>
            {entry(None)}
            {SearchGroup::ALL.map(|group| entry(Some(group))).into_iter().collect_view()}
        </nav>
    }
    .into_any()
}

/// The first hits of every group, each with a link to all of its hits.
#[component]
pub fn FirstHits(search: String, found: Found) -> impl IntoView {
    if found.groups.is_empty() {
        return view! { <NothingFound/> }.into_any();
    }
    found
        .groups
        .into_iter()
        .map(|found| view! { <FirstOfGroup search=search.clone() found/> })
        .collect_view()
        .into_any()
}

#[component]
fn FirstOfGroup(search: String, found: FoundGroup) -> impl IntoView {
    let messages = use_messages();
    let FoundGroup { group, hits, more } = found;
    let (id, word) = (new_id(), group_word(messages, group));
    let all = more.then(|| {
        let href = SearchQuery::new(Some(group), &search).address();
        view! {
            <p>
                <a class="link" href=href>
                    {messages.text("search-show-all")} <span class="visually-hidden">": " {word.clone()}</span>
                </a>
            </p>
        }
    });
    view! {
        <section class="found-group" aria-labelledby=id>
            <h2 id=id.clone()>{word.clone()}</h2>
            <ul class="found-lines">{hits.into_iter().map(|hit| view! { <HitLine hit/> }).collect_view()}</ul>
            {all}
        </section>
    }
    .into_any()
}

/// All hits of a group, page by page.
#[component]
pub fn HitsOfGroup(search: String, group: SearchGroup, found: Found) -> impl IntoView {
    let messages = use_messages();
    if found.groups.is_empty() {
        return view! { <NothingFound/> }.into_any();
    }
    let search = StoredValue::new(search);
    let (hits, more) = paged_lines(found, messages.text("search-load-more"), move |after| {
        search_everything(search.get_value(), Some(group), after)
    });
    view! {
        <ul class="found-lines" aria-label=group_word(messages, group)>
            <For each=move || hits.get() key=|hit| hit.address.clone() let:hit>
                <HitLine hit/>
            </For>
        </ul>
        <div class="load-more">{more}</div>
    }
    .into_any()
}

#[component]
fn NothingFound() -> impl IntoView {
    let messages = use_messages();
    view! {
        <EmptyState title=messages.text("search-nothing")>
            <p>{messages.text("search-nothing-help")}</p>
        </EmptyState>
    }
    .into_any()
}
