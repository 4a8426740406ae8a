//! The state of the library: what the address asks for, the rows, and what is selected, dragged or cut.

use std::collections::HashSet;

use domain::{
    error::AppError,
    file::{FolderRow, LibraryPage, LibraryQuery, LibraryView},
    ids::{FolderId, SpaceId},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    acts::Acts,
    item::{Chosen, Item, Row},
    name_dialogs::Renamed,
};
use crate::{
    api::{Answer, files::list_library},
    i18n::Messages,
    ui::{
        errors::sentence,
        pages::{address::search_at, picked::Picked, spaces_list::DialogState},
    },
};

/// Returns the path of the library of a space.
pub fn library_path(space: SpaceId) -> String {
    format!("/spaces/{space}/library")
}

/// Returns the address that shows this part of the library.
pub fn link(space: SpaceId, query: &LibraryQuery) -> String {
    let path = library_path(space);
    match query.to_query() {
        query if query.is_empty() => path,
        query => format!("{path}?{query}"),
    }
}

/// Returns the query with its layout and order, for another folder, without search and filters.
pub fn in_folder(query: &LibraryQuery, folder: Option<FolderId>) -> LibraryQuery {
    LibraryQuery {
        folder,
        tiles: query.tiles,
        sort: query.sort,
        ..LibraryQuery::default()
    }
}

type Navigate = Box<dyn Fn(&str, bool) + Send + Sync>;

/// The library and what its parts share. Every field is a handle that can be copied.
#[derive(Clone, Copy)]
pub struct LibraryState {
    pub space: SpaceId,
    /// What is shown, from the address.
    pub query: Memo<LibraryQuery>,
    /// Folders, then files.
    pub rows: RwSignal<Vec<Row>>,
    /// Everything besides the rows, which it has none of; `None` before the first answer.
    pub page: RwSignal<Option<LibraryPage>>,
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// The number of times that what is stored may have changed. The trash is loaded again when it grows.
    pub changes: RwSignal<u32>,
    /// All folders of the space, once a search or filter needs them.
    pub folders: RwSignal<Vec<FolderRow>>,
    pub picked: RwSignal<Picked<Item>>,
    /// What is being dragged.
    pub dragged: RwSignal<Option<Chosen>>,
    /// What was cut, to be moved to the folder in which it is pasted.
    pub cut: RwSignal<Option<Chosen>>,
    /// What screen readers are told of cutting and dragging.
    pub announced: RwSignal<String>,
    /// Whether the dialog for a new folder is open.
    pub adding: RwSignal<bool>,
    pub renaming: DialogState<Renamed>,
    pub moving: DialogState<Chosen>,
    pub acts: Acts,
    pub messages: Messages,
    /// Called when the person may no longer open the space: loads the page again.
    gone: Callback<()>,
    go: StoredValue<Navigate>,
}

impl LibraryState {
    /// Creates the state with the first answer, if there is one. Another query in the address loads the list again.
    pub fn new(space: SpaceId, first: Option<Answer<LibraryPage>>, gone: Callback<()>) -> Self {
        let search = search_at(library_path(space));
        let query = Memo::new(move |_| search.with(|search| LibraryQuery::from_query(search)));
        let changes = RwSignal::new(0);
        let acts = Acts::new(Callback::new(move |()| changes.update(|changes| *changes += 1)));
        let navigate = use_navigate();
        let state = Self {
            space,
            query,
            rows: RwSignal::new(Vec::new()),
            page: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            changes,
            folders: RwSignal::default(),
            picked: RwSignal::default(),
            dragged: RwSignal::new(None),
            cut: RwSignal::new(None),
            announced: RwSignal::default(),
            adding: RwSignal::new(false),
            renaming: DialogState::default(),
            moving: DialogState::default(),
            acts,
            messages: acts.messages,
            gone,
            go: StoredValue::new(Box::new(move |to, replace| {
                let options = NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(to, options);
            })),
        };
        match first {
            Some(Ok(page)) => state.show(page),
            Some(Err(failure)) => state.failed.set(Some(failure.0)),
            None => {}
        }
        state
    }

    /// Loads the list when the address or what is stored changes, and at first if there was no answer yet. Call it from
    /// the component that shows the list.
    pub fn follow(self) {
        Effect::new(move |before: Option<LibraryQuery>| {
            let query = self.query.get();
            let changed = before.is_some_and(|before| before != query);
            let missing = self.page.with_untracked(Option::is_none) && self.failed.with_untracked(Option::is_none);
            if changed || missing {
                // Rows selected in another list must not be acted on unseen.
                self.picked.set(Picked::default());
                self.reload();
            }
            query
        });
        Effect::new(move |before: Option<()>| {
            self.changes.track();
            if before.is_some() {
                self.refresh();
            }
        });
    }

    /// Shows another part of the library, as a new entry of the browser's history.
    pub fn change(self, change: impl FnOnce(&mut LibraryQuery)) {
        self.navigate(change, false);
    }

    /// Shows another part of the library and replaces the current history entry, as while typing.
    pub fn replace(self, change: impl FnOnce(&mut LibraryQuery)) {
        self.navigate(change, true);
    }

    fn navigate(self, change: impl FnOnce(&mut LibraryQuery), replace: bool) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        let to = link(self.space, &query);
        self.go.with_value(|go| go(&to, replace));
    }

    /// Returns the folder into which files are uploaded and folders are added.
    pub fn target(self) -> Option<FolderId> {
        self.query
            .with_untracked(|query| query.folder.filter(|_| query.view == LibraryView::Folders))
    }

    /// Returns what the selected rows are.
    pub fn chosen(self) -> Chosen {
        self.picked.with(|picked| {
            self.rows
                .with(|rows| Chosen::of(rows.iter().filter(|row| picked.has(row.item()))))
        })
    }

    /// Returns the row with the rows that are acted on together with it: all selected ones if it is one of them.
    pub fn chosen_with(self, row: &Row) -> Chosen {
        if self.picked.with_untracked(|picked| picked.has(row.item())) {
            untrack(|| self.chosen())
        } else {
            Chosen::of([row])
        }
    }

    fn show(self, mut page: LibraryPage) {
        self.failed.set(None);
        self.rows.set(take_rows(&mut page));
        self.page.set(Some(page));
    }

    fn show_answer(self, answer: Answer<LibraryPage>) {
        match answer {
            Ok(page) => self.show(page),
            Err(failure) => {
                // The folder or topic may be gone; if the space is, its page says so.
                if matches!(failure.0, AppError::NotFound | AppError::NotAllowed) {
                    self.gone.run(());
                }
                self.failed.set(Some(failure.0));
            }
        }
    }

    /// Loads the first page for the present address.
    pub fn reload(self) {
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_library(self.space, query.clone(), None).await;
            // An answer for another address is out of date.
            if self.query.try_get_untracked() == Some(query) {
                self.busy.set(false);
                self.show_answer(answer);
            }
        });
    }

    /// Renews the first page and keeps the rows after it, for changes by others.
    fn refresh(self) {
        let query = self.query.get_untracked();
        spawn_local(async move {
            let Ok(mut page) = list_library(self.space, query.clone(), None).await else {
                return;
            };
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            let fresh = take_rows(&mut page);
            let shown = self.rows.get_untracked();
            let rows = if page.next.is_some() && shown.len() > fresh.len() {
                page.next = self.next();
                with_more(fresh, shown)
            } else {
                fresh
            };
            let there: HashSet<Item> = rows.iter().map(Row::item).collect();
            self.picked.update(|picked| picked.keep(|item| there.contains(&item)));
            self.failed.set(None);
            self.rows.set(rows);
            self.page.set(Some(page));
        });
    }

    fn next(self) -> Option<String> {
        self.page
            .with_untracked(|page| page.as_ref().and_then(|page| page.next.clone()))
    }

    /// Loads the next page.
    pub fn more(self) {
        let Some(next) = self.next().filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let query = self.query.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = list_library(self.space, query.clone(), Some(next)).await;
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(mut page) => {
                    let more = take_rows(&mut page);
                    self.rows.update(|rows| *rows = with_more(std::mem::take(rows), more));
                    self.page.update(|shown| {
                        if let Some(shown) = shown {
                            shown.next = page.next;
                        }
                    });
                }
                Err(failure) => self.acts.toasts.show_error(sentence(self.messages, &failure.0)),
            }
        });
    }
}

fn take_rows(page: &mut LibraryPage) -> Vec<Row> {
    let folders = std::mem::take(&mut page.folders).into_iter().map(Row::Folder);
    let files = std::mem::take(&mut page.files).into_iter().map(Row::File);
    folders.chain(files).collect()
}

/// Returns the rows followed by those of `more` that are not among them.
fn with_more(mut rows: Vec<Row>, more: Vec<Row>) -> Vec<Row> {
    let known: HashSet<Item> = rows.iter().map(Row::item).collect();
    rows.extend(more.into_iter().filter(|row| !known.contains(&row.item())));
    rows
}

#[cfg(test)]
mod tests {
    use domain::file::{LibrarySort, SortFiles};
    use uuid::Uuid;

    use super::{super::item::tests::folder, *};

    #[test]
    fn the_library_itself_has_a_plain_address() {
        let space = SpaceId(Uuid::nil());
        assert_eq!(
            link(space, &LibraryQuery::default()),
            format!("/spaces/{space}/library")
        );
        let tiles = LibraryQuery {
            tiles: true,
            ..LibraryQuery::default()
        };
        assert_eq!(link(space, &tiles), format!("/spaces/{space}/library?tiles=1"));
    }

    #[test]
    fn another_folder_keeps_layout_and_order_alone() {
        let sort = LibrarySort {
            by: SortFiles::Size,
            descending: true,
        };
        let query = LibraryQuery {
            view: LibraryView::Topics,
            topic: Some(1),
            search: "oferta".into(),
            tiles: true,
            sort,
            ..LibraryQuery::default()
        };
        let wanted = LibraryQuery {
            tiles: true,
            sort,
            ..LibraryQuery::default()
        };
        assert_eq!(in_folder(&query, None), wanted);
    }

    #[test]
    fn no_row_is_shown_twice() {
        let rows = |numbers: &[u128]| -> Vec<Row> {
            let numbers = numbers.iter();
            numbers.map(|number| Row::Folder(folder(*number, None))).collect()
        };
        assert_eq!(with_more(rows(&[1, 2]), rows(&[2, 3])), rows(&[1, 2, 3]));
    }
}
