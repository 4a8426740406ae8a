//! What is shown of posts that are being sent, and of drafts of other tabs.

use domain::{error::AppError, topic::link::KnownLink};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::drafts::Drafts;
use crate::{
    i18n::use_messages,
    ui::{
        errors::sentence,
        outbox::{Destination, Kept, Outbox, Pending, Phase, use_outbox},
    },
};

/// What a post that is being sent needs to show its state.
#[derive(Clone, Copy)]
struct Actions {
    outbox: Outbox,
    /// Gets a refused post that the person wants to change.
    edit: Callback<Kept>,
    /// Whether there is a form in which it can be changed.
    can_edit: Memo<bool>,
}

/// The posts that are being sent to a destination, each with its state. `edit` gets a refused post that the person wants to
/// change.
#[component]
pub fn PendingPosts(destination: Destination, edit: Callback<Kept>, can_edit: Memo<bool>) -> impl IntoView {
    let outbox = use_outbox();
    let actions = Actions { outbox, edit, can_edit };
    view! {
        <ol class="thread pending-posts" aria-label=use_messages().text("post-pending")>
            <For each=move || outbox.pending_for(destination) key=Pending::request let:pending>
                <PendingPost actions pending/>
            </For>
        </ol>
    }
    .into_any()
}

#[component]
fn PendingPost(actions: Actions, pending: Pending) -> impl IntoView {
    let (title, text) = (pending.kept.draft.title.clone(), pending.kept.draft.text.clone());
    let title = (!title.is_empty()).then(|| view! { <p class="pending-title">{title}</p> });
    view! {
        <li class="post pending-post">
            {title}
            <p class="pending-text">{text}</p>
            <div class="pending-state" role="status">
                {move || state(actions, &pending)}
            </div>
        </li>
    }
    .into_any()
}

fn state(actions: Actions, pending: &Pending) -> AnyView {
    let messages = use_messages();
    let phase = pending.phase.get();
    let refused = phase.refused();
    match phase {
        Phase::Storing | Phase::Sending => {
            view! { <span class="muted">{messages.text("post-sending")}</span> }.into_any()
        }
        Phase::Waiting => view! { <span class="muted">{messages.text("post-waiting")}</span> }.into_any(),
        Phase::Failed(error) => {
            if let AppError::Conflict(current) = &error
                && let Some(known) = current.read::<KnownLink>()
            {
                return known_state(actions.outbox, pending, known);
            }
            let Actions { outbox, edit, can_edit } = actions;
            let (again, back, drop) = (pending.clone(), pending.clone(), pending.clone());
            let edit = (refused && can_edit.get()).then(|| {
                view! {
                    <button type="button" class="button" on:click=move |_| outbox.take_back(back.clone(), edit)>
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

/// The state of a new link whose address got a topic before it was sent: what was written can be added to that topic.
fn known_state(outbox: Outbox, pending: &Pending, known: KnownLink) -> AnyView {
    let messages = use_messages();
    let navigate = use_navigate();
    let to = known.topic;
    let open = Callback::new(move |()| navigate(&to.path(), Default::default()));
    let (kept, drop) = (pending.clone(), pending.clone());
    view! {
        <span>
            {messages.text("link-known")} " "
            <a class="link" href=to.path()>{known.title}</a>
        </span>
        <button type="button" class="button" on:click=move |_| outbox.keep_as_reply(kept.clone(), to, open)>
            {messages.text("link-known-use")}
        </button>
        <button type="button" class="button quiet" on:click=move |_| outbox.discard(&drop)>
            {messages.text("draft-discard")}
        </button>
    }
    .into_any()
}

/// Notes about drafts of other tabs for the same destination.
#[component]
pub fn OtherDrafts(drafts: Drafts) -> impl IntoView {
    let messages = use_messages();
    let one = move |offered: Kept| {
        let key = offered.key.clone();
        let words: String = offered.draft.text.chars().take(120).collect();
        let (note, use_it) = match offered.draft.known {
            true => ("link-known-draft", "link-known-use"),
            false => ("draft-other", "draft-use"),
        };
        view! {
            <div class="note other-draft">
                <p>
                    {messages.text(note)}
                    <span class="muted">{words}</span>
                </p>
                <button type="button" class="button" on:click=move |_| drafts.adopt_other(offered.clone())>
                    {messages.text(use_it)}
                </button>
                <button type="button" class="button quiet" on:click=move |_| drafts.drop_other(key.clone())>
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
