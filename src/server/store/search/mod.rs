//! Search: the words of a search as conditions on spaces.
//!
//! The full-text index contains the words of names and descriptions, each once for every audience that may find the
//! space by it ([`index`]). A search therefore reads nothing that its reader may not see, and takes no longer if hidden
//! spaces contain the word. Groups and tags are few and are searched directly, so renaming a group, or an operation on
//! the groups of many spaces, does not change the index.

use domain::{access::Viewer, fold, limits};

use super::{
    Store, StoreError,
    engine::{
        connections::scan,
        dialect::{self, INDEXED_SPACES, MATCHING_SPACES, NOT_INDEXED},
        sql::{Conn, Sql},
    },
    spaces::{
        access,
        links::{self, Link, Reading},
    },
};

use crate::server::permits::{Purpose, SystemPermit};

pub mod everything;
pub mod index;

use index::{Audience, WIDE, WIDE_MARK};

/// Returns the text in the form of the index and of the `…_words` columns: normalized words, each after one blank.
pub fn indexed(text: &str) -> String {
    let folded = fold::fold(text);
    let mut out = String::with_capacity(folded.len() + 1);
    for word in fold::words(&folded) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// Returns the normalized words of a search. Each costs a lookup in the index, so a text longer than the search field
/// permits is truncated.
pub fn words(search: &str) -> Vec<String> {
    let search: String = search.chars().take(limits::SEARCH).collect();
    fold::words(&fold::fold(&search)).map(str::to_owned).collect()
}

/// Adds ` AND …` with the condition that the search finds the space. Spaces that the viewer may not open are found only
/// by name. If `few` is given, the statement reads only its spaces.
pub fn clause(sql: &mut Sql, viewer: &Viewer, search: &str, masked: Masked, few: Option<&Few>) {
    let words = words(search);
    if words.is_empty() {
        return;
    }
    if masked != Masked::All {
        let tested = few.map(|few| few.word.as_str());
        for word in words.iter().filter(|word| Some(word.as_str()) != tested) {
            // The plus keeps the engine from using this list instead of the index that gives the order.
            sql.push(" AND +s.number IN (");
            matching_numbers(sql, viewer, word);
            sql.push(")");
        }
    }
    if masked == Masked::None {
        return;
    }
    sql.push(" AND (");
    if masked == Masked::Some {
        access::open(sql, viewer);
        sql.push(" OR ");
    }
    let all: Vec<String> = words.iter().map(|word| Audience::Everyone.term(word)).collect();
    sql.push("+s.number IN (");
    sql.push(MATCHING_SPACES).bind(dialect::all(&all)).push("))");
}

/// How many of the searched rows are spaces of which the viewer sees only the outline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Masked {
    None,
    Some,
    All,
}

/// Adds a query of the numbers of the spaces that contain a word beginning with `word` and that the viewer may find by
/// it.
fn matching_numbers(sql: &mut Sql, viewer: &Viewer, word: &str) {
    let own = if viewer.is_admin() {
        Audience::Administrators
    } else {
        Audience::Reader(viewer.id)
    };
    let terms = [Audience::Everyone.term(word), own.term(word)];
    sql.push(MATCHING_SPACES).bind(dialect::any(&terms));
    if !viewer.is_admin() {
        // Spaces with very many members have one set of terms of their own.
        let (begin, number, end) = dialect::OR_NUMBERED;
        let (mark, word) = dialect::mark_and_word(WIDE_MARK, word);
        sql.push(begin).bind(mark).push(number).bind(word).push(end);
        sql.push(&format!(
            " FROM spaces x WHERE x.people > {WIDE} AND x.visibility <> 'public' AND EXISTS (SELECT 1 \
             FROM space_members m WHERE m.space_id = x.id AND m.user_id = "
        ));
        sql.text(viewer.id).push(")").push(dialect::END_OF_NUMBERED);
    }
    for link in Link::ALL {
        let (table, key) = (link.named(), link.key());
        links::visible(
            sql,
            viewer,
            link,
            "x.number",
            |sql, from, reading| {
                sql.push(&match reading {
                    Reading::OfOne => format!(" FROM {table} t CROSS JOIN {from} CROSS JOIN spaces x "),
                    // The viewer's spaces are read whether or not a tag has the word: otherwise the response time would
                    // reveal that a tag of that name exists, although all spaces that have it are hidden.
                    Reading::OfMember => format!(" FROM {from} CROSS JOIN {table} t CROSS JOIN spaces x "),
                });
            },
            |sql| {
                sql.push(&format!("x.id = l.space_id AND l.{key} = t.id AND t.name_words LIKE "));
                // A word consists of letters and digits, none of which is special to LIKE.
                sql.bind(format!("% {word}%"));
            },
        );
    }
}

/// The maximum number of found spaces that are read one by one. If there are more, the index that gives the order is
/// scanned and its rows are filtered.
const RARE: usize = 1_000;

/// The spaces that contain a rare word of a search.
#[derive(Debug)]
pub struct Few {
    pub word: String,
    /// The numbers of all spaces that contain the word and that the viewer may find by it; at most [`RARE`].
    pub numbers: Vec<i64>,
}

/// Returns the spaces that contain a rare word of the search, or `None` if the search is empty or no word is rare. A
/// scan of the index that gives the order would read many rows before it finds a rare word.
pub async fn few(conn: &mut Conn, viewer: &Viewer, search: &str) -> Result<Option<Few>, sqlx::Error> {
    let mut words = words(search);
    // The longest word is the most likely to be rare.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    for word in words.into_iter().take(TRIED_MAX) {
        let numbers = candidates(viewer, &word).integers(conn).await?;
        if numbers.len() <= RARE {
            return Ok(Some(Few { word, numbers }));
        }
    }
    Ok(None)
}

/// The maximum number of words of a search that are tested for being rare.
const TRIED_MAX: usize = 2;

/// Returns the query of the spaces that contain the word, limited to one more than [`RARE`].
pub(super) fn candidates(viewer: &Viewer, word: &str) -> Sql {
    let mut sql = Sql::new("SELECT DISTINCT c.number FROM (");
    matching_numbers(&mut sql, viewer, word);
    sql.push(") c LIMIT ").bind(RARE as i64 + 1);
    sql
}

/// Returns whether the viewer may find spaces that are not in the index yet, as after a large import. It reads the
/// whole index, so call it only while the indexer may have work to do.
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

/// Indexes the spaces that the index lacks: after a large import or operation, and at start if the server ended before
/// it had done so.
pub async fn index_new(store: &Store) -> Result<(), StoreError> {
    // Nearly always nothing is missing. This check needs no write lock.
    let mut behind = Sql::new("SELECT 1 FROM spaces WHERE ");
    behind.push(NOT_INDEXED).push(" LIMIT 1");
    if scan(&mut *store.reader().acquire().await?, &behind).await?.is_none() {
        return Ok(());
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let mut tx = SystemPermit::begin(store, Purpose::Index).await?;
        last = index::add_missing(&mut tx, after).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_text_longer_than_its_field_permits_is_truncated() {
        assert_eq!(words(" Żółw, GĘŚ "), ["zolw", "ges"]);
        let long = "a ".repeat(limits::SEARCH);
        assert_eq!(words(&long).len(), limits::SEARCH / 2);
    }
}
