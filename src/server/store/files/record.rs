//! Recording what happens with the library of a space: its events and the time of its last activity.

use domain::{
    file::FilesEvent,
    ids::{FileId, SpaceId},
    topic::{TopicAddress, TopicEvent},
};
use sqlx::Row;

use crate::server::{
    permits::By,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        events::{self, Happened},
        spaces,
        topics::record,
    },
};

/// The maximum number of posts whose open threads learn of a change of their files.
const POSTS: i64 = 100;

/// Records a change of a library.
pub async fn changed(conn: &mut Conn, by: By, space: SpaceId, event: &FilesEvent) -> Result<(), StoreError> {
    spaces::touch(conn, space, by.at).await?;
    events::record(conn, by.at, Some(by.person), Happened::Files(space, event)).await
}

/// Records that the posts look different that have one of the files.
pub async fn posts_changed(conn: &mut Conn, by: By, files: &[FileId]) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT DISTINCT t.space_id, t.number, p.number FROM post_files pf JOIN posts p ON p.seq = pf.post_seq \
         JOIN topics t ON t.id = p.topic_id WHERE p.deleted_at IS NULL AND t.deleted_at IS NULL AND pf.file_id",
    );
    for row in &sql.within(files).push(" LIMIT ").bind(POSTS).rows(conn).await? {
        let topic = TopicAddress {
            space: parsed(row, 0)?,
            number: row.try_get(1)?,
        };
        record::happened(conn, by, topic, TopicEvent::PostEdited(row.try_get(2)?)).await?;
    }
    Ok(())
}
