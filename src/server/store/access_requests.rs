//! Requests for access, and joining and leaving spaces.

use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    topic::AccessRequest,
};

use crate::server::{
    permits::SpacePermit,
    store::{StoreError, engine::sql::Conn},
};

/// Asks for access, once while the request is pending.
pub async fn ask(permit: &mut SpacePermit, sentence: &str) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns whether the viewer's request is pending.
pub async fn has_asked(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<bool, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the pending requests, oldest first, for people who may manage the space.
pub async fn pending(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<AccessRequest>, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Grants or declines a request.
pub async fn answer(permit: &mut SpacePermit, person: UserId, grant: bool) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Ends the person's membership.
pub async fn leave(permit: &mut SpacePermit) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Makes the people of another space, which the person may open, members. Returns how many are new.
pub async fn add_people_of(permit: &mut SpacePermit, from: SpaceId) -> Result<i64, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
