//! Tags: found or made by their folded text; suggested only from spaces that the viewer may open.

use std::collections::HashMap;

use domain::{access::Viewer, fold::fold, ids::SpaceId};
use sqlx::Row;

use super::{
    StoreError, access,
    rows::parsed,
    search, sort_key,
    sql::{Conn, Sql},
};
use crate::server::clock;

/// A tag that exists: its id and the key that it sorts by.
pub struct Tag {
    pub id: String,
    pub key: String,
}

/// These tags by their folded text; those that do not exist yet are made. One that only spaces out of the viewer's
/// sight carry does not exist for them: it takes their spelling, as a new one would, and tells nothing of the other.
pub async fn find_or_make(
    conn: &mut Conn,
    viewer: &Viewer,
    names: &[String],
) -> Result<HashMap<String, Tag>, StoreError> {
    let mut once = HashMap::new();
    for name in names {
        once.entry(fold(name)).or_insert(name.as_str());
    }
    let once: Vec<_> = once.into_iter().collect();
    let mut found = HashMap::with_capacity(once.len());
    for part in once.chunks(50) {
        let mut sql = Sql::new("INSERT INTO tags (id, name, name_key, name_folded, name_words) VALUES ");
        for (place, (folded, name)) in part.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" }).text(clock::new_id());
            sql.push(", ").bind(*name).push(", ").bind(sort_key(name));
            sql.push(", ").bind(folded.as_str());
            sql.push(", ").bind(search::indexed(name)).push(")");
        }
        // The key stays: spaces keep it beside them, and it tells spellings apart by their case alone.
        sql.push(" ON CONFLICT (name_folded) DO UPDATE SET name = CASE WHEN ");
        carried_in_sight(&mut sql, viewer, "tags.id");
        sql.push(" THEN tags.name ELSE excluded.name END RETURNING name_folded, id, name_key");
        for row in sql.rows(conn).await? {
            let tag = Tag {
                id: row.try_get(1)?,
                key: row.try_get(2)?,
            };
            found.insert(row.try_get(0)?, tag);
        }
    }
    Ok(found)
}

/// Adds: a space that the viewer may open, and that is not in the trash, carries the tag.
fn carried_in_sight(sql: &mut Sql, viewer: &Viewer, tag: &str) {
    sql.push("EXISTS (SELECT 1 FROM space_tags l JOIN spaces s ON s.id = l.space_id WHERE l.tag_id = ");
    sql.push(tag).push(" AND s.state IN ('active', 'archived') AND ");
    access::open(sql, viewer);
    sql.push(")");
}

/// The id of a tag, if there is one.
pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<uuid::Uuid>, StoreError> {
    let mut sql = Sql::new("SELECT t.id FROM tags t WHERE t.name_folded = ");
    let row = sql.bind(fold(name)).row(conn).await?;
    row.map(|row| parsed(&row, 0)).transpose()
}

/// Makes these the tags of the space.
pub(super) async fn set(conn: &mut Conn, viewer: &Viewer, space: SpaceId, names: &[String]) -> Result<(), StoreError> {
    let tags = find_or_make(conn, viewer, names).await?;
    let ids = tags.values().map(|tag| tag.id.as_str());
    let mut sql = Sql::new("DELETE FROM space_tags WHERE space_id = ");
    sql.text(space).push(" AND NOT tag_id").within(ids.clone());
    sql.run(conn).await?;
    let mut sql = Sql::new("INSERT INTO space_tags (space_id, tag_id) SELECT ");
    sql.text(space).push(", t.id FROM tags t WHERE t.id").within(ids);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

/// Tags beginning with the text, on spaces that the viewer may open and that are not in the trash; at most 20.
pub async fn suggest(conn: &mut Conn, viewer: &Viewer, text: &str) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT t.name FROM tags t WHERE t.name_folded >= ");
    let folded = fold(text.trim());
    sql.bind(folded.as_str())
        .push(" AND t.name_folded < ")
        .bind(format!("{folded}\u{10ffff}"));
    sql.push(" AND ");
    carried_in_sight(&mut sql, viewer, "t.id");
    sql.push(" ORDER BY t.name_key, t.id LIMIT 20");
    let rows = sql.rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}
