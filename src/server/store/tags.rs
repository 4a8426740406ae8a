//! Tags: identified by their normalized text, and suggested only from spaces that the viewer may open. Spellings of one
//! tag differ by case and diacritics; each space keeps its own.

use std::collections::{HashMap, HashSet};

use domain::{access::Viewer, fold::fold, ids::SpaceId};
use sqlx::Row;

use super::{
    StoreError,
    engine::{
        sort_key,
        sql::{Conn, Sql},
    },
    search,
    spaces::access,
};
use crate::server::clock;

/// A tag that exists.
pub struct Tag {
    pub id: String,
    /// The sort key of this spelling.
    pub key: String,
    /// The spelling that the space stores; empty if it is that of the tag.
    pub spelling: String,
}

impl Tag {
    /// Returns the sort key that is stored beside the spelling in the link.
    pub fn spelling_key(&self) -> &str {
        if self.spelling.is_empty() { "" } else { &self.key }
    }
}

/// The name of the tag `t` as the space of the link `l` spells it.
pub(super) const SPELLED: &str = "COALESCE(NULLIF(l.spelling, ''), t.name)";
/// The sort key of that spelling.
pub(super) const SPELLED_KEY: &str = "COALESCE(NULLIF(l.spelling_key, ''), t.name_key)";

/// Returns these tags by their normalized text, and creates those that do not exist. A tag that only spaces hidden from
/// the viewer have is treated as if it did not exist: the viewer's spelling is kept, and neither side sees or changes
/// the spelling of the other.
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
        sql.push(" ON CONFLICT (name_folded) DO NOTHING").run(conn).await?;
        let mut sql = Sql::new("SELECT t.name_folded, t.id, t.name_key, t.name, ");
        visible_spellings(&mut sql, viewer);
        sql.push(" FROM tags t WHERE t.name_folded")
            .within(part.iter().map(|(folded, _)| folded));
        for row in sql.rows(conn).await? {
            let (folded, own): (String, String) = (row.try_get(0)?, row.try_get(3)?);
            let typed = part.iter().find(|(wanted, _)| *wanted == folded);
            let spelled: Option<String> = row.try_get(4)?;
            let spelling = spelled
                .or(typed.map(|(_, name)| (*name).to_owned()))
                .unwrap_or_default();
            let as_its_own = spelling == own;
            let tag = Tag {
                id: row.try_get(1)?,
                key: if as_its_own {
                    row.try_get(2)?
                } else {
                    sort_key(&spelling)
                },
                spelling: if as_its_own { String::new() } else { spelling },
            };
            found.insert(folded, tag);
        }
    }
    Ok(found)
}

/// Adds the spelling of the tag `t` in a space that the viewer may open and that is not in the trash: one that everyone
/// may read, else one of the viewer's own, else one that they are a member of; NULL if there is none.
fn visible_spellings(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        spelled_by_one(sql, viewer, "space_tags l", "l.space_id", |_| ());
        return;
    }
    // No link of a space that is hidden from the viewer is read.
    sql.push("COALESCE(");
    spelled_by_one(sql, viewer, "space_tags l", "l.space_id", |sql| {
        sql.push(" AND l.reader = ''");
    });
    sql.push(", ");
    spelled_by_one(sql, viewer, "space_tags l", "l.space_id", |sql| {
        sql.push(" AND l.reader = ").text(viewer.id);
    });
    sql.push(", ");
    let joined = "space_members m CROSS JOIN space_tags l";
    spelled_by_one(sql, viewer, joined, "m.space_id", |sql| {
        sql.push(" AND l.space_id = m.space_id AND m.user_id = ")
            .text(viewer.id);
    });
    sql.push(")");
}

/// Adds the query of the spelling of the tag `t` in the first of these spaces in this order.
fn spelled_by_one(sql: &mut Sql, viewer: &Viewer, from: &str, order: &str, more: impl Fn(&mut Sql)) {
    sql.push(&format!(
        "(SELECT {SPELLED} FROM {from} CROSS JOIN spaces s WHERE s.id = l.space_id AND l.tag_id = t.id"
    ));
    more(sql);
    access::open_and_kept(sql.push(" AND "), viewer);
    sql.push(&format!(" ORDER BY {order} LIMIT 1)"));
}

/// Returns the normalized texts of those of the tags that a space which the viewer may open has.
pub(super) async fn visible(conn: &mut Conn, viewer: &Viewer, names: &[String]) -> Result<HashSet<String>, StoreError> {
    let mut sql = Sql::new("SELECT x.name_folded FROM (SELECT t.name_folded, ");
    visible_spellings(&mut sql, viewer);
    sql.push(" AS spelled FROM tags t WHERE t.name_folded")
        .within(names.iter().map(|name| fold(name)));
    let rows = sql.push(") x WHERE x.spelled IS NOT NULL").rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// Returns the tag with that name, if there is one.
pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<Tag>, StoreError> {
    let mut sql = Sql::new("SELECT t.id, t.name_key FROM tags t WHERE t.name_folded = ");
    let row = sql.bind(fold(name)).row(conn).await?;
    row.map(|row| {
        Ok(Tag {
            id: row.try_get(0)?,
            key: row.try_get(1)?,
            spelling: String::new(),
        })
    })
    .transpose()
}

/// Replaces the tags of the space.
pub(super) async fn set(conn: &mut Conn, viewer: &Viewer, space: SpaceId, names: &[String]) -> Result<(), StoreError> {
    let tags = find_or_make(conn, viewer, names).await?;
    let ids = tags.values().map(|tag| tag.id.as_str());
    let mut sql = Sql::new("DELETE FROM space_tags WHERE space_id = ");
    sql.text(space).push(" AND NOT tag_id").within(ids);
    sql.run(conn).await?;
    for tag in tags.values() {
        let mut sql = Sql::new("INSERT INTO space_tags (space_id, tag_id, spelling, spelling_key) VALUES (");
        sql.text(space).push(", ").bind(tag.id.as_str());
        sql.push(", ").bind(tag.spelling.as_str());
        sql.push(", ").bind(tag.spelling_key());
        sql.push(") ON CONFLICT DO NOTHING").run(conn).await?;
    }
    Ok(())
}

/// Returns at most 20 tags that begin with the text, from spaces that the viewer may open and that are not in the
/// trash.
pub async fn suggest(conn: &mut Conn, viewer: &Viewer, text: &str) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT x.spelled FROM (SELECT t.name_folded, ");
    visible_spellings(&mut sql, viewer);
    sql.push(" AS spelled FROM tags t WHERE t.name_folded >= ");
    let folded = fold(text.trim());
    sql.bind(folded.as_str())
        .push(" AND t.name_folded < ")
        .bind(format!("{folded}\u{10ffff}"));
    sql.push(") x WHERE x.spelled IS NOT NULL ORDER BY x.name_folded LIMIT 20");
    let rows = sql.rows(conn).await?;
    let mut names: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    names.sort_by_cached_key(|name| sort_key(name));
    Ok(names)
}
