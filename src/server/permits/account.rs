//! The permit to do one thing in the account.

use domain::{
    access::{AccountAction, Viewer},
    error::AppError,
    ids::UserId,
    person::{Language, Me},
};

use super::By;
use crate::server::store::{StoreError, engine::sql::Conn, events::Writing};

/// The permission to do one thing in the account, with the transaction in which the rule was checked.
pub struct AccountPermit {
    writing: Writing,
    me: Me,
    action: AccountAction,
    at: i64,
}

impl AccountPermit {
    /// Creates the permit. Only the gate calls this, after the rule permitted the action.
    pub(in crate::server) fn new(writing: Writing, me: Me, action: AccountAction, at: i64) -> Self {
        Self {
            writing,
            me,
            action,
            at,
        }
    }

    /// Returns the language of the person who acts.
    pub fn language(&self) -> Language {
        self.me.language
    }

    /// Returns the transaction, for this action only.
    pub fn act(&mut self, action: AccountAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
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
