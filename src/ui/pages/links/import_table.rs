//! The table of what an import of bookmarks would do.

use domain::topic::link::{Bookmark, BookmarkState};
use leptos::prelude::*;

use crate::{
    i18n::Messages,
    ui::{components::TagPill, errors::reason},
};

/// The number of rows that are shown. The others are counted.
const SHOWN: usize = 200;

/// A row for each bookmark; those that are left out come first.
#[component]
pub fn FoundTable(messages: Messages, found: Vec<(Bookmark, BookmarkState)>) -> impl IntoView {
    let rest = found.len().saturating_sub(SHOWN);
    let mut rows = found;
    rows.sort_by_key(|(_, state)| *state == BookmarkState::New);
    rows.truncate(SHOWN);
    let rest = (rest > 0).then(|| view! { <p class="muted">{messages.with("bookmarks-more", [("count", rest)])}</p> });
    view! {
        <div class="table-scroll bookmarks-found" tabindex="0" role="region" aria-label=messages.text("bookmarks-table")>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{messages.text("bookmarks-column-state")}</th>
                        <th scope="col">{messages.text("bookmarks-column-title")}</th>
                        <th scope="col">{messages.text("link-address")}</th>
                        <th scope="col">{messages.text("link-tags")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|(bookmark, state)| row(messages, bookmark, state)).collect_view()}
                </tbody>
            </table>
        </div>
        {rest}
    }
    .into_any()
}

fn row(messages: Messages, bookmark: Bookmark, state: BookmarkState) -> AnyView {
    let tags = bookmark.tags.into_iter().map(|tag| view! { <TagPill tag/> " " });
    view! {
        <tr>
            <td>{words(messages, state)}</td>
            <td>{bookmark.title}</td>
            <td class="bookmark-address">{bookmark.address}</td>
            <td>{tags.collect_view()}</td>
        </tr>
    }
    .into_any()
}

fn words(messages: Messages, state: BookmarkState) -> AnyView {
    match state {
        BookmarkState::New => view! { <span>{messages.text("bookmark-new")}</span> }.into_any(),
        BookmarkState::Repeated => view! { <span>{messages.text("bookmark-repeated")}</span> }.into_any(),
        BookmarkState::Known(known) => view! {
            <span>{messages.text("bookmark-known")} " "</span>
            // In a new tab, because this one has the file.
            <a class="link" href=known.topic.path() target="_blank" rel="external noopener">{known.title}</a>
        }
        .into_any(),
        BookmarkState::Wrong(why) => view! { <span class="danger-text">{reason(messages, &why)}</span> }.into_any(),
    }
}
