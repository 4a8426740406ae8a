//! The search in conversations.

use domain::{
    access::Viewer,
    ids::SpaceId,
    topic::{FoundPost, PostQuery, PostsPage, TopicAddress, TopicKind, excerpt},
};
use sqlx::{Row, any::AnyRow};

use super::{
    access::visible_to,
    audience::{Having, Scope, closed_spaces, expression},
    rendering::plain_texts,
    row::TITLE,
};
use crate::server::store::{
    StoreError, Zone,
    engine::{
        cursors::Cursors,
        dialect,
        rows::{parsed, person},
        sql::{Conn, Sql, Value},
    },
    search::words,
    spaces::access,
};

/// Number of posts of a page.
const PAGE_POSTS: usize = 20;

/// Returns a page of the posts that the search finds, newest first. Without words and filters it finds none.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    cursors: &Cursors,
    query: &PostQuery,
    after: Option<&str>,
    now: i64,
) -> Result<PostsPage, StoreError> {
    let words = words(&query.search);
    if query.is_empty() || (words.is_empty() && !query.search.trim().is_empty()) {
        return Ok(PostsPage {
            now,
            ..PostsPage::default()
        });
    }
    let cursors = cursors.of(viewer.id, &format!("posts {}", query.to_query()));
    let place = after
        .and_then(|cursor| cursors.open(cursor))
        .and_then(|(_, keys)| match keys[..] {
            [Value::Integer(at), Value::Integer(seq)] => Some((at, seq)),
            _ => None,
        });
    let rows = if words.is_empty() {
        listed(viewer, zone, query, place)
    } else {
        let closed = closed_spaces(conn, viewer, query.space, Having::Posts).await?;
        let after = place.map(|(_, seq)| seq);
        found(
            viewer,
            zone,
            query,
            (Scope::All, &words),
            &closed,
            (after, PAGE_POSTS + 1),
        )
    };
    let rows = rows.rows(conn).await?;
    let shown = &rows[..rows.len().min(PAGE_POSTS)];
    let next = match shown.last().filter(|_| rows.len() > PAGE_POSTS) {
        Some(row) => {
            let place = [Value::Integer(row.try_get(10)?), Value::Integer(row.try_get(0)?)];
            Some(cursors.seal(0, place.iter())?)
        }
        None => None,
    };
    let texts = texts(conn, viewer, shown).await?;
    let posts = shown.iter().zip(&texts).map(|(row, text)| read(row, text, &words));
    Ok(PostsPage {
        posts: posts.collect::<Result<_, _>>()?,
        next,
        now,
    })
}

/// The columns of a found post, from the tables `p`, `t`, `s` and `u`.
fn columns() -> Sql {
    Sql::new(&format!(
        "SELECT p.seq, t.space_id, t.number, s.name, {TITLE}, \
         t.outcome, p.number, u.id, u.name, u.deactivated_at, p.at, p.markdown, t.kind FROM ",
    ))
}

/// Adds the conditions that the viewer may see the post and that the filters leave it.
fn narrow(sql: &mut Sql, viewer: &Viewer, zone: &Zone, query: &PostQuery) {
    sql.push(
        " AND t.id = p.topic_id AND s.id = t.space_id AND u.id = p.author_id AND p.deleted_at IS NULL \
         AND t.deleted_at IS NULL AND s.state IN ('active', 'archived') AND ",
    );
    access::open(sql, viewer);
    visible_to(sql, viewer.id);
    if let Some(space) = query.space {
        sql.push(" AND t.space_id = ").text(space);
    }
    if let Some(author) = query.author {
        sql.push(" AND p.author_id = ").text(author);
    }
    if query.first {
        sql.push(" AND p.number = t.first_post");
    }
    zone.narrow(sql, "p.at", query.from, query.to);
}

/// Returns the query of a page of all posts that the filters leave, after the one with this time and number.
fn listed(viewer: &Viewer, zone: &Zone, query: &PostQuery, after: Option<(i64, i64)>) -> Sql {
    let mut sql = columns();
    // Cross joins keep the order of the index.
    sql.push("posts p CROSS JOIN topics t CROSS JOIN spaces s CROSS JOIN users u WHERE 1 = 1");
    narrow(&mut sql, viewer, zone, query);
    if let Some((at, seq)) = after {
        sql.push(" AND (p.at < ").bind(at).push(" OR (p.at = ").bind(at);
        sql.push(" AND p.seq < ").bind(seq).push("))");
        sql.push(" AND p.at <= ").bind(at);
    }
    sql.push(" ORDER BY p.at DESC, p.seq DESC LIMIT ")
        .bind(PAGE_POSTS as i64 + 1);
    sql
}

/// Returns the query of up to `limit` posts that have these words in a part of their topic, after the one with this number.
pub(in crate::server::store) fn found(
    viewer: &Viewer,
    zone: &Zone,
    query: &PostQuery,
    (scope, words): (Scope, &[String]),
    closed: &[i64],
    (after, limit): (Option<i64>, usize),
) -> Sql {
    let mut sql = columns();
    // Cross joins keep the order of the index.
    sql.push(dialect::FOUND_POSTS);
    sql.push(" CROSS JOIN topics t CROSS JOIN spaces s CROSS JOIN users u WHERE ");
    sql.push(dialect::POSTS_MATCH)
        .bind(expression(viewer, scope, words, closed));
    narrow(&mut sql, viewer, zone, query);
    if let Some(seq) = after {
        sql.push(" AND ").push(dialect::FOUND_POST).push(" < ").bind(seq);
    }
    sql.push(" ORDER BY ").push(dialect::FOUND_POST).push(" DESC LIMIT ");
    sql.bind(limit as i64);
    sql
}

/// A found post with its number in the order of the search, and the kind of its topic.
pub(in crate::server::store) struct Numbered {
    pub seq: i64,
    pub kind: TopicKind,
    pub post: FoundPost,
}

/// Returns up to `limit` posts that have these words in a part of their topic, newest first, after the one with this number.
/// `closed` has the numbers of the viewer's closed spaces.
pub(in crate::server::store) async fn numbered(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    (scope, words): (Scope, &[String]),
    closed: &[i64],
    page: (Option<i64>, usize),
) -> Result<Vec<Numbered>, StoreError> {
    let sql = found(viewer, zone, &PostQuery::default(), (scope, words), closed, page);
    let rows = sql.rows(conn).await?;
    let texts = texts(conn, viewer, &rows).await?;
    let numbered = |(row, text): (&AnyRow, &String)| {
        Ok(Numbered {
            seq: row.try_get(0)?,
            kind: TopicKind::from_storage(row.try_get(12)?),
            post: read(row, text, words)?,
        })
    };
    rows.iter().zip(&texts).map(numbered).collect()
}

/// Returns the texts of the posts for the viewer.
async fn texts(conn: &mut Conn, viewer: &Viewer, rows: &[AnyRow]) -> Result<Vec<String>, StoreError> {
    let posts: Vec<(SpaceId, &str)> = rows
        .iter()
        .map(|row| Ok((parsed(row, 1)?, row.try_get(11)?)))
        .collect::<Result<_, StoreError>>()?;
    plain_texts(conn, viewer, posts.into_iter()).await
}

fn read(row: &AnyRow, text: &str, words: &[String]) -> Result<FoundPost, StoreError> {
    Ok(FoundPost {
        topic: TopicAddress {
            space: parsed(row, 1)?,
            number: row.try_get(2)?,
        },
        space_name: row.try_get(3)?,
        title: row.try_get(4)?,
        outcome: row.try_get(5)?,
        post: row.try_get(6)?,
        author: person(row, 7)?,
        at: row.try_get(10)?,
        excerpt: excerpt(text, words),
    })
}
