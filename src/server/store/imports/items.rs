//! The spaces of an import: which it added, updated (with what they were before) and skipped.

use domain::{
    access::AccountAction,
    ids::{ImportId, SpaceId},
};
use serde::Serialize;

use crate::server::{
    permits::AccountPermit,
    store::{
        StoreError,
        engine::sql::{Conn, Inserts, Sql},
        spaces::access as access_sql,
    },
};

/// Records that the import added these spaces, given in the order of their ids.
pub(super) async fn note_added(
    conn: &mut Conn,
    import: ImportId,
    spaces: impl Iterator<Item = SpaceId>,
) -> Result<(), sqlx::Error> {
    let mut items = Inserts::new(
        "INSERT INTO import_items (import_id, space_id, outcome, version_after) VALUES",
        "({}, {}, 'added', 1)",
    );
    let import = import.to_string();
    for id in spaces {
        items.add(conn, [import.as_str().into(), id.to_string().into()]).await?;
    }
    items.end(conn).await
}

/// Adds the spaces that are recorded as added by the import, under the alias `i`.
pub(super) fn added(sql: &mut Sql, import: ImportId) {
    sql.push(" FROM import_items i WHERE i.outcome = 'added' AND i.import_id = ")
        .text(import);
}

/// Records that the import updated the space, which was `before` and has the version `version` now.
pub(super) async fn note_updated(
    conn: &mut Conn,
    import: ImportId,
    space: SpaceId,
    before: &impl Serialize,
    version: i64,
) -> Result<(), StoreError> {
    let before = serde_json::to_string(before).map_err(|cause| StoreError::Damaged(cause.to_string()))?;
    let mut sql = Sql::new("INSERT INTO import_items (import_id, space_id, outcome, before, version_after) VALUES (");
    sql.text(import).push(", ").text(space);
    sql.push(", 'updated', ").bind(before).push(", ").bind(version);
    sql.push(") ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

/// Records a space whose row was skipped, so that the result can list it.
pub(super) async fn note_skipped(
    permit: &mut AccountPermit,
    import: ImportId,
    space: SpaceId,
) -> Result<(), StoreError> {
    let viewer = permit.viewer();
    // A space that the person may not know of is not recorded. The answer is the same.
    let mut sql = Sql::new("INSERT INTO import_items (import_id, space_id, outcome, version_after) SELECT ");
    sql.text(import)
        .push(", s.id, 'skipped', 0 FROM spaces s WHERE s.id = ");
    sql.text(space).push(" AND ");
    access_sql::found(&mut sql, &viewer);
    sql.push(" ON CONFLICT DO NOTHING");
    sql.run(permit.act(AccountAction::Import)?).await?;
    Ok(())
}
