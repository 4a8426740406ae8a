//! The server's counterpart of `uploading`: functions that do nothing, because files are uploaded only by browsers.

use leptos::{ev, web_sys::Event};
use uuid::Uuid;

use super::tus::{Access, Request, Response, Unreadable};

/// A file that a person chose for an upload.
#[derive(Clone)]
pub struct PickedFile(());

impl PickedFile {
    /// Returns an empty text.
    pub fn name(&self) -> String {
        String::new()
    }

    /// Returns no folders.
    pub fn path(&self) -> &[String] {
        let () = self.0;
        &[]
    }

    /// Returns 0.
    pub fn size(&self) -> i64 {
        0
    }

    /// Returns 0.
    pub fn modified(&self) -> i64 {
        0
    }
}

/// Returns false.
pub fn carries_files(_event: &ev::DragEvent) -> bool {
    false
}

/// Does nothing.
pub fn offer(_event: &ev::DragEvent, _takes: bool) {}

/// Returns no files.
pub fn picked(_event: &Event) -> Vec<PickedFile> {
    Vec::new()
}

/// Does nothing.
pub fn choose(_several: bool, _chosen: impl Fn(Vec<PickedFile>) + 'static) {}

/// Returns no files.
pub fn dropped(_event: &ev::DragEvent) -> impl Future<Output = Vec<PickedFile>> + 'static {
    std::future::ready(Vec::new())
}

/// Returns no files.
pub fn pasted(_event: &ev::ClipboardEvent, _name: impl Fn(String) -> String) -> Vec<PickedFile> {
    Vec::new()
}

/// Does nothing.
pub fn hold(_upload: Uuid, _file: &PickedFile) {}

/// Returns false.
pub fn comes_back(_upload: Uuid) -> bool {
    false
}

/// Does nothing.
pub fn release(_upload: Uuid) {}

/// Returns false.
pub fn add_again(_upload: Uuid, _file: &PickedFile, _size: i64, _modified: i64) -> bool {
    false
}

/// Returns `Choose`.
pub async fn allow(_upload: Uuid, _ask: bool, _size: i64, _modified: i64) -> Access {
    Access::Choose
}

/// Does nothing.
pub fn abort(_upload: Uuid) {}

/// Returns no response.
///
/// # Errors
///
/// Never.
pub async fn send(_request: Request, _on_progress: impl Fn(i64) + 'static) -> Result<Response, Unreadable> {
    Ok(Response::default())
}

/// Returns an empty text.
pub fn encoded(_bytes: &[u8]) -> String {
    String::new()
}

/// Returns `None`.
pub async fn sha256(_upload: Uuid, _on_progress: impl Fn(i64) + 'static) -> Option<String> {
    None
}

/// Does nothing.
pub async fn keep(_uploads: Vec<(String, Uuid, String)>) {}

/// Returns nothing.
pub async fn kept(_start: &str, _id: impl Fn(&str) -> Option<Uuid>) -> Vec<(String, String)> {
    Vec::new()
}

/// Does nothing.
pub async fn forget(_keys: Vec<String>) {}

/// Returns at once.
pub async fn hold_tab(_tab: Uuid) {}

/// The lock of a tab that was closed.
pub struct TakenOver(());

/// Returns `None`.
pub async fn take_over(_tab: Uuid, _old: bool) -> Option<TakenOver> {
    None::<()>.map(TakenOver)
}

/// Does nothing.
pub fn on_unload(_asks: impl Fn() -> bool + 'static) {}

/// Does nothing.
pub fn on_wake(_wake: impl Fn() + Clone + 'static) {}
