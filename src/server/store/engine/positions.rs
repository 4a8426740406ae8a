//! Positions of rows that people order themselves: groups, stages, custom fields.

use domain::error::AppError;

use super::sql::{Conn, Sql};
use crate::server::store::StoreError;

/// How many rows one statement numbers.
const BATCH_SIZE: usize = 200;

/// Numbers the rows of the table in this order. `order` must name each existing row once; if it does not, somebody
/// added or deleted a row meanwhile.
pub(in crate::server::store) async fn set<Id: Copy + Ord + ToString>(
    conn: &mut Conn,
    table: &'static str,
    now: impl Iterator<Item = Id>,
    order: &[Id],
) -> Result<(), StoreError> {
    let mut now: Vec<Id> = now.collect();
    let mut wanted = order.to_vec();
    now.sort_unstable();
    wanted.sort_unstable();
    if now != wanted {
        return Err(AppError::Conflict(Box::default()).into());
    }
    for (part, ids) in order.chunks(BATCH_SIZE).enumerate() {
        let mut sql = Sql::new("UPDATE ");
        sql.push(table).push(" SET position = CASE id");
        for (place, id) in ids.iter().enumerate() {
            sql.push(" WHEN ").text(*id);
            sql.push(" THEN ").bind((part * BATCH_SIZE + place) as i64 + 1);
        }
        sql.push(" END WHERE id").within(ids.iter().copied()).run(conn).await?;
    }
    Ok(())
}
