//! Moving, deleting and restoring files and folders, each with its undo.

use std::{future::Future, sync::Arc};

use domain::{error::AppError, file::Items, ids::FolderId};
use leptos::{prelude::*, task::spawn_local};

use super::item::Chosen;
use crate::{
    api::{
        Answer,
        files::{delete_items, move_items, restore_items},
    },
    i18n::{Argument, Messages, use_messages},
    ui::{
        components::{Toasts, use_toasts},
        errors::sentence,
    },
};

/// What acts on files need from their page. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Acts {
    pub messages: Messages,
    pub toasts: Toasts,
    /// Loads again what the page shows. The page may be gone when Undo is pressed.
    refresh: Callback<()>,
}

impl Acts {
    /// Creates the acts of a page that `refresh` loads again.
    pub fn new(refresh: Callback<()>) -> Self {
        Self {
            messages: use_messages(),
            toasts: use_toasts(),
            refresh,
        }
    }

    /// Loads the page again.
    pub fn refresh(self) {
        self.refresh.try_run(());
    }

    /// Moves what is chosen into a folder, whose name is shown.
    pub fn move_to(self, chosen: Chosen, to: Option<FolderId>, folder: String) {
        self.send(move_items(chosen.items.clone(), to), move || {
            self.show_moved(chosen, folder);
        });
    }

    /// Shows that what is chosen was moved, with its undo.
    pub fn show_moved(self, chosen: Chosen, folder: String) {
        let words = self.messages.with(
            "library-moved",
            [
                ("count", Argument::from(chosen.count())),
                ("folder", Argument::from(folder)),
            ],
        );
        let from = chosen.from;
        let undo = Arc::new(move || {
            let back = move_back(from.clone());
            self.send(back, move || {
                self.toasts.show_status(self.messages.text("library-moved-back"));
            });
        });
        self.toasts.show_with_undo(words, undo);
        self.refresh();
    }

    /// Moves what is chosen to the trash of its space.
    pub fn delete(self, chosen: Chosen) {
        let words = self.messages.with(
            "library-deleted",
            [
                ("count", Argument::from(chosen.count())),
                ("name", Argument::from(chosen.name)),
            ],
        );
        let items = chosen.items;
        let deleted = items.clone();
        let undo = Arc::new(move || {
            self.restore(items.clone(), self.messages.text("library-restored-all"));
        });
        self.send(delete_items(deleted), move || self.toasts.show_with_undo(words, undo));
    }

    /// Takes files and folders out of the trash, and shows `done`.
    pub fn restore(self, items: Items, done: String) {
        self.send(restore_items(items), move || self.toasts.show_status(done));
    }

    /// Sends a request; then calls `done` and loads the page again, or shows why it failed.
    fn send(self, request: impl Future<Output = Answer<()>> + 'static, done: impl FnOnce() + 'static) {
        spawn_local(async move {
            match request.await {
                Ok(()) => {
                    done();
                    self.refresh();
                }
                Err(failure) => self.show_error(&failure.0),
            }
        });
    }

    /// Shows why a request failed. What is gone or not allowed any more is loaded again.
    pub fn show_error(self, error: &AppError) {
        self.toasts.show_error(sentence(self.messages, error));
        if matches!(error, AppError::NotFound | AppError::NotAllowed | AppError::Conflict(_)) {
            self.refresh();
        }
    }
}

async fn move_back(from: Vec<(Option<FolderId>, Items)>) -> Answer<()> {
    for (folder, items) in from {
        move_items(items, folder).await?;
    }
    Ok(())
}
