//! The form for a new topic, in place.

use domain::{
    error::{Field, FieldError},
    limits,
    topic::{NewTopic, TopicAddress},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{
    draft_files::{DraftFiles, SendButton},
    drafts::Drafts,
    kind::KindChoice,
    list_state::TopicsState,
    pending::{OtherDrafts, PendingPosts},
    text_change::on_change,
};
use crate::ui::{
    browser::focus_first_wrong,
    components::{TextField, WritingBox, WritingHandle},
    errors::field_error,
    outbox::{Destination, Place, use_outbox},
};

/// The form. `first` is whether the space has no topic yet; the form then cannot be closed.
#[component]
pub fn NewTopicForm(topics: TopicsState, first: bool) -> impl IntoView {
    let messages = topics.messages;
    let drafts = Drafts::open(Destination::new_topic(topics.space), String::new());
    Effect::new(move |_| {
        if let Some(kept) = topics.returned.get() {
            topics.returned.set(None);
            drafts.put_back(kept);
        }
    });
    open_when_added(topics);
    let outbox = use_outbox();
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let error = move |field| Signal::derive(move || field_error(messages, &wrong.get(), field));
    for (text, field) in [(drafts.title, Field::Title), (drafts.text, Field::Post)] {
        on_change(text, move |_| {
            wrong.update(|wrong| wrong.retain(|error| error.field != field))
        });
    }
    let handle = WritingHandle::new();
    let files = DraftFiles::open(drafts, handle);
    let post = move || {
        if untrack(|| files.waiting()) > 0 {
            return;
        }
        let typed = NewTopic {
            kind: drafts.kind.get_untracked(),
            title: drafts.title.get_untracked(),
            text: drafts.text.get_untracked(),
        };
        match typed.checked() {
            Ok(_) => {
                wrong.set(Vec::new());
                outbox.send(drafts.destination.place, drafts.take());
            }
            Err(errors) => {
                wrong.set(errors);
                focus_first_wrong();
            }
        }
    };
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
            <KindChoice value=drafts.kind/>
            <TextField
                label=messages.text("topic-title-field") value=drafts.title error=error(Field::Title)
                max=limits::TOPIC_TITLE
            />
            <WritingBox
                label=messages.text("topic-text-field") text=drafts.text space=topics.space error=error(Field::Post)
                on_send=move |()| post() handle files=files.for_box()
            />
            <div class="form-actions">
                <SendButton label=messages.text("topic-post") files/>
                {cancel}
            </div>
        </form>
    }
    .into_any()
}

/// Opens the page of a topic once it is added, if the person is still waiting for that.
fn open_when_added(topics: TopicsState) {
    let navigate = use_navigate();
    use_outbox().on_delivered(move |pending, number| {
        let space = topics.space;
        if pending.kept.place == Place::NewTopic(space) && !pending.is_late() {
            navigate(&TopicAddress { space, number }.path(), Default::default());
        }
    });
}

/// The topics of the space that are being sent. A refused one is changed in the form, which opens for it.
#[component]
pub fn PendingTopics(topics: TopicsState, posts: Memo<bool>) -> impl IntoView {
    use_outbox().on_delivered(move |pending, _| {
        if pending.kept.place == Place::NewTopic(topics.space) && pending.is_late() {
            topics.refresh();
        }
    });
    let edit = Callback::new(move |kept| {
        topics.returned.set(Some(kept));
        topics.writing.set(true);
    });
    view! { <PendingPosts destination=Destination::new_topic(topics.space) edit can_edit=posts/> }
}
