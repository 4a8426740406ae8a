//! Notices for e-mail: the same lines as on the page, by the same rule at the moment of sending.

use domain::{
    access::Viewer,
    ids::{SpaceId, UserId},
    topic::Notice,
};
use sqlx::Row;

use super::{Posts, Source, of_posts, of_requests};
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// The maximum number of topics of a digest.
const DIGEST_MAX: i64 = 50;

/// Returns the line of one post that mentions the viewer. `None` if it is read, withdrawn or the viewer may not see it.
pub async fn mention(conn: &mut Conn, viewer: &Viewer, post: i64) -> Result<Option<Notice>, StoreError> {
    one(
        conn,
        viewer,
        Source::Posts,
        of_posts(viewer, Posts::Mention(post), true),
    )
    .await
}

/// Returns the line of a person's request. `None` if it is not pending or the viewer may not answer it.
pub async fn request(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    asks: UserId,
) -> Result<Option<Notice>, StoreError> {
    let mut sql = of_requests(viewer, true, 0);
    sql.push(" AND q.space_id = ").text(space);
    sql.push(" AND q.person_id = ").text(asks);
    one(conn, viewer, Source::Requests, sql).await
}

pub(super) async fn one(
    conn: &mut Conn,
    viewer: &Viewer,
    source: Source,
    mut sql: Sql,
) -> Result<Option<Notice>, StoreError> {
    sql.push(" LIMIT 1");
    let rows = sql.rows(conn).await?;
    let lines = source.read_all(conn, viewer, &rows).await?;
    Ok(lines.into_iter().next().map(|(_, _, notice)| notice))
}

/// Returns the unread lines of topics with a notice later than `since`, newest first, each with the outcome of its topic.
pub async fn digest(conn: &mut Conn, viewer: &Viewer, since: i64) -> Result<Vec<(Notice, String)>, StoreError> {
    let mut sql = of_posts(viewer, Posts::All, true);
    sql.push(" AND l.at > ").bind(since);
    sql.push(" ORDER BY l.at DESC, l.topic_id DESC LIMIT ").bind(DIGEST_MAX);
    let rows = sql.rows(conn).await?;
    let lines = Source::Posts.read_all(conn, viewer, &rows).await?;
    lines
        .into_iter()
        .zip(&rows)
        .map(|((_, _, notice), row)| Ok((notice, row.try_get(16)?)))
        .collect()
}
