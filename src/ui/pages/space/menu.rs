//! The menu of a space: the export of its conversation, and the actions of owner and administrators on the space as a whole.

use std::{future::Future, sync::Arc};

use domain::{access::AccountAction, space::SpaceState, topic::ConversationFormat};
use leptos::prelude::*;

use super::{
    live::Live,
    manage_dialogs::{HandOverDialog, VisibilityDialog},
};
use crate::{
    api::{
        Answer,
        spaces::{archive_space, delete_space, restore_space},
    },
    ui::{
        components::{ConfirmDialog, Glyph, Menu, MenuItem, MenuLink},
        shell::session::use_session,
    },
};

/// The menu, if the person may do anything that it offers, and the dialogs that its entries open.
#[component]
pub fn SpaceMenu(live: Live) -> impl IntoView {
    let messages = live.messages;
    let manages = Memo::new(move |_| live.shown.with(|space| space.rights.manage));
    let exports = use_session().may(AccountAction::Export);
    let dialogs = Dialogs {
        visibility: RwSignal::new(false),
        owner: RwSignal::new(false),
        archiving: RwSignal::new(false),
        deleting: RwSignal::new(false),
    };
    view! {
        <Show when=move || exports || manages.get()>
            <Menu label=messages.text("space-menu") glyph=Glyph::More icon_only=true>
                {exports.then(|| view! { <Exports live/> })}
                <Show when=move || manages.get()>
                    <Managing live dialogs/>
                </Show>
            </Menu>
        </Show>
        <Show when=move || manages.get()>
            <OpenedDialogs live dialogs/>
        </Show>
    }
}

/// Whether the dialogs are open.
#[derive(Clone, Copy)]
struct Dialogs {
    visibility: RwSignal<bool>,
    owner: RwSignal<bool>,
    archiving: RwSignal<bool>,
    deleting: RwSignal<bool>,
}

/// The entries that download the conversation.
#[component]
fn Exports(live: Live) -> impl IntoView {
    let entries = ConversationFormat::ALL.map(|format| {
        let label = live.messages.text(match format {
            ConversationFormat::Markdown => "conversation-export-markdown",
            ConversationFormat::Json => "conversation-export-json",
        });
        view! { <MenuLink label href=format.address(live.id()) glyph=Glyph::Download file=true/> }
    });
    entries.into_iter().collect_view()
}

/// The entries for owner and administrators.
#[component]
fn Managing(live: Live, dialogs: Dialogs) -> impl IntoView {
    let messages = live.messages;
    let state = Memo::new(move |_| live.shown.with(|space| space.state));
    let Dialogs {
        visibility,
        owner,
        archiving,
        deleting,
    } = dialogs;
    view! {
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
    }
}

#[component]
fn OpenedDialogs(live: Live, dialogs: Dialogs) -> impl IntoView {
    let messages = live.messages;
    view! {
        <VisibilityDialog live open=dialogs.visibility/>
        <HandOverDialog live open=dialogs.owner/>
        <ConfirmDialog
            title=messages.text("space-archive-title")
            text=messages.text("space-archive-text")
            confirm=messages.text("space-archive")
            open=dialogs.archiving
            on_confirm=Callback::new(move |()| archive(live))
        />
        <ConfirmDialog
            title=messages.text("space-delete-title")
            text=messages.text("space-delete-text")
            confirm=messages.text("space-delete")
            open=dialogs.deleting
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
    act_with_undo(live, archive_space(live.id()), "space-archived");
}

fn delete(live: Live) {
    act_with_undo(live, delete_space(live.id()), "space-deleted");
}

/// Sends the request; its undo restores the space.
fn act_with_undo(live: Live, request: impl Future<Output = Answer<()>> + 'static, done: &'static str) {
    let undo = Arc::new(move || restore(live));
    live.act(request, live.messages.text(done), Some(undo));
}
