//! Searching spaces by their words.
//!
//! The full-text index holds name and description; groups and tags are few and searched by their words, so that
//! renaming a group or a bulk operation never has to touch the index.

use domain::{access::Viewer, fold, limits};
use sqlx::Row;

use super::{
    Store, StoreError,
    engine::{
        dialect::{self, INDEXED_SPACES},
        sql::{Conn, Sql},
    },
    spaces::access,
};

/// A text as the index and the `…_words` columns hold it: folded words, each after one blank.
pub fn indexed(text: &str) -> String {
    let folded = fold::fold(text);
    let mut out = String::with_capacity(folded.len() + 1);
    for word in fold::words(&folded) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The words that are searched for, folded. Each costs a look into the index, so that a text longer than a person may
/// type is cut, wherever it came from.
pub fn words(search: &str) -> Vec<String> {
    let search: String = search.chars().take(limits::SEARCH).collect();
    fold::words(&fold::fold(&search)).map(str::to_owned).collect()
}

/// Adds ` AND …`: the search finds the space. What the viewer may not open is found by its name alone.
pub fn clause(sql: &mut Sql, viewer: &Viewer, search: &str, masked: Masked) {
    let words = words(search);
    if words.is_empty() {
        return;
    }
    sql.push(" AND (");
    if masked != Masked::None {
        let all: Vec<String> = words.iter().map(|word| dialect::begins_with(word)).collect();
        sql.push("s.number IN (");
        dialect::spaces_that_match(sql, dialect::in_name(&all));
        sql.push(")");
    }
    if masked == Masked::Some {
        sql.push(" OR (");
        access::open(sql, viewer);
        sql.push(" AND ");
    }
    if masked != Masked::All {
        for (place, word) in words.iter().enumerate() {
            sql.push(if place > 0 { " AND " } else { "" });
            somewhere(sql, word);
        }
    }
    sql.push(if masked == Masked::Some { "))" } else { ")" });
}

/// Whether the rows searched hold some of which the viewer sees the outline alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Masked {
    None,
    Some,
    All,
}

fn somewhere(sql: &mut Sql, word: &str) {
    sql.push("s.number IN (");
    dialect::spaces_that_match(sql, dialect::begins_with(word));
    // A word is letters and digits, so nothing in it is special to LIKE.
    for (table, link, key) in [("groups", "space_groups", "group_id"), ("tags", "space_tags", "tag_id")] {
        sql.push(&format!(
            " UNION ALL SELECT x.number FROM {table} t JOIN {link} l ON l.{key} = t.id \
             JOIN spaces x ON x.id = l.space_id WHERE t.name_words LIKE "
        ));
        sql.bind(format!("% {word}%"));
    }
    sql.push(")");
}

use dialect::NOT_INDEXED;

/// A space as the index takes it.
pub struct Entry<'a> {
    pub number: i64,
    pub name: &'a str,
    pub description: &'a str,
}

/// Puts spaces that are not in the index into it.
pub async fn add(conn: &mut Conn, entries: &[Entry<'_>]) -> Result<(), sqlx::Error> {
    for chunk in entries.chunks(100) {
        let mut sql = dialect::add_to_index();
        for (place, entry) in chunk.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" })
                .bind(entry.number)
                .push(", ");
            sql.bind(indexed(entry.name)).push(", ");
            sql.bind(indexed(entry.description)).push(")");
        }
        sql.run(conn).await?;
    }
    Ok(())
}

/// Whether the viewer may find spaces that the index does not hold yet: it follows a large import. To be asked only while
/// the indexer may have something to do: the whole index is read.
pub async fn lags(conn: &mut Conn, viewer: &Viewer, search: &str) -> Result<bool, StoreError> {
    if words(search).is_empty() {
        return Ok(false);
    }
    let mut sql = Sql::new(&format!(
        "SELECT count(*) FROM (SELECT 1 FROM spaces s \
         WHERE NOT EXISTS (SELECT 1 FROM {INDEXED_SPACES} d WHERE d.id = s.number) AND "
    ));
    access::found(&mut sql, viewer);
    sql.push(" LIMIT 1) behind");
    Ok(sql.count(conn).await? > 0)
}

/// The most spaces that one transaction indexes: others write between two.
const INDEXED_AT_ONCE: i64 = 2_000;

/// Indexes the spaces that the index lacks: after a large import, and at start if the server died in between.
pub async fn index_new(store: &Store) -> Result<(), StoreError> {
    // Nothing is left to do nearly always, and to see that takes neither the writer nor the memory that it may grow to.
    let mut behind = Sql::new("SELECT 1 FROM spaces WHERE ");
    behind.push(NOT_INDEXED).push(" LIMIT 1");
    if behind.row(&mut *store.reader().acquire().await?).await?.is_none() {
        return Ok(());
    }
    let mut after = 0_i64;
    loop {
        let mut tx = store.begin().await?;
        let mut sql = Sql::new("SELECT number, name, description FROM spaces WHERE number > ");
        sql.bind(after).push(" AND ").push(NOT_INDEXED);
        sql.push(" ORDER BY number LIMIT ").bind(INDEXED_AT_ONCE);
        let rows = sql.rows(&mut tx).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            entries.push(Entry {
                number: row.try_get(0)?,
                name: row.try_get(1)?,
                description: row.try_get(2)?,
            });
        }
        let Some(last) = entries.last() else { return Ok(()) };
        after = last.number;
        add(&mut tx, &entries).await?;
        tx.commit().await?;
    }
}

/// Indexes a space anew.
pub async fn change(conn: &mut Conn, entry: Entry<'_>) -> Result<(), sqlx::Error> {
    remove(conn, &[entry.number]).await?;
    add(conn, &[entry]).await
}

/// Takes spaces out of the index.
pub async fn remove(conn: &mut Conn, numbers: &[i64]) -> Result<(), sqlx::Error> {
    dialect::remove_from_index(conn, numbers).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_searched_for_than_a_person_may_type() {
        assert_eq!(words(" Żółw, GĘŚ "), ["zolw", "ges"]);
        let long = "a ".repeat(limits::SEARCH);
        assert_eq!(words(&long).len(), limits::SEARCH / 2);
    }
}
