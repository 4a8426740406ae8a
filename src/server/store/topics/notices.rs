//! Notices as their person reads them: one line for each topic, and for each request for access.

mod checks;
mod mailed;

pub use checks::check;
use domain::{
    access::{AccountAction, Action, Viewer},
    ids::SpaceId,
    limits::{FIRST_WORDS, UNREAD_CEILING},
    topic::{Notice, NoticeAbout, NoticeReason, NoticesFilter, NoticesPage, OwnChange, RequestState, TopicAddress},
};
pub use mailed::{digest, mention, request};
use sqlx::{Row, any::AnyRow};

use super::{access::visible_to, record, rendering::plain_texts, row::TITLE};
use crate::server::{
    markdown::first_words,
    permits::AccountPermit,
    store::{
        StoreError,
        engine::{
            cursors::Cursors,
            rows::{parsed, person},
            sql::{Conn, Sql, Value},
        },
        spaces::access,
    },
};

/// Number of lines of a page.
const PAGE_LINES: usize = 30;
/// How long notices and answers to requests are kept, in milliseconds.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The last post of the topic that the person has read. Nothing before the first visit.
const READ: &str = "COALESCE(rm.number, rf.number, 0)";

/// A line with the keys of its place: its time, and a text that no other line has.
type Placed = (i64, String, Notice);

/// Returns a page of the notices, newest first.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    filter: NoticesFilter,
    after: Option<&str>,
    now: i64,
) -> Result<NoticesPage, StoreError> {
    let cursors = cursors.of(viewer.id, &format!("notices {}", filter.as_str()));
    let place = after
        .and_then(|cursor| cursors.open(cursor))
        .and_then(|(_, keys)| place(keys));
    let mut lines = Vec::new();
    for source in Source::of(filter) {
        let sql = source.query(viewer, filter, place.as_ref(), now);
        let rows = sql.rows(conn).await?;
        lines.extend(source.read_all(conn, viewer, &rows).await?);
    }
    lines.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    let more = lines.len() > PAGE_LINES;
    lines.truncate(PAGE_LINES);
    let next = match lines.last().filter(|_| more) {
        Some((at, key, _)) => Some(cursors.seal(0, [Value::Integer(*at), Value::Text(key.clone())].iter())?),
        None => None,
    };
    Ok(NoticesPage {
        lines: lines.into_iter().map(|(_, _, line)| line).collect(),
        next,
        unread: unread(conn, viewer).await?,
        now,
    })
}

fn place(keys: Vec<Value>) -> Option<(i64, String)> {
    match <[Value; 2]>::try_from(keys) {
        Ok([Value::Integer(at), Value::Text(key)]) => Some((at, key)),
        _ => None,
    }
}

/// Returns the number of unread lines, up to the ceiling. The number of statements is constant.
pub async fn unread(conn: &mut Conn, viewer: &Viewer) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM (");
    posts(&mut sql, viewer, Posts::All);
    sql.push(") l WHERE l.unread > 0 LIMIT ")
        .bind(UNREAD_CEILING)
        .push(") counted");
    let topics = sql.count(conn).await?;
    let mut sql = Sql::new(
        "SELECT (SELECT count(*) FROM access_requests q JOIN spaces s ON s.id = q.space_id WHERE q.state = 'pending' AND ",
    );
    access::may(&mut sql, viewer, Action::ManagePeople);
    sql.push(
        ") + (SELECT count(*) FROM access_requests q JOIN spaces s ON s.id = q.space_id \
              WHERE q.state <> 'pending' AND q.seen_at IS NULL AND q.person_id = ",
    );
    sql.text(viewer.id).push(" AND ");
    access::found(&mut sql, viewer);
    sql.push(")");
    let requests = sql.count(conn).await?;
    Ok((topics + requests + checks::unread(conn, viewer).await?).min(UNREAD_CEILING))
}

/// Which posts are in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Posts {
    All,
    Mentions,
    /// The post with this key in storage, if it mentions the person.
    Mention(i64),
}

/// Adds the query of the lines of posts: topic, time, number of posts, the first, the newest, the highest reason; then
/// number, first and highest reason of the unread ones.
fn posts(sql: &mut Sql, viewer: &Viewer, which: Posts) {
    sql.push(&format!(
        "SELECT n.topic_id, max(n.at) AS at, count(*) AS posts, min(n.post) AS first, max(n.post) AS newest, \
         max(n.reason) AS reason, sum(CASE WHEN n.post > {READ} THEN 1 ELSE 0 END) AS unread, \
         min(CASE WHEN n.post > {READ} THEN n.post END) AS first_unread, \
         max(CASE WHEN n.post > {READ} THEN n.reason END) AS unread_reason"
    ));
    from_visible(sql, viewer);
    if which != Posts::All {
        sql.push(" AND n.reason = ").bind(NoticeReason::Mention.rank());
    }
    if let Posts::Mention(post) = which {
        sql.push(" AND n.topic_id = (SELECT x.topic_id FROM posts x WHERE x.seq = ")
            .bind(post);
        sql.push(") AND n.post = (SELECT x.number FROM posts x WHERE x.seq = ")
            .bind(post)
            .push(")");
    }
    sql.push(" GROUP BY n.topic_id");
}

/// Adds FROM and WHERE: the viewer's notices `n` of the topics `t` that they may see now, with the tables of [`READ`].
fn from_visible(sql: &mut Sql, viewer: &Viewer) {
    sql.push(
        " FROM notices n JOIN topics t ON t.id = n.topic_id JOIN spaces s ON s.id = t.space_id \
         LEFT JOIN read_marks rm ON rm.topic_id = t.id AND rm.person_id = n.person_id \
         LEFT JOIN read_floors rf ON rf.space_id = t.space_id AND rf.person_id = n.person_id \
         WHERE t.deleted_at IS NULL AND n.person_id = ",
    );
    sql.text(viewer.id).push(" AND ");
    access::open(sql, viewer);
    visible_to(sql, viewer.id);
}

/// Where lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Posts,
    /// Requests for access to spaces that the person manages.
    Requests,
    /// Answers to the person's own requests.
    Answers,
    /// Pages that are to be checked again.
    Checks,
}

impl Source {
    fn of(filter: NoticesFilter) -> &'static [Source] {
        match filter {
            NoticesFilter::All | NoticesFilter::Unread => &[Self::Posts, Self::Requests, Self::Answers, Self::Checks],
            NoticesFilter::Mentions => &[Self::Posts],
            NoticesFilter::Requests => &[Self::Requests, Self::Answers],
        }
    }

    /// Returns the query of the lines after the place, one more than a page has. The first columns are time, key, and id
    /// and name of the space.
    fn query(self, viewer: &Viewer, filter: NoticesFilter, place: Option<&(i64, String)>, now: i64) -> Sql {
        let only_unread = filter == NoticesFilter::Unread;
        let which = match filter {
            NoticesFilter::Mentions => Posts::Mentions,
            NoticesFilter::All | NoticesFilter::Unread | NoticesFilter::Requests => Posts::All,
        };
        let (mut sql, at, key) = match self {
            Self::Posts => (of_posts(viewer, which, only_unread), "l.at", "l.topic_id"),
            Self::Requests => (of_requests(viewer, only_unread, now), "q.at", "q.person_id"),
            Self::Answers => (of_answers(viewer, only_unread, now), "q.answered_at", "q.space_id"),
            Self::Checks => (checks::of_checks(viewer, only_unread), "n.at", checks::KEY),
        };
        if let Some((before, than)) = place {
            sql.push(&format!(" AND ({at}, {key}) < (")).bind(*before);
            sql.push(", ").bind(than.as_str()).push(")");
        }
        sql.push(&format!(" ORDER BY {at} DESC, {key} DESC LIMIT "));
        sql.bind(PAGE_LINES as i64 + 1);
        sql
    }

    /// Reads the lines, which the viewer reads.
    async fn read_all(self, conn: &mut Conn, viewer: &Viewer, rows: &[AnyRow]) -> Result<Vec<Placed>, StoreError> {
        let texts = match self {
            Self::Posts => texts(conn, viewer, rows).await?,
            Self::Requests | Self::Answers | Self::Checks => vec![String::new(); rows.len()],
        };
        rows.iter()
            .zip(&texts)
            .map(|(row, text)| self.read(row, text))
            .collect()
    }

    /// Reads a line. `text` is that of the newest post, if it is about posts.
    fn read(self, row: &AnyRow, text: &str) -> Result<Placed, StoreError> {
        let (at, key): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        let space: SpaceId = parsed(row, 2)?;
        let actor = person(row, 4)?;
        let (about, unread) = match self {
            Self::Posts => about_posts(row, space, text)?,
            Self::Requests => about_request(row)?,
            Self::Answers => about_answer(row)?,
            Self::Checks => checks::about_check(row, space)?,
        };
        let line = Notice {
            about,
            space,
            space_name: row.try_get(3)?,
            actor,
            at,
            unread,
        };
        Ok((at, key, line))
    }
}

fn of_posts(viewer: &Viewer, which: Posts, only_unread: bool) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT l.at, l.topic_id, s.id, s.name, u.id, u.name, u.deactivated_at, t.number, \
         {TITLE}, l.posts, l.first, l.reason, l.unread, \
         l.first_unread, l.unread_reason, p.markdown, COALESCE(t.outcome, '') FROM (",
    ));
    posts(&mut sql, viewer, which);
    // Soon after a deletion the post still has its notices.
    sql.push(
        ") l JOIN topics t ON t.id = l.topic_id JOIN spaces s ON s.id = t.space_id \
         JOIN posts p ON p.topic_id = l.topic_id AND p.number = l.newest AND p.deleted_at IS NULL \
         JOIN users u ON u.id = p.author_id WHERE ",
    );
    sql.push(if only_unread { "l.unread > 0" } else { "1 = 1" });
    sql
}

/// Returns the texts of the newest posts of the lines for the viewer.
async fn texts(conn: &mut Conn, viewer: &Viewer, rows: &[AnyRow]) -> Result<Vec<String>, StoreError> {
    let posts: Vec<(SpaceId, &str)> = rows
        .iter()
        .map(|row| Ok((parsed(row, 2)?, row.try_get(15)?)))
        .collect::<Result<_, StoreError>>()?;
    plain_texts(conn, viewer, posts.into_iter()).await
}

fn about_posts(row: &AnyRow, space: SpaceId, text: &str) -> Result<(NoticeAbout, bool), StoreError> {
    let unread: i64 = row.try_get(12)?;
    let (count, first_post, reason): (i64, i64, i64) = match unread {
        0 => (row.try_get(9)?, row.try_get(10)?, row.try_get(11)?),
        _ => (unread, row.try_get(13)?, row.try_get(14)?),
    };
    let about = NoticeAbout::Posts {
        topic: TopicAddress {
            space,
            number: row.try_get(7)?,
        },
        title: row.try_get(8)?,
        reason: NoticeReason::from_rank(reason),
        count,
        first_post,
        excerpt: first_words(text, FIRST_WORDS),
    };
    Ok((about, unread > 0))
}

fn of_requests(viewer: &Viewer, only_unread: bool, now: i64) -> Sql {
    let mut sql = Sql::new(
        "SELECT q.at, q.person_id, s.id, s.name, u.id, u.name, u.deactivated_at, q.sentence, q.state \
         FROM access_requests q JOIN spaces s ON s.id = q.space_id JOIN users u ON u.id = q.person_id WHERE ",
    );
    access::may(&mut sql, viewer, Action::ManagePeople);
    match only_unread {
        true => sql.push(" AND q.state = 'pending'"),
        false => sql
            .push(" AND (q.state = 'pending' OR q.answered_at > ")
            .bind(now - KEPT_MS)
            .push(")"),
    };
    sql
}

fn about_request(row: &AnyRow) -> Result<(NoticeAbout, bool), StoreError> {
    let state = RequestState::from_storage(row.try_get(8)?);
    let about = NoticeAbout::Request {
        sentence: row.try_get(7)?,
        state,
    };
    Ok((about, state == RequestState::Pending))
}

fn of_answers(viewer: &Viewer, only_unread: bool, now: i64) -> Sql {
    let mut sql = Sql::new(
        "SELECT q.answered_at, q.space_id, s.id, s.name, u.id, u.name, u.deactivated_at, q.state, \
         CASE WHEN q.seen_at IS NULL THEN 1 ELSE 0 END FROM access_requests q JOIN spaces s ON s.id = q.space_id \
         JOIN users u ON u.id = q.answered_by WHERE q.state <> 'pending' AND q.person_id = ",
    );
    sql.text(viewer.id).push(" AND ");
    access::found(&mut sql, viewer);
    match only_unread {
        true => sql.push(" AND q.seen_at IS NULL"),
        false => sql
            .push(" AND (q.seen_at IS NULL OR q.answered_at > ")
            .bind(now - KEPT_MS)
            .push(")"),
    };
    sql
}

fn about_answer(row: &AnyRow) -> Result<(NoticeAbout, bool), StoreError> {
    let granted = RequestState::from_storage(row.try_get(7)?) == RequestState::Granted;
    Ok((NoticeAbout::Answer { granted }, row.try_get::<i64, _>(8)? != 0))
}

/// Marks the notices up to an instant as read: each topic up to the newest of its posts, and the answers to the person's
/// requests. Requests of others stay unread until they are answered.
pub async fn mark_read(permit: &mut AccountPermit, up_to: i64) -> Result<(), StoreError> {
    let (viewer, by) = (permit.viewer(), permit.by());
    let conn = permit.act(AccountAction::UseAccount)?;
    let mut sql = Sql::new("INSERT INTO read_marks (person_id, topic_id, number, lowered) SELECT ");
    sql.text(viewer.id);
    sql.push(", n.topic_id, max(n.post), 0");
    from_visible(&mut sql, &viewer);
    sql.push(" AND n.at <= ").bind(up_to);
    // A mark that was lowered may still be below the floor.
    sql.push(&format!(
        " GROUP BY n.topic_id HAVING max(n.post) > max({READ}) \
         ON CONFLICT (person_id, topic_id) DO UPDATE SET number = excluded.number"
    ));
    let marked = sql.run(conn).await?;
    let mut sql = Sql::new("UPDATE access_requests SET seen_at = ");
    sql.bind(by.at)
        .push(" WHERE state <> 'pending' AND seen_at IS NULL AND answered_at <= ")
        .bind(up_to);
    let seen = sql.push(" AND person_id = ").text(viewer.id).run(conn).await?;
    let seen = seen + checks::mark_read(conn, &viewer, up_to, by.at).await?;
    if marked > 0 {
        record::read(conn, by).await?;
    }
    if marked + seen > 0 {
        record::own(conn, by, OwnChange::Notices).await?;
    }
    Ok(())
}

/// Deletes notices older than 30 days and returns how many.
pub async fn delete_old(conn: &mut Conn, now: i64) -> Result<u64, StoreError> {
    let mut deleted = 0;
    for table in ["notices", "page_checks"] {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE at < "));
        deleted += sql.bind(now - KEPT_MS).run(conn).await?;
    }
    Ok(deleted)
}
