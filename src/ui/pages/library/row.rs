//! The parts of a row that the list and the tiles share: checkbox, name, menu.

use domain::file::{ZIP_PATH, download_path, page_path};
use leptos::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::{
    item::{Chosen, Item, Row},
    state::{LibraryState, in_folder, link},
};
use crate::ui::{
    browser::reading::{copy, origin},
    components::{FileThumb, Glyph, Icon, Menu, MenuItem, MenuLink, MenuPost, thumb_of},
};

/// The checkbox that selects the row. With Shift, it does the same for all rows from the previously clicked one.
#[component]
pub fn Tick(library: LibraryState, item: Item, name: String) -> impl IntoView {
    let picked = Memo::new(move |_| library.picked.with(|picked| picked.has(item)));
    let click = move |event: MouseEvent| {
        let rows: Vec<Item> = library.rows.with_untracked(|rows| rows.iter().map(Row::item).collect());
        library.picked.update(|picked| {
            if event.shift_key() {
                picked.range(&rows, item);
            } else {
                picked.toggle(item);
            }
        });
        // The browser has already toggled the checkbox, but a range may not change this row.
        event_target::<leptos::web_sys::HtmlInputElement>(&event).set_checked(picked.get_untracked());
    };
    view! {
        <label class="tick-area">
            <input
                type="checkbox"
                class="tick"
                aria-label=library.messages.with("library-select", [("name", name)])
                prop:checked=move || picked.get()
                on:click=click
            />
        </label>
    }
    .into_any()
}

/// Returns the address that a row opens: a folder here, in the present layout and order; a file on its page.
pub fn address(library: LibraryState, item: Item) -> Signal<String> {
    match item {
        Item::Folder(folder) => Signal::derive(move || {
            let query = library.query.with(|query| in_folder(query, Some(folder)));
            link(library.space, &query)
        }),
        Item::File(file) => Signal::stored(page_path(file)),
    }
}

/// The thumbnail or icon of a row.
#[component]
pub fn RowThumb(row: Row, size: u32) -> impl IntoView {
    match row {
        Row::Folder(_) => view! {
            <span class="file-thumb" data-kind="folder">
                <Icon glyph=Glyph::Folder size=18/>
            </span>
        }
        .into_any(),
        Row::File(file) => {
            let picture = thumb_of(&file, size);
            view! { <FileThumb kind=file.kind picture/> }.into_any()
        }
    }
}

/// The menu of a row.
#[component]
pub fn RowMenu(library: LibraryState, row: Row) -> impl IntoView {
    let messages = library.messages;
    let label = messages.with("library-menu", [("name", row.name())]);
    let open = address(library, row.item());
    let row = StoredValue::new(row);
    let (rights, moves) = row.with_value(|row| (row.rights(), row.may_move()));
    let chosen = move || row.with_value(|row| Chosen::of([row]));
    let rename = move |()| {
        let renamed = row.with_value(|row| (row.item(), row.name().to_owned()));
        library.renaming.open_for(renamed);
    };
    view! {
        <Menu label glyph=Glyph::More class="button icon quiet" icon_only=true>
            <MenuLink label=messages.text("library-open") href=open.get() glyph=Glyph::ChevronRight/>
            {row.with_value(|row| download_entry(library, row))}
            {rights.change.then(|| view! {
                <MenuItem label=messages.text("library-rename") on_select=rename glyph=Glyph::Pencil/>
            })}
            {moves.then(|| view! {
                <MenuItem
                    label=messages.text("library-move") on_select=move |()| library.moving.open_for(chosen())
                    glyph=Glyph::FolderInput
                />
            })}
            <MenuItem
                label=messages.text("library-copy-link")
                on_select=move |()| copy_link(library, open.get_untracked()) glyph=Glyph::Link
            />
            {rights.delete.then(|| view! {
                <MenuItem
                    label=messages.text("library-delete") on_select=move |()| library.acts.delete(chosen())
                    glyph=Glyph::Trash
                />
            })}
        </Menu>
    }
    .into_any()
}

/// Returns the entry that downloads a file, or a folder as a zip.
fn download_entry(library: LibraryState, row: &Row) -> AnyView {
    let label = library.messages.text("library-download");
    match row {
        Row::File(file) => {
            let href = download_path(file.id, file.version);
            view! { <MenuLink label href glyph=Glyph::Download file=true/> }.into_any()
        }
        Row::Folder(folder) => {
            let fields = vec![("folders", folder.id.to_string())];
            view! { <MenuPost label action=ZIP_PATH fields glyph=Glyph::Download/> }.into_any()
        }
    }
}

/// Copies the address of a page of this site.
fn copy_link(library: LibraryState, path: String) {
    let (toasts, messages) = (library.acts.toasts, library.messages);
    let link = format!("{}{path}", origin());
    spawn_local(async move {
        if copy(&link).await {
            toasts.show_status(messages.text("library-link-copied"));
        } else {
            // Without access to the clipboard, the link is shown to be copied by hand.
            toasts.show_status(link);
        }
    });
}
