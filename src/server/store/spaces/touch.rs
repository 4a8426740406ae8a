//! The time of the last activity in a space.

use domain::ids::SpaceId;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// Sets the time of the last activity. The version of the space stays, because its form does not change.
pub(in crate::server::store) async fn touch(conn: &mut Conn, space: SpaceId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE spaces SET last_activity_at = ");
    sql.bind(at).push(" WHERE last_activity_at < ").bind(at);
    sql.push(" AND id = ").text(space).run(conn).await?;
    Ok(())
}
