//! What is shown of posts that are being sent, and of drafts of other tabs.

use leptos::prelude::*;

use super::{
    drafts::{Draft, Drafts},
    outbox::{Outbox, Pending, Phase},
};
use crate::{
    i18n::{Messages, use_messages},
    ui::errors::sentence,
};

/// The posts that are being sent, each with its state.
#[component]
pub fn PendingPosts(outbox: Outbox) -> impl IntoView {
    view! {
        <ol class="thread pending-posts" aria-label=use_messages().text("post-pending")>
            <For each=move || outbox.pending.get() key=|pending| pending.draft.request let:pending>
                <PendingPost outbox pending/>
            </For>
        </ol>
    }
    .into_any()
}

#[component]
fn PendingPost(outbox: Outbox, pending: Pending) -> impl IntoView {
    let messages = use_messages();
    let Pending { draft, phase } = pending;
    let title = (!draft.title.is_empty()).then(|| view! { <p class="pending-title">{draft.title.clone()}</p> });
    let text = draft.text.clone();
    view! {
        <li class="post pending-post">
            {title}
            <p class="pending-text">{text}</p>
            <div class="pending-state" role="status">
                {move || state(messages, outbox, &draft, phase.get())}
            </div>
        </li>
    }
    .into_any()
}

fn state(messages: Messages, outbox: Outbox, draft: &Draft, phase: Phase) -> AnyView {
    let refused = phase.refused();
    match phase {
        Phase::Sending => view! { <span class="muted">{messages.text("post-sending")}</span> }.into_any(),
        Phase::Waiting => view! { <span class="muted">{messages.text("post-waiting")}</span> }.into_any(),
        Phase::Failed(error) => {
            let (again, edit, drop) = (draft.clone(), draft.clone(), draft.clone());
            let edit = refused.then(|| {
                view! {
                    <button type="button" class="button" on:click=move |_| outbox.edit(edit.clone())>
                        {messages.text("post-edit")}
                    </button>
                }
            });
            view! {
                <span class="danger-text">{sentence(messages, &error)}</span>
                <button type="button" class="button" on:click=move |_| outbox.retry(again.clone())>
                    {messages.text("try-again")}
                </button>
                {edit}
                <button type="button" class="button quiet" on:click=move |_| outbox.discard(&drop)>
                    {messages.text("draft-discard")}
                </button>
            }
            .into_any()
        }
    }
}

/// Notes about drafts of other tabs for the same destination.
#[component]
pub fn OtherDrafts(drafts: Drafts) -> impl IntoView {
    let messages = use_messages();
    let one = move |draft: Draft| {
        let request = draft.request;
        let words: String = draft.text.chars().take(120).collect();
        view! {
            <div class="note other-draft">
                <p>
                    {messages.text("draft-other")}
                    <span class="muted">{words}</span>
                </p>
                <button type="button" class="button" on:click=move |_| drafts.adopt_other(draft.clone())>
                    {messages.text("draft-use")}
                </button>
                <button type="button" class="button quiet" on:click=move |_| drafts.drop_other(request)>
                    {messages.text("draft-discard")}
                </button>
            </div>
        }
    };
    view! {
        <div class="other-drafts" role="status">
            {move || drafts.others.get().into_iter().map(one).collect_view()}
        </div>
    }
    .into_any()
}
