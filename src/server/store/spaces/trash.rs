//! The trash: spaces are deleted permanently after 30 days in it.

use domain::{audit::Event, ids::SpaceId, limits::TRASH_KEPT_MS};
use sqlx::Row;

use super::derived::Set;
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError, audit,
        engine::{rows::parsed, sql::Sql},
        files, search, topics,
    },
};

/// The maximum number of spaces that one transaction deletes, so that other writers wait only briefly.
const DELETE_BATCH_SIZE: usize = 200;
/// The maximum number of spaces that a line of the audit log names.
const NAMED_MAX: usize = 50;

/// Permanently deletes the spaces that were moved to the trash more than 30 days ago. Returns how many.
///
/// Each batch is one transaction with its own line of the audit log.
pub async fn purge(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut removed = 0;
    loop {
        let batch = purge_batch(store, now).await?;
        removed += batch as u64;
        if batch < DELETE_BATCH_SIZE {
            return Ok(removed);
        }
    }
}

async fn purge_batch(store: &Store, now: i64) -> Result<usize, StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
    let mut sql = Sql::new("SELECT s.id, s.number, s.name FROM spaces s WHERE s.state = 'trash' AND s.deleted_at < ");
    sql.bind(now - TRASH_KEPT_MS)
        .push(" LIMIT ")
        .bind(DELETE_BATCH_SIZE as i64);
    let rows = sql.rows(&mut tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.try_get(1)).collect::<Result<_, _>>()?;
    let names = rows.iter().take(NAMED_MAX).map(|row| row.try_get(2));
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    search::index::remove(&mut tx, &numbers).await?;
    topics::index::remove_spaces(&mut tx, Set::Ids(&ids)).await?;
    files::index::remove_spaces(&mut tx, Set::Ids(&ids)).await?;
    let mut sql = Sql::new("DELETE FROM spaces WHERE ");
    Set::Ids(&ids).clause(&mut sql, "id");
    sql.run(&mut tx).await?;
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    audit::write(&mut tx, now, None, "trash", &Event::SpacePurged { count, names }).await?;
    tx.commit().await?;
    Ok(ids.len())
}
