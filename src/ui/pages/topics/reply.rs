//! The box for a reply, below the thread.

use domain::topic::post_text;
use leptos::prelude::*;

use super::{
    draft_files::{DraftFiles, SendButton},
    drafts::Drafts,
    pending::{OtherDrafts, PendingPosts},
    text_change::on_change,
    thread_state::ThreadState,
};
use crate::ui::{
    browser::focus_first_wrong,
    components::{WritingBox, WritingHandle},
    errors::reason,
    outbox::{Destination, use_outbox},
    shell::live::use_live,
    uploads::{DropFiles, DropInto},
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

/// The posts that are being sent, and the form for people who may reply.
#[component]
pub fn Reply(state: ThreadState) -> impl IntoView {
    let replies = Memo::new(move |_| state.topic.with(|topic| topic.rights.reply));
    let destination = Destination::reply(state.address(), state.id());
    let drafts = Drafts::open(destination, String::new());
    use_outbox().on_delivered(move |pending, number| {
        if destination.takes(pending.kept.place, &pending.kept.draft) {
            state.sent(number);
        }
    });
    let edit = Callback::new(move |kept| drafts.put_back(kept));
    let files = DraftFiles::open(drafts, use_reply_box());
    // Files that are dropped anywhere on the page are attached to the reply.
    let place = Signal::derive(move || {
        replies.try_get().unwrap_or_default().then(|| DropInto {
            destination: files.destination,
            words: state.messages.text("drop-into-reply"),
        })
    });
    view! {
        <DropFiles place/>
        <div class="reply">
            <PendingPosts destination edit can_edit=replies/>
            <Show when=move || replies.get()>
                <Form state drafts files/>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Form(state: ThreadState, drafts: Drafts, files: DraftFiles) -> impl IntoView {
    let messages = state.messages;
    let outbox = use_outbox();
    let wrong = RwSignal::new(None::<String>);
    on_change(drafts.text, move |_| wrong.set(None));
    tell_writing(drafts.text);
    let post = move || match post_text(&drafts.text.get_untracked()) {
        _ if untrack(|| files.waiting()) > 0 => {}
        Ok(_) => {
            wrong.set(None);
            outbox.send(drafts.destination.place, drafts.take());
        }
        Err(why) => {
            wrong.set(Some(reason(messages, &why)));
            focus_first_wrong();
        }
    };
    view! {
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
                label=messages.text("reply-field") text=drafts.text space=state.address().space error=wrong
                on_send=move |()| post() handle=use_reply_box() files=files.for_box()
            />
            <div class="form-actions">
                <SendButton label=messages.text("reply-send") files/>
            </div>
        </form>
    }
    .into_any()
}

/// Tells the others who read the topic that the person is writing.
fn tell_writing(text: RwSignal<String>) {
    let live = use_live();
    on_change(text, move |text| {
        if !text.is_empty() {
            live.writing();
        }
    });
}
