//! The dialog that moves a topic to another space and says what that does to its readers.

use std::sync::Arc;

use domain::{ids::SpaceId, topic::MoveEffect};
use leptos::{prelude::*, task::spawn_local};

use super::thread_state::ThreadState;
use crate::{
    api::topics::{move_topic, preview_move, suggest_spaces},
    i18n::Messages,
    ui::{
        components::{Chips, Choice, Dialog, SuggestFn},
        errors::sentence,
    },
};

/// The dialog.
#[component]
pub fn MoveDialog(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=state.messages.text("topic-move-title") open>
            <Form state open/>
        </Dialog>
    }
}

fn spaces(except: SpaceId) -> SuggestFn {
    Arc::new(move |typed: String| {
        Box::pin(async move {
            let found = suggest_spaces(typed, true).await.unwrap_or_default();
            let others = found.iter().filter(|space| space.id != except);
            others.map(|space| Choice::new(space.id, &space.name)).collect()
        })
    })
}

fn effect_sentence(messages: Messages, effect: MoveEffect) -> String {
    let losing = messages.with("topic-move-losing", [("count", effect.losing)]);
    let gaining = messages.with("topic-move-gaining", [("count", effect.gaining)]);
    let files = match effect.files {
        0 => String::new(),
        count => messages.with("topic-move-files", [("count", count)]),
    };
    format!("{losing} {gaining} {files}").trim_end().to_owned()
}

#[component]
fn Form(state: ThreadState, open: RwSignal<bool>) -> impl IntoView {
    let messages = state.messages;
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let wrong = RwSignal::new(None::<String>);
    let effect = RwSignal::new(None::<String>);
    let target = move || chosen.with(|chosen| Choice::id::<SpaceId>(chosen));
    Effect::new(move |_| {
        let to = target();
        effect.set(None);
        wrong.set(None);
        let Some(to) = to else { return };
        spawn_local(async move {
            let answer = preview_move(state.address(), to).await;
            if chosen
                .try_with_untracked(|chosen| Choice::id::<SpaceId>(chosen))
                .flatten()
                != Some(to)
            {
                return;
            }
            match answer {
                Ok(found) => effect.set(Some(effect_sentence(messages, found))),
                Err(failure) => wrong.set(Some(sentence(messages, &failure.0))),
            }
        });
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(to) = chosen.with_untracked(|chosen| Choice::id::<SpaceId>(chosen)) else {
            return wrong.set(Some(messages.text("topic-move-choose")));
        };
        let name = chosen.with_untracked(|chosen| chosen.first().map(|choice| choice.label.clone()));
        spawn_local(async move {
            match move_topic(state.address(), to).await {
                Ok(_) => {
                    open.try_set(false);
                    let name = name.unwrap_or_default();
                    state.toasts.show_status(messages.with("topic-moved", [("name", name)]));
                    // The old address leads to the new one, which then replaces it.
                    state.refresh(None);
                }
                Err(failure) => {
                    wrong.try_set(Some(sentence(messages, &failure.0)));
                }
            }
        });
    };
    view! {
        <form class="space-dialog" method="post" novalidate on:submit=send>
            <Chips
                label=messages.text("topic-move-to") chosen suggest=spaces(state.address().space) error=wrong
                single=true
            />
            <p role="status">{move || effect.get()}</p>
            <div class="dialog-foot">
                <button type="submit" class="button primary">{messages.text("topic-move-confirm")}</button>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}
