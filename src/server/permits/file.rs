//! The permit to do one thing with files and folders of one space.

use domain::{
    access::Viewer,
    error::AppError,
    file::access::FileAction,
    ids::{SpaceId, UserId},
    person::Me,
};

use super::By;
use crate::server::store::{
    StoreError,
    engine::sql::Conn,
    events::Writing,
    files::access::{FileOfPermit, FolderOfPermit},
};

/// The files and folders of a permit, each once. All are of one space.
#[derive(Clone, Debug)]
pub struct ItemsOfPermit {
    pub space: SpaceId,
    pub files: Vec<FileOfPermit>,
    pub folders: Vec<FolderOfPermit>,
}

/// The permission to do one thing with files and folders, with the transaction in which the rule was checked for each.
pub struct FilesPermit {
    writing: Writing,
    me: Me,
    items: ItemsOfPermit,
    action: FileAction,
    at: i64,
}

impl FilesPermit {
    /// Creates the permit. Only the gate calls this, after the rule permitted the action.
    pub(in crate::server) fn new(writing: Writing, me: Me, items: ItemsOfPermit, action: FileAction, at: i64) -> Self {
        Self {
            writing,
            me,
            items,
            action,
            at,
        }
    }

    /// Returns the transaction, for this action only.
    pub fn act(&mut self, action: FileAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// Returns the files and folders, as they were when the permit was created.
    pub fn items(&self) -> &ItemsOfPermit {
        &self.items
    }

    pub fn space(&self) -> SpaceId {
        self.items.space
    }

    /// Returns the id of the person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// Returns the person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// Returns who acts, and when.
    pub fn by(&self) -> By {
        By {
            person: self.me.id,
            at: self.at,
        }
    }

    /// Returns the time of everything that the action writes, milliseconds since the Unix epoch.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes the action and its events durable and visible. If the permit is dropped instead, nothing is written.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.writing.commit().await
    }
}
