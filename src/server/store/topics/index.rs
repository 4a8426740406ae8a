//! The full-text index of posts: their terms, and updating them.
//!
//! A post is indexed by the words of its text. The first post of a topic is also indexed by those of its title and
//! outcome. A term is a word with a prefix, the mark of an audience: everyone for public spaces; for others administrators,
//! and the people of the space. A search reads only the terms of its own audiences, so hidden posts cost it no time.

use std::collections::BTreeSet;

use domain::{
    fold,
    topic::{TopicAddress, TopicEvent},
    visibility::Visibility,
};
use sqlx::Row;

use crate::server::{
    markdown,
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            connections::scan,
            dialect,
            sql::{Conn, Sql},
        },
        spaces::set::Set,
    },
};

/// The maximum number of posts that one transaction indexes, so that other writers wait only briefly.
const BATCH_SIZE: i64 = 2_000;

/// The people who may find a post by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who is signed in.
    Everyone,
    /// Administrators, for posts that not everyone may find.
    Administrators,
    /// The people of the space with this number.
    Space(i64),
}

impl Audience {
    /// Returns the mark before a word. No mark is the beginning of another.
    fn mark(self) -> String {
        match self {
            Self::Everyone => "p".to_owned(),
            Self::Administrators => "a".to_owned(),
            Self::Space(number) => format!("s{number:08x}"),
        }
    }

    /// Returns the query for words of this audience that begin with `word`.
    pub fn term(self, word: &str) -> String {
        dialect::begins_with(&format!("{}{word}", self.mark()))
    }
}

/// Returns the terms of a post, separated by blanks.
fn terms(text: &str, visibility: Visibility, space: i64) -> String {
    let folded = fold::fold(text);
    let words: BTreeSet<&str> = fold::words(&folded).collect();
    let audiences: &[Audience] = match visibility {
        Visibility::Public => &[Audience::Everyone],
        _ => &[Audience::Administrators, Audience::Space(space)],
    };
    let mut terms = String::new();
    for mark in audiences.iter().map(|audience| audience.mark()) {
        for word in &words {
            terms.push_str(&mark);
            terms.push_str(word);
            terms.push(' ');
        }
    }
    terms
}

/// Indexes posts again. Deleted ones, and those of deleted topics, are removed.
pub async fn index_posts(conn: &mut Conn, seqs: &[i64]) -> Result<(), StoreError> {
    remove_posts(conn, seqs).await?;
    insert(conn, seqs).await
}

/// Removes posts from the index.
pub async fn remove_posts(conn: &mut Conn, seqs: &[i64]) -> Result<(), StoreError> {
    if seqs.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(dialect::REMOVE_POSTS_FROM_INDEX);
    sql.within_integers(seqs).run(conn).await?;
    Ok(())
}

async fn insert(conn: &mut Conn, seqs: &[i64]) -> Result<(), StoreError> {
    for part in seqs.chunks(100) {
        let mut sql = Sql::new(
            "SELECT p.seq, p.markdown, CASE WHEN p.number = t.first_post THEN t.title ELSE '' END, \
             CASE WHEN p.number = t.first_post THEN COALESCE(t.outcome, '') ELSE '' END, s.visibility, s.number \
             FROM posts p JOIN topics t ON t.id = p.topic_id JOIN spaces s ON s.id = t.space_id \
             WHERE p.deleted_at IS NULL AND t.deleted_at IS NULL AND p.seq",
        );
        let rows = sql.within_integers(part).rows(conn).await?;
        let mut sql = Sql::new(dialect::ADD_POSTS_TO_INDEX);
        for (place, row) in rows.iter().enumerate() {
            let (text, title, outcome): (&str, &str, &str) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
            let text = format!("{title} {outcome} {}", markdown::plain_text(text).words());
            let visibility = Visibility::from_storage(row.try_get(4)?);
            sql.push(if place > 0 { ", (" } else { "(" });
            sql.bind(row.try_get::<i64, _>(0)?).push(", ");
            sql.bind(terms(&text, visibility, row.try_get(5)?)).push(")");
        }
        if !rows.is_empty() {
            sql.run(conn).await?;
        }
    }
    Ok(())
}

/// Indexes again what an event changed. If these are very many posts they are only removed, and [`index_missing`] indexes
/// them later.
pub async fn update(conn: &mut Conn, topic: TopicAddress, event: TopicEvent) -> Result<(), StoreError> {
    let number = match event {
        TopicEvent::Reacted(_) | TopicEvent::Noticed(_) | TopicEvent::MovedAway => return Ok(()),
        TopicEvent::Deleted | TopicEvent::Restored | TopicEvent::MovedHere | TopicEvent::AudienceChanged(_) => "",
        // The title and the outcome are words of the first post.
        TopicEvent::Changed => " AND p.number = t.first_post",
        _ => " AND p.number = ",
    };
    index_all(conn, &|sql| {
        sql.push("t.space_id = ").text(topic.space);
        sql.push(" AND t.number = ").bind(topic.number).push(number);
        if let Some(post) = event.post() {
            sql.bind(post);
        }
    })
    .await
}

/// Removes the posts of spaces from the index before they are deleted completely.
pub async fn remove_spaces(conn: &mut Conn, set: Set<'_>) -> Result<(), StoreError> {
    remove_all(conn, &|sql| set.clause(sql, "t.space_id")).await
}

/// Indexes the posts of those spaces again whose visibility changed.
pub async fn refresh(conn: &mut Conn, set: Set<'_>) -> Result<(), StoreError> {
    let public = "CASE WHEN s.visibility = 'public' THEN 1 ELSE 0 END";
    let changed = |sql: &mut Sql| {
        sql.push(&format!(
            "t.space_id IN (SELECT n.space_id FROM space_numbers n JOIN spaces s ON s.id = n.space_id \
             WHERE n.indexed_public <> {public} AND "
        ));
        set.clause(sql, "n.space_id");
        sql.push(")");
    };
    index_all(conn, &changed).await?;
    let mut sql = Sql::new(&format!(
        "UPDATE space_numbers SET indexed_public = (SELECT {public} FROM spaces s WHERE s.id = space_numbers.space_id) WHERE "
    ));
    set.clause(&mut sql, "space_id");
    sql.run(conn).await?;
    Ok(())
}

type Condition<'a> = dyn Fn(&mut Sql) + Sync + 'a;

const OF_TOPICS: &str = "SELECT p.seq FROM topics t JOIN posts p ON p.topic_id = t.id WHERE ";

/// Indexes the posts of the topics `t` that satisfy the condition.
async fn index_all(conn: &mut Conn, condition: &Condition<'_>) -> Result<(), StoreError> {
    let mut sql = Sql::new(OF_TOPICS);
    condition(&mut sql);
    let seqs = sql.push(" LIMIT ").bind(BATCH_SIZE + 1).integers(conn).await?;
    if seqs.len() as i64 > BATCH_SIZE {
        return remove_all(conn, condition).await;
    }
    index_posts(conn, &seqs).await
}

async fn remove_all(conn: &mut Conn, condition: &Condition<'_>) -> Result<(), StoreError> {
    let mut sql = Sql::new(dialect::REMOVE_POSTS_FROM_INDEX);
    sql.push(" IN (").push(OF_TOPICS);
    condition(&mut sql);
    sql.push(")").run(conn).await?;
    Ok(())
}

/// Adds the tables and the condition of posts that the index lacks.
fn missing(sql: &mut Sql) {
    sql.push(
        " FROM posts p JOIN topics t ON t.id = p.topic_id WHERE p.deleted_at IS NULL AND t.deleted_at IS NULL AND ",
    );
    sql.push(dialect::POST_NOT_INDEXED);
}

/// Indexes the posts that the index lacks, in batches. Returns how many.
pub async fn index_missing(store: &Store) -> Result<u64, StoreError> {
    // Nearly always nothing is missing. This check needs no write lock.
    let mut behind = Sql::new("SELECT 1");
    missing(&mut behind);
    behind.push(" LIMIT 1");
    if scan(&mut *store.reader().acquire().await?, &behind).await?.is_none() {
        return Ok(0);
    }
    let (mut after, mut indexed) = (0, 0);
    loop {
        let mut tx = SystemPermit::begin(store, Purpose::Index).await?;
        let mut sql = Sql::new("SELECT p.seq");
        missing(&mut sql);
        sql.push(" AND p.seq > ").bind(after);
        sql.push(" ORDER BY p.seq LIMIT ").bind(BATCH_SIZE);
        let seqs = sql.integers(&mut tx).await?;
        let Some(last) = seqs.last() else {
            return Ok(indexed);
        };
        after = *last;
        insert(&mut tx, &seqs).await?;
        tx.commit().await?;
        indexed += seqs.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_has_terms_only_for_people_who_may_find_it() {
        assert_eq!(terms("Łódź a łódź", Visibility::Public, 31), "pa plodz ");
        for closed in [Visibility::Private, Visibility::Hidden] {
            assert_eq!(terms("Plan", closed, 31), "aplan s0000001fplan ");
        }
        assert_eq!(Audience::Space(31).term("pl"), "\"s0000001fpl\"*");
    }
}
