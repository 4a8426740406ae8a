//! The list of topics of a space.

use domain::{
    access::Viewer,
    ids::SpaceId,
    topic::{DeletedTopic, TopicsPage, TopicsQuery},
};

use crate::server::{
    gate::Gate,
    store::{StoreError, engine::sql::Conn},
};

/// Returns a page of the topics. The first visit of the person sets the floor of what they have read.
pub async fn page_visited(
    gate: &Gate,
    space: SpaceId,
    query: &TopicsQuery,
    after: Option<&str>,
) -> Result<TopicsPage, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the deleted topics that the viewer may restore, newest first.
pub async fn deleted(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<DeletedTopic>, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
