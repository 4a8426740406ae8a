//! The search in conversations.

use domain::{
    access::Viewer,
    ids::SpaceId,
    topic::{FoundPost, PostQuery, PostsPage, TopicAddress, excerpt},
};
use sqlx::{Row, any::AnyRow};

use super::{index::Audience, rendering::plain_texts, row::TITLE};
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
/// The maximum number of closed spaces of one person that a search reads: those with the most recent activity.
const CLOSED_MAX: i64 = 2_000;

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
        let closed = closed_spaces(conn, viewer, query).await?;
        found(viewer, zone, query, &words, &closed, place)
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

/// Returns the numbers of the closed spaces of the viewer that have had posts. Administrators find their posts by terms
/// of their own.
async fn closed_spaces(conn: &mut Conn, viewer: &Viewer, query: &PostQuery) -> Result<Vec<i64>, StoreError> {
    if viewer.is_admin() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT s.number FROM (SELECT x.id FROM spaces x WHERE x.owner_id = ");
    sql.text(viewer.id);
    sql.push(" UNION SELECT m.space_id FROM space_members m WHERE m.user_id = ")
        .text(viewer.id);
    sql.push(
        ") o JOIN spaces s ON s.id = o.id JOIN space_numbers n ON n.space_id = s.id \
         WHERE s.visibility <> 'public' AND s.state IN ('active', 'archived')",
    );
    if let Some(space) = query.space {
        sql.push(" AND s.id = ").text(space);
    }
    sql.push(" ORDER BY s.last_activity_at DESC LIMIT ").bind(CLOSED_MAX);
    Ok(sql.integers(conn).await?)
}

/// Returns the full-text expression of the posts that the viewer may find by all of the words.
fn expression(viewer: &Viewer, words: &[String], closed: &[i64]) -> String {
    let of_word = |word: &String| {
        let mut terms = vec![Audience::Everyone.term(word)];
        if viewer.is_admin() {
            terms.push(Audience::Administrators.term(word));
        }
        terms.extend(closed.iter().map(|number| Audience::Space(*number).term(word)));
        dialect::part(&dialect::any(&terms))
    };
    dialect::all(&words.iter().map(of_word).collect::<Vec<_>>())
}

/// The columns of a found post, from the tables `p`, `t`, `s` and `u`.
fn columns() -> Sql {
    Sql::new(&format!(
        "SELECT p.seq, t.space_id, t.number, s.name, {TITLE}, \
         t.outcome, p.number, u.id, u.name, u.deactivated_at, p.at, p.markdown FROM ",
    ))
}

/// Adds the conditions that the viewer may see the post and that the filters leave it.
fn narrow(sql: &mut Sql, viewer: &Viewer, zone: &Zone, query: &PostQuery) {
    sql.push(
        " AND t.id = p.topic_id AND s.id = t.space_id AND u.id = p.author_id AND p.deleted_at IS NULL \
         AND t.deleted_at IS NULL AND ",
    );
    access::open_and_kept(sql, viewer);
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

/// Returns the query of a page of the posts with these words, after the one with this number.
pub(in crate::server::store) fn found(
    viewer: &Viewer,
    zone: &Zone,
    query: &PostQuery,
    words: &[String],
    closed: &[i64],
    after: Option<(i64, i64)>,
) -> Sql {
    let mut sql = columns();
    // Cross joins keep the order of the index.
    sql.push(dialect::FOUND_POSTS);
    sql.push(" CROSS JOIN topics t CROSS JOIN spaces s CROSS JOIN users u WHERE ");
    sql.push(dialect::POSTS_MATCH).bind(expression(viewer, words, closed));
    narrow(&mut sql, viewer, zone, query);
    if let Some((_, seq)) = after {
        sql.push(" AND ").push(dialect::FOUND_POST).push(" < ").bind(seq);
    }
    sql.push(" ORDER BY ").push(dialect::FOUND_POST).push(" DESC LIMIT ");
    sql.bind(PAGE_POSTS as i64 + 1);
    sql
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
