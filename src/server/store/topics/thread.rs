//! Reading a thread.

use domain::{
    access::Viewer,
    ids::SpaceId,
    topic::{PostVersion, Thread, ThreadPlace, TopicAddress},
};

use crate::server::store::{StoreError, engine::sql::Conn};

/// Returns a part of the thread.
pub async fn open(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    place: ThreadPlace,
    now: i64,
) -> Result<Thread, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the Markdown of a post, with the names that the viewer may see.
pub async fn source(conn: &mut Conn, viewer: &Viewer, topic: TopicAddress, post: i64) -> Result<String, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the earlier texts of a post, newest first.
pub async fn versions(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    post: i64,
) -> Result<Vec<PostVersion>, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns the HTML that a text would have as a post in the space.
pub async fn preview(conn: &mut Conn, viewer: &Viewer, space: SpaceId, text: &str) -> Result<String, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
