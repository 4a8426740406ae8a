//! Unread posts across spaces.

use domain::{
    access::Viewer,
    topic::{CatchUp, UnreadSpaces},
};

use crate::server::store::{StoreError, engine::sql::Conn};

/// Returns the spaces with unread topics and the number of unread notices.
pub async fn spaces(conn: &mut Conn, viewer: &Viewer) -> Result<UnreadSpaces, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns everything that is unread, by space and topic.
pub async fn catch_up(conn: &mut Conn, viewer: &Viewer, now: i64) -> Result<CatchUp, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
