//! The deleted topics of a space, for people who may restore them.

use domain::topic::DeletedTopic;
use leptos::{prelude::*, task::spawn_local};

use super::list_state::TopicsState;
use crate::{
    api::topics::{deleted_topics, restore_topic},
    ui::components::{Dialog, ExactTime},
};

/// A link that is shown if there are deleted topics, and the dialog with them.
#[component]
pub fn DeletedTopics(topics: TopicsState) -> impl IntoView {
    let messages = topics.messages;
    let found = RwSignal::new(Vec::<DeletedTopic>::new());
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        // The list changes when a topic is deleted or restored.
        topics.page.track();
        spawn_local(async move {
            if let Ok(deleted) = deleted_topics(topics.space).await {
                found.try_set(deleted);
            }
        });
    });
    let restore = move |topic: DeletedTopic| {
        open.set(false);
        topics.act(restore_topic(topic.address), messages.text("topic-restored"));
    };
    let lines = move || {
        let line = |topic: DeletedTopic| {
            let restored = topic.clone();
            view! {
                <li class="deleted-topic">
                    <div>
                        <p>{topic.title}</p>
                        <p class="muted">
                            {messages.with("topic-deleted-by", [("name", topic.deleted_by.name)])}
                            " "
                            <ExactTime at=topic.deleted/>
                        </p>
                    </div>
                    <button type="button" class="button" on:click=move |_| restore(restored.clone())>
                        {messages.text("space-restore")}
                    </button>
                </li>
            }
        };
        found.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <button type="button" class="button quiet topics-deleted" on:click=move |_| open.set(true)>
                {messages.text("topics-deleted")}
            </button>
        </Show>
        <Dialog title=messages.text("topics-deleted") open>
            <ul class="deleted-topics">{lines}</ul>
        </Dialog>
    }
    .into_any()
}
