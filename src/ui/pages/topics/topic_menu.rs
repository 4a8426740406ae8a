//! The actions on a topic as a whole.

use std::sync::Arc;

use domain::topic::{TopicKind, TopicState};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::{close::CloseDialog, kind::kind_glyph, move_topic::MoveDialog, thread_state::ThreadState};
use crate::{
    api::topics::{change_kind, delete_topic, pin_topic, reopen_topic, restore_topic},
    ui::{
        components::{Glyph, Menu, MenuItem},
        errors::sentence,
    },
};

/// The menu of these actions, and the dialogs that its entries open.
#[component]
pub fn TopicMenu(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let rights = Memo::new(move |_| state.topic.with(|topic| topic.rights));
    let pinned = Memo::new(move |_| state.topic.with(|topic| topic.row.pinned));
    let closed = Memo::new(move |_| state.topic.with(|topic| topic.row.state == TopicState::Closed));
    let (closing, moving) = (RwSignal::new(false), RwSignal::new(false));
    let navigate = use_navigate();
    let delete = Callback::new(move |()| delete(state, navigate.clone()));
    let pin = move |on: bool| {
        let done = messages.text(if on { "topic-was-pinned" } else { "topic-was-unpinned" });
        state.act(None, pin_topic(state.address(), on), done, None);
    };
    view! {
        <Show when=move || rights.get().change || rights.get().remove>
            <Menu label=messages.text("topic-menu") glyph=Glyph::More icon_only=true>
                <Show when=move || rights.get().change && !pinned.get()>
                    <MenuItem label=messages.text("topic-pin") on_select=move |()| pin(true) glyph=Glyph::Pin/>
                </Show>
                <Show when=move || rights.get().change && pinned.get()>
                    <MenuItem label=messages.text("topic-unpin") on_select=move |()| pin(false) glyph=Glyph::Pin/>
                </Show>
                <Show when=move || rights.get().change && !closed.get()>
                    <MenuItem
                        label=messages.text("topic-close") on_select=move |()| closing.set(true) glyph=Glyph::Check
                    />
                </Show>
                <Show when=move || rights.get().change && closed.get()>
                    <MenuItem
                        label=messages.text("topic-reopen") on_select=move |()| reopen(state) glyph=Glyph::Undo
                    />
                </Show>
                <Show when=move || rights.get().change>
                    <KindEntries state/>
                </Show>
                <Show when=move || rights.get().remove>
                    <MenuItem
                        label=messages.text("topic-move") on_select=move |()| moving.set(true) glyph=Glyph::Layers
                    />
                    <MenuItem label=messages.text("topic-delete") on_select=delete glyph=Glyph::Trash/>
                </Show>
            </Menu>
        </Show>
        <CloseDialog state open=closing/>
        <MoveDialog state open=moving/>
    }
    .into_any()
}

/// The entries that make the topic one of another kind.
#[component]
fn KindEntries(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let kind = Memo::new(move |_| state.topic.with(|topic| topic.row.kind));
    TopicKind::ALL
        .map(|other| {
            let change = move |()| {
                let done = messages.text(&format!("kind-changed-{}", other.as_str()));
                state.act(None, change_kind(state.address(), other), done, None);
            };
            view! {
                <Show when=move || kind.get() != other>
                    <MenuItem
                        label=messages.text(&format!("kind-make-{}", other.as_str()))
                        on_select=change
                        glyph=kind_glyph(other)
                    />
                </Show>
            }
        })
        .collect_view()
}

fn reopen(state: ThreadState) {
    let done = state.messages.text("topic-reopened");
    state.act(None, reopen_topic(state.address()), done, None);
}

/// Takes the topic out of the trash.
pub fn restore(state: ThreadState) {
    let done = state.messages.text("topic-restored");
    state.act(None, restore_topic(state.address()), done, None);
}

/// Deletes the topic and leaves its page. Undo restores it and returns to it.
fn delete(state: ThreadState, navigate: impl Fn(&str, leptos_router::NavigateOptions) + Clone + Send + Sync + 'static) {
    let (address, messages, toasts) = (state.address(), state.messages, state.toasts);
    let back = navigate.clone();
    let undo = Arc::new(move || {
        let back = back.clone();
        spawn_local(async move {
            match restore_topic(address).await {
                Ok(()) => {
                    toasts.show_status(messages.text("topic-restored"));
                    back(&address.path(), Default::default());
                }
                Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
            }
        });
    });
    spawn_local(async move {
        match delete_topic(address).await {
            Ok(()) => {
                toasts.show_with_undo(messages.text("topic-deleted"), undo);
                navigate(&format!("/spaces/{}", address.space), Default::default());
            }
            Err(failure) => toasts.show_error(sentence(messages, &failure.0)),
        }
    });
}
