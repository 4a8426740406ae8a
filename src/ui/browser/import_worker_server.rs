//! The server's twin: there is no worker, no file and no page there, and nobody who would ask for them.

use leptos::{ev, web_sys::Event};
use spreadsheet::{
    Progress,
    protocol::{Answer, Ask, WorkerError},
};

/// Hears how far the worker is.
pub type Heard = Box<dyn Fn(Progress)>;

/// A file's bytes.
pub struct FileBytes(());

/// A file that a person chose.
#[derive(Clone)]
pub struct PickedFile(());

impl PickedFile {
    /// Its name.
    pub fn name(&self) -> String {
        String::new()
    }

    /// In bytes.
    pub fn size(&self) -> u64 {
        0
    }

    /// Its bytes.
    pub async fn bytes(&self) -> Result<FileBytes, WorkerError> {
        Ok(FileBytes(()))
    }
}

/// A worker with at most one file.
#[derive(Clone)]
pub struct ImportWorker(());

impl ImportWorker {
    /// Not here.
    pub fn start() -> Result<Self, WorkerError> {
        Err(WorkerError::Died)
    }

    /// Not here.
    pub async fn ask(&self, _: Ask, bytes: Option<FileBytes>, _: Heard) -> Result<Answer, WorkerError> {
        let _ = (bytes.map(|bytes| bytes.0), self.0);
        Err(WorkerError::Died)
    }

    /// Not here.
    pub fn end(&self) {}
}

/// Whether a file is being dragged.
pub fn carries_file(_: &ev::DragEvent) -> bool {
    false
}

/// The first file that was dropped.
pub fn dropped_file(_: &ev::DragEvent) -> Option<PickedFile> {
    None
}

/// The file that was picked.
pub fn chosen_file(_: &Event) -> Option<PickedFile> {
    None
}

/// The file that waits in the field of that id.
pub fn waiting_file(_id: &str) -> Option<PickedFile> {
    None
}

/// Keeps a file for the import page that is about to open.
pub fn pass_on(_: PickedFile) {}

/// The file that another page kept for this one.
pub fn take_passed_on() -> Option<PickedFile> {
    None
}

/// Lets the browser save a text as a file.
pub fn offer_download(_name: &str, _text: &str) {}

/// Focuses the element of that id.
pub fn focus(_id: &str) -> bool {
    false
}

/// How far the element of that id is scrolled, and how high it is.
pub fn scrolled(_id: &str) -> (i32, i32) {
    (0, 0)
}

/// Scrolls the element of that id.
pub fn scroll_to(_id: &str, _top: i32) {}

/// Waits.
pub async fn wait(_milliseconds: u32) {}

/// Keeps the file itself.
pub async fn keep_file(_key: &str, _: &PickedFile) {}

/// Keeps where the import stands.
pub async fn keep_state(_key: &str, _state: &str) {}

/// What was kept.
pub async fn kept(_key: &str) -> Option<(PickedFile, String)> {
    None
}

/// Keeps nothing any more.
pub async fn forget(_key: &str) {}
