//! Browser's implementation of the live stream's connection: one WebSocket for the tab, which connects again by itself.
//! The server's is in `live_server`.

use std::{cell::RefCell, time::Duration};

use domain::live::{CLOSED_SIGNED_OUT, PATH};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

use super::Line;

/// The shortest and the longest wait before the next try, in milliseconds.
const SHORTEST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 30_000;

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

struct Connection {
    socket: Option<WebSocket>,
    /// Whether the socket has been open.
    was_open: bool,
    /// The place in the stream from which the next connection continues.
    cursor: Option<String>,
    /// The number of tries since the last open socket.
    tries: u32,
    timer: Option<TimeoutHandle>,
    opened: Closure<dyn FnMut(Event)>,
    received: Closure<dyn FnMut(MessageEvent)>,
    closed: Closure<dyn FnMut(CloseEvent)>,
}

/// Connects, and connects again whenever the connection is lost. `take` receives what happens. Only the first call has
/// an effect on the connection; a later one replaces `take`.
pub fn connect(take: impl Fn(Line) + Clone + 'static) {
    let (on_open, on_message, on_close) = (take.clone(), take.clone(), take.clone());
    let opened = Closure::<dyn FnMut(Event)>::new(move |_| {
        with(|connection| {
            connection.was_open = true;
            connection.tries = 0;
        });
        on_open(Line::Open);
    });
    let received = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            on_message(Line::Text(text));
        }
    });
    let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
        let was_open = with(|connection| {
            connection.socket = None;
            std::mem::take(&mut connection.was_open)
        });
        let ended = event.code() == CLOSED_SIGNED_OUT;
        // A refused request for a connection looks like a lost network.
        let refused = was_open == Some(false);
        on_close(Line::Closed { ended, refused });
        connect_later();
    });
    let first = CONNECTION.with_borrow_mut(|slot| {
        let known = slot.take();
        let first = known.is_none();
        let (socket, was_open, cursor) = match known {
            Some(known) => (known.socket, known.was_open, known.cursor),
            None => (None, false, None),
        };
        *slot = Some(Connection {
            socket,
            was_open,
            cursor,
            tries: 0,
            timer: None,
            opened,
            received,
            closed,
        });
        first
    });
    if first {
        window_event_listener(ev::online, |_| connect_now());
        let visible = || {
            if !document().hidden() {
                connect_now();
            }
        };
        let on_visible = Closure::<dyn FnMut()>::new(visible);
        let _ = document().add_event_listener_with_callback("visibilitychange", on_visible.as_ref().unchecked_ref());
        // The listener lives as long as the page.
        on_visible.forget();
    } else {
        let is_open = with(|connection| {
            if let Some(socket) = &connection.socket {
                connection.listen(socket);
            }
            connection.was_open
        });
        if is_open == Some(true) {
            take(Line::Open);
        }
    }
    connect_now();
}

/// Connects at once, unless there is a connection.
fn connect_now() {
    with(|connection| {
        if connection.socket.is_some() {
            return;
        }
        if let Some(timer) = connection.timer.take() {
            timer.clear();
        }
        if let Ok(socket) = WebSocket::new(&address(connection.cursor.as_deref())) {
            connection.listen(&socket);
            connection.socket = Some(socket);
        }
    });
}

fn connect_later() {
    with(|connection| {
        let most = (SHORTEST_WAIT << connection.tries.min(5)).min(LONGEST_WAIT);
        // Half of the wait is random, so that not all tabs come back at the same moment.
        let wait = f64::from(most) * (0.5 + js_sys::Math::random() / 2.0);
        let wait = Duration::from_millis(wait as u64);
        connection.tries += 1;
        connection.timer = set_timeout(connect_now, wait).ok();
    });
}

/// Returns the address of the stream. The server repeats what happened since the cursor, or since the page was loaded.
fn address(cursor: Option<&str>) -> String {
    let location = window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss:",
        _ => "ws:",
    };
    let host = location.host().unwrap_or_default();
    match cursor {
        Some(cursor) => format!("{scheme}//{host}{PATH}?since={cursor}"),
        None => {
            let age = window().performance().map_or(0.0, |performance| performance.now());
            format!("{scheme}//{host}{PATH}?age={}", age as u32)
        }
    }
}

/// Keeps the place in the stream from which the next connection continues.
pub fn keep_cursor(cursor: String) {
    with(|connection| connection.cursor = Some(cursor));
}

/// Sends a message; does nothing without an open connection.
pub fn send(text: &str) {
    with(|connection| {
        if let Some(socket) = connection.socket.as_ref().filter(|_| connection.was_open) {
            // Fails only while the connection closes.
            let _ = socket.send_with_str(text);
        }
    });
}

/// Shows the content of the page, or hides all of it.
pub fn show_page(shown: bool) {
    if let Some(body) = document().body() {
        body.set_hidden(!shown);
    }
}

/// Returns whether a dialog, a menu or a list of suggestions is open.
pub fn is_overlay_open() -> bool {
    let open = document().query_selector("dialog[open], [role=menu]:not([hidden]), [role=listbox]:not([hidden])");
    open.ok().flatten().is_some()
}

/// Returns whether the focus is in an element that the selector finds.
pub fn is_focus_in(selector: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| focused.closest(selector).ok().flatten().is_some())
}

/// Returns the id of the focused element.
pub fn focused_id() -> Option<String> {
    document()
        .active_element()
        .map(|element| element.id())
        .filter(|id| !id.is_empty())
}

/// Returns the milliseconds since the page was loaded.
pub fn page_age() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

impl Connection {
    fn listen(&self, socket: &WebSocket) {
        socket.set_onopen(Some(self.opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(self.received.as_ref().unchecked_ref()));
        socket.set_onclose(Some(self.closed.as_ref().unchecked_ref()));
    }
}

fn with<T>(act: impl FnOnce(&mut Connection) -> T) -> Option<T> {
    CONNECTION.with_borrow_mut(|slot| slot.as_mut().map(act))
}
