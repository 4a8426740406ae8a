//! The actions of owner and administrators on a space as a whole.

use std::sync::Arc;

use domain::space::SpaceState;
use leptos::prelude::*;

use super::{
    live::Live,
    manage_dialogs::{HandOverDialog, VisibilityDialog},
};
use crate::{
    api::spaces::{archive_space, delete_space, restore_space},
    ui::components::{ConfirmDialog, Glyph, Menu, MenuItem},
};

/// The menu of these actions, and the dialogs that its entries open.
#[component]
pub fn ManageMenu(live: Live) -> impl IntoView {
    let messages = live.messages;
    let state = Memo::new(move |_| live.shown.with(|space| space.state));
    let (visibility, owner) = (RwSignal::new(false), RwSignal::new(false));
    let (archiving, deleting) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Menu label=messages.text("space-menu") glyph=Glyph::More icon_only=true>
            <Show when=move || state.get() != SpaceState::Trash>
                <MenuItem label=messages.text("space-change-visibility") on_select=open_dialog(visibility) glyph=Glyph::EyeOff/>
                <MenuItem label=messages.text("space-hand-over") on_select=open_dialog(owner) glyph=Glyph::Person/>
            </Show>
            <Show when=move || state.get() == SpaceState::Active>
                <MenuItem label=messages.text("space-archive") on_select=open_dialog(archiving) glyph=Glyph::Archive/>
            </Show>
            <Show when=move || state.get() != SpaceState::Active>
                <MenuItem
                    label=messages.text("space-restore")
                    on_select=Callback::new(move |()| restore(live))
                    glyph=Glyph::Undo
                />
            </Show>
            <Show when=move || state.get() != SpaceState::Trash>
                <MenuItem label=messages.text("space-delete") on_select=open_dialog(deleting) glyph=Glyph::Trash/>
            </Show>
        </Menu>
        <VisibilityDialog live open=visibility/>
        <HandOverDialog live open=owner/>
        <ConfirmDialog
            title=messages.text("space-archive-title")
            text=messages.text("space-archive-text")
            confirm=messages.text("space-archive")
            open=archiving
            on_confirm=Callback::new(move |()| archive(live))
        />
        <ConfirmDialog
            title=messages.text("space-delete-title")
            text=messages.text("space-delete-text")
            confirm=messages.text("space-delete")
            open=deleting
            on_confirm=Callback::new(move |()| delete(live))
            danger=true
        />
    }
}

fn open_dialog(dialog: RwSignal<bool>) -> Callback<()> {
    Callback::new(move |()| dialog.set(true))
}

/// Restores the space from the archive or the trash.
pub fn restore(live: Live) {
    live.act(restore_space(live.id()), live.messages.text("space-restored"), None);
}

fn archive(live: Live) {
    let undo = Arc::new(move || restore(live));
    live.act(
        archive_space(live.id()),
        live.messages.text("space-archived"),
        Some(undo),
    );
}

fn delete(live: Live) {
    let undo = Arc::new(move || restore(live));
    live.act(delete_space(live.id()), live.messages.text("space-deleted"), Some(undo));
}
