//! Notices: written by a follower of events, read by their person.

use domain::{
    access::Viewer,
    topic::{NoticesFilter, NoticesPage},
};

use crate::server::{
    permits::AccountPermit,
    store::{
        StoreError,
        engine::{cursors::Cursors, sql::Conn},
    },
};

/// Returns a page of the notices, newest first.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    filter: NoticesFilter,
    after: Option<&str>,
    now: i64,
) -> Result<NoticesPage, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Marks the notices up to an instant as read.
pub async fn mark_read(permit: &mut AccountPermit, up_to: i64) -> Result<(), StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
