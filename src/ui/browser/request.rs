//! The server’s twin of `document`: answers from the request, does nothing to a page that is not there yet.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlElement};

use super::super::components::Move;
use crate::i18n::{Messages, use_messages};

#[derive(Clone, Default)]
struct Ids(Arc<AtomicU32>);

/// Counts ids from the start for this page.
pub fn provide_ids() {
    provide_context(Ids::default());
}

/// An id that no other element of the page has. Those of the server begin with another letter than the
/// browser's: hydration keeps the server's attributes, and what comes later must not meet them.
pub fn new_id() -> String {
    let ids = use_context::<Ids>().unwrap_or_default();
    format!("s{}", ids.0.fetch_add(1, Ordering::Relaxed))
}

/// The page's language, as the router decided it for this request.
pub fn messages() -> Messages {
    use_messages()
}

/// Sets the answer's status.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

/// A cookie that the page may read.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    let all = parts.headers.get(http::header::COOKIE)?.to_str().ok()?;
    super::super::components::cookie_in(all, name)
}

/// Remembers a preference for a year.
pub fn set_cookie(_name: &str, _value: &str) {}

/// Menus open in browsers alone.
pub fn keep_in_window(_panel: &HtmlElement) {}

/// Moves the focus among the entries of a menu or list.
pub fn move_focus(_container: &Element, _entries: &str, _to: Move) {}

/// Whether the key was meant for a field, or a dialog is in the way.
pub fn is_typing(_event: &Event) -> bool {
    false
}

/// Moves the focus to the first field that is wrong, once it is shown so.
pub fn focus_first_wrong() {}

/// Loads the page anew, as after a change of language or session.
pub fn reload() {}
