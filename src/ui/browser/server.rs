//! The server's counterpart of `page` and `document`: functions that do nothing, because effects and events run only in
//! browsers.

use uuid::Uuid;

use super::NotificationsState;

/// Whether this is the build for the browser.
pub const IN_BROWSER: bool = false;

/// Returns the nil UUID.
pub fn new_uuid() -> Uuid {
    Uuid::nil()
}

/// Returns `None`: the server has no local storage.
pub fn stored(_key: &str) -> Option<String> {
    None
}

/// Does nothing: the server has no local storage.
pub fn store(_key: &str, _text: &str) {}

/// Does nothing: the server has no local storage.
pub fn forget(_key: &str) {}

/// Returns false: there is no focus on the server.
pub fn focus_in(_root: &str, _selector: &str) -> bool {
    false
}

/// Does nothing: lazy modules are prefetched only in browsers.
pub fn when_idle(_work: impl Fn() + Clone + 'static) {}

/// Does nothing: there is no pointer on the server.
pub fn on_link_approached(_found: impl Fn(&str) + Copy + 'static) {}

/// Does nothing: only the browser marks the page as ready.
pub fn mark_ready() {}

/// Returns `Off`: the server shows no notifications.
pub fn notifications() -> NotificationsState {
    NotificationsState::Off
}

/// Returns `Off`: the server shows no notifications.
pub async fn switch_notifications(_on: bool) -> NotificationsState {
    NotificationsState::Off
}

/// Does nothing: the server shows no notifications.
pub fn notify(_title: &str, _body: &str, _href: &str) {}

/// Returns false: documents are loaded only in browsers.
pub fn was_reloaded() -> bool {
    false
}
