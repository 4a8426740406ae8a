//! The permit to do one thing with one topic.

use domain::{
    access::Viewer,
    day::Day,
    error::AppError,
    ids::{SpaceId, TopicId, UserId},
    person::Me,
    topic::{
        TopicAddress,
        access::{TopicAction, TopicFacts},
    },
};

use super::By;
use crate::server::store::{StoreError, Zone, engine::sql::Conn, events::Writing};

/// The topic of a permit.
#[derive(Clone, Copy, Debug)]
pub struct TopicOfPermit {
    pub id: TopicId,
    /// Its present address, even if the request used one from before a move.
    pub address: TopicAddress,
    pub facts: TopicFacts,
}

/// The permission to do one thing with one topic, with the transaction in which the rule was checked.
pub struct TopicPermit {
    writing: Writing,
    me: Me,
    topic: TopicOfPermit,
    action: TopicAction,
    at: i64,
}

impl TopicPermit {
    /// Creates the permit. Only the gate calls this, after the rule permitted the action.
    pub(in crate::server) fn new(writing: Writing, me: Me, topic: TopicOfPermit, action: TopicAction, at: i64) -> Self {
        Self {
            writing,
            me,
            topic,
            action,
            at,
        }
    }

    /// Returns the transaction, for this action only.
    pub fn act(&mut self, action: TopicAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    pub fn topic(&self) -> TopicId {
        self.topic.id
    }

    pub fn address(&self) -> TopicAddress {
        self.topic.address
    }

    pub fn space(&self) -> SpaceId {
        self.topic.address.space
    }

    /// Returns the id of the person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Returns the person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// Returns the facts about the topic and the person when the permit was created.
    pub fn facts(&self) -> TopicFacts {
        self.topic.facts
    }

    /// Returns who acts, and when.
    pub fn by(&self) -> By {
        By {
            person: self.me.id,
            at: self.at,
        }
    }

    /// Returns the present day in the time zone of the person who acts.
    pub fn today(&self) -> Day {
        Zone::named(&self.me.time_zone).today(self.at)
    }

    /// Returns the time of everything that the action writes, milliseconds since the Unix epoch.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes the action and its events durable and visible. If the permit is dropped instead, nothing is written.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.writing.commit().await
    }
}
