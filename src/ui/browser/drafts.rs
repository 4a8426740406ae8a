//! Browser's implementation: drafts of posts in IndexedDB, the tab's id, and the network. The server's is in
//! `drafts_server`.

use std::cell::OnceCell;

use leptos::{ev, prelude::*};
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::{database::Database, page::new_uuid};

const DRAFTS: Database = Database {
    name: "spaces-drafts",
    store: "drafts",
};
/// The key of the tab's id in session storage, which survives a reload and is not shared with other tabs.
const TAB: &str = "spaces.tab";
/// The key of a mark in session storage while the page is open. A duplicate of the tab begins with a copy of it.
const OPEN: &str = "spaces.tab.open";

thread_local! {
    static TAB_ID: OnceCell<Uuid> = const { OnceCell::new() };
}

/// Returns the stored drafts whose keys begin with a text.
pub async fn all(start: &str) -> Vec<String> {
    let found = DRAFTS.all(start).await.unwrap_or_default();
    found.iter().filter_map(|value| value.as_string()).collect()
}

/// Stores a draft.
pub async fn keep(key: &str, draft: &str) {
    let _ = DRAFTS.put(key, &JsValue::from_str(draft)).await;
}

/// Removes a draft.
pub async fn remove(key: &str) {
    let _ = DRAFTS.remove(key).await;
}

/// Returns the id of this tab, which stays the same after a reload. A duplicate of a tab has an id of its own.
pub fn tab() -> Uuid {
    TAB_ID.with(|id| *id.get_or_init(identify))
}

fn identify() -> Uuid {
    let stored = |key| session().and_then(|session| session.get_item(key).ok().flatten());
    let kept = match stored(OPEN) {
        // The page that wrote the mark has not been left, so this tab is a duplicate of another one.
        Some(_) => None,
        None => stored(TAB).and_then(|id| id.parse().ok()),
    };
    let id = kept.unwrap_or_else(new_uuid);
    mark(TAB, Some(&id.to_string()));
    mark(OPEN, Some("1"));
    let _ = window_event_listener(event("pagehide"), |_| mark(OPEN, None));
    // A page that the browser has kept in memory is shown again.
    let _ = window_event_listener(event("pageshow"), |_| mark(OPEN, Some("1")));
    id
}

fn session() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn mark(key: &str, value: Option<&str>) {
    let Some(session) = session() else { return };
    let _ = match value {
        Some(value) => session.set_item(key, value),
        None => session.remove_item(key),
    };
}

fn event(name: &'static str) -> ev::Custom<web_sys::Event> {
    ev::Custom::new(name)
}

/// Calls `back` when the network is there again, until the current owner is disposed of.
pub fn on_online(back: impl Fn() + 'static) {
    let handle = window_event_listener(ev::online, move |_| back());
    on_cleanup(move || handle.remove());
}

/// Calls `leave` when the page is hidden or left, until the current owner is disposed of.
pub fn on_leave(leave: impl Fn() + 'static) {
    let handle = window_event_listener(event("pagehide"), move |_| leave());
    on_cleanup(move || handle.remove());
}
