//! The links of a space, newest first, with search and a filter by tag.

use std::collections::HashMap;

use domain::{
    access::{Action, Viewer, decide},
    fold::fold,
    ids::SpaceId,
    limits::PAGE_ROWS,
    topic::{
        TopicAddress,
        link::{LinkRow, LinksPage, LinksQuery, LinksRights, TagOfLinks},
    },
};
use sqlx::{Row, any::AnyRow};

use super::{
    super::super::{access::visible_to, row::TITLE},
    rows::LISTED,
};
use crate::server::{
    clock,
    store::{
        Store, StoreError,
        engine::{
            cursors::Cursors,
            rows::{parsed, person},
            sort_key,
            sql::{Conn, Sql, Value},
        },
        search,
        spaces::{self, audit_view},
    },
};

/// The maximum number of tags that a page offers as filters.
const TAGS_MAX: i64 = 200;
/// The maximum number of suggested tags.
const SUGGESTED_MAX: i64 = 20;

/// Returns a page of the links. The view is recorded in the audit log as that of the space.
pub async fn page_visited(
    store: &Store,
    viewer: &Viewer,
    space: SpaceId,
    (query, after): (&LinksQuery, Option<&str>),
) -> Result<LinksPage, StoreError> {
    let now = clock::now();
    let mut tx = store.reader().begin().await?;
    let facts = spaces::permitted(&mut tx, viewer, space, Action::Open).await?;
    drop(tx);
    audit_view(store, viewer, &facts, space, now).await?;
    let mut tx = store.reader().begin().await?;
    page(&mut tx, store.cursors(), viewer, space, (query, after), now).await
}

/// Returns a page of the links.
pub(in crate::server::store) async fn page(
    conn: &mut Conn,
    cursors: &Cursors,
    viewer: &Viewer,
    space: SpaceId,
    (query, after): (&LinksQuery, Option<&str>),
    now: i64,
) -> Result<LinksPage, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let cursors = cursors.of(viewer.id, &format!("links {space} {}", query.to_query()));
    // A cursor of another list gives the first page.
    let from = after.and_then(|after| cursors.open(after));
    let from = from.and_then(|(_, keys)| match <[Value; 1]>::try_from(keys) {
        Ok([Value::Text(topic)]) => Some(topic),
        _ => None,
    });
    let found = select(viewer, space, query, from.as_deref()).rows(conn).await?;
    let shown = &found[..found.len().min(PAGE_ROWS)];
    let next = match shown.last().filter(|_| found.len() > PAGE_ROWS) {
        Some(row) => Some(cursors.seal(0, [Value::Text(row.try_get(0)?)].iter())?),
        None => None,
    };
    Ok(LinksPage {
        rows: read(conn, shown).await?,
        tags: tags(conn, viewer, space).await?,
        next,
        empty: from.is_none() && shown.is_empty() && is_empty(conn, viewer, space).await?,
        rights: LinksRights {
            add: decide(viewer, &facts, Action::Discuss).is_ok(),
        },
        space_state: facts.state,
        now,
    })
}

/// Adds the tables and conditions of the links `l` of a space that the viewer may read, and of their topics `t`.
fn listed(sql: &mut Sql, viewer: &Viewer, space: SpaceId, more: &str) {
    // The cross join keeps the order of the index.
    sql.push(" FROM links l CROSS JOIN topics t").push(more);
    sql.push(" WHERE t.id = l.topic_id AND ").push(LISTED);
    sql.push(" AND l.space_id = ").text(space);
    visible_to(sql, viewer.id);
}

/// Returns the query of the links after this one, one more than a page has.
pub(in crate::server::store) fn select(
    viewer: &Viewer,
    space: SpaceId,
    query: &LinksQuery,
    after: Option<&str>,
) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT l.topic_id, t.space_id, t.number, {TITLE}, l.url, l.host, t.created_at, u.id, u.name, u.deactivated_at"
    ));
    listed(&mut sql, viewer, space, " LEFT JOIN users u ON u.id = t.author_id");
    for word in search::words(&query.search) {
        // A word has letters and digits alone, so none of its characters has a meaning in a pattern.
        sql.push(" AND l.words LIKE ").bind(format!("% {word}%"));
    }
    if let Some(tag) = &query.tag {
        sql.push(" AND EXISTS (SELECT 1 FROM link_tags g WHERE g.topic_id = l.topic_id AND g.folded = ");
        sql.bind(fold(tag)).push(")");
    }
    if let Some(after) = after {
        sql.push(" AND l.topic_id < ").bind(after);
    }
    sql.push(" ORDER BY l.topic_id DESC LIMIT ").bind(PAGE_ROWS as i64 + 1);
    sql
}

async fn read(conn: &mut Conn, rows: &[AnyRow]) -> Result<Vec<LinkRow>, StoreError> {
    let ids: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    let mut sql = Sql::new("SELECT g.topic_id, g.tag FROM link_tags g WHERE g.topic_id");
    let mut tags: HashMap<String, Vec<String>> = HashMap::new();
    for row in sql.within(&ids).rows(conn).await? {
        tags.entry(row.try_get(0)?).or_default().push(row.try_get(1)?);
    }
    let read = rows.iter().zip(&ids).map(|(row, id)| {
        let mut tags = tags.remove(id).unwrap_or_default();
        tags.sort_by_cached_key(|tag| sort_key(tag));
        Ok(LinkRow {
            topic: TopicAddress {
                space: parsed(row, 1)?,
                number: row.try_get(2)?,
            },
            title: row.try_get(3)?,
            url: row.try_get(4)?,
            host: row.try_get(5)?,
            tags,
            created: row.try_get(6)?,
            author: person(row, 7)?,
        })
    });
    read.collect()
}

/// Returns the tags of the links that the viewer may read, most frequent first.
async fn tags(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<Vec<TagOfLinks>, StoreError> {
    let mut sql = Sql::new("SELECT min(g.tag), count(*)");
    listed(&mut sql, viewer, space, " JOIN link_tags g ON g.topic_id = t.id");
    sql.push(" GROUP BY g.folded ORDER BY count(*) DESC, g.folded LIMIT ")
        .bind(TAGS_MAX);
    let rows = sql.rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(TagOfLinks {
                name: row.try_get(0)?,
                count: row.try_get(1)?,
            })
        })
        .collect()
}

/// Returns tags of links of the space that begin with the text.
pub async fn suggest(conn: &mut Conn, viewer: &Viewer, space: SpaceId, typed: &str) -> Result<Vec<String>, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Open).await?;
    let folded = fold(typed.trim());
    let mut sql = Sql::new("SELECT min(g.tag)");
    listed(&mut sql, viewer, space, " JOIN link_tags g ON g.topic_id = t.id");
    sql.push(" AND g.folded >= ").bind(folded.as_str());
    sql.push(" AND g.folded < ").bind(format!("{folded}\u{10ffff}"));
    sql.push(" GROUP BY g.folded ORDER BY g.folded LIMIT ")
        .bind(SUGGESTED_MAX);
    let rows = sql.rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// Returns whether the viewer may read no link of the space.
async fn is_empty(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1");
    listed(&mut sql, viewer, space, "");
    Ok(sql.push(" LIMIT 1").row(conn).await?.is_none())
}
