//! Acts on a whole topic.

use crate::server::{permits::TopicPermit, store::StoreError};

/// Changes the title.
pub async fn rename(permit: &mut TopicPermit, title: &str, version: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Pins or unpins the topic.
pub async fn pin(permit: &mut TopicPermit, pinned: bool) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Closes the topic with an outcome, which may be empty.
pub async fn close(permit: &mut TopicPermit, outcome: &str) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Opens a closed topic again.
pub async fn reopen(permit: &mut TopicPermit) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Moves the topic to the trash of its space.
pub async fn delete(permit: &mut TopicPermit) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Takes the topic out of the trash of its space.
pub async fn restore(permit: &mut TopicPermit) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
