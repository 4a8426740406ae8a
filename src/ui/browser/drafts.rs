//! Browser's implementation: drafts of posts in IndexedDB, the tab's id, and the network. The server's is in
//! `drafts_server`.

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

/// Returns the id of this tab.
pub fn tab() -> Uuid {
    let storage = window().session_storage().ok().flatten();
    let kept = storage
        .as_ref()
        .and_then(|storage| storage.get_item(TAB).ok().flatten())
        .and_then(|id| id.parse().ok());
    kept.unwrap_or_else(|| {
        let id = new_uuid();
        if let Some(storage) = storage {
            let _ = storage.set_item(TAB, &id.to_string());
        }
        id
    })
}

/// Calls `back` when the network is there again, until the current owner is disposed of.
pub fn on_online(back: impl Fn() + 'static) {
    let handle = window_event_listener(ev::online, move |_| back());
    on_cleanup(move || handle.remove());
}

/// Calls `leave` when the page is hidden or left, until the current owner is disposed of.
pub fn on_leave(leave: impl Fn() + 'static) {
    let handle = window_event_listener(ev::Custom::<web_sys::Event>::new("pagehide"), move |_| leave());
    on_cleanup(move || handle.remove());
}
