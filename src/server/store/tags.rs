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

/// The ids of these tags by their folded text; those that do not exist yet are made.
pub async fn find_or_make(conn: &mut Conn, names: &[String]) -> Result<HashMap<String, String>, StoreError> {
    for chunk in names.chunks(100) {
        let mut sql = Sql::new("INSERT INTO tags (id, name, name_key, name_folded, name_words) VALUES ");
        for (place, name) in chunk.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" }).text(clock::new_id());
            sql.push(", ").bind(name.as_str()).push(", ").bind(sort_key(name));
            sql.push(", ")
                .bind(fold(name))
                .push(", ")
                .bind(search::indexed(name))
                .push(")");
        }
        sql.push(" ON CONFLICT (name_folded) DO NOTHING").run(conn).await?;
    }
    let mut sql = Sql::new("SELECT t.name_folded, t.id FROM tags t WHERE t.name_folded");
    sql.within(names.iter().map(|name| fold(name)));
    let rows = sql.rows(conn).await?;
    Ok(rows
        .iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect::<Result<_, sqlx::Error>>()?)
}

/// The id of a tag, if there is one.
pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<uuid::Uuid>, StoreError> {
    let mut sql = Sql::new("SELECT t.id FROM tags t WHERE t.name_folded = ");
    let row = sql.bind(fold(name)).row(conn).await?;
    row.map(|row| parsed(&row, 0)).transpose()
}

/// Makes these the tags of the space.
pub(super) async fn set(conn: &mut Conn, space: SpaceId, names: &[String]) -> Result<(), StoreError> {
    let ids = find_or_make(conn, names).await?;
    let mut sql = Sql::new("DELETE FROM space_tags WHERE space_id = ");
    sql.text(space).push(" AND NOT tag_id").within(ids.values());
    sql.run(conn).await?;
    let mut sql = Sql::new("INSERT INTO space_tags (space_id, tag_id) SELECT ");
    sql.text(space)
        .push(", t.id FROM tags t WHERE t.id")
        .within(ids.values());
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
    sql.push(
        " AND EXISTS (SELECT 1 FROM space_tags l JOIN spaces s ON s.id = l.space_id \
         WHERE l.tag_id = t.id AND s.state IN ('active', 'archived') AND ",
    );
    access::open(&mut sql, viewer);
    sql.push(") ORDER BY t.name_key, t.id LIMIT 20");
    let rows = sql.rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}
