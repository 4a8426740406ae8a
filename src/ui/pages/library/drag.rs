//! Moving rows by dragging them onto folders. The dialog does the same by keyboard.

use domain::ids::FolderId;
use leptos::{ev::DragEvent, prelude::*};

use super::{
    item::{Item, Row},
    state::LibraryState,
};
use crate::{i18n::Argument, ui::browser::carry};

/// A row or tile that can be dragged; onto a folder, others can be dropped.
#[derive(Clone, Copy)]
pub struct DragRow {
    library: LibraryState,
    row: StoredValue<Row>,
    target: Option<DropTarget>,
}

impl DragRow {
    pub fn new(library: LibraryState, row: &Row) -> Self {
        let target = match row.item() {
            Item::Folder(folder) => Some(DropTarget::new(library, Some(folder), row.name())),
            Item::File(_) => None,
        };
        Self {
            library,
            row: StoredValue::new(row.clone()),
            target,
        }
    }

    /// Begins to drag the row, with all selected rows if it is one of them.
    pub fn begin(self, event: &DragEvent) {
        let library = self.library;
        let chosen = self.row.with_value(|row| library.chosen_with(row));
        if !chosen.may_move {
            return event.prevent_default();
        }
        carry(event, &chosen.name);
        library.announced.set(library.messages.with(
            "library-dragging",
            [
                ("count", Argument::from(chosen.count())),
                ("name", Argument::from(chosen.name.as_str())),
            ],
        ));
        library.dragged.set(Some(chosen));
    }

    /// Ends dragging, wherever the rows were dropped.
    pub fn end(self) {
        self.library.dragged.set(None);
    }

    /// Returns whether rows that the folder takes are dragged over it.
    pub fn is_over(self) -> bool {
        self.target.is_some_and(|target| target.over.get())
    }

    /// Lets the browser drop here what the folder takes.
    pub fn enter(self, event: &DragEvent) {
        if let Some(target) = self.target {
            target.enter(event);
        }
    }

    pub fn leave(self) {
        if let Some(target) = self.target {
            target.leave();
        }
    }

    /// Moves what is dropped into the folder.
    pub fn drop(self, event: &DragEvent) {
        if let Some(target) = self.target {
            target.drop(event);
        }
    }
}

/// A folder onto which rows can be dropped.
#[derive(Clone, Copy)]
pub struct DropTarget {
    library: LibraryState,
    folder: Option<FolderId>,
    name: StoredValue<String>,
    /// Whether rows that it takes are dragged over it.
    pub over: RwSignal<bool>,
}

impl DropTarget {
    /// Creates the target; `None` is the library itself.
    pub fn new(library: LibraryState, folder: Option<FolderId>, name: &str) -> Self {
        Self {
            library,
            folder,
            name: StoredValue::new(name.to_owned()),
            over: RwSignal::new(false),
        }
    }

    fn takes(self) -> bool {
        let dragged = self.library.dragged;
        dragged.with_untracked(|dragged| dragged.as_ref().is_some_and(|chosen| chosen.fits(self.folder)))
    }

    /// Lets the browser drop here what the folder takes.
    pub fn enter(self, event: &DragEvent) {
        if self.takes() {
            event.prevent_default();
            self.over.set(true);
        }
    }

    pub fn leave(self) {
        self.over.set(false);
    }

    /// Moves what is dropped into the folder. Files from outside of the page are not dropped here.
    pub fn drop(self, event: &DragEvent) {
        self.over.set(false);
        if !self.takes() {
            return;
        }
        event.prevent_default();
        let dragged = self.library.dragged;
        if let Some(chosen) = dragged.try_update(Option::take).flatten() {
            self.library.acts.move_to(chosen, self.folder, self.name.get_value());
        }
    }
}
