//! The form for a new topic, in place.

use std::{future::Future, pin::Pin, sync::Arc};

use domain::{
    error::{Field, FieldError},
    limits,
    topic::{NewTopic, TopicAddress, TopicKind},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{
    drafts::{Destination, Draft, Drafts},
    list_state::TopicsState,
    outbox::Outbox,
    pending::{OtherDrafts, PendingPosts},
    wrong::on_change,
};
use crate::{
    api::{Answer, topics::add_topic},
    ui::{
        browser::focus_first_wrong,
        components::{TextField, WritingBox, WritingHandle},
        errors::field_error,
    },
};

/// The form. `first` is whether the space has no topic yet; the form then cannot be closed.
#[component]
pub fn NewTopicForm(topics: TopicsState, first: bool) -> impl IntoView {
    let messages = topics.messages;
    let drafts = Drafts::open(Destination::NewTopic(topics.space), String::new());
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let error = move |field| Signal::derive(move || field_error(messages, &wrong.get(), field));
    for (text, field) in [(drafts.title, Field::Title), (drafts.text, Field::Post)] {
        on_change(text, move || {
            wrong.update(|wrong| wrong.retain(|error| error.field != field))
        });
    }
    let outbox = outbox(topics, drafts);
    let post = move || {
        let typed = NewTopic {
            kind: TopicKind::Talk,
            title: drafts.title.get_untracked(),
            text: drafts.text.get_untracked(),
        };
        match typed.checked() {
            Ok(_) => {
                wrong.set(Vec::new());
                outbox.send();
            }
            Err(errors) => {
                wrong.set(errors);
                focus_first_wrong();
            }
        }
    };
    let handle = WritingHandle::new();
    if !first {
        Effect::new(move |_| handle.focus());
    }
    let cancel = (!first).then(|| {
        view! {
            <button type="button" class="button quiet" on:click=move |_| topics.writing.set(false)>
                {messages.text("cancel")}
            </button>
        }
    });
    view! {
        <form
            class="new-topic"
            method="post"
            novalidate
            aria-label=messages.text("topic-new")
            on:submit=move |event| {
                event.prevent_default();
                post();
            }
        >
            <OtherDrafts drafts/>
            <TextField
                label=messages.text("topic-title-field") value=drafts.title error=error(Field::Title)
                max=limits::TOPIC_TITLE
            />
            <WritingBox
                label=messages.text("topic-text-field") text=drafts.text space=topics.space error=error(Field::Post)
                on_send=move |()| post() handle
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{messages.text("topic-post")}</button>
                {cancel}
            </div>
            <PendingPosts outbox/>
        </form>
    }
    .into_any()
}

/// Returns the outbox that opens the page of a topic once it is added.
fn outbox(topics: TopicsState, drafts: Drafts) -> Outbox {
    let navigate = use_navigate();
    let space = topics.space;
    let send = Arc::new(move |draft: Draft| {
        let topic = NewTopic {
            kind: TopicKind::Talk,
            title: draft.title,
            text: draft.text,
        };
        Box::pin(add_topic(space, topic, draft.request)) as Pin<Box<dyn Future<Output = Answer<i64>>>>
    });
    let done = Callback::new(move |number| {
        navigate(&TopicAddress { space, number }.path(), Default::default());
    });
    Outbox::open(drafts, send, done)
}
