//! Searching: the words of a search as conditions on spaces.
//!
//! The full-text index holds the words of names and descriptions, each word once for each audience that may find the
//! space by it ([`index`]), so that a search reads nothing of what its reader may not see and takes as long as if that
//! were not there. Groups and tags are few and searched by their words, so that renaming a group or a bulk operation
//! never has to touch the index.

use domain::{access::Viewer, fold, limits};

use super::{
    Store, StoreError,
    engine::{
        dialect::{self, INDEXED_SPACES},
        sql::{Conn, Sql},
    },
    spaces::{
        access,
        links::{self, Link},
    },
};

use crate::server::permits::{Purpose, SystemPermit};

pub mod index;

use dialect::NOT_INDEXED;
use index::{Audience, WIDE, WIDE_MARK};

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
    if masked != Masked::All {
        for word in &words {
            // The plus keeps the engine from using this list in the place of the order's index.
            sql.push(" AND +s.number IN (");
            somewhere(sql, viewer, word);
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
    dialect::spaces_that_match(sql, dialect::all(&all));
    sql.push("))");
}

/// Whether the rows searched hold some of which the viewer sees the outline alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Masked {
    None,
    Some,
    All,
}

/// Adds a query of the numbers of the spaces that hold a word that begins so, as far as the viewer may find them by it.
fn somewhere(sql: &mut Sql, viewer: &Viewer, word: &str) {
    let own = if viewer.is_admin() {
        Audience::Administrators
    } else {
        Audience::Reader(viewer.id)
    };
    let terms = [Audience::Everyone.term(word), own.term(word)];
    dialect::spaces_that_match(sql, dialect::any(&terms));
    if !viewer.is_admin() {
        // Spaces of very many members have a term of their own for each word.
        dialect::or_numbered(sql, WIDE_MARK, word);
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
            |sql, from| {
                sql.push(&format!(" FROM {table} t CROSS JOIN {from} CROSS JOIN spaces x "));
            },
            |sql| {
                sql.push(&format!("x.id = l.space_id AND l.{key} = t.id AND t.name_words LIKE "));
                // A word is letters and digits, so nothing in it is special to LIKE.
                sql.bind(format!("% {word}%"));
            },
        );
    }
}

/// Found spaces that are read one by one rather than met on the way along an order's index.
const RARE: usize = 1_000;

/// Returns the numbers of all spaces that the search may find, if they are few; `None` where they are many, or nothing
/// is searched for. Along an order's index a rare word is met late.
pub async fn few(conn: &mut Conn, viewer: &Viewer, search: &str) -> Result<Option<Vec<i64>>, sqlx::Error> {
    let mut words = words(search);
    // The longest word is the likeliest to be rare.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    for word in words.iter().take(MOST_TRIED) {
        let numbers = candidates(viewer, word).integers(conn).await?;
        if numbers.len() <= RARE {
            return Ok(Some(numbers));
        }
    }
    Ok(None)
}

/// Words of a search of which it is looked whether they are rare.
const MOST_TRIED: usize = 2;

/// Returns the query of the spaces that hold the word, up to one more than are few.
pub(super) fn candidates(viewer: &Viewer, word: &str) -> Sql {
    let mut sql = Sql::new("SELECT DISTINCT c.number FROM (");
    somewhere(&mut sql, viewer, word);
    sql.push(") c LIMIT ").bind(RARE as i64 + 1);
    sql
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

/// Indexes the spaces that the index lacks: after a large import or operation, and at start if the server died in between.
pub async fn index_new(store: &Store) -> Result<(), StoreError> {
    // Nothing is left to do nearly always, and to see that takes neither the writer nor the memory that it may grow to.
    let mut behind = Sql::new("SELECT 1 FROM spaces WHERE ");
    behind.push(NOT_INDEXED).push(" LIMIT 1");
    if behind.row(&mut *store.reader().acquire().await?).await?.is_none() {
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
    fn no_more_is_searched_for_than_a_person_may_type() {
        assert_eq!(words(" Żółw, GĘŚ "), ["zolw", "ges"]);
        let long = "a ".repeat(limits::SEARCH);
        assert_eq!(words(&long).len(), limits::SEARCH / 2);
    }
}
