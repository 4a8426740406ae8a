//! Moving a topic to another space.

use domain::{
    access::Viewer,
    ids::SpaceId,
    topic::{MoveEffect, TopicAddress},
};

use crate::server::{
    permits::TopicPermit,
    store::{StoreError, engine::sql::Conn},
};

/// Returns what the move would take from and give to people.
pub async fn preview(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    to: SpaceId,
) -> Result<MoveEffect, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Moves the topic to a space in which the person may write, and returns its new address.
pub async fn move_to(permit: &mut TopicPermit, to: SpaceId) -> Result<TopicAddress, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
