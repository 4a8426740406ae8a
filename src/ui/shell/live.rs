//! The live stream of the tab: parts of a page subscribe to what happens elsewhere.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use domain::{
    error::AppError,
    ids::SpaceId,
    live::{ClientMessage, Frame, LiveEvent, WRITING_EVERY_MS, Watch},
};
use futures::{
    StreamExt,
    channel::mpsc::{UnboundedReceiver, unbounded},
    future::{Either, select},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{hooks::use_location, location::Location};
use uuid::Uuid;

use super::pace::Pace;
use crate::{
    api::session::my_session,
    ui::browser::{IN_BROWSER, Line, import_worker::wait, live, load_page},
};

/// How often the page asks for progress while it is not connected, in milliseconds.
const ASK_EVERY_MS: u32 = 5_000;

/// How long the answer with a new session id may take after the old one has ended, in milliseconds.
const RENEWAL_MS: u32 = 300;

type Listener = Arc<dyn Fn(&LiveEvent) + Send + Sync>;

/// The stream of the tab. A context of all pages inside the frame.
#[derive(Clone, Copy)]
pub struct LiveStream {
    /// Whether the tab is connected.
    pub connected: RwSignal<bool>,
    /// The number of connections so far. Progress is not repeated after a lost connection, so who waits for it asks.
    pub connections: RwSignal<u32>,
    listeners: StoredValue<Vec<(u32, Listener)>>,
    watched: StoredValue<Option<Watch>>,
    /// The age of the page when the last message that the person is writing was sent, in milliseconds.
    wrote: StoredValue<f64>,
    location: StoredValue<Location>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Returns the stream from the context.
///
/// # Panics
///
/// Outside the frame, which provides it.
pub fn use_live() -> LiveStream {
    expect_context::<LiveStream>()
}

/// Provides the stream, and connects once the page is hydrated.
pub(super) fn provide_live() {
    let stream = LiveStream {
        connected: RwSignal::new(false),
        connections: RwSignal::new(0),
        listeners: StoredValue::new(Vec::new()),
        watched: StoredValue::new(None),
        wrote: StoredValue::new(f64::MIN),
        location: StoredValue::new(use_location()),
    };
    provide_context(stream);
    Effect::new(move |_| live::connect(move |line| stream.take(line)));
}

impl LiveStream {
    /// Calls `act` with each event until the calling component is removed.
    pub fn on(self, act: impl Fn(&LiveEvent) + Send + Sync + 'static) {
        if IN_BROWSER {
            let key = self.listen(Arc::new(act));
            on_cleanup(move || self.forget(key));
        }
    }

    /// Calls `reload` after events that `concerns` accepts, at most once a second and not while `is_busy`, until the
    /// calling component is removed. `concerns` is not asked about `Resync`, which concerns everything.
    pub fn reload_on(
        self,
        concerns: impl Fn(&LiveEvent) -> bool + Send + Sync + 'static,
        is_busy: fn() -> bool,
        reload: impl Fn() + Send + Sync + 'static,
    ) {
        if !IN_BROWSER {
            return;
        }
        let pace = Pace::new(is_busy, reload);
        self.on(move |event| {
            if matches!(event, LiveEvent::Resync) || concerns(event) {
                pace.ask();
            }
        });
    }

    /// Follows the progress of one import or list operation.
    pub fn progress(self, of: Uuid) -> Heard {
        let (sender, reports) = unbounded();
        let key = self.listen(Arc::new(move |event| {
            if let LiveEvent::Progress {
                job,
                done,
                total,
                ended,
            } = event
                && *job == of
            {
                // Fails only if nobody receives any more.
                let _ = sender.unbounded_send((!ended).then_some((*done, *total)));
            }
        }));
        Heard {
            stream: self,
            key,
            reports,
            asked: None,
        }
    }

    /// Tells the server which space and topic the calling component shows, until it is removed. Without access the
    /// answer is [`LiveEvent::Gone`].
    pub fn watch(self, space: SpaceId, topic: Option<i64>) {
        if !IN_BROWSER {
            return;
        }
        let watch = Watch { space, topic };
        self.watched.set_value(Some(watch));
        send(&ClientMessage::Watch(Some(watch)));
        on_cleanup(move || {
            if self.watched.try_get_value().flatten() == Some(watch) {
                self.watched.set_value(None);
                send(&ClientMessage::Watch(None));
            }
        });
    }

    /// Tells the others who watch the same topic that the person is writing. Call it at each change of the text.
    pub fn writing(self) {
        let now = live::page_age();
        if now - self.wrote.get_value() >= f64::from(WRITING_EVERY_MS) {
            self.wrote.set_value(now);
            send(&ClientMessage::Writing(true));
        }
    }

    fn listen(self, listener: Listener) -> u32 {
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        self.listeners
            .try_update_value(|listeners| listeners.push((key, listener)));
        key
    }

    fn forget(self, key: u32) {
        self.listeners
            .try_update_value(|listeners| listeners.retain(|(known, _)| *known != key));
    }

    fn take(self, line: Line) {
        match line {
            Line::Open => {
                self.connected.try_set(true);
                self.connections.try_update(|connections| *connections += 1);
                if let Some(watch) = self.watched.try_get_value().flatten() {
                    send(&ClientMessage::Watch(Some(watch)));
                }
            }
            Line::Text(text) => {
                let Ok(frame) = serde_json::from_str::<Frame>(&text) else {
                    return;
                };
                if let Some(cursor) = frame.cursor {
                    live::keep_cursor(cursor);
                }
                // A listener may remove itself or add others.
                let listeners = self.listeners.try_get_value().unwrap_or_default();
                for event in &frame.events {
                    for (_, act) in &listeners {
                        act(event);
                    }
                }
            }
            Line::Closed { ended, refused } => {
                self.connected.try_set(false);
                if ended || refused {
                    spawn_local(self.check_session(ended));
                }
            }
        }
    }

    /// Leaves the page if the session has ended. The content is not shown meanwhile if the server said that it `ended`;
    /// it did not if the session got a new id, as after a change of the password.
    async fn check_session(self, ended: bool) {
        if ended {
            live::show_page(false);
            wait(RENEWAL_MS).await;
        }
        match my_session().await {
            Ok(_) => live::show_page(true),
            Err(failure) if ended || failure.0 == AppError::SignedOut => {
                if let Some(location) = self.location.try_get_value() {
                    load_page(&super::address(&location));
                }
            }
            Err(_) => {}
        }
    }
}

/// The progress of one import or list operation, as far as the tab hears of it.
pub struct Heard {
    stream: LiveStream,
    key: u32,
    reports: UnboundedReceiver<Option<(u32, u32)>>,
    /// The number of connections when the page last asked the server.
    asked: Option<u32>,
}

impl Heard {
    /// Waits for the next report and returns the numbers of done and of all rows. Returns `None` if the page has to ask
    /// the server: the job has ended, the tab is not connected, or it was connected again meanwhile.
    pub async fn next(&mut self) -> Option<(u32, u32)> {
        loop {
            let connections = self.stream.connections.try_get_untracked();
            let connected = self.stream.connected.try_get_untracked() == Some(true);
            // What was reported while the tab was not connected is not repeated.
            if connected && self.asked.replace(connections.unwrap_or_default()) != connections {
                return None;
            }
            match select(self.reports.next(), pin!(wait(ASK_EVERY_MS))).await {
                Either::Left((report, _)) => return report.flatten(),
                Either::Right(_) if self.stream.connected.try_get_untracked() != Some(true) => return None,
                Either::Right(_) => {}
            }
        }
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        self.stream.forget(self.key);
    }
}

fn send(message: &ClientMessage) {
    if let Ok(text) = serde_json::to_string(message) {
        live::send(&text);
    }
}
