//! The posts of a thread, oldest first.

use leptos::prelude::*;

use super::{
    post::PostView,
    thread_state::{Entry, NEW_LINE, ThreadState},
};
use crate::ui::browser::reading::on_near;

/// The ids of the elements at which older and newer posts are loaded.
const OLDER: &str = "thread-older";
const NEWER: &str = "thread-newer";

/// The loaded posts, with buttons for those before and after them. Scrolling near a button also loads.
#[component]
pub fn ThreadPosts(state: ThreadState) -> impl IntoView {
    let messages = state.messages;
    Effect::new(move |_| {
        on_near(OLDER, move || state.older());
        on_near(NEWER, move || state.newer());
    });
    let document = Memo::new(move |_| state.document());
    let entries = move || {
        let mut entries = state.entries.get();
        entries.retain(|entry| Some(entry.number) != document.get());
        entries
    };
    let arrived = Memo::new(move |_| state.arrived.with(Vec::len));
    view! {
        <section class="topic-posts" aria-label=messages.text("posts")>
            <Show when=move || document.get().is_some()>
                <h2 class="comments-title">{messages.text("page-comments")}</h2>
            </Show>
            <div id=OLDER class="thread-more">
                <Show when=move || state.before.get()>
                    <button type="button" class="button" on:click=move |_| state.older()>
                        {messages.text("posts-older")}
                    </button>
                </Show>
            </div>
            <ol class="thread">
                <For each=entries key=|entry| entry.number let:entry>
                    <NewLine state number=entry.number/>
                    <PostView state entry=Entry::clone(&entry)/>
                </For>
            </ol>
            <div id=NEWER class="thread-more">
                <Show when=move || state.after.get()>
                    <button type="button" class="button" on:click=move |_| state.newer()>
                        {messages.text("posts-newer")}
                    </button>
                </Show>
            </div>
            <div class="thread-arrived" role="status">
                <Show when={move || arrived.get() > 0}>
                    <button type="button" class="button primary" on:click=move |_| state.show_arrived()>
                        {move || messages.with("posts-arrived", [("count", arrived.get())])}
                    </button>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

/// The line before the first unread post.
#[component]
fn NewLine(state: ThreadState, number: i64) -> impl IntoView {
    let here = Memo::new(move |_| state.first_unread.get() == Some(number));
    move || {
        here.get().then(|| {
            view! {
                <li class="thread-new" id=NEW_LINE>
                    <span>{state.messages.text("posts-new")}</span>
                </li>
            }
        })
    }
}
