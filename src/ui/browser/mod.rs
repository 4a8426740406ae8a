//! Access to the browser, through functions that exist in both builds: one implementation for the page, one for the
//! server.

#[cfg(feature = "hydrate")]
mod document;
#[cfg(feature = "hydrate")]
mod notifications;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
pub use {document::*, notifications::*, page::*};

#[cfg(not(feature = "hydrate"))]
mod request;
#[cfg(not(feature = "hydrate"))]
mod server;
#[cfg(not(feature = "hydrate"))]
pub use {request::*, server::*};

#[cfg(feature = "hydrate")]
pub mod live;
#[cfg(not(feature = "hydrate"))]
#[path = "live_server.rs"]
pub mod live;

#[cfg(feature = "hydrate")]
pub mod import_worker;
#[cfg(not(feature = "hydrate"))]
#[path = "import_worker_server.rs"]
pub mod import_worker;

#[cfg(feature = "hydrate")]
pub mod bookmarks;
#[cfg(not(feature = "hydrate"))]
#[path = "bookmarks_server.rs"]
pub mod bookmarks;
#[cfg(feature = "hydrate")]
mod database;
#[cfg(feature = "hydrate")]
pub mod drafts;
#[cfg(not(feature = "hydrate"))]
#[path = "drafts_server.rs"]
pub mod drafts;
#[cfg(feature = "hydrate")]
pub mod reading;
#[cfg(not(feature = "hydrate"))]
#[path = "reading_server.rs"]
pub mod reading;
pub mod tus;
#[cfg(feature = "hydrate")]
pub mod uploading;
#[cfg(not(feature = "hydrate"))]
#[path = "uploading_server.rs"]
pub mod uploading;
#[cfg(feature = "hydrate")]
pub mod writing;
#[cfg(not(feature = "hydrate"))]
#[path = "writing_server.rs"]
pub mod writing;

use leptos::task::spawn_local;

/// The name of the `<meta>` with the address of the import worker's script, which contains a hash.
pub const WORKER_META: &str = "import-worker";

/// What happens on the connection of the live stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It is open.
    Open,
    /// A frame arrived.
    Text(String),
    /// It is closed, and will be opened again. `ended` is whether because the session ended, `refused` whether it had
    /// never been open, which may have the same reason.
    Closed { ended: bool, refused: bool },
}

/// Whether the browser shows notifications of the system while a tab is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationsState {
    /// The browser offers none to this site.
    Unavailable,
    /// The person refused them in the browser.
    Refused,
    Off,
    On,
}

/// Calls `work` after a time. The framework's timers end with the element or the effect that starts them; this one does not.
pub fn after(milliseconds: u32, work: impl FnOnce() + 'static) {
    if IN_BROWSER {
        spawn_local(async move {
            import_worker::wait(milliseconds).await;
            work();
        });
    }
}

/// Moves the focus to the element that the selector finds below the element with this id, after the next rendering.
pub fn focus_soon(root: &'static str, selector: &'static str) {
    let _ = leptos::prelude::request_animation_frame(move || {
        focus_in(root, selector);
    });
}
