//! What people have read.

use domain::topic::TopicAddress;

use crate::server::{
    permits::{AccountPermit, SpacePermit, TopicPermit},
    store::StoreError,
};

/// Marks the topic as read up to a post. A mark never goes back.
pub async fn read(permit: &mut TopicPermit, post: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Marks the topic as unread from a post on.
pub async fn unread(permit: &mut TopicPermit, post: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Marks all topics of the space as read up to a post.
pub async fn space_read(permit: &mut SpacePermit, post: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Marks each topic that the person may open as read up to a post.
pub async fn caught_up(permit: &mut AccountPermit, topics: &[(TopicAddress, i64)]) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
