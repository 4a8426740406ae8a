//! Ending the sessions of a person.

use domain::ids::UserId;
use tower_sessions_core::session::Id;

use crate::server::store::{StoreError, engine::sql::Conn, people::links::hash};

/// Ends all sessions of a person except `but`.
pub async fn end_all(conn: &mut Conn, person: UserId, but: Option<Id>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id <> $2")
        .bind(person.to_string())
        .bind(but.map(|id| hash(&id.to_string())).unwrap_or_default())
        .execute(&mut *conn)
        .await?;
    Ok(())
}
