//! Where files go that are dropped on a space's page.

use domain::{
    file::{LibraryQuery, LibraryView},
    ids::{FolderId, SpaceId},
    space::SpaceState,
};
use leptos::prelude::*;

use super::live::Live;
use crate::ui::{
    pages::library::LibraryState,
    uploads::{Destination, DropInto},
};

/// Returns the shown folder of the library, else the library itself; `None` if nothing can be added to the space.
pub fn place_of_dropped(live: Live, library: Option<LibraryState>) -> Signal<Option<DropInto>> {
    let (messages, space) = (live.messages, live.id());
    Signal::derive(move || {
        let active = live.shown.try_with(|space| space.state == SpaceState::Active);
        active.unwrap_or_default().then_some(())?;
        let folder = library.and_then(shown_folder);
        let words = match &folder {
            Some((_, name)) => messages.with("drop-into-folder", [("folder", name.clone())]),
            None => messages.text("drop-into-library"),
        };
        Some(DropInto {
            destination: destination(space, folder.map(|(id, _)| id)),
            words,
        })
    })
}

fn destination(space: SpaceId, folder: Option<FolderId>) -> Destination {
    Destination::Folder { space, folder }
}

/// Returns the folder that the library shows, with its name.
fn shown_folder(library: LibraryState) -> Option<(FolderId, String)> {
    let id = library.query.with(folder_of)?;
    library.page.with(|page| {
        let found = page.as_ref()?.path.iter().find(|folder| folder.id == id)?;
        Some((id, found.name.clone()))
    })
}

fn folder_of(query: &LibraryQuery) -> Option<FolderId> {
    query.folder.filter(|_| query.view == LibraryView::Folders)
}
