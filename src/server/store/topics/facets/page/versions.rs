//! The versions of a page, and the difference between two of them.

use domain::{
    access::Viewer,
    error::AppError,
    topic::{
        TopicAddress,
        access::{TopicAction, decide_topic},
        page::{DifferenceLine, PageVersion},
    },
};
use sqlx::Row;

use super::{document_of, present};
use crate::server::{
    markdown,
    permits::TopicOfPermit,
    store::{
        StoreError,
        engine::{
            rows::person,
            sql::{Conn, Sql},
        },
        topics::{
            access::known,
            posts::{Stored, stored},
            rendering,
        },
    },
};

/// The document of a page that the viewer may read.
struct Document {
    topic: TopicOfPermit,
    post: Stored,
}

async fn open(conn: &mut Conn, viewer: &Viewer, topic: TopicAddress) -> Result<Document, StoreError> {
    let topic = known(conn, viewer, topic).await?;
    decide_topic(viewer, &topic.facts, TopicAction::Read).map_err(AppError::from)?;
    let number = document_of(conn, topic.id).await?;
    let post = stored(conn, topic.id, number).await?;
    // A deleted text has no versions.
    match post.deleted {
        true => Err(StoreError::NotFound),
        false => Ok(Document { topic, post }),
    }
}

/// Returns the versions of the page, newest first. The first one is the present text.
pub async fn all(conn: &mut Conn, viewer: &Viewer, topic: TopicAddress) -> Result<Vec<PageVersion>, StoreError> {
    let Document { post, .. } = open(conn, viewer, topic).await?;
    let mut versions = vec![present(conn, &post).await?];
    let mut sql = Sql::new(
        "SELECT e.version, e.at, u.id, u.name, u.deactivated_at FROM post_versions e \
         JOIN users u ON u.id = COALESCE(e.author_id, ",
    );
    sql.text(post.author).push(") WHERE e.post_seq = ").bind(post.seq);
    for row in &sql.push(" ORDER BY e.version DESC").rows(conn).await? {
        versions.push(PageVersion {
            version: row.try_get(0)?,
            at: row.try_get(1)?,
            author: person(row, 2)?,
        });
    }
    Ok(versions)
}

/// Returns the difference between two versions, in Markdown with the names that the viewer may see.
pub async fn difference(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    (older, newer): (i64, i64),
) -> Result<Vec<DifferenceLine>, StoreError> {
    let document = open(conn, viewer, topic).await?;
    let (older, newer) = (text(conn, &document, older).await?, text(conn, &document, newer).await?);
    let space = document.topic.address.space;
    let older = rendering::source(conn, viewer, space, &older).await?;
    let newer = rendering::source(conn, viewer, space, &newer).await?;
    Ok(markdown::difference(&older, &newer))
}

/// Returns the stored text of a version.
pub async fn stored_text(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    version: i64,
) -> Result<String, StoreError> {
    let document = open(conn, viewer, topic).await?;
    text(conn, &document, version).await
}

async fn text(conn: &mut Conn, document: &Document, version: i64) -> Result<String, StoreError> {
    if version == document.post.version {
        return Ok(document.post.markdown.clone());
    }
    let mut sql = Sql::new("SELECT e.markdown FROM post_versions e WHERE e.post_seq = ");
    sql.bind(document.post.seq).push(" AND e.version = ").bind(version);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}
