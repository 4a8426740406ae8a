//! The box for a reply, below the thread.

use std::{future::Future, pin::Pin, sync::Arc};

use domain::topic::post_text;
use leptos::prelude::*;

use super::{
    drafts::{Destination, Draft, Drafts},
    outbox::{Outbox, SendFn},
    pending::{OtherDrafts, PendingPosts},
    thread_state::ThreadState,
    wrong::on_change,
};
use crate::{
    api::{Answer, topics::add_post},
    ui::{
        browser::focus_first_wrong,
        components::{WritingBox, WritingHandle},
        errors::reason,
        shell::live::use_live,
    },
};

/// The box for a reply, to which posts are quoted.
#[derive(Clone, Copy)]
struct ReplyBox(WritingHandle);

/// Provides the box's handle to the posts of the page.
pub fn provide_reply_box() {
    provide_context(ReplyBox(WritingHandle::new()));
}

/// Returns the handle of the box for a reply.
pub fn use_reply_box() -> WritingHandle {
    use_context::<ReplyBox>().map_or_else(WritingHandle::new, |reply_box| reply_box.0)
}

/// The posts that are being sent, and the form; nothing for people who may not reply.
#[component]
pub fn Reply(state: ThreadState) -> impl IntoView {
    let replies = Memo::new(move |_| state.topic.with(|topic| topic.rights.reply));
    view! {
        <Show when=move || replies.get()>
            <Form state/>
        </Show>
    }
    .into_any()
}

#[component]
fn Form(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    let topic = state.address();
    let drafts = Drafts::open(Destination::Reply(topic), String::new());
    let send: SendFn = Arc::new(move |draft: Draft| {
        Box::pin(add_post(topic, draft.text, draft.request)) as Pin<Box<dyn Future<Output = Answer<i64>>>>
    });
    let outbox = Outbox::open(drafts, send, Callback::new(move |number| state.sent(number)));
    let wrong = RwSignal::new(None::<String>);
    on_change(drafts.text, move || wrong.set(None));
    tell_writing(drafts.text);
    let post = move || match post_text(&drafts.text.get_untracked()) {
        Ok(_) => {
            wrong.set(None);
            outbox.send();
        }
        Err(why) => {
            wrong.set(Some(reason(messages, &why)));
            focus_first_wrong();
        }
    };
    view! {
        <div class="reply">
            <PendingPosts outbox/>
            <form
                class="reply-form"
                method="post"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    post();
                }
            >
                <OtherDrafts drafts/>
                <WritingBox
                    label=messages.text("reply-field") text=drafts.text space=topic.space error=wrong
                    on_send=move |()| post() handle=use_reply_box()
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{messages.text("reply-send")}</button>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// Tells the others who read the topic that the person is writing.
fn tell_writing(text: RwSignal<String>) {
    let live = use_live();
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        // The first text, which a draft may fill, is not typed now.
        if before.is_some_and(|before| before != text) && !text.is_empty() {
            live.writing();
        }
        text
    });
}
