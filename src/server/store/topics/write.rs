//! Writing topics and posts.

use domain::topic::{NewTopic, TopicAddress};
use uuid::Uuid;

use crate::server::{
    gate::Gate,
    permits::{SpacePermit, TopicPermit},
    store::StoreError,
};

/// Adds a topic and returns its number. The same `request` adds one topic.
pub async fn add_topic(permit: &mut SpacePermit, topic: NewTopic, request: Uuid) -> Result<i64, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Adds a reply and returns its number. The same `request` adds one post.
pub async fn add_post(permit: &mut TopicPermit, text: &str, request: Uuid) -> Result<i64, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Changes the text of an own post.
pub async fn edit_post(permit: &mut TopicPermit, post: i64, text: &str, version: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the permit to delete a post: as its author, or as a person who may delete those of others.
pub async fn permit_to_delete(gate: &Gate, topic: TopicAddress, post: i64) -> Result<TopicPermit, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Deletes or restores a post.
pub async fn delete_post(permit: &mut TopicPermit, post: i64, deleted: bool) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Adds or withdraws the person's reaction.
pub async fn react(permit: &mut TopicPermit, post: i64, emoji: &str, on: bool) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
