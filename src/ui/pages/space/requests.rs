//! Requests for access: pending ones for people who may answer them, and asking for access to a private space.

use domain::{
    ids::SpaceId,
    limits,
    topic::{AccessRequest, request_sentence},
};
use leptos::{prelude::*, task::spawn_local};

use super::{live::Live, people::PersonName};
use crate::{
    api::access_requests::{access_requests, answer_request, ask_for_access, has_asked_for_access},
    i18n::use_messages,
    ui::{
        components::{Relative, TextField},
        errors::{reason, sentence},
    },
};

/// The pending requests of a space, each with 'Grant' and 'Decline'; nothing if there are none.
#[component]
pub fn Requests(live: Live) -> impl IntoView {
    let messages = live.messages;
    let pending = RwSignal::new(Vec::<AccessRequest>::new());
    Effect::new(move |_| {
        live.reloads.track();
        let id = live.id();
        spawn_local(async move {
            // A failure shows no requests; the page's other content says what is wrong.
            if let Ok(found) = access_requests(id).await {
                pending.try_set(found);
            }
        });
    });
    let answer = move |request: &AccessRequest, grant: bool| {
        let name = request.person.name.clone();
        let done = messages.with(
            if grant { "request-granted" } else { "request-declined" },
            [("name", name)],
        );
        live.act(answer_request(live.id(), request.person.id, grant), done, None);
    };
    let line = move |request: AccessRequest| {
        let (granted, declined) = (request.clone(), request.clone());
        let now = live.shown.with_untracked(|space| space.now);
        let sentence =
            (!request.sentence.is_empty()).then(|| view! { <p class="request-sentence">{request.sentence}</p> });
        view! {
            <li class="request">
                <div class="request-who">
                    <PersonName person=request.person/>
                    <span class="muted"><Relative at=request.at now/></span>
                </div>
                {sentence}
                <div class="request-acts">
                    <button type="button" class="button" on:click=move |_| answer(&granted, true)>
                        {messages.text("request-grant")}
                    </button>
                    <button type="button" class="button quiet" on:click=move |_| answer(&declined, false)>
                        {messages.text("request-decline")}
                    </button>
                </div>
            </li>
        }
    };
    view! {
        <Show when=move || pending.with(|pending| !pending.is_empty())>
            <h3 id="space-requests">{messages.text("requests")}</h3>
            <ul class="requests" aria-labelledby="space-requests">
                {move || pending.get().into_iter().map(line).collect_view()}
            </ul>
        </Show>
    }
    .into_any()
}

/// Asks for access once, with a sentence if the person wants; then says that they have asked.
#[component]
pub fn AskForAccess(space: SpaceId) -> impl IntoView {
    let messages = use_messages();
    let asked = RwSignal::new(None::<bool>);
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        spawn_local(async move {
            // Without an answer the form is shown; the server accepts a request once.
            let found = has_asked_for_access(space).await;
            asked.try_set(Some(found.unwrap_or_default()));
        });
    });
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = match request_sentence(&text.get_untracked()) {
            Ok(text) => text,
            Err(why) => return wrong.set(Some(reason(messages, &why))),
        };
        wrong.set(None);
        spawn_local(async move {
            match ask_for_access(space, written).await {
                Ok(()) => {
                    asked.try_set(Some(true));
                }
                Err(failure) => {
                    wrong.try_set(Some(sentence(messages, &failure.0)));
                }
            }
        });
    };
    view! {
        <div class="ask-for-access">
            <div role="status">
                {move || (asked.get() == Some(true)).then(|| view! { <p>{messages.text("access-asked")}</p> })}
            </div>
            <Show when=move || asked.get() == Some(false)>
                <form class="form" method="post" novalidate on:submit=ask>
                    <TextField
                        label=messages.text("access-sentence") value=text error=wrong max=limits::REQUEST_SENTENCE
                    />
                    <div class="form-actions">
                        <button type="submit" class="button primary">{messages.text("access-ask")}</button>
                    </div>
                </form>
            </Show>
        </div>
    }
    .into_any()
}
