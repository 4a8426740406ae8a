//! Completion of people and spaces in the writing box, and who will read a post.

use domain::{
    access::{Action, Viewer, decide},
    fold,
    ids::{SpaceId, TopicId},
    person::PersonRef,
    topic::{ReadersOfPost, SuggestedSpace, TopicAddress},
    visibility::Visibility,
};
use sqlx::Row;

use super::{access::VISIBLE_TO_U, thread::readable};

use crate::server::{
    markdown,
    store::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
        search::{self, Masked},
        spaces::{
            self,
            access::{self, OPENED_BY_U},
        },
    },
};

/// Number of suggestions.
const SUGGESTED: usize = 8;
/// Number of people or spaces that are read to find as many by name: they are also found by other words.
const READ: i64 = 200;

/// Returns who will read a post with this text.
pub async fn readers(
    conn: &mut Conn,
    viewer: &Viewer,
    (space, topic): (SpaceId, Option<i64>),
    text: &str,
) -> Result<ReadersOfPost, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let private = private(conn, viewer, space, topic).await?;
    let mentions = markdown::render(text).mentions;
    let mut sql = Sql::new("SELECT u.id, u.name, u.deactivated_at FROM users u JOIN spaces s ON s.id = ");
    sql.text(space).push(" WHERE u.deactivated_at IS NULL AND NOT ");
    reads(&mut sql, private);
    sql.push(" AND u.id").within(&mentions);
    sql.push(" ORDER BY u.name_key, u.id");
    let rows = sql.rows(conn).await?;
    let count = match (facts.visibility, private) {
        (Visibility::Public, None) => None,
        _ => {
            let mut sql = Sql::new("SELECT count(*) FROM users u JOIN spaces s ON s.id = ");
            sql.text(space).push(" WHERE u.id <> ").text(viewer.id);
            reads(sql.push(" AND u.deactivated_at IS NULL AND "), private);
            Some(sql.count(conn).await?)
        }
    };
    Ok(ReadersOfPost {
        count,
        cannot_open: rows.iter().map(|row| person(row, 0)).collect::<Result<_, _>>()?,
        private: private.is_some(),
        may_give: private.is_none() && decide(viewer, &facts, Action::ManagePeople).is_ok(),
    })
}

/// Returns the topic at this address if it is a private one.
async fn private(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    topic: Option<i64>,
) -> Result<Option<TopicId>, StoreError> {
    let Some(number) = topic else { return Ok(None) };
    let topic = readable(conn, viewer, TopicAddress { space, number }).await?;
    Ok(topic.facts.private.then_some(topic.id))
}

/// Adds the condition that the person `u` can open the space `s`, and see the private topic.
fn reads(sql: &mut Sql, private: Option<TopicId>) {
    sql.push("(").push(OPENED_BY_U);
    if let Some(topic) = private {
        sql.push(" AND EXISTS (SELECT 1 FROM topics t WHERE t.id = ")
            .text(topic);
        sql.push(" AND ").push(VISIBLE_TO_U).push(")");
    }
    sql.push(")");
}

/// Returns up to 8 people who can open the space, and see the topic if it is private, by the beginning of a word of their
/// name.
pub async fn people(
    conn: &mut Conn,
    viewer: &Viewer,
    (space, topic): (SpaceId, Option<i64>),
    typed: &str,
) -> Result<Vec<PersonRef>, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Open).await?;
    let private = private(conn, viewer, space, topic).await?;
    let mut words = search::words(typed).into_iter();
    let mut sql = Sql::new("SELECT u.id, u.name, u.deactivated_at FROM ");
    match words.next() {
        None => sql.push("users u"),
        Some(word) => {
            sql.push("(SELECT DISTINCT w.user_id FROM user_words w WHERE ");
            begins(&mut sql, &word);
            sql.push(") c CROSS JOIN users u ON u.id = c.user_id")
        }
    };
    sql.push(" JOIN spaces s ON s.id = ").text(space);
    reads(sql.push(" WHERE u.deactivated_at IS NULL AND "), private);
    sql.push(" ORDER BY u.name_key, u.id LIMIT ").bind(READ);
    let rows = sql.rows(conn).await?;
    let people: Vec<PersonRef> = rows.iter().map(|row| person(row, 0)).collect::<Result<_, _>>()?;
    // The words of a person are also those of the e-mail, which is not shown here.
    let named = people.into_iter().filter(|person| fold::matches(&person.name, typed));
    Ok(named.take(SUGGESTED).collect())
}

/// Adds the condition that the word `w` begins with `word`.
fn begins(sql: &mut Sql, word: &str) {
    sql.push("w.word >= ").bind(word);
    sql.push(" AND w.word < ").bind(format!("{word}\u{10ffff}"));
}

/// Returns up to 8 spaces, by the beginnings of words of their names: those with the most recent activity.
pub async fn spaces(
    conn: &mut Conn,
    viewer: &Viewer,
    typed: &str,
    writable: bool,
) -> Result<Vec<SuggestedSpace>, StoreError> {
    let few = search::few(conn, viewer, typed).await?;
    let mut sql = Sql::new("SELECT s.id, s.name, s.visibility, o.name FROM ");
    if let Some(few) = &few {
        sql.integer_elements(&few.numbers).push(" c CROSS JOIN ");
    }
    sql.push("spaces s JOIN users o ON o.id = s.owner_id WHERE s.state IN ('active', 'archived') AND ");
    if few.is_some() {
        sql.push("s.number = c.value AND ");
    }
    access::may(&mut sql, viewer, if writable { Action::Discuss } else { Action::Find });
    let masked = if writable || viewer.is_admin() {
        Masked::None
    } else {
        Masked::Some
    };
    search::clause(&mut sql, viewer, typed, masked, few.as_ref());
    sql.push(" ORDER BY s.last_activity_at DESC, s.id LIMIT ").bind(READ);
    let mut found = Vec::new();
    for row in sql.rows(conn).await? {
        let name: String = row.try_get(1)?;
        if found.len() < SUGGESTED && fold::matches(&name, typed) {
            found.push(SuggestedSpace {
                id: parsed(&row, 0)?,
                name,
                visibility: Visibility::from_storage(row.try_get(2)?),
                owner: row.try_get(3)?,
            });
        }
    }
    Ok(found)
}
