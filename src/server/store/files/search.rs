//! The search by the names of files and folders: within a library by parts of names, across spaces by words.

use domain::{
    access::Viewer,
    file::FileKind,
    fold::fold,
    ids::{FileId, SpaceId},
    limits,
};
use sqlx::{Row, any::AnyRow};

use super::access::placed;
use crate::server::store::{
    StoreError,
    engine::{
        dialect,
        rows::parsed,
        sql::{Conn, Sql},
    },
    spaces::access,
    topics::audience::{Having, Scope, closed_spaces, expression},
};

/// Adds the condition that every part of the search occurs in the name of the file or folder, which has this alias.
pub(super) fn matches_search(sql: &mut Sql, alias: &str, search: &str) {
    let search: String = search.chars().take(limits::SEARCH).collect();
    for part in fold(&search).split_whitespace() {
        let mut pattern = String::from("%");
        for c in part.chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        sql.push(&format!(" AND {alias}.folded LIKE ")).bind(pattern);
        sql.push(" ESCAPE '!'");
    }
}

/// A file that the search across spaces found.
pub(in crate::server::store) struct FoundFile {
    /// The number in the index, by which files are ordered.
    pub number: i64,
    pub id: FileId,
    pub name: String,
    pub kind: FileKind,
    pub space_name: String,
}

/// Returns up to `limit` files whose names have all of the words, newest first, after the one with this number.
pub(in crate::server::store) async fn across_spaces(
    conn: &mut Conn,
    viewer: &Viewer,
    words: &[String],
    (after, limit): (Option<i64>, usize),
) -> Result<Vec<FoundFile>, StoreError> {
    let closed = closed_spaces(conn, viewer, None::<SpaceId>, Having::Files).await?;
    let rows = found(viewer, words, &closed, (after, limit)).rows(conn).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<FoundFile, StoreError> {
    Ok(FoundFile {
        number: row.try_get(0)?,
        id: parsed(row, 1)?,
        name: row.try_get(2)?,
        kind: FileKind::parse(row.try_get(3)?).unwrap_or_default(),
        space_name: row.try_get(4)?,
    })
}

/// Returns the query of [`across_spaces`]. `closed` has the numbers of the viewer's closed spaces.
pub(in crate::server::store) fn found(
    viewer: &Viewer,
    words: &[String],
    closed: &[i64],
    (after, limit): (Option<i64>, usize),
) -> Sql {
    let mut sql = Sql::new(&format!(
        // Cross joins keep the order of the index.
        "SELECT n.number, f.id, f.name, f.kind, s.name FROM {} CROSS JOIN spaces s WHERE {}",
        dialect::FOUND_FILES,
        dialect::FILES_MATCH
    ));
    sql.bind(expression(viewer, Scope::All, words, closed));
    sql.push(" AND s.id = f.space_id AND f.deleted_at IS NULL AND s.state IN ('active', 'archived') AND ");
    access::open(&mut sql, viewer);
    placed(sql.push(" AND "), viewer);
    if let Some(number) = after {
        sql.push(" AND ").push(dialect::FOUND_FILE).push(" < ").bind(number);
    }
    sql.push(" ORDER BY ").push(dialect::FOUND_FILE).push(" DESC LIMIT ");
    sql.bind(limit as i64);
    sql
}
