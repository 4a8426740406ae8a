//! Derived columns of deals, stored so that each order of the list has its index.

use domain::ids::{DealId, UserId};

use crate::server::store::engine::sql::{Conn, Sql};

/// The deals that a statement changes.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    One(DealId),
    Owner(UserId),
    /// All deals: the stages were reordered, or the sort keys of people changed.
    All,
}

/// Recomputes the keys.
pub async fn refresh(conn: &mut Conn, of: Of) -> Result<(), sqlx::Error> {
    const OWNER: &str = "COALESCE((SELECT u.name_key FROM users u WHERE u.id = deals.owner_id), '')";
    const STAGE: &str = "COALESCE((SELECT t.position FROM deal_stages t WHERE t.id = deals.stage_id), 0)";
    let mut sql = Sql::new(&format!(
        "UPDATE deals SET owner_key = {OWNER}, stage_position = {STAGE}, value_key = COALESCE(value, -1) WHERE "
    ));
    match of {
        Of::One(id) => sql.push("id = ").text(id),
        Of::Owner(id) => sql.push("owner_id = ").text(id),
        Of::All => sql.push(&format!("owner_key <> {OWNER} OR stage_position <> {STAGE}")),
    };
    sql.run(conn).await?;
    Ok(())
}
