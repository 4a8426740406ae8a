//! Permits to act on one deal.

use domain::{
    access::Viewer,
    deal::access::{self, DealAction, DealStanding},
    error::AppError,
    ids::{DealId, UserId},
    person::Me,
};

use super::Gate;
use crate::server::store::{StoreError, Tx, deals, engine::sql::Conn};

impl Gate {
    /// Lets the person do one thing with one deal, or says why not.
    pub async fn deal(&self, id: DealId, action: DealAction) -> Result<DealPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let standing = deals::standing(&mut tx, &me.viewer(), id)
            .await?
            .ok_or(AppError::NotFound)?;
        access::decide(&me.viewer(), &standing, action)?;
        Ok(DealPermit {
            tx,
            me,
            deal: id,
            standing,
            action,
            at: self.now(),
        })
    }
}

/// Leave to do one thing with one deal, inside the transaction that made sure of it.
pub struct DealPermit {
    tx: Tx,
    me: Me,
    deal: DealId,
    standing: DealStanding,
    action: DealAction,
    at: i64,
}

impl DealPermit {
    /// The transaction, for this act alone.
    pub fn act(&mut self, action: DealAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.tx)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// The deal.
    pub fn deal(&self) -> DealId {
        self.deal
    }

    /// Who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// How the person stood to the deal when the permit was made.
    pub fn standing(&self) -> DealStanding {
        self.standing
    }

    /// When: one instant for everything that the act writes.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes it so. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }
}
