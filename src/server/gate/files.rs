//! The gate for files and folders.

use std::collections::BTreeSet;

use domain::{
    access::{Denied, Viewer},
    error::AppError,
    file::{
        Items,
        access::{FileAction, decide_file},
    },
    ids::{FileId, FolderId},
    limits::TICKED,
};

use super::Gate;
use crate::server::{
    permits::{FilesPermit, ItemsOfPermit},
    store::{engine::sql::Conn, files::access},
};

impl Gate {
    /// Returns the permit for one action on files and folders of one space, or the reason for the refusal.
    pub async fn files(&self, items: &Items, action: FileAction) -> Result<FilesPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let items = permitted(&mut tx, &me.viewer(), items, action).await?;
        Ok(FilesPermit::new(tx, me, items, action, self.now()))
    }
}

/// Returns the items if the viewer may do `action` with each.
///
/// # Errors
///
/// `Malformed` if there are none or they are of several spaces, `TooLarge` if there are more than may be chosen; `NotFound`
/// if the viewer may not know of one; else `NotAllowed` if the action is refused for one.
pub async fn permitted(
    conn: &mut Conn,
    viewer: &Viewer,
    items: &Items,
    action: FileAction,
) -> Result<ItemsOfPermit, AppError> {
    if items.is_empty() {
        return Err(AppError::Malformed);
    }
    if items.len() > TICKED {
        return Err(AppError::TooLarge);
    }
    let file_ids: BTreeSet<FileId> = items.files.iter().copied().collect();
    let folder_ids: BTreeSet<FolderId> = items.folders.iter().copied().collect();
    let files = access::files(conn, viewer, &Vec::from_iter(file_ids.iter().copied())).await?;
    let folders = access::folders(conn, viewer, &Vec::from_iter(folder_ids.iter().copied())).await?;
    if files.len() < file_ids.len() || folders.len() < folder_ids.len() {
        return Err(AppError::NotFound);
    }
    let facts = files.iter().map(|file| &file.facts);
    let facts = facts.chain(folders.iter().map(|folder| &folder.facts));
    let mut refused = None;
    for facts in facts {
        match decide_file(viewer, facts, action) {
            Ok(()) => {}
            Err(Denied::NotFound) => return Err(AppError::NotFound),
            Err(denied) => refused = Some(denied),
        }
    }
    if let Some(denied) = refused {
        return Err(denied.into());
    }
    let mut spaces = files
        .iter()
        .map(|file| file.space)
        .chain(folders.iter().map(|folder| folder.space));
    let space = spaces.next().ok_or(AppError::Malformed)?;
    if spaces.any(|other| other != space) {
        return Err(AppError::Malformed);
    }
    Ok(ItemsOfPermit { space, files, folders })
}
