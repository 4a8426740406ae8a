//! The frame around every page: top bar, navigation, quick add, keys.

mod bell;
mod frame;
mod home;
mod keys;
pub mod live;
mod navigation;
pub mod pace;
mod person_menu;
mod quick_add;
pub mod session;
mod signed_in;
mod switched_off;
mod top_bar;
pub mod unread;

use leptos::prelude::*;
use leptos_router::location::Location;

pub use self::{home::Home, keys::KeysDialog, signed_in::SignedIn, switched_off::switched_off_page};
pub use super::components::Page;

/// Provides the page's messages as a context: on the server in the request's language, in the browser in the
/// document's.
pub fn provide_messages() {
    provide_context(super::browser::messages());
}

/// Returns the path and the query of the page that is shown, or that is about to be shown.
fn address(location: &Location) -> String {
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    }
}
