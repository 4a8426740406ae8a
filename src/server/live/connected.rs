//! The connected tabs, what they watch, and their queues.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use axum::extract::ws::Utf8Bytes;
use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    live::{LiveEvent, WRITING_EVERY_MS, Watch},
    person::{Me, PersonRef},
    topic::TopicAddress,
};
use tokio::{sync::mpsc, time::Instant};

use super::filter::{Serialised, frame};

/// The maximum number of connections of one person.
pub const PER_PERSON: usize = 50;
/// The number of frames that wait for a slow reader before its connection is closed.
const QUEUE: usize = 64;
/// Messages that arrive a little early, because of the network, count.
const WRITING_EVERY: Duration = Duration::from_millis(WRITING_EVERY_MS as u64 * 9 / 10);

/// What a connection sends to its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    Frame(Utf8Bytes),
    /// The last message: the close code.
    Close(u16),
}

/// The connected tabs, by connection, person and watched space.
#[derive(Debug, Default)]
pub struct State {
    /// The number of the newest event that was sent.
    pub position: i64,
    pub last_id: u64,
    pub connections: HashMap<u64, Connection>,
    pub people: HashMap<UserId, Person>,
    pub watchers: HashMap<SpaceId, HashSet<u64>>,
}

/// One connection.
#[derive(Debug)]
pub struct Connection {
    pub person: UserId,
    pub session: String,
    pub out: mpsc::Sender<Out>,
    pub watched: Option<Watched>,
    /// When the person was last reported as writing.
    pub wrote: Option<Instant>,
}

/// What a connection watches.
#[derive(Debug)]
pub struct Watched {
    pub watch: Watch,
    /// Whether the access was checked.
    pub confirmed: bool,
}

/// A connected person.
#[derive(Debug)]
pub struct Person {
    pub viewer: Viewer,
    pub named: PersonRef,
    pub connections: Vec<u64>,
}

impl State {
    /// Adds a connection. Returns its number and what it has to send.
    pub fn join(&mut self, me: &Me, session: String) -> (u64, mpsc::Receiver<Out>) {
        self.last_id += 1;
        let (id, (sender, out)) = (self.last_id, mpsc::channel(QUEUE));
        let connection = Connection {
            person: me.id,
            session,
            out: sender,
            watched: None,
            wrote: None,
        };
        self.connections.insert(id, connection);
        let person = self.people.entry(me.id).or_insert_with(|| Person {
            viewer: me.viewer(),
            named: me.as_ref(),
            connections: Vec::new(),
        });
        person.named = me.as_ref();
        person.connections.push(id);
        (id, out)
    }

    /// Returns whether the person may open one more connection, with at most `most` in all.
    pub fn has_room(&self, person: UserId, most: usize) -> bool {
        let own = self.people.get(&person).map_or(0, |person| person.connections.len());
        own < PER_PERSON && self.connections.len() < most
    }

    /// Returns the person of the connection as the access rules see them.
    pub fn viewer(&self, id: u64) -> Option<Viewer> {
        let connection = self.connections.get(&id)?;
        Some(self.people.get(&connection.person)?.viewer)
    }

    /// Queues a message for these connections. Returns those whose queue is full.
    pub fn send(&self, connections: &[u64], out: &Out) -> Vec<u64> {
        let full = connections.iter().filter(|id| {
            let connection = self.connections.get(id);
            connection.is_some_and(|connection| connection.out.try_send(out.clone()).is_err())
        });
        full.copied().collect()
    }

    /// Removes these connections.
    pub fn leave_all(&mut self, connections: &[u64]) {
        for id in connections {
            self.leave(*id);
        }
    }

    /// Removes a connection. Its queue ends after what it has.
    pub fn leave(&mut self, id: u64) {
        self.unwatch(id);
        let Some(connection) = self.connections.remove(&id) else {
            return;
        };
        if let Some(person) = self.people.get_mut(&connection.person) {
            person.connections.retain(|own| *own != id);
            if person.connections.is_empty() {
                self.people.remove(&connection.person);
            }
        }
    }

    /// Lets the connection watch nothing.
    pub fn unwatch(&mut self, id: u64) {
        let connection = self.connections.get_mut(&id);
        let Some(watched) = connection.and_then(|connection| connection.watched.take()) else {
            return;
        };
        let space = watched.watch.space;
        if let Some(watchers) = self.watchers.get_mut(&space) {
            watchers.remove(&id);
            if watchers.is_empty() {
                self.watchers.remove(&space);
            }
        }
    }

    /// Lets the connections watch no longer this topic, but its space, whose people it is not visible to.
    pub fn unwatch_topic(&mut self, topic: TopicAddress, visible: impl Fn(&Viewer) -> bool) {
        for id in self.watchers.get(&topic.space).into_iter().flatten() {
            let Some(connection) = self.connections.get_mut(id) else {
                continue;
            };
            let viewer = self.people.get(&connection.person).map(|person| person.viewer);
            if let Some(watched) = &mut connection.watched
                && watched.watch.topic == Some(topic.number)
                && !viewer.is_some_and(|viewer| visible(&viewer))
            {
                watched.watch.topic = None;
            }
        }
    }

    /// Returns the topic that the connection watches, with its space.
    fn topic(&self, id: u64) -> Option<(SpaceId, i64)> {
        let watched = self.connections.get(&id)?.watched.as_ref()?;
        let topic = watched.watch.topic.filter(|_| watched.confirmed)?;
        Some((watched.watch.space, topic))
    }

    /// Reports to the other people who watch the same topic that the person is writing.
    pub fn writing(&mut self, id: u64) {
        let Some((space, topic)) = self.topic(id) else { return };
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if connection.wrote.is_some_and(|wrote| wrote.elapsed() < WRITING_EVERY) {
            return;
        }
        connection.wrote = Some(Instant::now());
        let Some(person) = self.people.get(&connection.person) else {
            return;
        };
        let event = LiveEvent::Writing {
            space,
            topic,
            person: person.named.clone(),
        };
        let Ok(event) = Serialised::new(&event) else { return };
        let watchers = self.watchers.get(&space).into_iter().flatten();
        let others = watchers.filter(|other| !person.connections.contains(other));
        let others: Vec<u64> = others
            .filter(|other| self.topic(**other) == Some((space, topic)))
            .copied()
            .collect();
        let slow = self.send(&others, &Out::Frame(frame(None, &[&event])));
        self.leave_all(&slow);
    }
}
