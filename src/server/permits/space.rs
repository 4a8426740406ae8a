//! The permit to do one thing with one space.

use domain::{
    access::{Action, Standing, Viewer},
    error::AppError,
    ids::{SpaceId, UserId},
    person::Me,
};

use crate::server::store::{StoreError, engine::sql::Conn, events::Writing};

/// The permission to do one thing with one space, inside the transaction in which the rule allowed it.
pub struct SpacePermit {
    writing: Writing,
    me: Me,
    space: SpaceId,
    standing: Standing,
    action: Action,
    at: i64,
}

impl SpacePermit {
    /// Makes the permit. The gate alone does, after the rule allowed it.
    pub(in crate::server) fn new(
        writing: Writing,
        me: Me,
        (space, standing): (SpaceId, Standing),
        action: Action,
        at: i64,
    ) -> Self {
        Self {
            writing,
            me,
            space,
            standing,
            action,
            at,
        }
    }

    /// Returns the transaction for this act alone: the permission to edit is no permission to delete.
    pub fn act(&mut self, action: Action) -> Result<&mut Conn, AppError> {
        if self.action == action {
            Ok(&mut self.writing)
        } else {
            Err(AppError::NotAllowed)
        }
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The person who acts.
    pub fn actor(&self) -> UserId {
        self.me.id
    }

    /// The person who acts, as the rules see them.
    pub fn viewer(&self) -> Viewer {
        self.me.viewer()
    }

    /// How the person stood to the space when the permit was made.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The time of everything that the act writes, in milliseconds since the Unix epoch.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Makes the act and its events durable and visible. A permit that is dropped leaves nothing behind.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.writing.commit().await
    }
}
