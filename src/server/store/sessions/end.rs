//! Ending the sessions of a person, and finding those that have ended.

use domain::ids::UserId;
use sqlx::Row;
use tower_sessions_core::session::Id;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    people::links::hash,
};

/// Ends all sessions of a person except `but`.
pub async fn end_all(conn: &mut Conn, person: UserId, but: Option<Id>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id <> $2")
        .bind(person.to_string())
        .bind(but.map(|id| hash(&id.to_string())).unwrap_or_default())
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Returns the key under which the session with this id is stored.
pub fn key(id: Id) -> String {
    hash(&id.to_string())
}

/// Returns which of the sessions with these keys have ended, because they expired, were ended, or their person was
/// deactivated.
pub async fn ended(conn: &mut Conn, keys: &[String], now: i64) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT e.value FROM ");
    sql.elements(keys);
    sql.push(" e WHERE NOT EXISTS (SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = e.value");
    sql.push(" AND u.deactivated_at IS NULL AND s.expires_at > ").bind(now);
    let rows = sql.push(")").rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}
