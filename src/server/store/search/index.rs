//! The full-text index of spaces: the terms of a space, and updating them when spaces change.
//!
//! A term is a word with a prefix, the mark of an audience. The words of a public space are indexed once, for everyone.
//! The words of other spaces are indexed for administrators and for each reader; of a private space the words of the
//! name also for everyone. A search reads only the terms of its own audiences, so hidden spaces cost it no time. A
//! space with very many members has one set of terms of its own, which a search of its members includes.

use std::collections::{BTreeSet, HashMap};

use domain::{fold, ids::UserId, space::SpaceState, visibility::Visibility};
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::{
        dialect,
        sql::{Conn, Sql},
    },
    spaces::set::Set,
};

/// The number of people of a space, owner included, from which its members have no terms of their own.
pub const WIDE: i64 = 21;
/// The beginning of the mark of a space with that many people. The number of the space follows.
pub const WIDE_MARK: &str = "w";

/// The people who may find a space by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who is signed in.
    Everyone,
    /// Administrators, for words that not everyone may find.
    Administrators,
    /// An owner or member.
    Reader(UserId),
    /// The members of the space with this number.
    Wide(i64),
}

impl Audience {
    /// Returns the mark before a word. Marks with the same first letter have the same length, so no mark is the
    /// beginning of another.
    fn mark(self) -> String {
        match self {
            Self::Everyone => "p".to_owned(),
            Self::Administrators => "a".to_owned(),
            // The random end of an id. If two people had the same, their searches would read more terms, and would
            // still not show more spaces.
            Self::Reader(id) => format!("r{:012x}", id.0.as_u128() & 0xffff_ffff_ffff),
            Self::Wide(number) => format!("{WIDE_MARK}{number:08x}"),
        }
    }

    /// Returns the query for words of this audience that begin with `word`.
    pub fn term(self, word: &str) -> String {
        dialect::begins_with(&format!("{}{word}", self.mark()))
    }
}

/// A space with the columns that the index needs.
struct Entry {
    number: i64,
    name: String,
    description: String,
    visibility: Visibility,
    state: SpaceState,
    owner: UserId,
    /// Empty if there are very many members, or if everyone may find the space.
    members: Vec<UserId>,
    wide: bool,
}

impl Entry {
    /// Returns the terms of the space, separated by blanks.
    fn terms(&self) -> String {
        let words = |text: &str| -> BTreeSet<String> { fold::words(&fold::fold(text)).map(str::to_owned).collect() };
        let name = words(&self.name);
        let mut all = words(&self.description);
        all.extend(name.iter().cloned());
        let mut terms = String::new();
        let mut add = |audience: Audience, words: &BTreeSet<String>| {
            let mark = audience.mark();
            for word in words {
                terms.push_str(&mark);
                terms.push_str(word);
                terms.push(' ');
            }
        };
        let listed = self.state != SpaceState::Trash;
        match self.visibility {
            Visibility::Public if listed => {
                add(Audience::Everyone, &all);
                return terms;
            }
            Visibility::Private if listed => add(Audience::Everyone, &name),
            _ => {}
        }
        add(Audience::Administrators, &all);
        add(Audience::Reader(self.owner), &all);
        for member in &self.members {
            add(Audience::Reader(*member), &all);
        }
        if listed && self.wide {
            add(Audience::Wide(self.number), &all);
        }
        terms
    }
}

/// The maximum number of spaces that one transaction indexes, so that other writers wait only briefly.
const BATCH_SIZE: i64 = 2_000;

/// The part of a set of spaces that is indexed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    All,
    /// The spaces that not everyone may find.
    Restricted,
}

impl Of {
    fn clause(self, sql: &mut Sql, set: Set<'_>) {
        set.clause(sql, "s.id");
        if self == Self::Restricted {
            sql.push(" AND NOT (s.visibility = 'public' AND s.state IN ('active', 'archived'))");
        }
    }
}

/// Indexes the spaces of the set again. If an operation changed very many, they are removed from the index, which is
/// fast, and [`add_missing`] indexes them later.
pub async fn refresh(conn: &mut Conn, set: Set<'_>, of: Of) -> Result<(), sqlx::Error> {
    if let Set::Operation(_) | Set::Undo(_) = set {
        let mut sql = Sql::new("SELECT count(*) FROM spaces s WHERE ");
        of.clause(&mut sql, set);
        if sql.count(conn).await? > BATCH_SIZE {
            let mut sql = Sql::new(dialect::REMOVE_FROM_INDEX);
            sql.push(" IN (SELECT s.number FROM spaces s WHERE ");
            of.clause(&mut sql, set);
            sql.push(")").run(conn).await?;
            return Ok(());
        }
    }
    let entries = entries(conn, &mut |sql| of.clause(sql, set)).await?;
    let numbers: Vec<i64> = entries.iter().map(|entry| entry.number).collect();
    remove(conn, &numbers).await?;
    insert(conn, &entries).await
}

/// Indexes spaces with numbers above `after` that the index lacks, at most [`BATCH_SIZE`]. Returns the number of the last
/// one, or `None` if none was missing.
pub async fn add_missing(conn: &mut Conn, after: i64) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::new("SELECT s.number FROM spaces s WHERE s.number > ");
    sql.bind(after)
        .push(&format!(" AND {} ORDER BY s.number LIMIT ", dialect::NOT_INDEXED));
    let numbers = sql.bind(BATCH_SIZE).integers(conn).await?;
    let Some(last) = numbers.last().copied() else {
        return Ok(None);
    };
    let entries = entries(conn, &mut |sql| {
        sql.push("s.number").within_integers(&numbers);
    })
    .await?;
    insert(conn, &entries).await?;
    Ok(Some(last))
}

/// Reads the spaces that satisfy the condition on `s`.
async fn entries(conn: &mut Conn, condition: &mut (dyn FnMut(&mut Sql) + Send)) -> Result<Vec<Entry>, sqlx::Error> {
    let mut sql = Sql::new(
        "SELECT s.number, s.name, s.description, s.visibility, s.state, s.owner_id, s.people FROM spaces s WHERE ",
    );
    condition(&mut sql);
    let rows = sql.rows(conn).await?;
    let mut sql = Sql::new("SELECT s.number, m.user_id FROM spaces s JOIN space_members m ON m.space_id = s.id WHERE ");
    condition(&mut sql);
    sql.push(&format!(
        " AND s.visibility <> 'public' AND s.state IN ('active', 'archived') AND s.people <= {WIDE}"
    ));
    let mut members: HashMap<i64, Vec<UserId>> = HashMap::new();
    for row in sql.rows(conn).await? {
        members
            .entry(row.try_get(0)?)
            .or_default()
            .extend(reader(row.try_get(1)?));
    }
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let number = row.try_get(0)?;
        entries.push(Entry {
            number,
            name: row.try_get(1)?,
            description: row.try_get(2)?,
            visibility: Visibility::from_storage(row.try_get(3)?),
            state: SpaceState::from_storage(row.try_get(4)?),
            owner: reader(row.try_get(5)?).unwrap_or(UserId(uuid::Uuid::nil())),
            members: members.remove(&number).unwrap_or_default(),
            wide: row.try_get::<i64, _>(6)? > WIDE,
        });
    }
    Ok(entries)
}

/// An id that cannot be parsed belongs to nobody.
fn reader(id: String) -> Option<UserId> {
    id.parse().ok()
}

async fn insert(conn: &mut Conn, entries: &[Entry]) -> Result<(), sqlx::Error> {
    for chunk in entries.chunks(100) {
        let mut sql = Sql::new(dialect::ADD_TO_INDEX);
        for (place, entry) in chunk.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" }).bind(entry.number);
            sql.push(", ").bind(entry.terms()).push(")");
        }
        sql.run(conn).await?;
    }
    Ok(())
}

/// Removes spaces from the index.
pub async fn remove(conn: &mut Conn, numbers: &[i64]) -> Result<(), sqlx::Error> {
    let mut sql = Sql::new(dialect::REMOVE_FROM_INDEX);
    sql.within_integers(numbers).run(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn entry(visibility: Visibility, state: SpaceState) -> Entry {
        Entry {
            number: 31,
            name: "Łódź".into(),
            description: "lodz plan".into(),
            visibility,
            state,
            owner: UserId(Uuid::from_u128(1)),
            members: vec![UserId(Uuid::from_u128(2))],
            wide: false,
        }
    }

    #[test]
    fn a_space_has_terms_only_for_people_who_may_find_it() {
        let terms = |entry: Entry| entry.terms();
        let listed = |visibility| terms(entry(visibility, SpaceState::Active));
        let restricted = "alodz aplan r000000000001lodz r000000000001plan r000000000002lodz r000000000002plan ";
        assert_eq!(listed(Visibility::Public), "plodz pplan ");
        assert_eq!(listed(Visibility::Private), format!("plodz {restricted}"));
        assert_eq!(listed(Visibility::Hidden), restricted);
        let wide = Entry {
            members: Vec::new(),
            wide: true,
            ..entry(Visibility::Hidden, SpaceState::Archived)
        };
        assert_eq!(
            wide.terms(),
            "alodz aplan r000000000001lodz r000000000001plan w0000001flodz w0000001fplan "
        );
        let trash = Entry {
            members: Vec::new(),
            ..entry(Visibility::Public, SpaceState::Trash)
        };
        assert_eq!(trash.terms(), "alodz aplan r000000000001lodz r000000000001plan ");
    }

    #[test]
    fn a_term_is_found_by_its_audience_and_a_prefix_of_its_word() {
        assert_eq!(Audience::Everyone.term("lod"), "\"plod\"*");
        assert_eq!(Audience::Wide(31).term("lod"), "\"w0000001flod\"*");
    }
}
