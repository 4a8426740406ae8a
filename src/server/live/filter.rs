//! A batch of stored events with the facts that decide who receives which of them.

use std::collections::{HashMap, HashSet};

use axum::extract::ws::Utf8Bytes;
use domain::{
    access::Viewer,
    ids::{DealId, SpaceId},
    live::{Audience, DealAccess, Happening, LiveEvent, SpaceAccess, TopicAccess, TopicChange},
    topic::TopicAddress,
};
use uuid::Uuid;

use crate::server::store::{StoreError, engine::sql::Conn, events::Event, live};

/// The maximum number of events in a frame. A person for whom more happened at once fetches everything again.
const FRAME_EVENTS: usize = 100;

/// Events in their order, each with the facts that decide who receives it.
#[derive(Debug, Default)]
pub struct Batch {
    /// What happened, with the place of its event in `events`.
    happenings: Vec<(Happening, usize)>,
    /// The different events for tabs, in the order of their first appearance.
    events: Vec<Serialised>,
    spaces: HashMap<SpaceId, SpaceAccess>,
    topics: HashMap<TopicAddress, TopicAccess>,
    deals: HashMap<DealId, DealAccess>,
    audiences: HashMap<Uuid, Audience>,
}

/// An event, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serialised(pub String);

impl Serialised {
    /// Serialises the event.
    pub fn new(event: &LiveEvent) -> Result<Self, StoreError> {
        let text = serde_json::to_string(event).map_err(|cause| StoreError::Damaged(cause.to_string()))?;
        Ok(Self(text))
    }
}

/// The watched spaces whose access has to be checked after a batch.
#[derive(Debug, PartialEq, Eq)]
pub enum Recheck {
    These(HashSet<SpaceId>),
    All,
}

impl Batch {
    /// Reads the facts for these events: a constant number of queries, and two for each list operation or import.
    pub async fn load(conn: &mut Conn, stored: &[Event]) -> Result<Self, StoreError> {
        let mut batch = Self::default();
        let mut places: HashMap<LiveEvent, usize> = HashMap::new();
        for event in stored {
            let Some(happening) = Happening::read(&event.list, &event.subject, &event.kind, &event.detail) else {
                continue;
            };
            let sent = happening.event();
            let place = match places.get(&sent) {
                Some(place) => *place,
                None => {
                    batch.events.push(Serialised::new(&sent)?);
                    places.insert(sent, batch.events.len() - 1);
                    batch.events.len() - 1
                }
            };
            batch.happenings.push((happening, place));
        }
        batch.read_facts(conn).await?;
        Ok(batch)
    }

    async fn read_facts(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let (mut spaces, mut topics) = (HashSet::new(), HashSet::new());
        let (mut deals, mut sets) = (HashSet::new(), HashSet::new());
        for (happening, _) in &self.happenings {
            match happening {
                Happening::Space { space, .. } | Happening::Files { space } => {
                    spaces.insert(*space);
                }
                Happening::Topic { space, topic, .. } => {
                    spaces.insert(*space);
                    topics.insert(address(*space, *topic));
                }
                Happening::Deal { deal, .. } => {
                    deals.insert(*deal);
                }
                Happening::Spaces { set } => {
                    sets.insert(*set);
                }
                Happening::SpacesRemoved { .. } | Happening::Person { .. } | Happening::Account { .. } => {}
            }
        }
        self.spaces = live::spaces(conn, &Vec::from_iter(spaces)).await?;
        self.topics = live::topics(conn, &Vec::from_iter(topics)).await?;
        self.deals = live::deals(conn, &Vec::from_iter(deals)).await?;
        for set in sets {
            self.audiences.insert(set, live::audience(conn, set).await?);
        }
        Ok(())
    }

    /// Returns the events that the viewer receives, each once, in order.
    pub fn events_for(&self, viewer: &Viewer) -> Vec<&Serialised> {
        let mut found: Vec<usize> = Vec::new();
        for (happening, place) in &self.happenings {
            // Equal events are mostly neighbours, so the last ones are compared first.
            if !found.iter().rev().any(|known| known == place) && self.concerns(happening, viewer) {
                found.push(*place);
            }
        }
        found.iter().filter_map(|place| self.events.get(*place)).collect()
    }

    /// Returns whether the viewer receives this event: the access rule of the domain.
    fn concerns(&self, happening: &Happening, viewer: &Viewer) -> bool {
        match happening {
            Happening::Space { space, change } => self
                .spaces
                .get(space)
                .is_some_and(|access| access.concerns(viewer, change)),
            Happening::Topic {
                space, topic, former, ..
            } => {
                let topic = self.topics.get(&address(*space, *topic));
                let known = topic.zip(self.spaces.get(space));
                known.is_some_and(|(topic, space)| topic.concerns(viewer, space, *former))
            }
            Happening::Files { space } => self.spaces.get(space).is_some_and(|access| access.opens_for(viewer)),
            Happening::Deal { deal, lost } => {
                let visible = match self.deals.get(deal) {
                    Some(access) => access.visible_to(viewer),
                    // A deleted deal was visible to administrators.
                    None => viewer.is_admin(),
                };
                visible || lost.contains(&viewer.id)
            }
            Happening::Spaces { set } => self.audiences.get(set).is_some_and(|audience| audience.has(viewer)),
            Happening::SpacesRemoved { audience } => audience.has(viewer),
            Happening::Person { person, .. } => *person == viewer.id,
            Happening::Account { .. } => true,
        }
    }

    /// Returns whether roles changed, which change what people may see.
    pub fn changes_roles(&self) -> bool {
        let mut happenings = self.happenings.iter();
        happenings.any(|(happening, _)| matches!(happening, Happening::Account { roles: true }))
    }

    /// Returns the topics whose audience changed, with the facts that decide who may see them.
    pub fn changed_audiences(&self) -> Vec<(TopicAddress, TopicAccess, &SpaceAccess)> {
        let changed = self.happenings.iter().filter_map(|(happening, _)| match happening {
            Happening::Topic {
                space,
                topic,
                what: TopicChange::TopicAudienceChanged,
                ..
            } => {
                let address = address(*space, *topic);
                Some((address, *self.topics.get(&address)?, self.spaces.get(space)?))
            }
            _ => None,
        });
        changed.collect()
    }

    /// Returns the spaces whose access may have changed for somebody.
    pub fn recheck(&self) -> Recheck {
        let mut spaces = HashSet::new();
        for (happening, _) in &self.happenings {
            match happening {
                Happening::Space { space, .. } => {
                    spaces.insert(*space);
                }
                Happening::Spaces { .. } | Happening::SpacesRemoved { .. } | Happening::Account { roles: true } => {
                    return Recheck::All;
                }
                _ => {}
            }
        }
        Recheck::These(spaces)
    }
}

fn address(space: SpaceId, number: i64) -> TopicAddress {
    TopicAddress { space, number }
}

/// Returns the text of a frame. If there are too many events, it has the event that everything may have changed.
pub fn frame(cursor: Option<&str>, events: &[&Serialised]) -> Utf8Bytes {
    let mut text = String::from("{");
    if let Some(cursor) = cursor {
        text.push_str("\"cursor\":\"");
        text.push_str(cursor);
        text.push_str("\",");
    }
    text.push_str("\"events\":[");
    if events.len() > FRAME_EVENTS {
        text.push_str(RESYNC);
    } else {
        for (place, event) in events.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(&event.0);
        }
    }
    text.push_str("]}");
    text.into()
}

/// [`LiveEvent::Resync`] as JSON.
pub const RESYNC: &str = r#"{"kind":"resync"}"#;
