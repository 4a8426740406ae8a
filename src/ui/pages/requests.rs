//! Granting and declining a request for access, in a notice and on the page of the space.

use domain::{error::AppError, ids::SpaceId, person::PersonRef, topic::RequestState};
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    api::access_requests::answer_request,
    i18n::{Messages, use_messages},
    ui::{components::use_toasts, errors, shell::unread::use_unread},
};

/// 'Grant' and 'Decline' while the request is pending; after that, what became of it. `answered` is called after an
/// answer, and if the request turns out to be answered already.
#[component]
pub fn Answering(
    space: SpaceId,
    person: PersonRef,
    state: RequestState,
    #[prop(optional)] answered: Option<Callback<()>>,
) -> impl IntoView {
    let messages = use_messages();
    let (toasts, unread) = (use_toasts(), use_unread());
    let (state, busy) = (RwSignal::new(state), RwSignal::new(false));
    let said = NodeRef::<html::P>::new();
    let (id, named) = (person.id, StoredValue::new(person.name));
    let answer = Callback::new(move |grant: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let name = named.get_value();
        spawn_local(async move {
            let answer = answer_request(space, id, grant).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show_status(done(messages, grant, &name));
                    state.try_set(if grant {
                        RequestState::Granted
                    } else {
                        RequestState::Declined
                    });
                    // The button that had the focus is gone; the sentence can have it once it is drawn.
                    let _ = request_animation_frame(move || {
                        if let Some(said) = said.try_get_untracked().flatten() {
                            let _ = said.focus();
                        }
                    });
                }
                Err(failure) if failure.0 == AppError::NotFound => toasts.show_error(messages.text("request-gone")),
                Err(failure) => return toasts.show_error(errors::sentence(messages, &failure.0)),
            }
            unread.refresh();
            if let Some(answered) = answered {
                answered.try_run(());
            }
        });
    });
    let buttons = move || {
        (state.get() == RequestState::Pending).then(|| {
            view! {
                <div class="request-answers">
                    <AnswerButton grant=true name=named.get_value() busy answer/>
                    <AnswerButton grant=false name=named.get_value() busy answer/>
                </div>
            }
        })
    };
    view! {
        {buttons}
        <p class="request-outcome" tabindex="-1" node_ref=said>{move || outcome(messages, state.get())}</p>
    }
    .into_any()
}

#[component]
fn AnswerButton(grant: bool, name: String, busy: RwSignal<bool>, answer: Callback<bool>) -> impl IntoView {
    let messages = use_messages();
    let name = [("name", name)];
    let (word, label) = if grant {
        (messages.text("request-grant"), messages.with("request-grant-to", name))
    } else {
        (
            messages.text("request-decline"),
            messages.with("request-decline-to", name),
        )
    };
    view! {
        <button
            type="button"
            class="button"
            aria-label=label
            aria-busy=move || busy.get().then_some("true")
            on:click=move |_| answer.run(grant)
        >
            {word}
        </button>
    }
    .into_any()
}

/// Returns what was just done.
fn done(messages: Messages, grant: bool, name: &str) -> String {
    let name = [("name", name)];
    if grant {
        messages.with("request-granted-to", name)
    } else {
        messages.with("request-declined-to", name)
    }
}

/// Returns what became of a request; nothing while it is pending.
fn outcome(messages: Messages, state: RequestState) -> Option<String> {
    match state {
        RequestState::Pending => None,
        RequestState::Granted => Some(messages.text("request-granted")),
        RequestState::Declined => Some(messages.text("request-declined")),
    }
}
