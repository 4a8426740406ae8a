//! The dialog that imports bookmarks: a file, what it would add, and the result.

use domain::{
    limits::BOOKMARKS_AN_IMPORT,
    topic::link::{Bookmark, BookmarkState, BookmarksAdded},
};
use leptos::{prelude::*, task::spawn_local};

use super::{import_table::FoundTable, reading, state::LinksState};
use crate::{
    api::links::{add_bookmarks, check_bookmarks},
    ui::{
        browser::{
            import_worker::{PickedFile, chosen_file},
            new_id,
        },
        components::{Dialog, Glyph, Icon},
        errors::sentence,
        pages::import::worker_error,
    },
};

/// What the dialog shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Choosing a file, with the reason why the previous one could not be read.
    Choose(Option<String>),
    Reading,
    /// The bookmarks of the file, and what an import would do with each.
    Found(Vec<(Bookmark, BookmarkState)>),
    Done(BookmarksAdded),
}

/// The dialog.
#[component]
pub fn ImportDialog(links: LinksState) -> impl IntoView {
    view! {
        <Dialog title=links.messages.text("bookmarks-import") open=links.importing wide=true>
            <Content links/>
        </Dialog>
    }
}

#[component]
fn Content(links: LinksState) -> impl IntoView {
    let step = RwSignal::new(Step::Choose(None));
    let messages = links.messages;
    move || match step.get() {
        Step::Choose(wrong) => view! { <Choose links step wrong/> }.into_any(),
        Step::Reading => view! { <p role="status">{messages.text("bookmarks-reading")}</p> }.into_any(),
        Step::Found(found) => view! { <Found links step found/> }.into_any(),
        Step::Done(added) => view! { <Done links added/> }.into_any(),
    }
}

/// Reads the file and asks what it would add.
fn open(links: LinksState, step: RwSignal<Step>, file: PickedFile) {
    let messages = links.messages;
    step.set(Step::Reading);
    spawn_local(async move {
        let next = match reading::read(&file).await {
            Err(error) => Step::Choose(Some(worker_error(messages, &error))),
            Ok(found) if found.is_empty() => Step::Choose(Some(messages.text("bookmarks-none"))),
            Ok(found) if found.len() > BOOKMARKS_AN_IMPORT => {
                let max = BOOKMARKS_AN_IMPORT;
                Step::Choose(Some(messages.with("bookmarks-too-many", [("max", max)])))
            }
            Ok(found) => match check_bookmarks(links.space, found.clone()).await {
                Ok(states) => Step::Found(found.into_iter().zip(states).collect()),
                Err(failure) => Step::Choose(Some(sentence(messages, &failure.0))),
            },
        };
        step.try_set(next);
    });
}

#[component]
fn Choose(links: LinksState, step: RwSignal<Step>, wrong: Option<String>) -> impl IntoView {
    let messages = links.messages;
    let (input, help) = (new_id(), new_id());
    view! {
        <div class="import-drop">
            <Icon glyph=Glyph::Upload/>
            <label for=input.clone()>{messages.text("bookmarks-file")}</label>
            <p id=help.clone()>{messages.text("bookmarks-file-help")}</p>
            <span class="button" aria-hidden="true">{messages.text("bookmarks-pick")}</span>
            // The invisible input covers the whole frame: its own text would be in the browser's language.
            <input
                id=input
                type="file"
                accept=".html,.htm,.csv,.tsv,.txt,.xls,.xlsx,.ods"
                aria-describedby=help
                on:change=move |event| {
                    if let Some(file) = chosen_file(&event) {
                        open(links, step, file);
                    }
                }
            />
        </div>
        {wrong.map(|wrong| view! {
            <p class="import-note danger" role="alert">
                <Icon glyph=Glyph::Warning/>
                <span>{wrong}</span>
            </p>
        })}
    }
    .into_any()
}

#[component]
fn Found(links: LinksState, step: RwSignal<Step>, found: Vec<(Bookmark, BookmarkState)>) -> impl IntoView {
    let messages = links.messages;
    let counts = BookmarksAdded::count(found.iter().map(|(_, state)| state));
    let new: Vec<Bookmark> = found
        .iter()
        .filter(|(_, state)| *state == BookmarkState::New)
        .map(|(bookmark, _)| bookmark.clone())
        .collect();
    let new = StoredValue::new(new);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let add = move |_| {
        if busy.get_untracked() {
            return;
        }
        failed.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = add_bookmarks(links.space, new.get_value()).await;
            busy.try_set(false);
            match answer {
                Ok(added) => {
                    // What is left out was not sent.
                    let done = BookmarksAdded {
                        known: counts.known + added.known,
                        wrong: counts.wrong + added.wrong,
                        ..added
                    };
                    step.try_set(Step::Done(done));
                    links.refresh();
                }
                Err(failure) => {
                    failed.try_set(Some(sentence(messages, &failure.0)));
                }
            }
        });
    };
    view! {
        <p class="import-found">{sentence_of(links, counts, "bookmarks-new")}</p>
        <FoundTable messages found/>
        {move || failed.get().map(|why| view! { <p class="import-note danger" role="alert">{why}</p> })}
        <div class="dialog-foot">
            <Show when=move || { counts.added > 0 }>
                <button
                    type="button"
                    class="button primary"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=add
                >
                    {messages.with("bookmarks-add", [("count", counts.added)])}
                </button>
            </Show>
            <button type="button" class="button" on:click=move |_| step.set(Step::Choose(None))>
                {messages.text("bookmarks-other-file")}
            </button>
        </div>
    }
    .into_any()
}

/// Returns a sentence with the counts that are not zero.
fn sentence_of(links: LinksState, counts: BookmarksAdded, added: &'static str) -> String {
    let messages = links.messages;
    let parts = [
        (added, counts.added, true),
        ("bookmarks-known", counts.known, false),
        ("bookmarks-wrong", counts.wrong, false),
    ];
    let parts = parts.into_iter().filter(|(_, count, always)| *always || *count > 0);
    let words: Vec<String> = parts
        .map(|(name, count, _)| messages.with(name, [("count", count)]))
        .collect();
    words.join(" ")
}

#[component]
fn Done(links: LinksState, added: BookmarksAdded) -> impl IntoView {
    view! {
        <p class="import-found" role="status">{sentence_of(links, added, "bookmarks-added")}</p>
        <div class="dialog-foot">
            <button type="button" class="button primary" on:click=move |_| links.importing.set(false)>
                {links.messages.text("close")}
            </button>
        </div>
    }
}
