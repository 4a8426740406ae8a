//! The part 'Links' of the tab 'Library'.

use domain::{
    space_state::SpaceState,
    topic::link::{LinkRow, TagOfLinks},
};
use leptos::prelude::*;

use super::{add::AddLink, import::ImportDialog, row::Row, search::SearchBox, state::LinksState};
use crate::ui::{
    components::{EmptyState, FailureNote, Glyph, Icon, Skeleton},
    pages::library::{Division, Divisions},
};

/// The number of tags that are shown before the others.
const TAGS_SHOWN: usize = 12;

/// Search, tags, the form for a link, and the rows.
#[component]
pub fn LinksTab(links: LinksState) -> impl IntoView {
    links.follow();
    let messages = links.messages;
    let adds = Memo::new(move |_| adds(links));
    let empty = Memo::new(move |_| links.page.with(|page| page.as_ref().is_some_and(|page| page.empty)));
    view! {
        <section class="library links" aria-label=messages.text("links")>
            <div class="topics-bar library-bar">
                <Divisions space=links.space shown=Signal::stored(Division::Links)/>
                <Show when=move || !empty.get()>
                    <div class="library-find">
                        <SearchBox links/>
                    </div>
                </Show>
            </div>
            <Show when=move || !empty.get()>
                <Tags links/>
            </Show>
            <ReadOnly links/>
            <Show when=move || adds.get()>
                <AddLink links/>
            </Show>
            <Rows links/>
            <ImportDialog links/>
        </section>
    }
    .into_any()
}

/// Returns whether the person may add links.
fn adds(links: LinksState) -> bool {
    links
        .page
        .with(|page| page.as_ref().is_some_and(|page| page.rights.add))
}

/// The action at the right of the page's heading.
#[component]
pub fn LinksActions(links: LinksState) -> impl IntoView {
    let adds = Memo::new(move |_| adds(links));
    view! {
        <Show when=move || adds.get()>
            <button
                type="button"
                class="button"
                aria-haspopup="dialog"
                on:click=move |_| links.importing.set(true)
            >
                <Icon glyph=Glyph::Upload/>
                {links.messages.text("bookmarks-import")}
            </button>
        </Show>
    }
}

/// The tags as filters, most frequent first; the chosen one is always shown.
#[component]
fn Tags(links: LinksState) -> impl IntoView {
    let messages = links.messages;
    let all = RwSignal::new(false);
    let chosen = Memo::new(move |_| links.query.with(|query| query.tag.clone()));
    let tags = Memo::new(move |_| {
        let mut tags = links
            .page
            .with(|page| page.as_ref().map(|page| page.tags.clone()).unwrap_or_default());
        if let Some(chosen) = chosen
            .get()
            .filter(|chosen| tags.iter().all(|tag| !is(chosen, &tag.name)))
        {
            let absent = TagOfLinks { name: chosen, count: 0 };
            tags.insert(0, absent);
        }
        tags
    });
    let entry = move |tag: TagOfLinks| {
        let name = StoredValue::new(tag.name.clone());
        let on = move || {
            let chosen = chosen.get();
            name.with_value(|name| chosen.is_some_and(|chosen| is(&chosen, name)))
        };
        let toggle = move |_| {
            let tag = (!untrack(on)).then(|| name.get_value());
            links.change(|query| query.tag = tag);
        };
        view! {
            <li>
                <button
                    type="button"
                    class="button quiet link-tag"
                    aria-pressed=move || on().to_string()
                    on:click=toggle
                >
                    {tag.name}
                    " "
                    <span class="muted">{tag.count}</span>
                </button>
            </li>
        }
    };
    let shown = move || {
        let tags = tags.get();
        let count = if all.get() { tags.len() } else { TAGS_SHOWN };
        tags.into_iter().take(count).map(entry).collect_view()
    };
    let has_more = Memo::new(move |_| tags.with(|tags| tags.len() > TAGS_SHOWN));
    view! {
        <Show when=move || tags.with(|tags| !tags.is_empty())>
            <ul class="link-filters" aria-label=messages.text("link-tags")>
                {shown}
                <Show when=move || !all.get() && has_more.get()>
                    <li>
                        <button type="button" class="button quiet" on:click=move |_| all.set(true)>
                            {messages.text("links-all-tags")}
                        </button>
                    </li>
                </Show>
            </ul>
        </Show>
    }
    .into_any()
}

/// Returns whether these are spellings of one tag.
fn is(one: &str, other: &str) -> bool {
    domain::fold::fold(one) == domain::fold::fold(other)
}

/// A note that nothing can be added or changed.
#[component]
fn ReadOnly(links: LinksState) -> impl IntoView {
    let state = Memo::new(move |_| {
        links
            .page
            .with(|page| page.as_ref().map_or(SpaceState::Active, |page| page.space_state))
    });
    move || {
        let name = match state.get() {
            SpaceState::Active => return None,
            SpaceState::Archived => "topics-read-only",
            SpaceState::Trash => "topics-in-trash",
        };
        Some(view! { <p class="note">{links.messages.text(name)}</p> })
    }
}

/// Returns the view that says why there are no rows; nothing if there are.
fn reason(links: LinksState) -> Option<AnyView> {
    let messages = links.messages;
    if let Some(error) = links.failed.get() {
        let retry = Callback::new(move |()| links.reload());
        return Some(view! { <FailureNote error retry/> }.into_any());
    }
    let Some(empty) = links.page.with(|page| page.as_ref().map(|page| page.empty)) else {
        return Some(view! { <Skeleton rows=8/> }.into_any());
    };
    if links.rows.with(|rows| !rows.is_empty()) {
        return None;
    }
    let view = match empty {
        true if adds(links) => view! { <EmptyState title=messages.text("links-empty")/> }.into_any(),
        true => view! { <EmptyState title=messages.text("links-empty-read-only")/> }.into_any(),
        false => view! {
            <EmptyState title=messages.text("links-nothing-found")>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| links.change(|query| *query = Default::default())
                >
                    {messages.text("list-clear-all")}
                </button>
            </EmptyState>
        }
        .into_any(),
    };
    Some(view)
}

/// The rows with 'Load more', or why there are none.
#[component]
fn Rows(links: LinksState) -> impl IntoView {
    let now = Memo::new(move |_| links.page.with(|page| page.as_ref().map_or(0, |page| page.now)));
    let none = Memo::new(move |_| links.rows.with(Vec::is_empty));
    let more = Memo::new(move |_| {
        links
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.next.is_some()))
    });
    // A row is drawn again only if something that it shows has changed.
    let key = |row: &LinkRow| (row.topic, row.title.clone(), row.url.clone(), row.tags.clone());
    view! {
        <div class="library-rows" aria-busy=move || links.busy.get().to_string()>
            {move || reason(links)}
            <ul class="link-list" hidden=move || none.get()>
                <For each=move || links.rows.get() key=key let:row>
                    <Row links row now=now.get_untracked()/>
                </For>
            </ul>
            <Show when=move || more.get()>
                <button
                    type="button"
                    class="button"
                    aria-busy=move || links.busy.get().then_some("true")
                    on:click=move |_| links.more()
                >
                    {links.messages.text("library-more")}
                </button>
            </Show>
        </div>
    }
    .into_any()
}
