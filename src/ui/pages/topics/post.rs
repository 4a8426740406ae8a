//! One post of a thread.

use domain::topic::Post;
use leptos::{html, prelude::*, web_sys::HtmlElement};

use super::{
    edit_post::EditPost,
    post_menu::{PostMenu, restore},
    reactions::Reactions,
    thread_state::{Entry, ThreadState},
    versions::Versions,
};
use crate::ui::components::{PersonCircle, Relative};

/// What the parts of a post share.
#[derive(Clone, Copy)]
pub struct PostState {
    pub thread: ThreadState,
    pub number: i64,
    pub post: RwSignal<Post>,
    pub editing: RwSignal<bool>,
    pub versions: RwSignal<bool>,
}

/// A post, or a quiet line where one was deleted.
#[component]
pub fn PostView(state: ThreadState, entry: Entry) -> impl IntoView {
    let shown = PostState {
        thread: state,
        number: entry.number,
        post: RwSignal::from(entry.post),
        editing: RwSignal::new(false),
        versions: RwSignal::new(false),
    };
    let node = NodeRef::<html::Li>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let node: &HtmlElement = &node;
            state.watch(node);
        }
    });
    let deleted = Memo::new(move |_| shown.post.with(|post| post.deleted.is_some()));
    view! {
        <li class="post" id=format!("post-{}", shown.number) data-post=shown.number tabindex="-1" node_ref=node>
            {move || if deleted.get() {
                view! { <Deleted shown/> }.into_any()
            } else {
                view! { <Written shown/> }.into_any()
            }}
        </li>
    }
    .into_any()
}

#[component]
fn Deleted(shown: PostState) -> impl IntoView {
    let messages = shown.thread.messages;
    let (name, restores) = shown
        .post
        .with_untracked(|post| (post.author.name.clone(), post.rights.delete));
    let again = restores.then(|| {
        view! {
            <button type="button" class="button quiet" on:click=move |_| restore(shown.thread, shown.number)>
                {messages.text("space-restore")}
            </button>
        }
    });
    view! {
        <p class="post-deleted muted">
            <span>{messages.with("post-deleted-of", [("name", name)])}</span>
            {again}
        </p>
    }
}

#[component]
fn Written(shown: PostState) -> impl IntoView {
    let messages = shown.thread.messages;
    let (author, at) = shown.post.with_untracked(|post| (post.author.clone(), post.at));
    let now = shown.thread.now.get_untracked();
    let link = shown.thread.address().post_link(shown.number);
    let label = messages.with("post-of", [("name", author.name.clone())]);
    let name = author.name.clone();
    let edited = Memo::new(move |_| shown.post.with(|post| post.edited));
    let writes = Memo::new(move |_| shown.thread.topic.with(|topic| topic.rights.reply));
    let put = Memo::new(move |_| {
        let put = shown.thread.page(|page| page.put.contains(&shown.number));
        put.unwrap_or_default()
    });
    let html = Memo::new(move |_| shown.post.with(|post| post.html.clone()));
    view! {
        <article class="post-card" aria-label=label>
            <span class="post-circle" aria-hidden="true">
                <PersonCircle person=author/>
            </span>
            <div class="post-body">
                <div class="post-head">
                    <span class="post-author">{name}</span>
                    <a class="post-time muted" href=link>
                        <Relative at now/>
                    </a>
                    {move || edited.get().map(|at| view! {
                        <span class="post-edited muted">
                            {messages.text("post-edited")} " " <Relative at now/>
                        </span>
                    })}
                    <Show when=move || put.get()>
                        <span class="state-mark">{messages.text("page-was-put")}</span>
                    </Show>
                    <PostMenu shown/>
                </div>
                {move || if shown.editing.get() && writes.get() {
                    view! { <EditPost shown/> }.into_any()
                } else {
                    view! {
                        <div class="prose" inner_html=move || html.get()></div>
                        <Reactions shown/>
                    }.into_any()
                }}
            </div>
            <Versions shown/>
        </article>
    }
    .into_any()
}
