//! What can be done with the file as a whole.

use domain::file::{FileDetail, download_path, page_path};
use leptos::{prelude::*, task::spawn_local};

use super::live::Live;
use crate::ui::{
    browser::reading::{copy, origin},
    components::{ButtonLink, Glyph, Menu, MenuItem},
    pages::{
        library::{Acts, Chosen, Item, MoveDialog, RenameDialog, Renamed, Row},
        spaces_list::DialogState,
    },
};

/// The button that downloads the newest version, the menu of the other acts, and the dialogs that its entries open.
#[component]
pub fn Actions(live: Live, acts: Acts) -> impl IntoView {
    let messages = live.messages;
    let newest = Memo::new(move |_| live.shown.with(|file| file.row.version));
    let (renaming, moving) = (DialogState::<Renamed>::default(), DialogState::<Chosen>::default());
    let space = live.shown.with_untracked(|file| file.space);
    let download = move || {
        let href = download_path(live.id(), newest.get());
        let label = messages.text("library-download");
        view! { <ButtonLink href class="button primary" glyph=Glyph::Download label file=true/> }
    };
    view! {
        <FileMenu live acts renaming moving/>
        {download}
        <RenameDialog acts dialog=renaming/>
        <MoveDialog acts space dialog=moving/>
    }
    .into_any()
}

/// Returns the file as it is chosen in a list.
fn chosen(file: &FileDetail) -> Chosen {
    Chosen::of([&Row::File(file.row.clone())])
}

#[component]
fn FileMenu(live: Live, acts: Acts, renaming: DialogState<Renamed>, moving: DialogState<Chosen>) -> impl IntoView {
    let messages = live.messages;
    let rights = Memo::new(move |_| live.shown.with(|file| file.row.rights));
    let moves = Memo::new(move |_| live.shown.with(|file| chosen(file).may_move));
    let label = live
        .shown
        .with_untracked(|file| messages.with("library-menu", [("name", file.row.name.as_str())]));
    let name = Signal::derive(move || {
        live.shown
            .with(|file| messages.with("library-menu", [("name", file.row.name.as_str())]))
    });
    let now = move || live.shown.with_untracked(chosen);
    let rename = move |()| {
        let name = live.shown.with_untracked(|file| file.row.name.clone());
        renaming.open_for((Item::File(live.id()), name));
    };
    view! {
        <Menu label name glyph=Glyph::More icon_only=true>
            <Show when=move || rights.get().change>
                <MenuItem label=messages.text("library-rename") on_select=rename glyph=Glyph::Pencil/>
            </Show>
            <Show when=move || moves.get()>
                <MenuItem
                    label=messages.text("library-move") on_select=move |()| moving.open_for(now())
                    glyph=Glyph::FolderInput
                />
            </Show>
            <MenuItem
                label=messages.text("library-copy-link") on_select=move |()| copy_link(live) glyph=Glyph::Link
            />
            <Show when=move || rights.get().delete>
                <MenuItem
                    label=messages.text("library-delete") on_select=move |()| acts.delete(now()) glyph=Glyph::Trash
                />
            </Show>
        </Menu>
    }
    .into_any()
}

fn copy_link(live: Live) {
    let link = format!("{}{}", origin(), page_path(live.id()));
    copy_text(live, link, "library-link-copied");
}

/// Copies a text and says so. Without access to the clipboard, the text is shown to be copied by hand.
pub fn copy_text(live: Live, text: String, done: &'static str) {
    spawn_local(async move {
        let copied = copy(&text).await;
        live.toasts
            .show_status(if copied { live.messages.text(done) } else { text });
    });
}
