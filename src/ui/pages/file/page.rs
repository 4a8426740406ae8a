//! `/files/{id}`.

use domain::{
    error::AppError,
    file::{FileDetail, LibraryQuery, Place},
    ids::FileId,
    live::LiveEvent,
    space_state::SpaceState,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{actions::Actions, facts::Facts, live::Live, preview::Preview, uses::Uses, versions::Versions};
use crate::{
    api::{Answer, files::open_file},
    ui::{
        components::{DocumentTitle, FailedPage, Glyph, Icon, NotFoundPage, Skeleton},
        pages::library::{Acts, concerns_files, in_folder, link},
        shell::live::use_live,
    },
};

/// The page of a file. A file that the person may not know shows the same page as an unknown id.
#[component]
pub fn FilePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<FileId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Opened id/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

#[component]
fn Opened(id: FileId) -> impl IntoView {
    let opened: Resource<Answer<FileDetail>> = Resource::new(move || id, open_file);
    let again = Callback::new(move |()| opened.refetch());
    view! {
        <Transition fallback=|| {
            view! { <Skeleton rows=8/> }
        }>
            {move || Suspend::new(async move {
                match opened.await {
                    Ok(file) => view! { <Shown file gone=again/> }.into_any(),
                    Err(failure) if failure.0 == AppError::NotFound => view! { <NotFoundPage/> }.into_any(),
                    Err(failure) => view! { <FailedPage error=failure.0 retry=again/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(file: FileDetail, gone: Callback<()>) -> impl IntoView {
    let live = Live::new(file, gone);
    let acts = acts_on(live);
    follow(live);
    let title = Memo::new(move |_| live.shown.with(|file| file.row.name.clone()));
    view! {
        <DocumentTitle title/>
        <div class="page file-page">
            <Crumbs live/>
            <header class="page-head">
                <h1>{move || title.get()}</h1>
                <div class="page-actions"><Actions live acts/></div>
            </header>
            <Notes live acts/>
            <div class="space-columns">
                <div class="space-main">
                    <Preview live/>
                    <Uses live/>
                </div>
                <div class="file-side">
                    <Facts live/>
                    <Versions live/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Returns the acts on the file, after which the page is loaded again.
fn acts_on(live: Live) -> Acts {
    let id = live.id();
    Acts::new(Callback::new(move |()| {
        leptos::task::spawn_local(live.reload(id));
    }))
}

/// Loads the file again when it may have changed, and when the space may no longer be opened.
fn follow(live: Live) {
    let space = live.shown.with_untracked(|file| file.space);
    live.follow(move |event| concerns_files(event, space));
    let stream = use_live();
    stream.watch(space, None);
    stream.on(move |event| {
        if matches!(event, LiveEvent::Gone { space: gone } if *gone == space) {
            live.gone.run(());
        }
    });
}

/// The way from the spaces to the file, and back to the library.
#[component]
fn Crumbs(live: Live) -> impl IntoView {
    let messages = live.messages;
    let steps = Memo::new(move |_| live.shown.with(steps));
    let entries = move || {
        let entry = |(href, name): (String, String)| {
            let name = if name.is_empty() {
                messages.text("library")
            } else {
                name
            };
            view! {
                <Icon glyph=Glyph::ChevronRight size=14/>
                <a href=href>{name}</a>
            }
        };
        steps.get().into_iter().map(entry).collect_view()
    };
    view! {
        <nav class="crumbs" aria-label=messages.text("breadcrumbs")>
            <a href="/spaces">{messages.text("nav-spaces")}</a>
            {entries}
        </nav>
    }
}

/// Returns address and name of each step from the space to the place of the file. The library has no name of its own.
fn steps(file: &FileDetail) -> Vec<(String, String)> {
    let plain = LibraryQuery::default();
    let folder = |folder| link(file.space, &in_folder(&plain, folder));
    let mut steps = vec![
        (format!("/spaces/{}", file.space), file.space_name.clone()),
        (folder(None), String::new()),
    ];
    if let Place::Topic(topic) = &file.row.place {
        steps.push((topic.address.path(), topic.title.clone()));
    }
    steps.extend(file.path.iter().map(|row| (folder(Some(row.id)), row.name.clone())));
    steps
}

/// Notes that the file is in the trash, with a button that restores it, or that nothing can be changed.
#[component]
fn Notes(live: Live, acts: Acts) -> impl IntoView {
    let messages = live.messages;
    let state = Memo::new(move |_| {
        live.shown
            .with(|file| (file.deleted.is_some(), file.row.rights.restore, file.space_state))
    });
    move || {
        let (deleted, restores, space) = state.get();
        let restore = move |_| {
            let name = live.shown.with_untracked(|file| file.row.name.clone());
            let done = messages.with("library-restored", [("name", name)]);
            acts.restore(domain::file::Items::file(live.id()), done);
        };
        let read_only = match space {
            SpaceState::Active => None,
            SpaceState::Archived => Some("library-read-only"),
            SpaceState::Trash => Some("library-in-trash"),
        };
        if deleted {
            let button = restores.then(|| {
                view! {
                    <button type="button" class="button" on:click=restore>
                        <Icon glyph=Glyph::Undo/>
                        <span>{messages.text("library-restore")}</span>
                    </button>
                }
            });
            let note = view! {
                <div class="note space-banner">
                    <p>{messages.text("file-is-deleted")}</p>
                    {button}
                </div>
            };
            return Some(note.into_any());
        }
        read_only.map(|name| view! { <p class="note">{messages.text(name)}</p> }.into_any())
    }
}
