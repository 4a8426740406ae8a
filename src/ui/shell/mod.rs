//! The frame around every page: top bar, navigation, quick add, keys.

mod bell;
mod content;
mod frame;
mod home;
mod keys;
mod navigation;
mod person_menu;
mod quick_add;
pub mod session;
mod signed_in;
mod top_bar;
pub mod unread;

use leptos::prelude::*;

pub use self::{home::Home, keys::KeysDialog, signed_in::SignedIn};
pub use super::components::Page;

/// Provides the page's messages as a context: on the server in the request's language, in the browser in the
/// document's.
pub fn provide_messages() {
    provide_context(super::browser::messages());
}
