//! The folders of files that a search or filter finds below the shown folder.

use domain::{
    file::{FolderRow, LibraryQuery},
    ids::FolderId,
    limits,
};
use leptos::{prelude::*, task::spawn_local};

use super::{item::Row, state::LibraryState};
use crate::api::files::list_folders;

/// Loads the folders of the space once a search or filter is in use, and again when they may have changed. Call it from the
/// component that shows the list.
pub fn load(library: LibraryState) {
    let filtered = Memo::new(move |_| library.query.with(LibraryQuery::is_filtered));
    Effect::new(move |_| {
        library.changes.track();
        if filtered.get() {
            spawn_local(async move {
                // Without the folders, the files are listed without their places.
                if let Ok(folders) = list_folders(library.space).await {
                    library.folders.try_set(folders);
                }
            });
        }
    });
}

/// Where a found file or folder is, unless it is in the shown folder.
#[component]
pub fn Whereabouts(library: LibraryState, row: Row) -> impl IntoView {
    let parent = row.parent().flatten();
    move || {
        let parent = parent?;
        let elsewhere = library
            .query
            .with(|query| query.is_filtered() && query.folder != Some(parent));
        let path = elsewhere.then(|| library.folders.with(|folders| path_of(folders, parent)))?;
        (!path.is_empty()).then(|| view! { <span class="file-where muted" title=path>{path.clone()}</span> })
    }
}

/// Returns the names of the folders down to this one; nothing if it is not known.
fn path_of(folders: &[FolderRow], folder: FolderId) -> String {
    let mut names = Vec::new();
    let mut next = Some(folder);
    // Only a wrong answer has folders in each other, which would never end.
    while let Some(id) = next.filter(|_| names.len() < limits::FOLDERS_DEEP) {
        let Some(found) = folders.iter().find(|folder| folder.id == id) else {
            return String::new();
        };
        names.push(found.name.as_str());
        next = found.parent;
    }
    names.reverse();
    names.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::{super::item::tests::folder, *};

    #[test]
    fn a_place_names_all_folders_down_to_it() {
        let folders = [folder(1, None), folder(2, Some(1)), folder(3, Some(9))];
        assert_eq!(path_of(&folders, folders[1].id), "Folder 1 / Folder 2");
        assert_eq!(path_of(&folders, folders[0].id), "Folder 1");
        assert_eq!(path_of(&folders, folders[2].id), "");
    }

    #[test]
    fn folders_that_are_in_each_other_have_a_place_all_the_same() {
        let folders = [folder(1, Some(2)), folder(2, Some(1))];
        assert!(path_of(&folders, folders[0].id).ends_with("Folder 1"));
    }
}
