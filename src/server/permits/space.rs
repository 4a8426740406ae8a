//! The permit to do one thing with one space.

use domain::{
    access::{AccessFacts, Action, Viewer},
    day::Day,
    error::AppError,
    ids::{SpaceId, UserId},
    person::Me,
};

use super::By;
use crate::server::store::{StoreError, Zone, engine::sql::Conn, events::Writing};

/// The permission to do one thing with one space, with the transaction in which the rule was checked.
pub struct SpacePermit {
    writing: Writing,
    me: Me,
    space: SpaceId,
    facts: AccessFacts,
    action: Action,
    at: i64,
}

impl SpacePermit {
    /// Creates the permit. Only the gate calls this, after the rule permitted the action.
    pub(in crate::server) fn new(
        writing: Writing,
        me: Me,
        (space, facts): (SpaceId, AccessFacts),
        action: Action,
        at: i64,
    ) -> Self {
        Self {
            writing,
            me,
            space,
            facts,
            action,
            at,
        }
    }

    /// Returns the transaction, for this action only: a permit to edit does not permit deleting.
    pub fn act(&mut self, action: Action) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Returns the id of the person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Returns the person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// Returns the facts about the space and the person when the permit was created.
    pub fn access_facts(&self) -> AccessFacts {
        self.facts
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
