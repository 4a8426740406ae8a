//! The server's counterpart of `import_worker`: functions that are never called there, because only effects and events
//! use them, but must compile.

use leptos::{ev, web_sys::Event};
use spreadsheet::{
    Progress,
    protocol::{Answer, Request, WorkerError},
};

/// A callback that receives the worker's progress.
pub type OnProgress = Box<dyn Fn(Progress)>;

/// A file's bytes.
pub struct FileBytes(());

/// A file that a person chose.
#[derive(Clone)]
pub struct PickedFile(());

impl PickedFile {
    /// Returns an empty text.
    pub fn name(&self) -> String {
        String::new()
    }

    /// Returns 0.
    pub fn size(&self) -> u64 {
        0
    }

    /// Returns an empty text.
    pub async fn text(&self) -> Result<String, WorkerError> {
        Ok(String::new())
    }

    /// Returns no bytes.
    pub async fn bytes(&self) -> Result<FileBytes, WorkerError> {
        Ok(FileBytes(()))
    }
}

/// A worker with at most one file.
#[derive(Clone)]
pub struct ImportWorker(());

impl ImportWorker {
    /// Fails: the server has no worker.
    pub fn start() -> Result<Self, WorkerError> {
        Err(WorkerError::Died)
    }

    /// Fails: the server has no worker.
    pub async fn ask(&self, _: Request, bytes: Option<FileBytes>, _: OnProgress) -> Result<Answer, WorkerError> {
        let _ = (bytes.map(|bytes| bytes.0), self.0);
        Err(WorkerError::Died)
    }

    /// Does nothing.
    pub fn end(&self) {}
}

/// Returns false.
pub fn carries_file(_: &ev::DragEvent) -> bool {
    false
}

/// Returns `None`.
pub fn dropped_file(_: &ev::DragEvent) -> Option<PickedFile> {
    None
}

/// Returns `None`.
pub fn chosen_file(_: &Event) -> Option<PickedFile> {
    None
}

/// Returns `None`.
pub fn waiting_file(_id: &str) -> Option<PickedFile> {
    None
}

/// Does nothing.
pub fn pass_on(_: PickedFile) {}

/// Returns `None`.
pub fn take_passed_on() -> Option<PickedFile> {
    None
}

/// Does nothing.
pub fn offer_download(_name: &str, _text: &str) {}

/// Returns false.
pub fn focus(_id: &str) -> bool {
    false
}

/// Returns zeros.
pub fn scrolled(_id: &str) -> (i32, i32) {
    (0, 0)
}

/// Does nothing.
pub fn scroll_to(_id: &str, _top: i32) {}

/// Returns at once.
pub async fn wait(_milliseconds: u32) {}

/// Does nothing.
pub async fn keep_file(_key: &str, _: &PickedFile) {}

/// Does nothing.
pub async fn keep_state(_key: &str, _state: &str) {}

/// Returns `None`.
pub async fn load_kept(_key: &str) -> Option<(PickedFile, String)> {
    None
}

/// Does nothing.
pub async fn forget(_key: &str) {}
