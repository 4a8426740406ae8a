//! The permit to do one thing with one deal.

use domain::{
    access::Viewer,
    deal::access::{DealAction, DealStanding},
    error::AppError,
    ids::{DealId, UserId},
    person::Me,
};

use crate::server::store::{StoreError, engine::sql::Conn, events::Writing};

/// The permission to do one thing with one deal, inside the transaction in which the rule allowed it.
pub struct DealPermit {
    writing: Writing,
    me: Me,
    deal: DealId,
    standing: DealStanding,
    action: DealAction,
    at: i64,
}

impl DealPermit {
    /// Makes the permit. The gate alone does, after the rule allowed it.
    pub(in crate::server) fn new(
        writing: Writing,
        me: Me,
        (deal, standing): (DealId, DealStanding),
        action: DealAction,
        at: i64,
    ) -> Self {
        Self {
            writing,
            me,
            deal,
            standing,
            action,
            at,
        }
    }

    /// Returns the transaction for this act alone.
    pub fn act(&mut self, action: DealAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// The deal.
    pub fn deal(&self) -> DealId {
        self.deal
    }

    /// The person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// The person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// How the person stood to the deal when the permit was made.
    pub fn standing(&self) -> DealStanding {
        self.standing
    }

    /// The time of everything that the act writes, in milliseconds since the Unix epoch.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes the act and its events durable and visible. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.writing.commit().await
    }
}
