//! Adding files: what an upload becomes when it ends.

use domain::{
    access::Action,
    file::{
        FileKind, FilesEvent,
        access::FileAction,
        name::{self, numbered},
        upload::Target,
    },
    ids::{FileId, FolderId, SpaceId},
    limits::FOLDERS_DEEP,
};
use sqlx::Row;

use super::{access, folders, index, names::Named, record};
use crate::server::{
    clock,
    permits::{By, SpacePermit},
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

/// A file whose bytes are stored.
#[derive(Clone, Debug)]
pub struct NewFile {
    pub target: Target,
    /// The folders below the target in which the file was, outermost first.
    pub path: Vec<String>,
    /// As the client named it.
    pub name: String,
    /// The SHA-256 of the bytes in hexadecimal. The row of the blob exists.
    pub hash: String,
    /// In bytes.
    pub size: i64,
    /// Found from the bytes.
    pub content_type: String,
}

/// Adds the file to the space of the permit, or a version of a file that is there, and returns its id. Bytes that the
/// newest version has already add no version.
///
/// # Errors
///
/// `NotFound` if the target is in another space; for a version the refusal of the rule.
pub async fn add_version_or_file(permit: &mut SpacePermit, new: &NewFile) -> Result<FileId, StoreError> {
    let (space, by, viewer) = (permit.space(), permit.by(), permit.viewer());
    let conn = permit.act(Action::Discuss)?;
    let name = name::uploaded(&new.name);
    match new.target {
        Target::Post => insert(conn, space, by, Place::Post, &Named::new(name), new).await,
        Target::Version { file } => {
            let known = access::known(conn, &viewer, file, FileAction::Add).await?;
            if known.space != space {
                return Err(StoreError::NotFound);
            }
            let name = add_version(conn, by, file, new).await?;
            if let Some(name) = name.filter(|_| known.in_library) {
                record::changed(conn, by, space, &FilesEvent::Added { name }).await?;
            }
            Ok(file)
        }
        Target::Folder { folder } => {
            let folder = present(conn, space, folder).await?;
            let (folder, whole) = descend(conn, space, by, folder, &new.path).await?;
            add_to_library(conn, space, by, (folder, whole), Named::new(name), new).await
        }
    }
}

/// The place of a new file.
#[derive(Clone, Copy, Debug)]
enum Place {
    Library(Option<FolderId>),
    Post,
}

/// Returns the folder, or the library itself if it was deleted while the file was uploaded.
async fn present(conn: &mut Conn, space: SpaceId, folder: Option<FolderId>) -> Result<Option<FolderId>, StoreError> {
    let Some(folder) = folder else { return Ok(None) };
    let mut sql = Sql::new("SELECT CASE WHEN d.deleted_at IS NULL THEN 0 ELSE 1 END FROM folders d WHERE d.id = ");
    sql.text(folder).push(" AND d.space_id = ").text(space);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok((row.try_get::<i64, _>(0)? == 0).then_some(folder))
}

/// Finds or adds the folders of the path. Returns the last, and whether it is the whole path: folders below the third are
/// left out.
async fn descend(
    conn: &mut Conn,
    space: SpaceId,
    by: By,
    from: Option<FolderId>,
    path: &[String],
) -> Result<(Option<FolderId>, bool), StoreError> {
    let mut depth = match from {
        Some(folder) => folders::depth(conn, folder).await?,
        None => 0,
    };
    let mut folder = from;
    for name in path {
        // Parts without a name, such as '..', are left out.
        if name::checked(name) == Err(domain::error::Reason::Required) {
            continue;
        }
        if depth >= FOLDERS_DEEP as i64 {
            return Ok((folder, false));
        }
        let named = Named::new(name::uploaded(name));
        depth += 1;
        folder = Some(match folders::named(conn, space, folder, &named.key).await? {
            Some(found) => found,
            None => folders::insert(conn, by, space, (folder, depth), &named).await?,
        });
    }
    Ok((folder, true))
}

/// Adds the file to a folder, as a version if the folder has a file of that name. `whole` is whether it is the folder that
/// the client named: files of different folders do not become versions of each other.
async fn add_to_library(
    conn: &mut Conn,
    space: SpaceId,
    by: By,
    (folder, whole): (Option<FolderId>, bool),
    named: Named,
    new: &NewFile,
) -> Result<FileId, StoreError> {
    let found = file_named(conn, space, folder, &named.key).await?;
    let (file, name) = match found {
        Some(file) if whole => (file, add_version(conn, by, file, new).await?),
        Some(_) => {
            let named = free_name(conn, space, folder, &named).await?;
            let file = insert(conn, space, by, Place::Library(folder), &named, new).await?;
            (file, Some(named.name))
        }
        None => {
            let file = insert(conn, space, by, Place::Library(folder), &named, new).await?;
            (file, Some(named.name))
        }
    };
    if let Some(name) = name {
        record::changed(conn, by, space, &FilesEvent::Added { name }).await?;
    }
    Ok(file)
}

/// Adds a file to the library itself, whose bytes are stored. If there is one of its name, it gets another name.
pub async fn add_stored(conn: &mut Conn, space: SpaceId, by: By, new: &NewFile) -> Result<FileId, StoreError> {
    let named = Named::new(name::uploaded(&new.name));
    add_to_library(conn, space, by, (None, false), named, new).await
}

/// Returns the file of the library with this name key in the folder, unless it is deleted.
pub(super) async fn file_named(
    conn: &mut Conn,
    space: SpaceId,
    folder: Option<FolderId>,
    key: &str,
) -> Result<Option<FileId>, StoreError> {
    let mut sql =
        Sql::new("SELECT f.id FROM files f WHERE f.in_library = 1 AND f.deleted_at IS NULL AND f.space_id = ");
    sql.text(space).push(" AND COALESCE(f.folder_id, '') = ");
    sql.bind(folder.map_or_else(String::new, |folder| folder.to_string()));
    sql.push(" AND f.name_key = ").bind(key);
    sql.row(conn).await?.map(|row| parsed(&row, 0)).transpose()
}

/// Returns the name, or the first of the name with a number that no file of the folder has.
pub(super) async fn free_name(
    conn: &mut Conn,
    space: SpaceId,
    folder: Option<FolderId>,
    named: &Named,
) -> Result<Named, StoreError> {
    let mut free = named.clone();
    let mut number = 2;
    while file_named(conn, space, folder, &free.key).await?.is_some() {
        free = Named::new(numbered(&named.name, number));
        number += 1;
    }
    Ok(free)
}

async fn insert(
    conn: &mut Conn,
    space: SpaceId,
    by: By,
    place: Place,
    named: &Named,
    new: &NewFile,
) -> Result<FileId, StoreError> {
    let id = FileId(clock::new_id());
    let mut sql = Sql::new(&format!(
        "INSERT INTO files (id, space_id, in_library, folder_id, {}, kind, size, version, created_by, created_at, \
         added_by, added_at, edit) VALUES (",
        Named::COLUMNS
    ));
    sql.text(id).push(", ").text(space).push(", ");
    match place {
        Place::Library(Some(folder)) => sql.push("1, ").text(folder),
        Place::Library(None) => sql.push("1, NULL"),
        Place::Post => sql.push("0, NULL"),
    };
    named.values(sql.push(", "));
    sql.push(", ").bind(FileKind::of(&new.content_type).as_str());
    sql.push(", ").bind(new.size).push(", 1");
    for _ in 0..2 {
        sql.push(", ").text(by.person).push(", ").bind(by.at);
    }
    sql.push(", 1)").run(conn).await?;
    insert_version(conn, by, id, 1, &new.hash).await?;
    index::index_files(conn, &[id]).await?;
    Ok(id)
}

async fn insert_version(conn: &mut Conn, by: By, file: FileId, number: i64, hash: &str) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO file_versions (file_id, number, hash, added_by, added_at) VALUES (");
    sql.text(file).push(", ").bind(number).push(", ").bind(hash);
    sql.push(", ").text(by.person).push(", ").bind(by.at);
    sql.push(")").run(conn).await?;
    Ok(())
}

/// Adds a version and returns the name of the file, or `None` if the newest version has the same bytes.
async fn add_version(conn: &mut Conn, by: By, file: FileId, new: &NewFile) -> Result<Option<String>, StoreError> {
    let mut sql = Sql::new(
        "SELECT f.name, f.version, v.hash FROM files f JOIN file_versions v ON v.file_id = f.id AND v.number = f.version \
         WHERE f.id = ",
    );
    let row = sql.text(file).row(conn).await?.ok_or(StoreError::NotFound)?;
    if row.try_get::<&str, _>(2)? == new.hash {
        return Ok(None);
    }
    let number = row.try_get::<i64, _>(1)? + 1;
    insert_version(conn, by, file, number, &new.hash).await?;
    let mut sql = Sql::new("UPDATE files SET version = ");
    sql.bind(number).push(", size = ").bind(new.size);
    sql.push(", kind = ").bind(FileKind::of(&new.content_type).as_str());
    sql.push(", added_by = ").text(by.person);
    sql.push(", added_at = ").bind(by.at);
    sql.push(" WHERE id = ").text(file).run(conn).await?;
    Ok(Some(row.try_get(0)?))
}
