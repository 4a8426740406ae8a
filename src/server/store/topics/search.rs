//! The search in conversations.

use domain::{
    access::Viewer,
    topic::{PostQuery, PostsPage},
};

use crate::server::store::{
    StoreError, Zone,
    engine::{cursors::Cursors, sql::Conn},
};

/// Returns a page of the posts that the search finds, newest first.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    cursors: &Cursors,
    query: &PostQuery,
    after: Option<&str>,
    now: i64,
) -> Result<PostsPage, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
