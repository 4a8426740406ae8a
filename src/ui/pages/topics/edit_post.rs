//! Changing a post in place.

use domain::{error::AppError, topic::post_text};
use leptos::{prelude::*, task::spawn_local};

use super::{
    draft_files::{DraftFiles, SendButton},
    drafts::Drafts,
    pending::OtherDrafts,
    post::PostState,
    text_change::on_change,
};
use crate::{
    api::topics::{edit_post, post_source},
    ui::{
        components::{ConflictRow, ConflictTable, FailureNote, Skeleton, WritingBox, WritingHandle},
        errors::{reason, sentence},
        outbox::Destination,
    },
};

/// The form, once the text of the post is loaded.
#[component]
pub fn EditPost(shown: PostState) -> impl IntoView {
    let source = RwSignal::new(None::<Result<String, AppError>>);
    let load = Callback::new(move |()| {
        source.set(None);
        spawn_local(async move {
            let answer = post_source(shown.thread.address(), shown.number).await;
            source.try_set(Some(answer.map_err(|failure| failure.0)));
        });
    });
    Effect::new(move |_| load.run(()));
    move || match source.get() {
        None => view! { <Skeleton rows=2/> }.into_any(),
        Some(Ok(text)) => view! { <Form shown text/> }.into_any(),
        Some(Err(error)) => view! { <FailureNote error retry=load/> }.into_any(),
    }
}

#[component]
fn Form(shown: PostState, text: String) -> impl IntoView {
    let messages = shown.thread.messages;
    let (written, version) = shown.post.with_untracked(|post| (post.at, post.version));
    let topic = shown.thread;
    let drafts = Drafts::open(
        Destination::edit(topic.address(), topic.id(), shown.number, written),
        text,
    );
    let version = StoredValue::new(version);
    let wrong = RwSignal::new(None::<String>);
    on_change(drafts.text, move |_| wrong.set(None));
    let conflict = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let handle = WritingHandle::new();
    Effect::new(move |_| handle.focus());
    let files = DraftFiles::open(drafts, handle);
    let end = move || {
        drafts.forget();
        files.settle();
        shown.editing.try_set(false);
    };
    let save = move || {
        if !busy.get_untracked() && untrack(|| files.waiting()) == 0 {
            save(
                shown,
                drafts,
                version.get_value(),
                Signals { wrong, conflict, busy },
                end,
            );
        }
    };
    // The next save starts from the version that is there now.
    let renew = move || version.set_value(shown.post.with_untracked(|post| post.version));
    let keep_mine = Callback::new(move |()| {
        renew();
        conflict.set(None);
        save();
    });
    let take_theirs = Callback::new(move |()| {
        renew();
        if let Some(theirs) = conflict.get_untracked() {
            drafts.text.set(theirs);
        }
        conflict.set(None);
    });
    let both = move || {
        conflict.get().map(|theirs| {
            let rows = vec![ConflictRow {
                field: messages.text("post"),
                theirs,
                mine: Some(drafts.text.get_untracked()),
            }];
            view! { <ConflictTable title=messages.text("post-conflict") rows keep_mine take_theirs/> }
        })
    };
    view! {
        <form
            class="edit-post"
            method="post"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <OtherDrafts drafts/>
            {both}
            <WritingBox
                label=messages.text("post-edit-field") text=drafts.text space=shown.thread.address().space error=wrong
                on_send=move |()| save() handle files=files.for_box() locked=busy
            />
            <div class="form-actions">
                <SendButton label=messages.text("post-save") files busy/>
                <button type="button" class="button quiet" on:click=move |_| end()>
                    {messages.text("cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Signals {
    wrong: RwSignal<Option<String>>,
    /// The text that somebody saved meanwhile.
    conflict: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// Saves the text, and calls `end` when it is saved.
fn save(shown: PostState, drafts: Drafts, version: i64, signals: Signals, end: impl Fn() + 'static) {
    let Signals { wrong, conflict, busy } = signals;
    let state = shown.thread;
    let text = match post_text(&drafts.text.get_untracked()) {
        Ok(text) => text,
        Err(why) => return wrong.set(Some(reason(state.messages, &why))),
    };
    wrong.set(None);
    busy.set(true);
    spawn_local(async move {
        let answer = edit_post(state.address(), shown.number, text, version).await;
        busy.try_set(false);
        match answer {
            Ok(()) => {
                state.refresh(Some(shown.number));
                end();
            }
            Err(failure) => {
                if let AppError::Conflict(current) = &failure.0
                    && let Some(theirs) = current.read::<String>()
                {
                    conflict.try_set(Some(theirs));
                    // With the version that was saved meanwhile.
                    state.refresh(Some(shown.number));
                } else {
                    wrong.try_set(Some(sentence(state.messages, &failure.0)));
                }
            }
        }
    });
}
