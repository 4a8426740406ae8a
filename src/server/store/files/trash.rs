//! The trash of a space: files and folders are deleted permanently after 30 days in it.

use domain::{
    access::{Action, Viewer},
    audit,
    error::AppError,
    file::{
        DeletedItem, FilesEvent, Items,
        access::{FileAction, FileFacts, decide_file},
    },
    ids::{FileId, FolderId, SpaceId},
    limits::TRASH_KEPT_MS,
};
use sqlx::Row;

use super::{access, folders, record};
use crate::server::{
    permits::{By, FilesPermit, Purpose, SystemPermit},
    store::{
        Store, StoreError, audit as audit_log,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        spaces,
    },
};

/// The maximum number of rows that one transaction deletes permanently, so that other writers wait only briefly.
const DELETE_BATCH_SIZE: i64 = 500;
/// The maximum number of deleted files, and of deleted folders, that are listed.
const LISTED_MAX: i64 = 500;
/// The maximum number of names in a line of the audit log.
const NAMED_MAX: usize = 10;

/// Moves the files and folders to the trash of their space, folders with everything in them.
///
/// # Errors
///
/// `NotAllowed` if a folder has files or folders of other people, and the person may not delete those.
pub async fn delete(permit: &mut FilesPermit) -> Result<(), StoreError> {
    let (space, by, viewer) = (permit.space(), permit.by(), permit.viewer());
    let items = permit.items().clone();
    let conn = permit.act(FileAction::Delete)?;
    let mut tops = items.folders;
    // Those above others first, which are then deleted with them.
    tops.sort_by_key(|folder| folder.depth);
    let manager = tops.iter().all(|folder| folder.facts.space.owner) || viewer.is_admin();
    let top_ids: Vec<FolderId> = tops.iter().map(|folder| folder.id).collect();
    if !manager && !folders::with_others(conn, &viewer, &top_ids).await?.is_empty() {
        return Err(AppError::NotAllowed.into());
    }
    let below = folders::below(conn, &top_ids).await?;
    let files: Vec<FileId> = items.files.iter().map(|file| file.id).collect();
    // What private topics alone have shows in no list that others see.
    let shown = access::placed_for_all(conn, &files).await?;
    let others = of_others(conn, &viewer, &shown, &below).await?;
    for folder in &top_ids {
        delete_folder(conn, by, *folder).await?;
    }
    let mut sql = Sql::new("UPDATE files SET ");
    mark(&mut sql, by, None);
    sql.push(" WHERE deleted_at IS NULL AND id")
        .within(&files)
        .run(conn)
        .await?;
    record::posts_changed(conn, by, &files).await?;
    if shown.is_empty() && top_ids.is_empty() {
        return Ok(());
    }
    let name = first_name(conn, &shown, &top_ids).await?;
    let count = u32::try_from(shown.len() + top_ids.len()).unwrap_or(u32::MAX);
    record::changed(conn, by, space, &FilesEvent::Deleted { name, count }).await?;
    if others.is_empty() {
        return Ok(());
    }
    let event = audit::Event::FilesDeleted {
        count: u32::try_from(others.len()).unwrap_or(u32::MAX),
        names: others.into_iter().take(NAMED_MAX).collect(),
    };
    audit_log::write(conn, by.at, Some(by.person), space, &event).await
}

/// Adds the assignments of a deletion.
fn mark(sql: &mut Sql, by: By, with: Option<FolderId>) {
    sql.push("deleted_at = ").bind(by.at);
    sql.push(", deleted_by = ").text(by.person);
    sql.push(", deleted_with = ");
    match with {
        Some(folder) => sql.text(folder),
        None => sql.push("NULL"),
    };
}

/// Deletes a folder, and with it everything in it that is not deleted yet.
async fn delete_folder(conn: &mut Conn, by: By, folder: FolderId) -> Result<(), StoreError> {
    let below = folders::below(conn, &[folder]).await?;
    let mut sql = Sql::new("UPDATE files SET ");
    mark(&mut sql, by, Some(folder));
    sql.push(" WHERE deleted_at IS NULL AND folder_id")
        .within(&below)
        .run(conn)
        .await?;
    let mut sql = Sql::new("UPDATE folders SET ");
    mark(&mut sql, by, Some(folder));
    sql.push(" WHERE deleted_at IS NULL AND id <> ").text(folder);
    sql.push(" AND id").within(&below).run(conn).await?;
    let mut sql = Sql::new("UPDATE folders SET ");
    mark(&mut sql, by, None);
    sql.push(" WHERE deleted_at IS NULL AND id = ")
        .text(folder)
        .run(conn)
        .await?;
    Ok(())
}

/// Returns the names of those of the files and folders, and of the files in the folders, that other people added.
async fn of_others(
    conn: &mut Conn,
    viewer: &Viewer,
    files: &[FileId],
    folders: &[FolderId],
) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT d.name FROM folders d WHERE d.deleted_at IS NULL AND d.created_by <> ");
    sql.text(viewer.id).push(" AND d.id").within(folders);
    sql.push(" UNION ALL SELECT f.name FROM files f WHERE f.deleted_at IS NULL AND f.created_by <> ");
    sql.text(viewer.id)
        .push(" AND f.id IN (SELECT value FROM ")
        .elements(files);
    sql.push(" UNION SELECT x.id FROM files x WHERE x.folder_id")
        .within(folders);
    let rows = sql.push(")").rows(conn).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Returns the name of one of the files, else of one of the folders.
async fn first_name(conn: &mut Conn, files: &[FileId], folders: &[FolderId]) -> Result<String, StoreError> {
    let sql = match files.first() {
        Some(file) => {
            let mut sql = Sql::new("SELECT f.name FROM files f WHERE f.id = ");
            sql.text(file);
            sql
        }
        None => {
            let mut sql = Sql::new("SELECT d.name FROM folders d WHERE d.id");
            sql.within(folders.first());
            sql
        }
    };
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}

/// Returns the deleted files and folders that the viewer may restore, newest first. What was deleted with a folder of the list
/// is restored with it and not listed.
pub async fn deleted(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<DeletedItem>, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let may_restore = |author| {
        let item = FileFacts {
            space: facts,
            author,
            deleted: true,
            placed: true,
            hidden: false,
        };
        decide_file(viewer, &item, FileAction::Restore).is_ok()
    };
    if !may_restore(true) {
        return Ok(Vec::new());
    }
    let every = may_restore(false);
    let mut items = Vec::new();
    for row in &listed(viewer, space, "folders", every).rows(conn).await? {
        items.push(item(row, Items::folder(parsed(row, 0)?), None)?);
    }
    for row in &listed(viewer, space, "files", every).rows(conn).await? {
        items.push(item(row, Items::file(parsed(row, 0)?), Some(row.try_get(6)?))?);
    }
    items.sort_by_key(|item| std::cmp::Reverse(item.deleted));
    Ok(items)
}

/// Returns the query of the deleted rows of a table: those of everybody, or those that the viewer added.
fn listed(viewer: &Viewer, space: SpaceId, table: &str, every: bool) -> Sql {
    let size = if table == "files" { "i.size" } else { "0" };
    let mut sql = Sql::new(&format!(
        "SELECT i.id, i.name, u.id, u.name, u.deactivated_at, i.deleted_at, {size} FROM {table} i \
         LEFT JOIN users u ON u.id = i.deleted_by WHERE i.deleted_at IS NOT NULL AND i.space_id = "
    ));
    sql.text(space);
    if table == "files" {
        access::exists(sql.push(" AND "), viewer, "i");
    }
    if every {
        sql.push(" AND i.deleted_with IS NULL");
    } else {
        sql.push(" AND i.created_by = ").text(viewer.id);
        sql.push(
            " AND (i.deleted_with IS NULL OR i.deleted_with NOT IN (SELECT d.id FROM folders d WHERE d.created_by = ",
        );
        sql.text(viewer.id).push(" AND d.space_id = ").text(space).push("))");
    }
    sql.push(" ORDER BY i.deleted_at DESC, i.id LIMIT ").bind(LISTED_MAX);
    sql
}

fn item(row: &sqlx::any::AnyRow, item: Items, size: Option<i64>) -> Result<DeletedItem, StoreError> {
    Ok(DeletedItem {
        item,
        name: row.try_get(1)?,
        size,
        deleted_by: person(row, 2)?,
        deleted: row.try_get(5)?,
    })
}

/// Permanently deletes the files and folders that were moved to the trash more than 30 days ago. Their bytes stay until no
/// file has them. Returns how many.
pub async fn purge(store: &Store, now: i64) -> Result<u64, StoreError> {
    let mut removed = 0;
    // Deleting a folder deletes everything in it, in one transaction. So the files go first.
    for table in ["files", "folders"] {
        loop {
            let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
            let mut sql = Sql::new(&format!(
                "SELECT i.id FROM {table} i WHERE i.deleted_at IS NOT NULL AND i.deleted_at < "
            ));
            sql.bind(now - TRASH_KEPT_MS);
            let rows = sql.push(" LIMIT ").bind(DELETE_BATCH_SIZE).rows(&mut tx).await?;
            if rows.is_empty() {
                break;
            }
            let ids: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
            let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE id"));
            sql.within(&ids).run(&mut tx).await?;
            tx.commit().await?;
            removed += ids.len() as u64;
        }
    }
    Ok(removed)
}
