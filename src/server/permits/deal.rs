//! The permit to do one thing with one deal.

use domain::{
    access::Viewer,
    deal::access::{DealAccessFacts, DealAction},
    error::AppError,
    ids::{DealId, UserId},
    person::Me,
};

use super::By;
use crate::server::store::{StoreError, engine::sql::Conn, events::Writing};

/// The permission to do one thing with one deal, with the transaction in which the rule was checked.
pub struct DealPermit {
    writing: Writing,
    me: Me,
    deal: DealId,
    facts: DealAccessFacts,
    action: DealAction,
    at: i64,
}

impl DealPermit {
    /// Creates the permit. Only the gate calls this, after the rule permitted the action.
    pub(in crate::server) fn new(
        writing: Writing,
        me: Me,
        (deal, facts): (DealId, DealAccessFacts),
        action: DealAction,
        at: i64,
    ) -> Self {
        Self {
            writing,
            me,
            deal,
            facts,
            action,
            at,
        }
    }

    /// Returns the transaction, for this action only.
    pub fn act(&mut self, action: DealAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    pub fn deal(&self) -> DealId {
        self.deal
    }

    /// Returns the id of the person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Returns who acts, and when.
    pub fn by(&self) -> By {
        By {
            person: self.me.id,
            at: self.at,
        }
    }

    /// Returns the person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// Returns the facts about the deal and the person when the permit was created.
    pub fn access_facts(&self) -> DealAccessFacts {
        self.facts
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
