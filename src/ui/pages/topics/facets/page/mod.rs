//! The document of a page, above its comments.

mod checks;
mod difference;
mod editing;
mod editor;
mod versions;

use domain::topic::{Post, page::Heading};
use leptos::{html, prelude::*, web_sys::HtmlElement};

use self::{
    checks::{CheckDialog, CheckNote, see_check},
    editor::PageEditor,
    versions::PageVersions,
};
pub use editing::{provide_page_editing, put_into_page, use_page_editing};

use super::super::{post::PostState, post_menu::restore, reactions::Reactions, thread_state::ThreadState};
use crate::ui::components::{Glyph, Icon, Relative};

/// What can be opened over the document.
#[derive(Clone, Copy)]
struct Dialogs {
    versions: RwSignal<bool>,
    /// The day of the next check is chosen.
    day: RwSignal<bool>,
    /// The page was checked.
    checked: RwSignal<bool>,
}

/// The document with its contents and actions, or the form in which it is edited.
#[component]
pub fn PagePanel(state: ThreadState) -> impl IntoView {
    let Some(first) = state.page_untracked(|page| page.document.clone()) else {
        return ().into_any();
    };
    let shown = document(state, first);
    let dialogs = Dialogs {
        versions: RwSignal::new(false),
        day: RwSignal::new(false),
        checked: RwSignal::new(false),
    };
    let number = Memo::new(move |_| state.document().unwrap_or(shown.number));
    let node = NodeRef::<html::Article>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let node: &HtmlElement = &node;
            state.watch(node);
        }
    });
    see_check(state);
    let editing = use_page_editing().open;
    let edits = Memo::new(move |_| state.topic.with(|topic| topic.rights.edit_page));
    let body = move || match editing.get() && edits.get() {
        true => view! { <PageEditor state/> }.into_any(),
        false => view! { <Document shown/> }.into_any(),
    };
    view! {
        <article
            class="page-document"
            id=move || format!("post-{}", number.get())
            data-post=number
            tabindex="-1"
            aria-label=state.messages.text("page-document")
            node_ref=node
        >
            <Head state dialogs/>
            <CheckNote state checked=dialogs.checked/>
            {body}
        </article>
        <PageVersions state open=dialogs.versions/>
        <CheckDialog state open=dialogs.day checked=false/>
        <CheckDialog state open=dialogs.checked checked=true/>
    }
    .into_any()
}

/// Returns the state of the document as a post, which follows the topic.
fn document(state: ThreadState, first: Post) -> PostState {
    let shown = PostState {
        thread: state,
        number: first.number,
        post: RwSignal::new(first),
        editing: RwSignal::new(false),
        versions: RwSignal::new(false),
    };
    Effect::new(move |_| {
        if let Some(now) = state.page(|page| page.document.clone())
            && shown.post.with_untracked(|before| *before != now)
        {
            shown.post.set(now);
        }
    });
    shown
}

/// The person who wrote the present text and when, and the actions.
#[component]
fn Head(state: ThreadState, dialogs: Dialogs) -> impl IntoView {
    let messages = state.messages;
    let editing = use_page_editing().open;
    let edits = Memo::new(move |_| state.topic.with(|topic| topic.rights.edit_page));
    let written = Memo::new(move |_| {
        state.page(|page| {
            let document = &page.document;
            (
                page.written_by.name.clone(),
                document.edited.unwrap_or(document.at),
                document.edited.is_some(),
            )
        })
    });
    let line = move || {
        written.get().map(|(name, at, edited)| {
            let words = match edited {
                true => messages.with("page-edited-by", [("name", name)]),
                false => messages.with("page-written-by", [("name", name)]),
            };
            let now = state.now.get_untracked();
            view! {
                <p class="page-written muted">
                    {words} " " <Relative at now/>
                </p>
            }
        })
    };
    view! {
        <div class="page-document-head">
            {line}
            <div class="page-document-actions">
                <Show when=move || edits.get() && !editing.get()>
                    <button type="button" class="button" on:click=move |_| editing.set(true)>
                        <Icon glyph=Glyph::Pencil/>
                        {messages.text("page-edit")}
                    </button>
                </Show>
                <button type="button" class="button quiet" on:click=move |_| dialogs.versions.set(true)>
                    <Icon glyph=Glyph::History/>
                    {messages.text("post-versions")}
                </button>
                <Show when=move || edits.get()>
                    <button type="button" class="button quiet" on:click=move |_| dialogs.day.set(true)>
                        <Icon glyph=Glyph::Calendar/>
                        {messages.text("page-check")}
                    </button>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// The contents and the text, with the reactions to it.
#[component]
fn Document(shown: PostState) -> impl IntoView {
    let state = shown.thread;
    let deleted = Memo::new(move |_| shown.post.with(|post| post.deleted.is_some()));
    let html = Memo::new(move |_| shown.post.with(|post| post.html.clone()));
    let contents = Memo::new(move |_| state.page(|page| page.contents.clone()).unwrap_or_default());
    move || {
        if deleted.get() {
            return view! { <DeletedDocument shown/> }.into_any();
        }
        view! {
            {move || {
                let headings = contents.get();
                (!headings.is_empty()).then(|| view! { <Contents state headings/> })
            }}
            <div class="prose" inner_html=move || html.get()></div>
            <Reactions shown/>
        }
        .into_any()
    }
}

#[component]
fn DeletedDocument(shown: PostState) -> impl IntoView {
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

/// Links to the headings.
#[component]
fn Contents(state: ThreadState, headings: Vec<Heading>) -> impl IntoView {
    let title = state.messages.text("page-contents");
    let entries = headings
        .into_iter()
        .map(|heading| {
            view! {
                <li class=format!("level-{}", heading.level)>
                    <a href=format!("#{}", heading.id)>{heading.text}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="page-contents" aria-label=title.clone()>
            <p class="page-contents-title" aria-hidden="true">{title}</p>
            <ol>{entries}</ol>
        </nav>
    }
    .into_any()
}
