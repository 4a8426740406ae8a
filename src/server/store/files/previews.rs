//! What is known of stored pictures, and the previews of stored bytes.

use domain::{
    file::{FileKind, FilesEvent, Hash, PictureSize, Thumbnails},
    ids::SpaceId,
    topic::{TopicAddress, TopicEvent},
};
use sqlx::{Row, any::AnyRow};

use super::access::only_in_private_topics;
use crate::server::{
    permits::SystemPermit,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        events::{self, Happened},
    },
};

/// What was found in the bytes of a picture when they were stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its size, if it was examined and is within the limits. A picture without one is never shown by the browser.
    pub size: Option<PictureSize>,
    /// The same picture without position and camera, if there was something to remove.
    pub served: Option<Served>,
}

/// The bytes that are served in the place of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
}

/// Bytes whose thumbnails are to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
    pub content_type: String,
}

/// Returns what was found when these bytes were stored before, or `None` if they were not examined.
pub async fn picture(conn: &mut Conn, hash: Hash) -> Result<Option<Picture>, StoreError> {
    let mut sql = Sql::new(
        "SELECT b.width, b.height, b.served, r.size FROM blobs b LEFT JOIN blobs r ON r.hash = b.served WHERE b.hash = ",
    );
    let Some(row) = sql.text(hash).row(conn).await? else {
        return Ok(None);
    };
    let size = match (row.try_get::<Option<i64>, _>(0)?, row.try_get::<Option<i64>, _>(1)?) {
        (Some(width), Some(height)) => side(width).zip(side(height)),
        _ => None,
    };
    let served = match row.try_get::<Option<i64>, _>(3)? {
        Some(size) => Some(Served {
            hash: parsed(&row, 2)?,
            size,
        }),
        None => None,
    };
    let size = size.map(|(width, height)| PictureSize { width, height });
    Ok((size.is_some() || served.is_some()).then_some(Picture { size, served }))
}

fn side(length: i64) -> Option<u32> {
    u32::try_from(length).ok()
}

/// Stores what was found in bytes of this type, whose row exists, and adds the row of the bytes that are served in their
/// place.
pub async fn keep(
    conn: &mut Conn,
    hash: Hash,
    content_type: &str,
    picture: &Picture,
    now: i64,
) -> Result<(), StoreError> {
    if let Some(served) = picture.served {
        // Its thumbnails are those of the original.
        let mut sql = Sql::new("INSERT INTO blobs (hash, size, content_type, thumbnails, stored_at) VALUES (");
        sql.text(served.hash).push(", ").bind(served.size);
        sql.push(", ").bind(content_type);
        sql.push(", ").bind(Thumbnails::None.as_str());
        sql.push(", ").bind(now);
        sql.push(") ON CONFLICT (hash) DO UPDATE SET stored_at = excluded.stored_at");
        sql.run(conn).await?;
        let mut sql = Sql::new("UPDATE blobs SET served = ");
        sql.text(served.hash).push(" WHERE hash = ").text(hash);
        sql.run(conn).await?;
    }
    if let Some(size) = picture.size {
        let mut sql = Sql::new("UPDATE blobs SET width = ");
        sql.bind(i64::from(size.width))
            .push(", height = ")
            .bind(i64::from(size.height));
        sql.push(" WHERE hash = ").text(hash).run(conn).await?;
    }
    if FileKind::has_thumbnails(content_type) {
        // Until now they may have been stored only as the bytes that are served for others.
        let mut sql = Sql::new("UPDATE blobs SET thumbnails = ");
        sql.bind(Thumbnails::Pending.as_str()).push(" WHERE thumbnails = ");
        sql.bind(Thumbnails::None.as_str()).push(" AND hash = ").text(hash);
        sql.run(conn).await?;
    }
    Ok(())
}

/// Returns the bytes that have waited longest for their thumbnails.
pub async fn next_pending(conn: &mut Conn) -> Result<Option<Pending>, StoreError> {
    let sql = Sql::new(
        "SELECT hash, size, content_type FROM blobs WHERE thumbnails = 'pending' ORDER BY stored_at, hash LIMIT 1",
    );
    let Some(row) = sql.row(conn).await? else {
        return Ok(None);
    };
    Ok(Some(Pending {
        hash: parsed(&row, 0)?,
        size: row.try_get(1)?,
        content_type: row.try_get(2)?,
    }))
}

/// Stores that the thumbnails are made or failed, and tells the open pages of the spaces and private topics with such a
/// file. Does nothing if the bytes no longer wait.
pub async fn end_pending(
    permit: &mut SystemPermit,
    hash: Hash,
    thumbnails: Thumbnails,
    now: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE blobs SET thumbnails = ");
    sql.bind(thumbnails.as_str())
        .push(" WHERE thumbnails = 'pending' AND hash = ")
        .text(hash);
    if sql.run(permit).await? == 0 {
        return Ok(());
    }
    for space in spaces(permit, hash).await? {
        events::record(permit, now, None, Happened::Files(space, &FilesEvent::Changed)).await?;
    }
    for (topic, post) in private_posts(permit, hash).await? {
        events::record(permit, now, None, Happened::Topic(topic, TopicEvent::PostEdited(post))).await?;
    }
    Ok(())
}

/// Returns the spaces that have a file with these bytes, apart from those that have it in private topics alone.
async fn spaces(conn: &mut Conn, hash: Hash) -> Result<Vec<SpaceId>, StoreError> {
    let mut sql =
        Sql::new("SELECT DISTINCT f.space_id FROM file_versions v JOIN files f ON f.id = v.file_id WHERE v.hash = ");
    only_in_private_topics(sql.text(hash).push(" AND NOT "));
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Returns the posts of private topics that have a file with these bytes.
async fn private_posts(conn: &mut Conn, hash: Hash) -> Result<Vec<(TopicAddress, i64)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT DISTINCT t.space_id, t.number, p.number FROM file_versions v JOIN post_files x ON x.file_id = v.file_id \
         JOIN posts p ON p.seq = x.post_seq JOIN topics t ON t.id = p.topic_id WHERE t.private = 1 \
         AND p.deleted_at IS NULL AND t.deleted_at IS NULL AND v.hash = ",
    );
    let rows = sql.text(hash).rows(conn).await?;
    let read = |row: &AnyRow| {
        let topic = TopicAddress {
            space: parsed(row, 0)?,
            number: row.try_get(1)?,
        };
        Ok((topic, row.try_get(2)?))
    };
    rows.iter().map(read).collect()
}
