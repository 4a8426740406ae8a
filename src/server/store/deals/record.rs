//! Records the events of a deal.

use domain::{
    deal::DealEvent,
    ids::{DealId, UserId},
};

use crate::server::store::{
    StoreError,
    engine::sql::Conn,
    events::{self, Happened},
};

/// Records an event of a deal, which its activity shows.
pub(super) async fn record_event(
    conn: &mut Conn,
    deal: DealId,
    actor: UserId,
    at: i64,
    what: &DealEvent,
) -> Result<(), StoreError> {
    events::record(conn, at, Some(actor), Happened::Deal(deal, what)).await
}
