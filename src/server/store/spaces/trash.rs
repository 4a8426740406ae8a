//! The trash: what lies there for 30 days is gone after.

use domain::{audit::Event, ids::SpaceId, limits::TRASH_KEPT_MS};
use sqlx::Row;

use super::derived::Set;
use crate::server::store::{
    Store, StoreError, audit,
    engine::{rows::parsed, sql::Sql},
    search,
};

/// Most spaces that the audit log names.
const NAMED: usize = 50;

/// Removes what went into the trash more than 30 days ago; how many spaces.
pub async fn purge(store: &Store, now: i64) -> Result<usize, StoreError> {
    let mut tx = store.begin().await?;
    let mut sql = Sql::new("SELECT s.id, s.number, s.name FROM spaces s WHERE s.state = 'trash' AND s.deleted_at < ");
    let rows = sql.bind(now - TRASH_KEPT_MS).rows(&mut tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.try_get(1)).collect::<Result<_, _>>()?;
    let names = rows.iter().take(NAMED).map(|row| row.try_get(2));
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    search::remove(&mut tx, &numbers).await?;
    let mut sql = Sql::new("DELETE FROM spaces WHERE ");
    Set::Ids(&ids).clause(&mut sql, "id");
    sql.run(&mut tx).await?;
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    audit::write(&mut tx, now, None, "trash", &Event::SpacePurged { count, names }).await?;
    tx.commit().await?;
    Ok(ids.len())
}
