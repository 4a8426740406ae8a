//! Completion of people and spaces in the writing box, and who will read a post.

use domain::{access::Viewer, ids::SpaceId, person::PersonRef, topic::ReadersOfPost};

use crate::server::store::{StoreError, engine::sql::Conn};

/// Returns who will read a post with this text.
pub async fn readers(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    text: &str,
) -> Result<ReadersOfPost, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns up to 8 people who can open the space, by the beginning of a word of their name.
pub async fn people(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    typed: &str,
) -> Result<Vec<PersonRef>, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}

/// Returns up to 8 spaces, by the beginnings of words of their names.
pub async fn spaces(
    conn: &mut Conn,
    viewer: &Viewer,
    typed: &str,
    writable: bool,
) -> Result<Vec<(SpaceId, String)>, StoreError> {
    Err(StoreError::Damaged("not built".into()))
}
