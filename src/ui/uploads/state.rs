//! The uploads of the tab, as pages see them.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use domain::{file::name, ids::UserId};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Destination, Item, PickedFile, Summary, queue::Queue};
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        browser::{IN_BROWSER, after, new_uuid, uploading},
        components::{Toasts, use_toasts},
        shell::session::use_session,
    },
};

/// The least time between two changes that the page shows, in milliseconds.
pub(super) const SHOWN_EVERY_MS: u32 = 200;
/// Maximum number of files that are added at once.
const AT_ONCE: usize = 10_000;

/// An upload that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub upload: Uuid,
    pub destination: Destination,
    pub name: String,
    /// The id of the file, which for a deal is a file of its notes.
    pub file: Uuid,
}

type Listener = Arc<dyn Fn(&Ended) + Send + Sync>;

/// The uploads of the tab. A context of all pages inside the frame. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct Uploads {
    pub(super) person: UserId,
    pub(super) queue: StoredValue<Queue>,
    /// Files of posts that are complete and not in the text of their draft yet.
    pub(super) unclaimed: RwSignal<Vec<Ended>>,
    /// The drafts whose boxes show their own uploads.
    boxes: RwSignal<Vec<Destination>>,
    listeners: StoredValue<Vec<(u32, Listener)>>,
    /// Counts the changes that the page shows.
    changes: RwSignal<u32>,
    /// Whether something has changed that the page does not show yet.
    due: StoredValue<bool>,
    /// Whether the page has just shown a change.
    resting: StoredValue<bool>,
    messages: Messages,
    toasts: Toasts,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Uploads {
    /// Provides the uploads of the signed-in person.
    pub fn provide() {
        provide_context(Self {
            person: use_session().me.id,
            queue: StoredValue::new(Queue::default()),
            unclaimed: RwSignal::new(Vec::new()),
            boxes: RwSignal::new(Vec::new()),
            listeners: StoredValue::new(Vec::new()),
            changes: RwSignal::new(0),
            due: StoredValue::new(false),
            resting: StoredValue::new(false),
            messages: use_messages(),
            toasts: use_toasts(),
        });
    }

    /// Returns the uploads of the tab.
    ///
    /// # Panics
    ///
    /// Outside the frame, which provides them.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Uploads files to a destination.
    pub fn add(self, mut files: Vec<PickedFile>, destination: Destination) {
        let max = match destination {
            Destination::Version { .. } => 1,
            _ => AT_ONCE,
        };
        if files.len() > max {
            files.truncate(max);
            self.toasts
                .show_error(self.messages.with("uploads-too-many", [("max", max)]));
        }
        if files.is_empty() {
            return;
        }
        let items = files.into_iter().map(|file| {
            let id = new_uuid();
            uploading::hold(id, &file);
            // Only the library has folders.
            let path = match destination {
                Destination::Folder { .. } => file.path().to_vec(),
                _ => Vec::new(),
            };
            let measures = [file.size(), file.modified()];
            Item::new(id, name::uploaded(&file.name()), path, measures, destination)
        });
        self.begin(items.collect());
    }

    /// Opens the browser's dialog for choosing files and uploads them. Call it during an event of the person.
    pub fn choose(self, destination: Destination) {
        let several = !matches!(destination, Destination::Version { .. });
        uploading::choose(several, move |files| self.add(files, destination));
    }

    /// Calls `act` with each upload that is complete, until the calling component is removed.
    pub fn on_ended(self, act: impl Fn(&Ended) + Send + Sync + 'static) {
        if !IN_BROWSER {
            return;
        }
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        self.listeners
            .update_value(|listeners| listeners.push((key, Arc::new(act))));
        on_cleanup(move || {
            self.listeners
                .try_update_value(|listeners| listeners.retain(|(known, _)| *known != key));
        });
    }

    pub(super) fn tell(self, ended: &Ended) {
        // A listener may remove itself.
        for (_, act) in self.listeners.try_get_value().unwrap_or_default() {
            act(ended);
        }
    }

    /// Leaves the uploads of a draft to its box, until the current owner is disposed of.
    pub fn show_in_box(self, destination: Destination) {
        self.boxes.update(|boxes| boxes.push(destination));
        on_cleanup(move || {
            self.boxes.try_update(|boxes| {
                if let Some(at) = boxes.iter().position(|shown| *shown == destination) {
                    boxes.swap_remove(at);
                }
            });
        });
    }

    /// Returns whether there is an upload that no box shows, or whose file is to be chosen again. Reads signals that change with
    /// it.
    pub(super) fn need_panel(self) -> bool {
        let boxes = self.boxes.try_get().unwrap_or_default();
        self.read(|queue| {
            let mut items = queue.items().iter();
            let in_box = |item: &Item| item.has_file() && boxes.contains(&item.destination);
            items.any(|item| !item.is_unclaimed() && !in_box(item))
        })
    }

    /// Returns the uploads to a destination that are not complete. Reads a signal that changes with them.
    pub fn to(self, destination: Destination) -> Vec<Item> {
        self.read(|queue| {
            let here = queue.items().iter();
            let here = here.filter(|item| item.destination == destination && !item.is_done());
            here.cloned().collect()
        })
    }

    /// Returns what the panel says about all uploads. Reads a signal that changes with them.
    pub fn summary(self) -> Summary {
        self.read(Queue::summary)
    }

    /// Reads the queue and a signal that changes with it.
    pub(super) fn read<T: Default>(self, read: impl FnOnce(&Queue) -> T) -> T {
        let _ = self.changes.try_get();
        self.queue.try_with_value(read).unwrap_or_default()
    }

    /// Changes the queue.
    pub(super) fn change<T: Default>(self, change: impl FnOnce(&mut Queue) -> T) -> T {
        let changed = self.queue.try_update_value(change).unwrap_or_default();
        self.show();
        changed
    }

    /// Shows what has changed, not more often than people can see.
    pub(super) fn show(self) {
        if self.due.try_set_value(true).is_none() {
            self.show_due();
        }
    }

    fn show_due(self) {
        if self.due.try_get_value() != Some(true) || self.resting.try_get_value() != Some(false) {
            return;
        }
        self.due.set_value(false);
        self.resting.set_value(true);
        self.changes.try_update(|changes| *changes = changes.wrapping_add(1));
        after(SHOWN_EVERY_MS, move || {
            if self.resting.try_set_value(false).is_none() {
                self.show_due();
            }
        });
    }
}
