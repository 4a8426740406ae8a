//! The conversation of a space for a file.

use domain::{
    access::{Action, Viewer},
    ids::SpaceId,
    topic::ExportedPost,
};
use sqlx::Row;

use super::{
    access::visible_to,
    rendering::{self, Names},
    row::TITLE,
};
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    spaces,
};

/// The place of a post in the file: the numbers of its topic and of the post.
pub type ExportPlace = (i64, i64);

/// Returns the name of the space and the number of its posts, without those of private topics: the audit log shows it.
pub async fn size(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<(String, i64), StoreError> {
    spaces::permitted(conn, viewer, space, Action::Open).await?;
    let mut sql = Sql::new(
        "SELECT s.name, (SELECT count(*) FROM topics t JOIN posts p ON p.topic_id = t.id WHERE t.space_id = s.id \
         AND t.private = 0 AND t.deleted_at IS NULL AND p.deleted_at IS NULL) FROM spaces s WHERE s.id = ",
    );
    let row = sql.text(space).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

/// Returns up to `limit` posts after a place, in the order of topics and posts, with the names that the viewer may see,
/// and the place of the last one. The rule is checked for each part, so that a download ends when access is lost.
pub async fn posts(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    (topic, post): ExportPlace,
    limit: i64,
) -> Result<Vec<ExportedPost>, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Open).await?;
    let mut sql = Sql::new(&format!(
        "SELECT t.number, {TITLE}, t.state, t.outcome, p.number, \
         u.name, p.at, p.edited_at, p.markdown, p.html, p.renderer FROM topics t JOIN posts p ON p.topic_id = t.id \
         JOIN users u ON u.id = p.author_id WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL AND t.space_id = ",
    ));
    sql.text(space).push(" AND (t.number > ").bind(topic);
    sql.push(" OR (t.number = ")
        .bind(topic)
        .push(" AND p.number > ")
        .bind(post);
    sql.push("))");
    visible_to(&mut sql, viewer.id);
    sql.push(" ORDER BY t.number, p.number LIMIT ").bind(limit);
    let rows = sql.rows(conn).await?;
    let mut found = Vec::with_capacity(rows.len());
    let mut rendered = Vec::with_capacity(rows.len());
    for row in &rows {
        let text: String = row.try_get(8)?;
        rendered.push(rendering::current(row.try_get(9)?, row.try_get(10)?, &text));
        found.push(ExportedPost {
            topic: row.try_get(0)?,
            title: row.try_get(1)?,
            closed: row.try_get::<&str, _>(2)? == "closed",
            outcome: row.try_get(3)?,
            post: row.try_get(4)?,
            author: row.try_get(5)?,
            at: row.try_get(6)?,
            edited: row.try_get(7)?,
            text,
        });
    }
    let names = Names::of(conn, viewer, rendered.iter().map(|html| (space, html.as_str()))).await?;
    for post in &mut found {
        post.text = names.exported(space, &post.text);
    }
    Ok(found)
}
