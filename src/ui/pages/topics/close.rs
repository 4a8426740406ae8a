//! The dialog that closes a topic and asks for its outcome.

use std::sync::Arc;

use domain::{limits, topic::outcome};
use leptos::prelude::*;

use super::thread_state::ThreadState;
use crate::{
    api::topics::{close_topic, reopen_topic},
    ui::{
        components::{Dialog, TextField},
        errors::reason,
    },
};

/// The dialog.
#[component]
pub fn CloseDialog(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=state.messages.text("topic-close-title") open>
            <Form state open/>
        </Dialog>
    }
}

#[component]
fn Form(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let value = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let close = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match outcome(&value.get_untracked()) {
            Ok(outcome) => {
                open.set(false);
                let address = state.address();
                let undo = Arc::new(move || {
                    state.act(None, reopen_topic(address), messages.text("topic-reopened"), None);
                });
                let done = messages.text("topic-was-closed");
                state.act(None, close_topic(address, outcome), done, Some(undo));
            }
            Err(why) => wrong.set(Some(reason(messages, &why))),
        }
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=close>
            <TextField
                label=messages.text("topic-outcome-field") value error=wrong max=limits::OUTCOME
                help=messages.text("topic-outcome-help")
            />
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("topic-close-confirm")}</button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
