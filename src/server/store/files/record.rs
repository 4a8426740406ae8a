//! Recording what happens with the library of a space: its events and the time of its last activity.

use domain::{file::FilesEvent, ids::SpaceId};

use crate::server::{
    permits::By,
    store::{
        StoreError,
        engine::sql::Conn,
        events::{self, Happened},
        spaces,
    },
};

/// Records a change of a library.
pub async fn changed(conn: &mut Conn, by: By, space: SpaceId, event: &FilesEvent) -> Result<(), StoreError> {
    spaces::touch(conn, space, by.at).await?;
    events::record(conn, by.at, Some(by.person), Happened::Files(space, event)).await
}
