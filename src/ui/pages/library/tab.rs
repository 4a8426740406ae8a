//! The tab 'Library' of a space's page.

use domain::{file::LibraryView, limits, space_state::SpaceState};
use leptos::prelude::*;

use super::{
    crumbs::Crumbs,
    filters::{FilterPills, clear},
    keys, live,
    move_dialog::MoveDialog,
    name_dialogs::{NewFolderDialog, RenameDialog},
    selection_bar::SelectionBar,
    state::LibraryState,
    table::FilesTable,
    tiles::FilesTiles,
    toolbar::{Toolbar, Views},
    trash::Trash,
    upload::UploadButton,
    whereabouts,
};
use crate::ui::{
    components::{EmptyState, FailureNote, Glyph, Icon, Skeleton},
    uploads::Destination,
};

/// Toolbar, folders, files, and the bar for what is selected.
#[component]
pub fn LibraryTab(library: LibraryState) -> impl IntoView {
    library.follow();
    live::follow(library);
    keys::listen(library);
    whereabouts::load(library);
    let messages = library.messages;
    let why = Memo::new(move |_| why(library));
    let tiles = Memo::new(move |_| library.query.with(|query| query.tiles));
    let picking = Memo::new(move |_| library.picked.with(|picked| !picked.is_empty()));
    view! {
        <section class="library" class:operating=move || picking.get() aria-label=messages.text("library-files")>
            <Show
                when=move || why.get() != Why::Empty
                fallback=move || view! { <div class="topics-bar library-bar"><Views library/></div> }
            >
                <Toolbar library/>
            </Show>
            <FilterPills library/>
            <Crumbs library/>
            <ReadOnly library/>
            <div class="library-rows" aria-busy=move || library.busy.get().to_string()>
                {move || reason(library, why.get())}
                <Show when=move || why.get() == Why::Rows>
                    {move || if tiles.get() {
                        view! { <FilesTiles library/> }.into_any()
                    } else {
                        view! { <FilesTable library/> }.into_any()
                    }}
                    <More library/>
                </Show>
            </div>
            <Trash library/>
            <SelectionBar library/>
            <p class="visually-hidden" role="status">{move || library.announced.get()}</p>
            <NewFolderDialog library/>
            <RenameDialog acts=library.acts dialog=library.renaming/>
            <MoveDialog acts=library.acts space=library.space dialog=library.moving/>
        </section>
    }
    .into_any()
}

/// What the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Loading,
    Failed,
    Rows,
    /// The space has no files at all.
    Empty,
    /// No file matches search and filters.
    NothingFound,
    /// The topics have no files.
    NoneInTopics,
    /// The folder has no files.
    EmptyFolder,
}

fn why(library: LibraryState) -> Why {
    if library.failed.with(Option::is_some) {
        return Why::Failed;
    }
    let rows = library.rows.with(|rows| !rows.is_empty());
    let empty = library.page.with(|page| page.as_ref().map(|page| page.empty));
    library.query.with(|query| match empty {
        None => Why::Loading,
        Some(_) if rows => Why::Rows,
        _ if query.is_filtered() => Why::NothingFound,
        Some(true) => Why::Empty,
        _ if query.view == LibraryView::Topics => Why::NoneInTopics,
        _ => Why::EmptyFolder,
    })
}

/// Returns the view that says why there are no rows; nothing if there are.
fn reason(library: LibraryState, why: Why) -> Option<AnyView> {
    let messages = library.messages;
    let sentence = |name: &'static str| view! { <EmptyState title=messages.text(name)/> }.into_any();
    Some(match why {
        Why::Rows => return None,
        Why::Loading => view! { <Skeleton rows=8/> }.into_any(),
        Why::Failed => {
            let retry = Callback::new(move |()| library.reload());
            let error = library.failed.get()?;
            view! { <FailureNote error retry/> }.into_any()
        }
        Why::Empty => view! { <Empty library/> }.into_any(),
        Why::NothingFound => view! {
            <EmptyState title=messages.text("library-nothing-found")>
                <button type="button" class="button" on:click=move |_| library.change(clear)>
                    {messages.text("list-clear-all")}
                </button>
            </EmptyState>
        }
        .into_any(),
        Why::NoneInTopics => sentence("library-topics-empty"),
        Why::EmptyFolder => sentence("library-folder-empty"),
    })
}

/// The library without any file, with the button that uploads the first.
#[component]
fn Empty(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    if adds(library) {
        view! {
            <EmptyState title=messages.text("library-empty")>
                <Upload library/>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <EmptyState title=messages.text("library-empty-read-only")/> }.into_any()
    }
}

/// Returns whether the person may upload files and add folders.
fn adds(library: LibraryState) -> bool {
    library
        .page
        .with(|page| page.as_ref().is_some_and(|page| page.rights.add))
}

/// The button that uploads into the shown folder.
#[component]
fn Upload(library: LibraryState) -> impl IntoView {
    let destination = Signal::derive(move || Destination::Folder {
        space: library.space,
        folder: library.target(),
    });
    view! { <UploadButton label=library.messages.text("library-upload") destination/> }
}

/// The actions at the right of the page's heading.
#[component]
pub fn LibraryActions(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let adds = Memo::new(move |_| adds(library));
    // An empty library has the button already.
    let uploads = Memo::new(move |_| adds.get() && why(library) != Why::Empty);
    let folders = Memo::new(move |_| {
        let deep = library
            .page
            .with(|page| page.as_ref().map_or(0, |page| page.path.len()));
        let by_folder = library.query.with(|query| query.view == LibraryView::Folders);
        adds.get() && by_folder && deep < limits::FOLDERS_DEEP
    });
    view! {
        <Show when=move || folders.get()>
            <button
                type="button"
                class="button shrinks"
                aria-haspopup="dialog"
                title=messages.text("library-new-folder")
                on:click=move |_| library.adding.set(true)
            >
                <Icon glyph=Glyph::FolderPlus/>
                <span class="word">{messages.text("library-new-folder")}</span>
            </button>
        </Show>
        <Show when=move || uploads.get()>
            <Upload library/>
        </Show>
    }
    .into_any()
}

/// A note that nothing can be added or changed.
#[component]
fn ReadOnly(library: LibraryState) -> impl IntoView {
    let messages = library.messages;
    let state = Memo::new(move |_| {
        library
            .page
            .with(|page| page.as_ref().map_or(SpaceState::Active, |page| page.space_state))
    });
    move || {
        let name = match state.get() {
            SpaceState::Active => return None,
            SpaceState::Archived => "library-read-only",
            SpaceState::Trash => "library-in-trash",
        };
        Some(view! { <p class="note">{messages.text(name)}</p> })
    }
}

#[component]
fn More(library: LibraryState) -> impl IntoView {
    let more = Memo::new(move |_| {
        library
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.next.is_some()))
    });
    view! {
        <Show when=move || more.get()>
            <button
                type="button"
                class="button"
                aria-busy=move || library.busy.get().then_some("true")
                on:click=move |_| library.more()
            >
                {library.messages.text("library-more")}
            </button>
        </Show>
    }
}
