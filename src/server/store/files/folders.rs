//! Folders of a library.

use domain::{
    error::{AppError, Field, Reason},
    ids::{FolderId, SpaceId},
    limits::FOLDERS_A_SPACE,
};
use sqlx::Row;

use super::names::Named;
use crate::server::{
    clock,
    permits::By,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

/// Returns the folder with this name key at a place, unless it is deleted. `None` as the parent is the library itself.
pub(super) async fn named(
    conn: &mut Conn,
    space: SpaceId,
    parent: Option<FolderId>,
    key: &str,
) -> Result<Option<FolderId>, StoreError> {
    let mut sql = Sql::new("SELECT d.id FROM folders d WHERE d.deleted_at IS NULL AND d.space_id = ");
    sql.text(space).push(" AND COALESCE(d.parent_id, '') = ");
    sql.bind(parent.map_or_else(String::new, |parent| parent.to_string()));
    sql.push(" AND d.name_key = ").bind(key);
    sql.row(conn).await?.map(|row| parsed(&row, 0)).transpose()
}

/// Returns the depth of a folder; 1 is a folder of the library itself.
pub(super) async fn depth(conn: &mut Conn, folder: FolderId) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT d.depth FROM folders d WHERE d.id = ");
    let row = sql.text(folder).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}

/// Adds a folder. The caller has checked the depth and that no folder there has the name.
///
/// # Errors
///
/// `TooMany` if the space has as many folders as it may have.
pub(super) async fn insert(
    conn: &mut Conn,
    by: By,
    space: SpaceId,
    (parent, depth): (Option<FolderId>, i64),
    named: &Named,
) -> Result<FolderId, StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM folders d WHERE d.deleted_at IS NULL AND d.space_id = ");
    if sql.text(space).count(conn).await? >= FOLDERS_A_SPACE as i64 {
        let reason = Reason::TooMany { max: FOLDERS_A_SPACE };
        return Err(AppError::field(Field::Name, reason).into());
    }
    let id = FolderId(clock::new_id());
    let mut sql = Sql::new(&format!(
        "INSERT INTO folders (id, space_id, parent_id, depth, {}, created_by, created_at, edit) VALUES (",
        Named::COLUMNS
    ));
    sql.text(id).push(", ").text(space).push(", ");
    match parent {
        Some(parent) => sql.text(parent),
        None => sql.push("NULL"),
    };
    sql.push(", ").bind(depth).push(", ");
    named.values(&mut sql);
    sql.push(", ").text(by.person).push(", ").bind(by.at);
    sql.push(", 1)").run(conn).await?;
    Ok(id)
}
