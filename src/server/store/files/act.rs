//! Adding folders, and renaming and moving files and folders.

use std::cmp::Reverse;

use domain::{
    access::Action,
    error::{AppError, Field, Reason},
    file::{FilesEvent, access::FileAction, name},
    ids::{FileId, FolderId, SpaceId},
    limits::FOLDERS_DEEP,
};
use sqlx::Row;

use super::{
    access::{self, FolderOfPermit},
    add::file_named,
    folders,
    names::Named,
    record,
};
use crate::server::{
    permits::{FilesPermit, SpacePermit},
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
    },
};

/// Returns the error for a name that is in use at its place.
fn taken() -> StoreError {
    AppError::field(Field::Name, Reason::Taken).into()
}

/// Returns the error for a folder that would be below the third.
pub(super) fn too_deep() -> StoreError {
    AppError::field(Field::Folder, Reason::TooDeep).into()
}

fn checked(raw: &str) -> Result<Named, StoreError> {
    let name = name::checked(raw).map_err(|reason| AppError::field(Field::Name, reason))?;
    Ok(Named::new(name))
}

/// Adds a folder and returns its id. `None` as the parent is the library itself.
///
/// # Errors
///
/// `Taken` if a folder there has the name, `TooDeep` below the third, `TooMany` if the space has the most folders that it may
/// have.
pub async fn add_folder(permit: &mut SpacePermit, parent: Option<FolderId>, raw: &str) -> Result<FolderId, StoreError> {
    let (space, by, viewer) = (permit.space(), permit.by(), permit.viewer());
    let conn = permit.act(Action::Discuss)?;
    let named = checked(raw)?;
    let depth = match parent {
        None => 0,
        Some(parent) => {
            let parent = access::known_folder(conn, &viewer, parent, FileAction::Add).await?;
            if parent.space != space {
                return Err(StoreError::NotFound);
            }
            parent.depth
        }
    };
    if depth >= FOLDERS_DEEP as i64 {
        return Err(too_deep());
    }
    if folders::named(conn, space, parent, &named.key).await?.is_some() {
        return Err(taken());
    }
    let id = folders::insert(conn, by, space, (parent, depth + 1), &named).await?;
    record::changed(conn, by, space, &FilesEvent::Changed).await?;
    Ok(id)
}

/// Renames the one file of the permit. `edit` is the version from which the change started.
///
/// # Errors
///
/// `Conflict` with the current name if the file was renamed since; `Taken` if a file in the same folder has the name.
pub async fn rename_file(permit: &mut FilesPermit, raw: &str, edit: i64) -> Result<(), StoreError> {
    let (space, by) = (permit.space(), permit.by());
    let [file] = permit.items().files[..] else {
        return Err(AppError::Malformed.into());
    };
    let conn = permit.act(FileAction::Change)?;
    let mut sql = Sql::new("SELECT f.name, f.edit FROM files f WHERE f.id = ");
    let row = sql.text(file.id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let now: String = row.try_get(0)?;
    if row.try_get::<i64, _>(1)? != edit {
        return Err(AppError::conflict(&now).into());
    }
    let named = checked(raw)?;
    if named.name == now {
        return Ok(());
    }
    if file.in_library {
        let found = file_named(conn, space, file.folder, &named.key).await?;
        if found.is_some_and(|found| found != file.id) {
            return Err(taken());
        }
    }
    let mut sql = Sql::new("UPDATE files SET edit = edit + 1, ");
    named.assign(&mut sql);
    sql.push(" WHERE id = ").text(file.id).run(conn).await?;
    if !file.in_library {
        record::posts_changed(conn, by, &[file.id]).await?;
        if access::placed_for_all(conn, &[file.id]).await?.is_empty() {
            return Ok(());
        }
    }
    record::changed(conn, by, space, &FilesEvent::Changed).await
}

/// Renames the one folder of the permit.
///
/// # Errors
///
/// `Taken` if a folder at the same place has the name.
pub async fn rename_folder(permit: &mut FilesPermit, raw: &str) -> Result<(), StoreError> {
    let (space, by) = (permit.space(), permit.by());
    let [folder] = permit.items().folders[..] else {
        return Err(AppError::Malformed.into());
    };
    let conn = permit.act(FileAction::Change)?;
    let named = checked(raw)?;
    let found = folders::named(conn, space, folder.parent, &named.key).await?;
    if found.is_some_and(|found| found != folder.id) {
        return Err(taken());
    }
    let mut sql = Sql::new("UPDATE folders SET edit = edit + 1, ");
    named.assign(&mut sql);
    sql.push(" WHERE id = ").text(folder.id).push(" AND name <> ");
    if sql.bind(named.name.as_str()).run(conn).await? == 0 {
        return Ok(());
    }
    record::changed(conn, by, space, &FilesEvent::Changed).await
}

/// Moves the files and folders to a folder, or to the library itself.
///
/// # Errors
///
/// `NotAllowed` for files of posts, which have no folder; `InsideItself`, `TooDeep`; `Taken` if a name is in use there, or two
/// of the items have it.
pub async fn move_to(permit: &mut FilesPermit, to: Option<FolderId>) -> Result<(), StoreError> {
    let (space, by, viewer) = (permit.space(), permit.by(), permit.viewer());
    let items = permit.items().clone();
    if items.files.iter().any(|file| !file.in_library) {
        return Err(AppError::NotAllowed.into());
    }
    let conn = permit.act(FileAction::Change)?;
    let depth = match to {
        None => 0,
        Some(to) => {
            let target = access::known_folder(conn, &viewer, to, FileAction::Add).await?;
            if target.space != space {
                return Err(StoreError::NotFound);
            }
            target.depth
        }
    };
    let mut moved: Vec<FolderOfPermit> = items.folders.into_iter().filter(|folder| folder.parent != to).collect();
    let ids: Vec<FolderId> = moved.iter().map(|folder| folder.id).collect();
    if let Some(to) = to
        && folders::below(conn, &ids).await?.contains(&to)
    {
        return Err(AppError::field(Field::Folder, Reason::InsideItself).into());
    }
    // A folder that is moved out of another moved one is not below that any more.
    moved.sort_by_key(|folder| Reverse(folder.depth));
    for folder in &moved {
        move_folder(conn, space, folder.id, (to, depth)).await?;
    }
    let files: Vec<FileId> = items
        .files
        .iter()
        .filter(|file| file.folder != to)
        .map(|file| file.id)
        .collect();
    if files.is_empty() && moved.is_empty() {
        return Ok(());
    }
    move_files(conn, space, &files, to).await?;
    record::changed(conn, by, space, &FilesEvent::Changed).await
}

async fn move_folder(
    conn: &mut Conn,
    space: SpaceId,
    folder: FolderId,
    (to, depth): (Option<FolderId>, i64),
) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT d.name_key, d.depth FROM folders d WHERE d.id = ");
    let row = sql.text(folder).row(conn).await?.ok_or(StoreError::NotFound)?;
    if folders::named(conn, space, to, row.try_get(0)?).await?.is_some() {
        return Err(taken());
    }
    let deeper = depth + 1 - row.try_get::<i64, _>(1)?;
    if folders::deepest(conn, folder, None).await? + deeper > FOLDERS_DEEP as i64 {
        return Err(too_deep());
    }
    folders::place(conn, folder, to, deeper).await
}

async fn move_files(conn: &mut Conn, space: SpaceId, files: &[FileId], to: Option<FolderId>) -> Result<(), StoreError> {
    let place = to.map_or_else(String::new, |to| to.to_string());
    let mut sql = Sql::new(
        "SELECT count(*) FROM files f JOIN files o ON o.space_id = f.space_id AND o.name_key = f.name_key \
         AND o.in_library = 1 AND o.deleted_at IS NULL AND COALESCE(o.folder_id, '') = ",
    );
    sql.bind(place).push(" WHERE f.id").within(files);
    let there = sql.count(conn).await?;
    let mut sql = Sql::new("SELECT count(*) - count(DISTINCT f.name_key) FROM files f WHERE f.id");
    let twice = sql.within(files).count(conn).await?;
    if there > 0 || twice > 0 {
        return Err(taken());
    }
    let mut sql = Sql::new("UPDATE files SET folder_id = ");
    match to {
        Some(to) => sql.text(to),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE space_id = ").text(space).push(" AND id").within(files);
    sql.run(conn).await?;
    Ok(())
}
