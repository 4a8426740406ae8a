//! Folders of a library.

use std::collections::HashSet;

use domain::{
    access::{AccessFacts, Action, Viewer},
    error::{AppError, Field, Reason},
    file::{
        FolderRow,
        access::{FileFacts, file_rights},
    },
    ids::{FolderId, SpaceId},
    limits::FOLDERS_A_SPACE,
};
use sqlx::{Row, any::AnyRow};

use super::{names::Named, search::matches_search};
use crate::server::{
    clock,
    permits::By,
    store::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        spaces,
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

/// The folders that [`rows`] returns.
pub(super) enum Within<'a> {
    /// Those in this folder; `None` is the library itself.
    Folder(Option<FolderId>),
    /// These.
    Below(&'a [FolderId]),
    /// Those of the space.
    Space,
}

/// Which folders are returned, by name.
pub(super) struct Found<'a> {
    pub within: Within<'a>,
    pub search: &'a str,
    pub descending: bool,
}

const COLUMNS: &str = "d.id, d.parent_id, d.name, d.depth, u.id, u.name, u.deactivated_at, d.created_at";
const TABLES: &str = " FROM folders d LEFT JOIN users u ON u.id = d.created_by";

/// Returns folders of a space that are not deleted. The viewer may open the space.
pub(super) async fn rows(
    conn: &mut Conn,
    (viewer, facts): (&Viewer, &AccessFacts),
    space: SpaceId,
    found: &Found<'_>,
) -> Result<Vec<FolderRow>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS}{TABLES} WHERE d.deleted_at IS NULL AND d.space_id = "
    ));
    sql.text(space);
    match found.within {
        Within::Folder(None) => {
            sql.push(" AND d.parent_id IS NULL");
        }
        Within::Folder(Some(folder)) => {
            sql.push(" AND d.parent_id = ").text(folder);
        }
        Within::Below(folders) => {
            sql.push(" AND d.parent_id").within(folders);
        }
        Within::Space => {}
    }
    matches_search(&mut sql, "d", found.search);
    let direction = if found.descending { " DESC" } else { "" };
    sql.push(&format!(" ORDER BY d.sort_key{direction}, d.id{direction}"));
    let mut rows = read_all(&sql.rows(conn).await?, viewer, facts)?;
    limit_deletion(conn, viewer, facts, &mut rows).await?;
    Ok(rows)
}

/// Returns all folders of a space, parents before their folders.
pub async fn all(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<FolderRow>, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let found = Found {
        within: Within::Space,
        search: "",
        descending: false,
    };
    let mut rows = rows(conn, (viewer, &facts), space, &found).await?;
    rows.sort_by_key(|row| row.depth);
    Ok(rows)
}

/// Returns the folders from the library down to this one. The viewer may open the space.
///
/// # Errors
///
/// `NotFound` if the folder is not in the space, or is deleted.
pub(super) async fn path(
    conn: &mut Conn,
    (viewer, facts): (&Viewer, &AccessFacts),
    space: SpaceId,
    folder: FolderId,
) -> Result<Vec<FolderRow>, StoreError> {
    let mut path = Vec::new();
    let mut next = Some(folder);
    while let Some(folder) = next {
        let mut sql = Sql::new(&format!(
            "SELECT {COLUMNS}{TABLES} WHERE d.deleted_at IS NULL AND d.space_id = "
        ));
        sql.text(space).push(" AND d.id = ").text(folder);
        let row = read_all(&sql.rows(conn).await?, viewer, facts)?
            .pop()
            .ok_or(StoreError::NotFound)?;
        next = row.parent;
        path.push(row);
    }
    path.reverse();
    limit_deletion(conn, viewer, facts, &mut path).await?;
    Ok(path)
}

fn read_all(rows: &[AnyRow], viewer: &Viewer, space: &AccessFacts) -> Result<Vec<FolderRow>, StoreError> {
    let read = |row: &AnyRow| {
        let created_by = person(row, 4)?;
        let facts = FileFacts {
            space: *space,
            author: created_by.id == viewer.id,
            deleted: false,
            placed: true,
            hidden: false,
        };
        let parent = row.try_get::<Option<&str>, _>(1)?;
        Ok(FolderRow {
            id: parsed(row, 0)?,
            parent: parent.map(|_| parsed(row, 1)).transpose()?,
            name: row.try_get(2)?,
            depth: row.try_get(3)?,
            created_by,
            created: row.try_get(7)?,
            rights: file_rights(viewer, &facts),
        })
    };
    rows.iter().map(read).collect()
}

/// Takes away the right to delete from the rows with files and folders of other people, if the viewer may not delete those.
async fn limit_deletion(
    conn: &mut Conn,
    viewer: &Viewer,
    facts: &AccessFacts,
    rows: &mut [FolderRow],
) -> Result<(), StoreError> {
    if viewer.is_admin() || facts.owner {
        return Ok(());
    }
    let deletable = rows.iter().filter(|row| row.rights.delete);
    let others = with_others(conn, viewer, &deletable.map(|row| row.id).collect::<Vec<_>>()).await?;
    for row in rows {
        row.rights.delete &= !others.contains(&row.id);
    }
    Ok(())
}

/// Returns those of the folders in which, at any depth, there is a file or folder of another person.
pub(super) async fn with_others(
    conn: &mut Conn,
    viewer: &Viewer,
    folders: &[FolderId],
) -> Result<HashSet<FolderId>, StoreError> {
    if folders.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new("WITH RECURSIVE below (top, id) AS (SELECT d.id, d.id FROM folders d WHERE d.id");
    sql.within(folders).push(
        " UNION ALL SELECT b.top, d.id FROM below b JOIN folders d ON d.parent_id = b.id WHERE d.deleted_at IS NULL) \
         SELECT DISTINCT b.top FROM below b WHERE EXISTS (SELECT 1 FROM folders d WHERE d.id = b.id AND d.created_by <> ",
    );
    sql.text(viewer.id).push(
        ") OR EXISTS (SELECT 1 FROM files f WHERE f.folder_id = b.id AND f.deleted_at IS NULL AND f.created_by <> ",
    );
    let rows = sql.text(viewer.id).push(")").rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Returns the folders and all folders below them that are not deleted.
pub(super) async fn below(conn: &mut Conn, folders: &[FolderId]) -> Result<Vec<FolderId>, StoreError> {
    let mut sql = Sql::new("WITH RECURSIVE below (id) AS (SELECT d.id FROM folders d WHERE d.id");
    sql.within(folders).push(
        " UNION SELECT d.id FROM below b JOIN folders d ON d.parent_id = b.id WHERE d.deleted_at IS NULL) \
         SELECT b.id FROM below b",
    );
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Returns the depth of the deepest folder among this one and those below it. Without `deleted_with` these are the folders
/// that are not deleted, else those that were deleted with that folder.
pub(super) async fn deepest(
    conn: &mut Conn,
    folder: FolderId,
    deleted_with: Option<FolderId>,
) -> Result<i64, StoreError> {
    let mut sql = Sql::new("WITH RECURSIVE below (id, depth) AS (SELECT d.id, d.depth FROM folders d WHERE d.id = ");
    sql.text(folder)
        .push(" UNION ALL SELECT d.id, d.depth FROM below b JOIN folders d ON d.parent_id = b.id WHERE ");
    match deleted_with {
        Some(with) => sql.push("d.deleted_with = ").text(with),
        None => sql.push("d.deleted_at IS NULL"),
    };
    Ok(sql.push(") SELECT max(b.depth) FROM below b").count(conn).await?)
}

/// Gives the folder another parent. It and everything below it, deleted or not, is deeper by this number.
pub(super) async fn place(
    conn: &mut Conn,
    folder: FolderId,
    parent: Option<FolderId>,
    deeper: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE folders SET parent_id = ");
    match parent {
        Some(parent) => sql.text(parent),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE id = ").text(folder).run(conn).await?;
    let mut sql = Sql::new("UPDATE folders SET depth = depth + ");
    sql.bind(deeper)
        .push(" WHERE id IN (WITH RECURSIVE below (id) AS (SELECT d.id FROM folders d WHERE d.id = ");
    sql.text(folder)
        .push(" UNION SELECT d.id FROM below b JOIN folders d ON d.parent_id = b.id) SELECT b.id FROM below b)");
    sql.run(conn).await?;
    Ok(())
}
