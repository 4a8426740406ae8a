//! The library of a space, its files and folders, and the settings of files.

use domain::{
    file::{
        DeletedItem, FileDetail, FileRow, FolderRow, Items, LibraryPage, LibraryQuery, TextPreview,
        rules::{FileRules, FileRulesPage},
    },
    ids::{FileId, FolderId, SpaceId},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns a page of the library of a space.
#[server(prefix = "/api", endpoint = "list_library", input = Json, output = Json)]
pub async fn list_library(space: SpaceId, query: LibraryQuery, after: Option<String>) -> Answer<LibraryPage> {
    let _ = (space, query, after);
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns all folders of a space, parents before their folders, for choosing one.
#[server(prefix = "/api", endpoint = "list_folders", input = Json, output = Json)]
pub async fn list_folders(space: SpaceId) -> Answer<Vec<FolderRow>> {
    let _ = space;
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns a file with its versions and the posts that have it.
#[server(prefix = "/api", endpoint = "open_file", input = Json, output = Json)]
pub async fn open_file(file: FileId) -> Answer<FileDetail> {
    let _ = file;
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns those of the files that the caller may read, for the draft of a post that names them.
#[server(prefix = "/api", endpoint = "read_files", input = Json, output = Json)]
pub async fn read_files(files: Vec<FileId>) -> Answer<Vec<FileRow>> {
    let _ = files;
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns the text or the first rows of a version of a file.
#[server(prefix = "/api", endpoint = "preview_text", input = Json, output = Json)]
pub async fn preview_text(file: FileId, version: i64) -> Answer<TextPreview> {
    let _ = (file, version);
    Err(domain::error::AppError::Unavailable.into())
}

/// Adds a folder and returns its id. A name that exists there already is `Taken`.
#[server(prefix = "/api", endpoint = "add_folder", input = Json, output = Json)]
pub async fn add_folder(space: SpaceId, parent: Option<FolderId>, name: String) -> Answer<FolderId> {
    let _ = (space, parent, name);
    Err(domain::error::AppError::Unavailable.into())
}

/// Renames a file. `edit` is the version from which the change started.
#[server(prefix = "/api", endpoint = "rename_file", input = Json, output = Json)]
pub async fn rename_file(file: FileId, name: String, edit: i64) -> Answer<()> {
    let _ = (file, name, edit);
    Err(domain::error::AppError::Unavailable.into())
}

/// Renames a folder.
#[server(prefix = "/api", endpoint = "rename_folder", input = Json, output = Json)]
pub async fn rename_folder(folder: FolderId, name: String) -> Answer<()> {
    let _ = (folder, name);
    Err(domain::error::AppError::Unavailable.into())
}

/// Moves files and folders of one space to a folder, or to the library itself. Moves all of them or none.
#[server(prefix = "/api", endpoint = "move_items", input = Json, output = Json)]
pub async fn move_items(items: Items, to: Option<FolderId>) -> Answer<()> {
    let _ = (items, to);
    Err(domain::error::AppError::Unavailable.into())
}

/// Moves files and folders of one space to its trash. Deletes all of them or none.
#[server(prefix = "/api", endpoint = "delete_items", input = Json, output = Json)]
pub async fn delete_items(items: Items) -> Answer<()> {
    let _ = items;
    Err(domain::error::AppError::Unavailable.into())
}

/// Takes files and folders out of the trash of their space. A name that was taken meanwhile gets a number.
#[server(prefix = "/api", endpoint = "restore_items", input = Json, output = Json)]
pub async fn restore_items(items: Items) -> Answer<()> {
    let _ = items;
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns the deleted files and folders of a space that the caller may restore, newest first.
#[server(prefix = "/api", endpoint = "deleted_items", input = Json, output = Json)]
pub async fn deleted_items(space: SpaceId) -> Answer<Vec<DeletedItem>> {
    let _ = space;
    Err(domain::error::AppError::Unavailable.into())
}

/// Returns the settings of files, and the room that they take.
#[server(prefix = "/api", endpoint = "read_file_rules", input = Json, output = Json)]
pub async fn read_file_rules() -> Answer<FileRulesPage> {
    Err(domain::error::AppError::Unavailable.into())
}

/// Saves the settings of files.
#[server(prefix = "/api", endpoint = "save_file_rules", input = Json, output = Json)]
pub async fn save_file_rules(rules: FileRules) -> Answer<()> {
    let _ = rules;
    Err(domain::error::AppError::Unavailable.into())
}
