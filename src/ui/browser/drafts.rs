//! Browser's implementation: drafts of posts in IndexedDB, the tab's id, and the network. The server's is in
//! `drafts_server`.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use domain::error::AppError;
use leptos::{ev, prelude::*};
use uuid::Uuid;
use wasm_bindgen::{JsValue, prelude::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{database::Database, page::new_uuid};

const DRAFTS: Database = Database {
    name: "spaces-drafts",
    store: "drafts",
};
/// The key of the tab's id in session storage, which survives a reload and is not shared with other tabs.
const TAB: &str = "spaces.tab";
/// The key of a mark in session storage while the page is open. A duplicate of the tab begins with a copy of it.
const OPEN: &str = "spaces.tab.open";

/// The name of the channel on which tabs tell each other which drafts were sent or removed.
const CHANNEL_NAME: &str = "spaces.drafts";

type Listener = Rc<dyn Fn(String)>;

thread_local! {
    static TAB_ID: OnceCell<Uuid> = const { OnceCell::new() };
    /// The only channel of the tab: a second one would get the messages of the first.
    static CHANNEL: Option<BroadcastChannel> = open_channel();
    static LISTENERS: RefCell<Vec<(u32, Listener)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Returns the stored drafts whose keys begin with a text, each with its key.
pub async fn all(start: &str) -> Vec<(String, String)> {
    let found = DRAFTS.all(start).await.unwrap_or_default();
    let texts = found.into_iter();
    texts
        .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
        .collect()
}

/// Returns the draft under a key.
///
/// # Errors
///
/// If the storage cannot be read.
pub async fn get(key: &str) -> Result<Option<String>, AppError> {
    let found = DRAFTS.get(key).await.map_err(|_| AppError::Unavailable)?;
    Ok(found.as_string())
}

/// Stores a draft.
pub async fn keep(key: &str, draft: &str) {
    let _ = DRAFTS.put(key, &JsValue::from_str(draft)).await;
}

/// Removes a draft.
pub async fn remove(key: &str) {
    let _ = DRAFTS.remove(key).await;
}

/// Tells the other tabs that the draft under a key was sent, removed or taken back.
pub fn tell(key: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from_str(key));
        }
    });
}

/// Calls `told` with the key of each draft that another tab has sent, removed or taken back, until the current owner is
/// disposed of.
pub fn on_told(told: impl Fn(String) + 'static) {
    CHANNEL.with(|_| ());
    let number = NEXT.replace(NEXT.get().wrapping_add(1));
    LISTENERS.with_borrow_mut(|listeners| listeners.push((number, Rc::new(told))));
    on_cleanup(move || LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(known, _)| *known != number)));
}

fn open_channel() -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(CHANNEL_NAME).ok()?;
    let take = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let Some(key) = event.data().as_string() else { return };
        // A listener may remove itself.
        let listeners = LISTENERS.with_borrow(Clone::clone);
        for (_, told) in listeners {
            told(key.clone());
        }
    });
    channel.set_onmessage(Some(wasm_bindgen::JsCast::unchecked_ref(take.as_ref())));
    take.forget();
    Some(channel)
}

/// Returns the present time, milliseconds since the Unix epoch.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
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
