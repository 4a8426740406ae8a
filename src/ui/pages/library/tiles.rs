//! Files and folders as tiles with thumbnails.

use domain::file::{SortFiles, size_in_words};
use leptos::prelude::*;

use super::{
    drag::DragRow,
    item::{Entry, Row},
    row::{RowMenu, RowThumb, Tick, address},
    state::LibraryState,
    table::{TickAll, TopicLinks, key, shown},
    words,
};
use crate::ui::components::{Glyph, Menu, MenuRadio};

/// The tiles, with their order and the checkbox for all of them above.
#[component]
pub fn FilesTiles(library: LibraryState) -> impl IntoView {
    view! {
        <div class="tiles-head">
            <TickAll library/>
            <SortMenu library/>
        </div>
        <ul class="file-tiles" aria-label=library.messages.text("library-files")>
            <For each=move || shown(library) key=key let:entry>
                {match entry {
                    Entry::Topic(topic) => view! {
                        <li class="tiles-topic"><TopicLinks library topic/></li>
                    }
                    .into_any(),
                    Entry::Row(row) => view! { <Tile library row/> }.into_any(),
                }}
            </For>
        </ul>
    }
    .into_any()
}

/// The menu with the order of the tiles.
#[component]
fn SortMenu(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let properties = move || {
        let entry = |by: SortFiles| {
            let chosen = Signal::derive(move || library.query.with(|query| query.sort.by == by));
            let choose = move |()| {
                library.change(|query| {
                    query.sort.descending = by.starts_descending();
                    query.sort.by = by;
                });
            };
            view! { <MenuRadio label=words::column(messages, by) chosen on_select=choose/> }
        };
        SortFiles::ALL.map(entry).into_iter().collect_view()
    };
    let directions = move || {
        let entry = |descending: bool, name: &'static str| {
            let chosen = Signal::derive(move || library.query.with(|query| query.sort.descending == descending));
            let choose = move |()| library.change(|query| query.sort.descending = descending);
            view! { <MenuRadio label=messages.text(name) chosen on_select=choose/> }
        };
        [entry(false, "library-sort-up"), entry(true, "library-sort-down")]
            .into_iter()
            .collect_view()
    };
    view! {
        <Menu label=messages.text("library-sort") glyph=Glyph::ChevronDown class="button quiet">
            {properties()}
            <hr/>
            {directions()}
        </Menu>
    }
    .into_any()
}

#[component]
fn Tile(library: LibraryState, row: Row) -> impl IntoView {
    let (item, name) = (row.item(), row.name().to_owned());
    let picked = Memo::new(move |_| library.picked.with(|picked| picked.has(item)));
    let drag = DragRow::new(library, &row);
    let size = match &row {
        Row::Folder(_) => library.messages.text("file-kind-folder"),
        Row::File(file) => size_in_words(file.size, library.messages.0),
    };
    let href = address(library, item);
    let moves = row.may_move();
    view! {
        <li
            class="file-tile"
            class:ticked=move || picked.get()
            class:over=move || drag.is_over()
            draggable=moves.then_some("true")
            on:dragstart=move |event| drag.begin(&event)
            on:dragend=move |_| drag.end()
            on:dragover=move |event| drag.enter(&event)
            on:dragleave=move |_| drag.leave()
            on:drop=move |event| drag.drop(&event)
        >
            <a class="tile-link" href=move || href.get() title=name.clone() draggable="false">
                <RowThumb row=row.clone() size=320/>
                <span class="tile-name">{name.clone()}</span>
            </a>
            <span class="tile-size muted">{size}</span>
            <Tick library item name/>
            <RowMenu library row/>
        </li>
    }
    .into_any()
}
