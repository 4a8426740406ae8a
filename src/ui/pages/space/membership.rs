//! Leaving a space, and adding the people of another one.

use std::sync::Arc;

use domain::{ids::SpaceId, visibility::Visibility};
use leptos::{prelude::*, task::spawn_local};

use super::live::Live;
use crate::{
    api::{
        access_requests::{add_people_of_space, leave_space},
        topics::suggest_spaces,
    },
    ui::{
        components::{Chips, Choice, ConfirmDialog, Dialog, SuggestFn},
        errors::sentence,
        shell::session::use_session,
    },
};

/// The button 'Leave space' for members, with a dialog that says what the person loses.
#[component]
pub fn Leave(live: Live) -> impl IntoView {
    let messages = live.messages;
    let me = use_session().me.id;
    let member = Memo::new(move |_| {
        live.shown
            .with(|space| space.members.iter().any(|person| person.id == me))
    });
    let open = RwSignal::new(false);
    let text = match live.shown.with_untracked(|space| space.visibility) {
        Visibility::Public => messages.text("space-leave-public"),
        Visibility::Private => messages.text("space-leave-private"),
        Visibility::Hidden => messages.text("space-leave-hidden"),
    };
    let leave = Callback::new(move |()| {
        live.act(leave_space(live.id()), messages.text("space-left"), None);
    });
    view! {
        <Show when=move || member.get()>
            <button type="button" class="button" on:click=move |_| open.set(true)>
                {messages.text("space-leave")}
            </button>
        </Show>
        <ConfirmDialog
            title=messages.text("space-leave-title") text confirm=messages.text("space-leave") open on_confirm=leave
            danger=true
        />
    }
    .into_any()
}

fn spaces(except: SpaceId) -> SuggestFn {
    Arc::new(move |typed: String| {
        Box::pin(async move {
            let found = suggest_spaces(typed, false).await.unwrap_or_default();
            let others = found.iter().filter(|(id, _)| *id != except);
            others.map(|(id, name)| Choice::new(id, name)).collect()
        })
    })
}

/// The button and the dialog that make the people of another space members of this one.
#[component]
pub fn AddPeopleOf(live: Live) -> impl IntoView {
    let messages = live.messages;
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>
            {messages.text("space-add-people")}
        </button>
        <Dialog title=messages.text("space-add-people") open>
            <Form live open/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(live: Live, open: RwSignal<bool>) -> impl IntoView {
    let messages = live.messages;
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(from) = chosen.with_untracked(|chosen| Choice::id::<SpaceId>(chosen)) else {
            return wrong.set(Some(messages.text("topic-move-choose")));
        };
        let id = live.id();
        spawn_local(async move {
            match add_people_of_space(id, from).await {
                Ok(count) => {
                    open.try_set(false);
                    live.toasts
                        .show_status(messages.with("space-people-added", [("count", count)]));
                    live.reload(id).await;
                }
                Err(failure) => {
                    wrong.try_set(Some(sentence(messages, &failure.0)));
                }
            }
        });
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=add>
            <p>{messages.text("space-add-people-text")}</p>
            <Chips
                label=messages.text("space-add-people-from") chosen suggest=spaces(live.id()) error=wrong single=true
            />
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("space-add-people-confirm")}</button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
