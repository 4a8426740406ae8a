//! Lines about pages that are to be checked again.

use domain::{
    access::Viewer,
    day::Day,
    ids::{SpaceId, TopicId},
    topic::{Notice, NoticeAbout, TopicAddress},
};
use sqlx::{Row, any::AnyRow};

use super::{Source, mailed::one};
use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
    spaces::access,
    topics::{access::visible_to, row::TITLE},
};

/// The key of a line in the order of all lines. Lines about posts have the id of the topic alone.
pub(super) const KEY: &str = "('check ' || n.topic_id)";

/// Returns the query of the lines of the viewer about pages that they may see now.
pub(super) fn of_checks(viewer: &Viewer, only_unread: bool) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT n.at, {KEY}, s.id, s.name, u.id, u.name, u.deactivated_at, t.number, {TITLE}, n.day, \
         CASE WHEN n.seen_at IS NULL THEN 1 ELSE 0 END"
    ));
    from_visible(&mut sql, viewer);
    if only_unread {
        sql.push(" AND n.seen_at IS NULL");
    }
    sql
}

fn from_visible(sql: &mut Sql, viewer: &Viewer) {
    sql.push(
        " FROM page_checks n JOIN topics t ON t.id = n.topic_id JOIN spaces s ON s.id = t.space_id \
         JOIN pages g ON g.topic_id = t.id JOIN users u ON u.id = COALESCE(g.check_by, t.author_id) \
         WHERE t.kind = 'page' AND t.deleted_at IS NULL AND n.person_id = ",
    );
    sql.text(viewer.id);
    visible_to(sql, viewer.id);
    sql.push(" AND ");
    access::open(sql, viewer);
}

pub(super) fn about_check(row: &AnyRow, space: SpaceId) -> Result<(NoticeAbout, bool), StoreError> {
    let day: &str = row.try_get(9)?;
    let about = NoticeAbout::Check {
        topic: TopicAddress {
            space,
            number: row.try_get(7)?,
        },
        title: row.try_get(8)?,
        day: Day::parse(day).ok_or(StoreError::NotFound)?,
    };
    Ok((about, row.try_get::<i64, _>(10)? != 0))
}

/// Returns the number of unread lines.
pub(super) async fn unread(conn: &mut Conn, viewer: &Viewer) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT count(*)");
    from_visible(&mut sql, viewer);
    Ok(sql.push(" AND n.seen_at IS NULL").count(conn).await?)
}

/// Marks the viewer's lines up to an instant as read, and returns how many.
pub(super) async fn mark_read(conn: &mut Conn, viewer: &Viewer, up_to: i64, now: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("UPDATE page_checks SET seen_at = ");
    sql.bind(now).push(" WHERE seen_at IS NULL AND at <= ").bind(up_to);
    Ok(sql.push(" AND person_id = ").text(viewer.id).run(conn).await?)
}

/// Returns the line about one page. `None` if it is read, withdrawn or the viewer may not see the page.
pub async fn check(conn: &mut Conn, viewer: &Viewer, topic: TopicId) -> Result<Option<Notice>, StoreError> {
    let mut sql = of_checks(viewer, true);
    sql.push(" AND n.topic_id = ").text(topic);
    one(conn, viewer, Source::Checks, sql).await
}
