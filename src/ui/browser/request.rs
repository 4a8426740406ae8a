//! The server's counterpart of `document`: reads from the request, and does nothing where only a browser could.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use leptos::prelude::*;
use leptos::web_sys::{DragEvent, Element, Event, HtmlElement};

use super::super::components::Move;
use crate::i18n::{Messages, use_messages};

#[derive(Clone, Default)]
struct Ids(Arc<AtomicU32>);

/// Starts the numbering of ids for the page that is being rendered.
pub fn provide_ids() {
    provide_context(Ids::default());
}

/// Returns an id that no other element of the page has. Ids made by the server and by the browser begin with different
/// letters: hydration keeps the server's attributes, and elements added later must not repeat them.
pub fn new_id() -> String {
    let ids = use_context::<Ids>().unwrap_or_default();
    format!("s{}", ids.0.fetch_add(1, Ordering::Relaxed))
}

/// Returns the messages of the language that the router decided for this request.
pub fn messages() -> Messages {
    use_messages()
}

/// Sets the HTTP status of the response.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

/// Returns the value of a cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    with_context::<http::request::Parts, _>(|parts| {
        let all = parts.headers.get(http::header::COOKIE)?.to_str().ok()?;
        super::super::components::cookie_in(all, name)
    })?
}

/// Does nothing: only the browser sets such cookies.
pub fn set_cookie(_name: &str, _value: &str) {}

/// Does nothing: menus open only in browsers.
pub fn keep_in_window(_panel: &HtmlElement) {}

/// Does nothing.
pub fn place_as_styled(_panel: &HtmlElement) {}

/// Does nothing: there is no focus on the server.
pub fn move_focus(_container: &Element, _entries: &str, _to: Move) {}

/// Returns false: there are no key events on the server.
pub fn is_typing(_event: &Event) -> bool {
    false
}

/// Does nothing: there is no focus on the server.
pub fn focus_first_wrong() {}

/// Does nothing: only browsers load documents.
pub fn load_page(_address: &str) {}

/// Does nothing: rows are dragged only in browsers.
pub fn carry(_event: &DragEvent, _text: &str) {}

/// Returns false: rows are dragged only in browsers.
pub fn is_in_lower_half(_event: &DragEvent) -> bool {
    false
}
