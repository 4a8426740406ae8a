//! What people do with files, as one call each.

use domain::{
    access::Action,
    error::AppError,
    file::{FileDetail, Items, LibraryPage, LibraryQuery, access::FileAction, upload::Target},
    ids::{FileId, FolderId, SpaceId},
};

use crate::server::{
    gate::Gate,
    store::{
        engine::sql::{Conn, Sql},
        files::{
            act,
            add::{NewFile, add_version_or_file},
            detail, folders, list, restore, trash,
        },
    },
};

/// Returns 64 hexadecimal digits that differ for each text.
fn hash(bytes: &str) -> String {
    let hex: String = bytes.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex:0>64}").chars().rev().take(64).collect()
}

/// A file of this name whose bytes are the text.
pub fn new_file(target: Target, path: &[&str], name: &str, bytes: &str) -> NewFile {
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    NewFile {
        target,
        path: path.iter().map(|folder| (*folder).to_owned()).collect(),
        name: name.to_owned(),
        hash: hash(bytes),
        size: bytes.len() as i64,
        content_type: match extension.as_str() {
            "pdf" => "application/pdf",
            "png" => "image/png",
            "txt" => "text/plain",
            _ => "application/octet-stream",
        }
        .to_owned(),
    }
}

/// Stores the row of the bytes.
pub async fn store_bytes(conn: &mut Conn, new: &NewFile) {
    let mut sql = Sql::new("INSERT INTO blobs (hash, size, content_type, thumbnails, stored_at) VALUES (");
    sql.bind(new.hash.as_str()).push(", ").bind(new.size).push(", ");
    sql.bind(new.content_type.as_str())
        .push(", 'none', 1) ON CONFLICT DO NOTHING");
    sql.run(conn).await.unwrap();
}

pub async fn add(gate: &Gate, space: SpaceId, new: NewFile) -> Result<FileId, AppError> {
    let mut permit = gate.space(space, Action::Discuss).await?;
    store_bytes(permit.act(Action::Discuss)?, &new).await;
    let file = add_version_or_file(&mut permit, &new).await?;
    permit.commit().await?;
    Ok(file)
}

/// Uploads a file to the library, or to one of its folders.
pub async fn upload(gate: &Gate, space: SpaceId, folder: Option<FolderId>, name: &str) -> FileId {
    let new = new_file(Target::Folder { folder }, &[], name, name);
    add(gate, space, new).await.unwrap()
}

/// Uploads a file for a post.
pub async fn draft(gate: &Gate, space: SpaceId, name: &str) -> FileId {
    add(gate, space, new_file(Target::Post, &[], name, name)).await.unwrap()
}

pub async fn add_folder(
    gate: &Gate,
    space: SpaceId,
    parent: Option<FolderId>,
    name: &str,
) -> Result<FolderId, AppError> {
    let mut permit = gate.space(space, Action::Discuss).await?;
    let folder = act::add_folder(&mut permit, parent, name).await?;
    permit.commit().await?;
    Ok(folder)
}

pub async fn folder(gate: &Gate, space: SpaceId, parent: Option<FolderId>, name: &str) -> FolderId {
    add_folder(gate, space, parent, name).await.unwrap()
}

pub async fn rename(gate: &Gate, file: FileId, name: &str, edit: i64) -> Result<(), AppError> {
    let mut permit = gate.files(&Items::file(file), FileAction::Change).await?;
    act::rename_file(&mut permit, name, edit).await?;
    Ok(permit.commit().await?)
}

pub async fn rename_folder(gate: &Gate, folder: FolderId, name: &str) -> Result<(), AppError> {
    let mut permit = gate.files(&Items::folder(folder), FileAction::Change).await?;
    act::rename_folder(&mut permit, name).await?;
    Ok(permit.commit().await?)
}

pub async fn move_to(gate: &Gate, items: &Items, to: Option<FolderId>) -> Result<(), AppError> {
    let mut permit = gate.files(items, FileAction::Change).await?;
    act::move_to(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

pub async fn delete(gate: &Gate, items: &Items) -> Result<(), AppError> {
    let mut permit = gate.files(items, FileAction::Delete).await?;
    trash::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn bring_back(gate: &Gate, items: &Items) -> Result<(), AppError> {
    let mut permit = gate.files(items, FileAction::Restore).await?;
    restore::restore(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn open(gate: &Gate, file: FileId) -> Result<FileDetail, AppError> {
    Ok(detail::open_audited(gate.store(), &gate.viewer(), file).await?)
}

pub async fn page(
    gate: &Gate,
    space: SpaceId,
    query: &LibraryQuery,
    after: Option<&str>,
) -> Result<LibraryPage, AppError> {
    Ok(list::page_visited(gate.store(), &gate.viewer(), &gate.zone(), space, (query, after)).await?)
}

pub async fn library(gate: &Gate, space: SpaceId, query: &LibraryQuery) -> LibraryPage {
    page(gate, space, query, None).await.unwrap()
}

/// Returns the query of a folder.
pub fn in_folder(folder: Option<FolderId>) -> LibraryQuery {
    LibraryQuery {
        folder,
        ..LibraryQuery::default()
    }
}

/// Returns the query of a search in the whole space.
pub fn searched(search: &str) -> LibraryQuery {
    LibraryQuery {
        search: search.into(),
        ..LibraryQuery::default()
    }
}

/// Returns the names of the files of the first page.
pub async fn names(gate: &Gate, space: SpaceId, query: &LibraryQuery) -> Vec<String> {
    let page = library(gate, space, query).await;
    page.files.into_iter().map(|file| file.name).collect()
}

/// Returns all folders as 'depth name'.
pub async fn tree(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let rows = folders::all(&mut tx, &gate.viewer(), space).await.unwrap();
    rows.iter().map(|row| format!("{} {}", row.depth, row.name)).collect()
}

/// Returns the names in the trash of the space.
pub async fn deleted(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let items = trash::deleted(&mut tx, &gate.viewer(), space).await.unwrap();
    items.into_iter().map(|item| item.name).collect()
}
