//! The toolbar above the files: how they are divided and laid out, search, filters, and downloading all.

use domain::{
    file::{LibraryQuery, LibraryView},
    ids::SpaceId,
    topic::link::LinksQuery,
};
use leptos::prelude::*;

use super::{
    download::DownloadAll,
    filters::Filters,
    search::SearchBox,
    state::{LibraryState, in_folder, link},
};
use crate::{
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

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

/// A part of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Files by folder or by topic, in the layout and order of the query.
    Files(LibraryView),
    Links,
}

/// The links to the folders, to the files of topics, and to the links of the space.
#[component]
pub fn Divisions(
    space: SpaceId,
    shown: Signal<Division>,
    /// The query whose layout and order the files keep.
    #[prop(optional, into)]
    query: Signal<LibraryQuery>,
) -> impl IntoView {
    let messages = use_messages();
    let entry = move |division: Division, name: &'static str| {
        let href = move || match division {
            Division::Links => LinksQuery::default().address(space),
            Division::Files(view) => {
                let query = query.with(|query| LibraryQuery {
                    view,
                    ..in_folder(query, None)
                });
                link(space, &query)
            }
        };
        let current = move || (shown.get() == division).then_some("true");
        view! {
            <a class="topics-filter" href=href aria-current=current>
                {messages.text(name)}
            </a>
        }
    };
    view! {
        <nav class="topics-filters" aria-label=messages.text("library-views")>
            {entry(Division::Files(LibraryView::Folders), "library-by-folder")}
            {entry(Division::Files(LibraryView::Topics), "library-by-topic")}
            {entry(Division::Links, "links")}
        </nav>
    }
    .into_any()
}

/// The divisions above the files.
#[component]
pub fn Views(library: LibraryState) -> impl IntoView {
    let shown = Signal::derive(move || Division::Files(library.query.with(|query| query.view)));
    view! { <Divisions space=library.space shown query=library.query/> }
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
