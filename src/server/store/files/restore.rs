//! Taking files and folders out of the trash of their space.

use domain::{
    file::{FilesEvent, access::FileAction, name::numbered},
    ids::{FileId, FolderId, SpaceId},
    limits::FOLDERS_DEEP,
};
use sqlx::{Row, any::AnyRow};

use super::{access::placed_for_all, add::free_name, folders, names::Named, record};
use crate::server::{
    permits::FilesPermit,
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
    },
};

const NOT_DELETED: &str = "deleted_at = NULL, deleted_by = NULL, deleted_with = NULL";

/// Restores the files and folders, folders with everything that was deleted with them. They return to their folder, or to the
/// library itself if that is deleted. A name that was taken meanwhile gets a number.
pub async fn restore(permit: &mut FilesPermit) -> Result<(), StoreError> {
    let (space, by) = (permit.space(), permit.by());
    let items = permit.items().clone();
    let conn = permit.act(FileAction::Restore)?;
    let mut tops = items.folders;
    // Those above others first, so that the others return to them.
    tops.sort_by_key(|folder| folder.depth);
    for folder in &tops {
        restore_folder(conn, space, folder.id).await?;
    }
    let files: Vec<FileId> = items.files.iter().map(|file| file.id).collect();
    let mut of_posts = Vec::new();
    for file in &items.files {
        if file.in_library {
            restore_file(conn, space, file.id).await?;
        } else {
            of_posts.push(file.id);
        }
    }
    let mut sql = Sql::new(&format!("UPDATE files SET {NOT_DELETED} WHERE id"));
    sql.within(&of_posts).run(conn).await?;
    record::posts_changed(conn, by, &of_posts).await?;
    if tops.is_empty() && placed_for_all(conn, &files).await?.is_empty() {
        return Ok(());
    }
    record::changed(conn, by, space, &FilesEvent::Changed).await
}

/// What is restored: its name, and where.
struct Deleted {
    named: Named,
    /// The folder in which it was, unless that is deleted.
    parent: Option<FolderId>,
}

/// Reads a deleted row from its name, its folder, and whether that is deleted.
fn deleted(row: &AnyRow) -> Result<Deleted, StoreError> {
    let parent = row.try_get::<Option<&str>, _>(1)?;
    let parent = match parent {
        Some(_) if !boolean(row, 2)? => Some(parsed(row, 1)?),
        _ => None,
    };
    Ok(Deleted {
        named: Named::new(row.try_get(0)?),
        parent,
    })
}

async fn restore_folder(conn: &mut Conn, space: SpaceId, folder: FolderId) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT d.name, d.parent_id, CASE WHEN p.deleted_at IS NULL THEN 0 ELSE 1 END, d.depth, \
         COALESCE(p.depth, 0), COALESCE(d.deleted_with, d.id) FROM folders d LEFT JOIN folders p ON p.id = d.parent_id \
         WHERE d.deleted_at IS NOT NULL AND d.id = ",
    );
    // It was restored with a folder above it.
    let Some(row) = sql.text(folder).row(conn).await? else {
        return Ok(());
    };
    let Deleted { named, mut parent } = deleted(&row)?;
    let (depth, group): (i64, FolderId) = (row.try_get(3)?, parsed(&row, 5)?);
    let deepest = folders::deepest(conn, folder, Some(group)).await?;
    let mut deeper = match parent {
        Some(_) => row.try_get::<i64, _>(4)? + 1 - depth,
        None => 1 - depth,
    };
    if deepest + deeper > FOLDERS_DEEP as i64 {
        // Its folder was moved down meanwhile.
        (parent, deeper) = (None, 1 - depth);
    }
    let named = free_folder_name(conn, space, parent, named).await?;
    restore_below(conn, folder, group).await?;
    folders::place(conn, folder, parent, deeper).await?;
    let mut sql = Sql::new(&format!("UPDATE folders SET {NOT_DELETED}, "));
    named.assign(&mut sql);
    sql.push(" WHERE id = ").text(folder).run(conn).await?;
    Ok(())
}

/// Restores everything below the folder that was deleted with the same folder.
async fn restore_below(conn: &mut Conn, folder: FolderId, group: FolderId) -> Result<(), StoreError> {
    let mut sql = Sql::new("WITH RECURSIVE below (id) AS (SELECT d.id FROM folders d WHERE d.id = ");
    sql.text(folder)
        .push(" UNION SELECT d.id FROM below b JOIN folders d ON d.parent_id = b.id WHERE d.deleted_with = ");
    let rows = sql.text(group).push(") SELECT b.id FROM below b").rows(conn).await?;
    let below: Vec<FolderId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    for (table, column) in [("folders", "id"), ("files", "folder_id")] {
        let mut sql = Sql::new(&format!("UPDATE {table} SET {NOT_DELETED} WHERE deleted_with = "));
        sql.text(group).push(&format!(" AND {column}")).within(&below);
        sql.run(conn).await?;
    }
    Ok(())
}

async fn restore_file(conn: &mut Conn, space: SpaceId, file: FileId) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT f.name, f.folder_id, CASE WHEN d.deleted_at IS NULL THEN 0 ELSE 1 END FROM files f \
         LEFT JOIN folders d ON d.id = f.folder_id WHERE f.deleted_at IS NOT NULL AND f.id = ",
    );
    // It was restored with its folder.
    let Some(row) = sql.text(file).row(conn).await? else {
        return Ok(());
    };
    let Deleted { named, parent } = deleted(&row)?;
    let named = free_name(conn, space, parent, &named).await?;
    let mut sql = Sql::new(&format!("UPDATE files SET {NOT_DELETED}, edit = edit + 1, "));
    named.assign(&mut sql);
    sql.push(", folder_id = ");
    match parent {
        Some(parent) => sql.text(parent),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE id = ").text(file).run(conn).await?;
    Ok(())
}

/// Returns the name, or the first of the name with a number that no folder at the place has.
async fn free_folder_name(
    conn: &mut Conn,
    space: SpaceId,
    parent: Option<FolderId>,
    named: Named,
) -> Result<Named, StoreError> {
    let mut free = named.clone();
    let mut number = 2;
    while folders::named(conn, space, parent, &free.key).await?.is_some() {
        free = Named::new(numbered(&named.name, number));
        number += 1;
    }
    Ok(free)
}
