//! The hub of the stream: connections join it, and events are sent through it.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    live::{CLOSED_SIGNED_OUT, LiveEvent, SpaceAccess, Watch},
    person::Me,
};
use tokio::{
    sync::{mpsc, watch},
    time::timeout,
};

use super::{
    connected::{Out, State, Watched},
    cursor,
    filter::{Batch, Serialised, frame},
};
use crate::server::{jobs::Report, store::Store};

/// The maximum number of connections, unless the limits of the process set another.
const IN_ALL: usize = 20_000;
/// How long a new connection waits for the task that follows the events.
const START: Duration = Duration::from_secs(5);
/// The connected tabs. Clones share them.
#[derive(Clone, Debug)]
pub struct Hub(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    most: usize,
    started: AtomicBool,
    /// Whether the events are followed, so that connections can join.
    following: watch::Sender<bool>,
    state: Mutex<State>,
}

/// The place of one connection in the hub, until it is dropped.
pub struct Seat {
    hub: Hub,
    id: u64,
    /// What is to be sent. It ends when the reader was too slow, or the hub starts again.
    pub out: mpsc::Receiver<Out>,
    /// The number of the newest event before the first one in `out`.
    pub position: i64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.lock().leave(self.id);
    }
}

impl Default for Hub {
    fn default() -> Self {
        Self::new(IN_ALL)
    }
}

impl Hub {
    /// Returns a hub for at most this number of connections.
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Shared {
            most,
            started: AtomicBool::new(false),
            following: watch::channel(false).0,
            state: Mutex::default(),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether this is the first call, so that the caller starts to follow the events.
    pub(super) fn is_first_start(&self) -> bool {
        !self.0.started.swap(true, Ordering::SeqCst)
    }

    /// Lets connections join, which receive the events after this one.
    pub(super) fn open(&self, position: i64) {
        self.lock().position = position;
        self.0.following.send_replace(true);
    }

    /// Closes all connections, which then reconnect with their cursors, and lets none join until [`Self::open`].
    pub(super) fn close(&self) {
        self.0.following.send_replace(false);
        let mut state = self.lock();
        state.connections.clear();
        state.people.clear();
        state.watchers.clear();
    }

    /// Returns whether the person may open one more connection.
    pub fn has_room(&self, person: UserId) -> bool {
        self.lock().has_room(person, self.0.most)
    }

    /// Adds a connection. Returns `None` if there is no room, or the events cannot be followed now.
    pub async fn join(&self, me: &Me, session: String) -> Option<Seat> {
        let mut following = self.0.following.subscribe();
        timeout(START, following.wait_for(|following| *following))
            .await
            .ok()?
            .ok()?;
        let mut state = self.lock();
        if !*self.0.following.borrow() || !state.has_room(me.id, self.0.most) {
            return None;
        }
        let (id, out) = state.join(me, session);
        Some(Seat {
            hub: self.clone(),
            id,
            out,
            position: state.position,
        })
    }

    /// Sends the events of the batch to those who receive them. `position` is the number of its last event.
    pub(super) fn deliver(&self, store: &Store, batch: &Batch, position: i64) {
        let mut state = self.lock();
        let mut slow = Vec::new();
        for (id, person) in &state.people {
            let events = batch.events_for(&person.viewer);
            if events.is_empty() {
                continue;
            }
            let frame = match cursor::seal(store, *id, position) {
                Ok(cursor) => frame(Some(&cursor), &events),
                Err(cause) => {
                    tracing::error!(%cause, "a frame has no cursor");
                    frame(None, &events)
                }
            };
            slow.extend(state.send(&person.connections, &Out::Frame(frame)));
        }
        state.position = position;
        state.leave_all(&slow);
    }

    /// Sends the progress of a job to the tabs of the person who started it.
    pub(super) fn progress(&self, report: &Report) {
        let event = LiveEvent::Progress {
            job: report.job,
            done: report.done,
            total: report.total,
            ended: report.ended,
        };
        let Ok(event) = Serialised::new(&event) else { return };
        let mut state = self.lock();
        if let Some(person) = state.people.get(&report.owner) {
            let slow = state.send(&person.connections, &Out::Frame(frame(None, &[&event])));
            state.leave_all(&slow);
        }
    }

    /// Returns the connected people.
    pub(super) fn people(&self) -> Vec<UserId> {
        self.lock().people.keys().copied().collect()
    }

    /// Sets the present roles of people.
    pub(super) fn set_viewers(&self, viewers: &[Viewer]) {
        let mut state = self.lock();
        for viewer in viewers {
            if let Some(person) = state.people.get_mut(&viewer.id) {
                person.viewer = *viewer;
            }
        }
    }

    /// Returns the keys of the sessions of all connections.
    pub(super) fn sessions(&self) -> Vec<String> {
        let state = self.lock();
        let keys: HashSet<&String> = state
            .connections
            .values()
            .map(|connection| &connection.session)
            .collect();
        keys.into_iter().cloned().collect()
    }

    /// Closes the connections of these sessions.
    pub(super) fn end_sessions(&self, keys: &[String]) {
        let mut state = self.lock();
        let ended = state.connections.iter();
        let ended = ended.filter(|(_, connection)| keys.contains(&connection.session));
        let ended: Vec<u64> = ended.map(|(id, _)| *id).collect();
        // If the queue is full, the reader is too slow and its connection is closed anyway.
        state.send(&ended, &Out::Close(CLOSED_SIGNED_OUT));
        state.leave_all(&ended);
    }

    /// Returns the watched spaces.
    pub(super) fn watched(&self) -> Vec<SpaceId> {
        self.lock().watchers.keys().copied().collect()
    }

    /// Checks who may still open these watched spaces. The others receive that it is gone and watch it no longer.
    /// Spaces without access do not exist.
    pub(super) fn check_watched(&self, spaces: &[SpaceId], access: &HashMap<SpaceId, SpaceAccess>) {
        let mut state = self.lock();
        for space in spaces {
            let mut gone = Vec::new();
            for id in state.watchers.get(space).into_iter().flatten() {
                let viewer = state.viewer(*id);
                let opens = viewer.zip(access.get(space));
                if !opens.is_some_and(|(viewer, access)| access.opens_for(&viewer)) {
                    gone.push(*id);
                }
            }
            let confirmed = |id: &&u64| {
                let connection = state.connections.get(*id);
                connection
                    .is_some_and(|connection| connection.watched.as_ref().is_some_and(|watched| watched.confirmed))
            };
            let told: Vec<u64> = gone.iter().filter(confirmed).copied().collect();
            let slow = match Serialised::new(&LiveEvent::Gone { space: *space }) {
                Ok(event) => state.send(&told, &Out::Frame(frame(None, &[&event]))),
                Err(_) => told,
            };
            for id in gone {
                state.unwatch(id);
            }
            state.leave_all(&slow);
        }
    }

    /// Checks who may still see the watched topics whose audience changed. The others watch only the space any longer.
    pub(super) fn check_topics(&self, batch: &Batch) {
        let changed = batch.changed_audiences();
        if changed.is_empty() {
            return;
        }
        let mut state = self.lock();
        for (address, topic, space) in changed {
            state.unwatch_topic(address, |viewer| topic.visible_to(viewer, space));
        }
    }
}

impl Seat {
    /// Watches a space whose access is checked next, by the caller. An access that changes meanwhile undoes it.
    pub fn watch(&self, watch: Watch) {
        let mut state = self.hub.lock();
        state.unwatch(self.id);
        if let Some(connection) = state.connections.get_mut(&self.id) {
            connection.watched = Some(Watched {
                watch,
                confirmed: false,
            });
            state.watchers.entry(watch.space).or_default().insert(self.id);
        }
    }

    /// Confirms what is watched after its access was checked: the space, and the topic if `topic`. Returns whether it is
    /// still watched.
    pub fn confirm(&self, watch: Watch, topic: bool) -> bool {
        let mut state = self.hub.lock();
        let connection = state.connections.get_mut(&self.id);
        let watched = connection.and_then(|connection| connection.watched.as_mut());
        match watched.filter(|watched| watched.watch == watch) {
            Some(watched) => {
                watched.confirmed = true;
                watched.watch.topic = watched.watch.topic.filter(|_| topic);
                true
            }
            None => false,
        }
    }

    /// Watches nothing any more.
    pub fn unwatch(&self) {
        self.hub.lock().unwatch(self.id);
    }

    /// Reports to the other people who watch the same topic that this person is writing.
    pub fn writing(&self) {
        self.hub.lock().writing(self.id);
    }

    /// Returns the person as the access rules see them now.
    pub fn viewer(&self) -> Option<Viewer> {
        self.hub.lock().viewer(self.id)
    }
}
