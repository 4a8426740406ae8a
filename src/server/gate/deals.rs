//! Permits to act on one deal.

use domain::{
    deal::access::{self, DealAction},
    error::AppError,
    ids::DealId,
};

use super::Gate;
use crate::server::{permits::DealPermit, store::deals};

impl Gate {
    /// Returns the permit for one action on one deal, or the reason for the refusal.
    pub async fn deal(&self, id: DealId, action: DealAction) -> Result<DealPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let facts = deals::access_facts(&mut tx, &me.viewer(), id)
            .await?
            .ok_or(AppError::NotFound)?;
        access::decide(&me.viewer(), &facts, action)?;
        Ok(DealPermit::new(tx, me, (id, facts), action, self.now()))
    }
}
