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
    use crate::server::{gate::Gate, store::files};

    let gate = Gate::signed_in()?;
    let page = (&query, after.as_deref());
    Ok(files::list::page_visited(gate.store(), &gate.viewer(), &gate.zone(), space, page).await?)
}

/// Returns all folders of a space, parents before their folders, for choosing one.
#[server(prefix = "/api", endpoint = "list_folders", input = Json, output = Json)]
pub async fn list_folders(space: SpaceId) -> Answer<Vec<FolderRow>> {
    use crate::server::{gate::Gate, store::files};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(files::folders::all(&mut tx, &gate.viewer(), space).await?)
}

/// Returns a file with its versions and the posts that have it.
#[server(prefix = "/api", endpoint = "open_file", input = Json, output = Json)]
pub async fn open_file(file: FileId) -> Answer<FileDetail> {
    use crate::server::{gate::Gate, store::files};

    let gate = Gate::signed_in()?;
    Ok(files::detail::open_audited(gate.store(), &gate.viewer(), file).await?)
}

/// Returns those of the files that the caller may read, for the draft of a post that names them.
#[server(prefix = "/api", endpoint = "read_files", input = Json, output = Json)]
pub async fn read_files(files: Vec<FileId>) -> Answer<Vec<FileRow>> {
    use crate::server::{gate::Gate, store};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(store::files::detail::read(&mut tx, &gate.viewer(), &files).await?)
}

/// Returns the text or the first rows of a version of a file.
#[server(prefix = "/api", endpoint = "preview_text", input = Json, output = Json)]
pub async fn preview_text(file: FileId, version: i64) -> Answer<TextPreview> {
    use crate::server::{gate::Gate, serving::text, state};

    let gate = Gate::signed_in()?;
    Ok(text::preview(&gate, &state::app_state()?.blobs, file, version).await?)
}

/// Adds a folder and returns its id. A name that exists there already is `Taken`.
#[server(prefix = "/api", endpoint = "add_folder", input = Json, output = Json)]
pub async fn add_folder(space: SpaceId, parent: Option<FolderId>, name: String) -> Answer<FolderId> {
    use domain::access::Action;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.space(space, Action::Discuss).await?;
    let id = files::act::add_folder(&mut permit, parent, &name).await?;
    permit.commit().await?;
    Ok(id)
}

/// Renames a file. `edit` is the version from which the change started.
#[server(prefix = "/api", endpoint = "rename_file", input = Json, output = Json)]
pub async fn rename_file(file: FileId, name: String, edit: i64) -> Answer<()> {
    use domain::file::access::FileAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.files(&Items::file(file), FileAction::Change).await?;
    files::act::rename_file(&mut permit, &name, edit).await?;
    Ok(permit.commit().await?)
}

/// Renames a folder.
#[server(prefix = "/api", endpoint = "rename_folder", input = Json, output = Json)]
pub async fn rename_folder(folder: FolderId, name: String) -> Answer<()> {
    use domain::file::access::FileAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?
        .files(&Items::folder(folder), FileAction::Change)
        .await?;
    files::act::rename_folder(&mut permit, &name).await?;
    Ok(permit.commit().await?)
}

/// Moves files and folders of one space to a folder, or to the library itself. Moves all of them or none.
#[server(prefix = "/api", endpoint = "move_items", input = Json, output = Json)]
pub async fn move_items(items: Items, to: Option<FolderId>) -> Answer<()> {
    use domain::file::access::FileAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.files(&items, FileAction::Change).await?;
    files::act::move_to(&mut permit, to).await?;
    Ok(permit.commit().await?)
}

/// Moves files and folders of one space to its trash. Deletes all of them or none.
#[server(prefix = "/api", endpoint = "delete_items", input = Json, output = Json)]
pub async fn delete_items(items: Items) -> Answer<()> {
    use domain::file::access::FileAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.files(&items, FileAction::Delete).await?;
    files::trash::delete(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Takes files and folders out of the trash of their space. A name that was taken meanwhile gets a number.
#[server(prefix = "/api", endpoint = "restore_items", input = Json, output = Json)]
pub async fn restore_items(items: Items) -> Answer<()> {
    use domain::file::access::FileAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.files(&items, FileAction::Restore).await?;
    files::restore::restore(&mut permit).await?;
    Ok(permit.commit().await?)
}

/// Returns the deleted files and folders of a space that the caller may restore, newest first.
#[server(prefix = "/api", endpoint = "deleted_items", input = Json, output = Json)]
pub async fn deleted_items(space: SpaceId) -> Answer<Vec<DeletedItem>> {
    use crate::server::{gate::Gate, store::files};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(files::trash::deleted(&mut tx, &gate.viewer(), space).await?)
}

/// Returns the settings of files, and the room that they take.
#[server(prefix = "/api", endpoint = "read_file_rules", input = Json, output = Json)]
pub async fn read_file_rules() -> Answer<FileRulesPage> {
    use domain::{access::AccountAction, error::AppError};

    use crate::server::{
        files::{BlobError, room},
        gate::Gate,
        state,
        store::files,
    };

    let state = state::app_state()?;
    let mut tx = Gate::signed_in()?.read_as(AccountAction::ManageSettings).await?;
    let (rules, used) = (files::rules::read(&mut tx).await?, files::blobs::total(&mut tx).await?);
    drop(tx);
    let free = match state.blobs.is_local() {
        true => room::free(&state.config.data, state.config.files.reserve)
            .await
            .map(Some),
        false => Ok(None),
    };
    let free = free.map_err(|cause| AppError::from(BlobError::from(cause)))?;
    Ok(FileRulesPage {
        rules,
        used,
        free: free.map(|free| i64::try_from(free).unwrap_or(i64::MAX)),
    })
}

/// Saves the settings of files. Fails with `Conflict` if somebody else has saved them meanwhile.
#[server(prefix = "/api", endpoint = "save_file_rules", input = Json, output = Json)]
pub async fn save_file_rules(rules: FileRules) -> Answer<()> {
    use domain::access::AccountAction;

    use crate::server::{gate::Gate, store::files};

    let mut permit = Gate::signed_in()?.account(AccountAction::ManageSettings).await?;
    files::rules::save(&mut permit, rules).await?;
    Ok(permit.commit().await?)
}
