//! The toolbar above the files: how they are divided and laid out, search, filters, and downloading all.

use domain::file::{LibraryQuery, LibraryView};
use leptos::prelude::*;

use super::{
    download::DownloadAll,
    filters::Filters,
    search::SearchBox,
    state::{LibraryState, in_folder, link},
};
use crate::ui::components::{Glyph, Icon};

/// The toolbar.
#[component]
pub fn Toolbar(library: LibraryState) -> impl IntoView {
    view! {
        <div class="topics-bar library-bar">
            <Views library/>
            <div class="library-find">
                <SearchBox library/>
                <Filters library/>
                <Layouts library/>
            </div>
            <div class="library-rest">
                <DownloadAll library/>
            </div>
        </div>
    }
    .into_any()
}

/// The links to the folders and to the files of topics.
#[component]
fn Views(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let entry = move |view: LibraryView, name: &'static str| {
        let href = move || {
            let query = library.query.with(|query| LibraryQuery {
                view,
                ..in_folder(query, None)
            });
            link(library.space, &query)
        };
        let current = move || library.query.with(|query| query.view == view).then_some("true");
        view! {
            <a class="topics-filter" href=href aria-current=current>
                {messages.text(name)}
            </a>
        }
    };
    view! {
        <nav class="topics-filters" aria-label=messages.text("library-views")>
            {entry(LibraryView::Folders, "library-by-folder")}
            {entry(LibraryView::Topics, "library-by-topic")}
        </nav>
    }
    .into_any()
}

/// The links to the list and to the tiles.
#[component]
fn Layouts(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let entry = move |tiles: bool, name: &'static str, glyph: Glyph| {
        let href = move || {
            let query = library.query.with(|query| LibraryQuery { tiles, ..query.clone() });
            link(library.space, &query)
        };
        let current = move || library.query.with(|query| query.tiles == tiles).then_some("true");
        view! {
            <a
                class="library-layout"
                href=href
                aria-label=messages.text(name)
                title=messages.text(name)
                aria-current=current
            >
                <Icon glyph size=18/>
            </a>
        }
    };
    view! {
        <nav class="library-layouts" aria-label=messages.text("library-layout")>
            {entry(false, "library-as-list", Glyph::List)}
            {entry(true, "library-as-tiles", Glyph::LayoutGrid)}
        </nav>
    }
    .into_any()
}
