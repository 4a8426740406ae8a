//! The permit to do one thing in the account.

use domain::{
    access::{AccountAction, Viewer},
    error::AppError,
    ids::UserId,
    person::{Language, Me},
};

use crate::server::store::{StoreError, account::Remembered, engine::sql::Conn, events::Writing};

/// The permission to do one thing in the account, inside the transaction in which the rule allowed it.
pub struct AccountPermit {
    writing: Writing,
    remembered: Remembered,
    me: Me,
    action: AccountAction,
    at: i64,
}

impl AccountPermit {
    /// Makes the permit. The gate alone does, after the rule allowed it.
    pub(in crate::server) fn new(
        writing: Writing,
        remembered: Remembered,
        (me, action): (Me, AccountAction),
        at: i64,
    ) -> Self {
        Self {
            writing,
            remembered,
            me,
            action,
            at,
        }
    }

    /// The language of the person who acts, for what is read from texts.
    pub fn language(&self) -> Language {
        self.me.language
    }

    /// Returns the transaction for this act alone.
    pub fn act(&mut self, action: AccountAction) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// The person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// The person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// The time of everything that the act writes, in milliseconds since the Unix epoch.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes the act and its events durable and visible. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.action != AccountAction::ManageSettings {
            return self.writing.commit().await;
        }
        // Goes on even if the request is given up meanwhile: what is committed must not stay remembered otherwise.
        let (writing, remembered) = (self.writing, self.remembered);
        let committed = tokio::spawn(async move {
            let committed = writing.commit().await;
            remembered.forget();
            committed
        });
        let stopped = |cause| StoreError::Damaged(format!("a commit stopped: {cause}"));
        committed.await.map_err(stopped)?
    }
}
