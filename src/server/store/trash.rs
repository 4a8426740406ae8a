//! The trash: what lies there for 30 days is gone after.

use domain::{ids::SpaceId, limits::TRASH_KEPT_MS};
use serde_json::json;
use sqlx::Row;

use super::{Store, StoreError, audit, derived::Set, rows::parsed, search, sql::Sql};

/// Removes what went into the trash more than 30 days ago; how many spaces.
pub async fn purge(store: &Store, now: i64) -> Result<usize, StoreError> {
    let mut tx = store.begin().await?;
    let mut sql = Sql::new("SELECT s.id, s.number FROM spaces s WHERE s.state = 'trash' AND s.deleted_at < ");
    let rows = sql.bind(now - TRASH_KEPT_MS).rows(&mut tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.try_get(1)).collect::<Result<_, _>>()?;
    search::remove(&mut tx, &numbers).await?;
    let mut sql = Sql::new("DELETE FROM spaces WHERE ");
    Set::Ids(&ids).clause(&mut sql, "id");
    sql.run(&mut tx).await?;
    let detail = json!({ "count": ids.len() });
    audit::write(&mut tx, now, None, audit::Kind::SpacePurged, "trash", detail).await?;
    tx.commit().await?;
    Ok(ids.len())
}
