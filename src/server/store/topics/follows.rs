//! Levels of following.

use domain::{access::Viewer, topic::FollowLevel};

use crate::server::{
    permits::{AccountPermit, SpacePermit, TopicPermit},
    store::{StoreError, engine::sql::Conn},
};

/// Sets the person's level for a topic; `None` returns to the level of its space.
pub async fn set_topic(permit: &mut TopicPermit, level: Option<FollowLevel>) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Sets the person's level for a space; `None` returns to the level for all spaces.
pub async fn set_space(permit: &mut SpacePermit, level: Option<FollowLevel>) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Sets the person's level for all spaces without one of their own.
pub async fn set_all(permit: &mut AccountPermit, level: FollowLevel) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the person's level for all spaces without one of their own.
pub async fn for_all(conn: &mut Conn, viewer: &Viewer) -> Result<FollowLevel, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
