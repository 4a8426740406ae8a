//! Removes invisible characters from names that earlier versions stored, once, when the database is opened.
//!
//! Forms and imports clean names with [`text::line`] before they compare them. A stored name with invisible characters
//! would equal none of them: a second tag that looks the same would be created, and an import would not find the space.

use domain::{
    fold::fold,
    ids::{GroupId, SpaceId, UserId},
    limits, text,
};
use sqlx::Row;

use super::{
    rows::parsed,
    sort_key,
    sql::{Conn, Sql},
};
use crate::server::store::{
    StoreError,
    people::users,
    search,
    spaces::derived::{self, Part, Set},
};

/// How many names are in memory at a time.
const BATCH_SIZE: i64 = 5_000;

/// Cleans all names, unless that was done before. Returns whether it was done now.
pub async fn clean(conn: &mut Conn) -> Result<bool, StoreError> {
    let account = Sql::new("SELECT names_cleaned FROM account WHERE id = 1")
        .row(conn)
        .await?;
    // Before the account is set up no row has a name.
    let Some(account) = account else { return Ok(false) };
    if account.try_get::<i64, _>(0)? != 0 {
        return Ok(false);
    }
    people(conn).await?;
    groups(conn).await?;
    tags(conn).await?;
    spaces(conn).await?;
    deals(conn).await?;
    Sql::new("UPDATE account SET names_cleaned = 1 WHERE id = 1")
        .run(conn)
        .await?;
    Ok(true)
}

/// A row whose text is not clean.
struct Unclean {
    id: String,
    clean: String,
}

/// Returns the rows of the table whose text in the column is not clean. A text without any visible character stays as
/// it is.
async fn unclean(conn: &mut Conn, table: &str, column: &str) -> Result<Vec<Unclean>, StoreError> {
    let (mut found, mut last) = (Vec::new(), String::new());
    loop {
        let mut sql = Sql::new(&format!("SELECT n.id, n.{column} FROM {table} n WHERE n.id > "));
        sql.bind(last.as_str()).push(" ORDER BY n.id LIMIT ").bind(BATCH_SIZE);
        let rows = sql.rows(conn).await?;
        let Some(end) = rows.last() else { return Ok(found) };
        last = end.try_get(0)?;
        for row in &rows {
            let stored: &str = row.try_get(1)?;
            match text::line(stored, usize::MAX) {
                Ok(clean) if clean != stored => found.push(Unclean {
                    id: row.try_get(0)?,
                    clean,
                }),
                _ => {}
            }
        }
    }
}

/// Cleans names and e-mails of people. An e-mail that equals another person's after cleaning stays as it is.
async fn people(conn: &mut Conn) -> Result<(), StoreError> {
    for Unclean { id, clean } in unclean(conn, "users", "name").await? {
        let mut sql = Sql::new("UPDATE users SET name = ");
        sql.bind(clean.as_str()).push(", name_key = ").bind(sort_key(&clean));
        sql.push(", name_folded = ").bind(fold(&clean));
        sql.push(" WHERE id = ").bind(id.as_str()).run(conn).await?;
        users::follow_name(conn, known::<UserId>(&id)?).await?;
    }
    for Unclean { id, clean } in unclean(conn, "users", "email").await? {
        let own: UserId = known(&id)?;
        if users::by_email(conn, &clean).await?.is_some_and(|other| other != own) {
            continue;
        }
        let mut sql = Sql::new("UPDATE users SET email = ");
        sql.bind(clean.as_str()).push(", email_folded = ").bind(fold(&clean));
        sql.push(" WHERE id = ").bind(id).run(conn).await?;
        users::follow_name(conn, own).await?;
    }
    Ok(())
}

/// Cleans names of groups. If another group has the same name, a number is appended.
async fn groups(conn: &mut Conn) -> Result<(), StoreError> {
    for Unclean { id, clean } in unclean(conn, "groups", "name").await? {
        let id: GroupId = known(&id)?;
        let name = free_group_name(conn, id, clean).await?;
        let mut sql = Sql::new("UPDATE groups SET name = ");
        sql.bind(name.as_str()).push(", name_key = ").bind(sort_key(&name));
        sql.push(", name_folded = ").bind(fold(&name));
        sql.push(", name_words = ").bind(search::indexed(&name));
        sql.push(" WHERE id = ").text(id).run(conn).await?;
        derived::refresh(conn, Set::InGroup(id), &[Part::Groups]).await?;
    }
    Ok(())
}

async fn free_group_name(conn: &mut Conn, id: GroupId, clean: String) -> Result<String, StoreError> {
    let (mut name, mut number) = (clean.clone(), 1);
    loop {
        let mut sql = Sql::new("SELECT g.id FROM groups g WHERE g.name_folded = ");
        sql.bind(fold(&name)).push(" AND g.id <> ").text(id);
        if sql.row(conn).await?.is_none() {
            return Ok(name);
        }
        number += 1;
        let end = format!(" {number}");
        let kept = limits::GROUP_NAME.saturating_sub(end.len());
        name = clean.chars().take(kept).collect::<String>() + &end;
    }
}

/// Cleans tags. Two tags with the same text become one, which the spaces of both have.
async fn tags(conn: &mut Conn) -> Result<(), StoreError> {
    for Unclean { id, clean } in unclean(conn, "tags", "name").await? {
        let spaces = tagged(conn, &id).await?;
        let mut sql = Sql::new("SELECT t.id FROM tags t WHERE t.name_folded = ");
        sql.bind(fold(&clean)).push(" AND t.id <> ").bind(id.as_str());
        match sql.row(conn).await? {
            Some(other) => merge(conn, &id, other.try_get(0)?, &clean).await?,
            None => {
                let mut sql = Sql::new("UPDATE tags SET name = ");
                sql.bind(clean.as_str()).push(", name_key = ").bind(sort_key(&clean));
                sql.push(", name_folded = ").bind(fold(&clean));
                sql.push(", name_words = ").bind(search::indexed(&clean));
                sql.push(" WHERE id = ").bind(id).run(conn).await?;
            }
        }
        derived::refresh(conn, Set::Ids(&spaces), &[Part::Tags]).await?;
    }
    spellings(conn).await
}

/// Returns the spaces that have the tag.
async fn tagged(conn: &mut Conn, id: &str) -> Result<Vec<SpaceId>, StoreError> {
    let mut sql = Sql::new("SELECT l.space_id FROM space_tags l WHERE l.tag_id = ");
    let rows = sql.bind(id).rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Replaces the tag by the other one in its spaces, which keep their spelling, and deletes it.
async fn merge(conn: &mut Conn, id: &str, other: &str, clean: &str) -> Result<(), StoreError> {
    let mut sql =
        Sql::new("INSERT INTO space_tags (space_id, tag_id, reader, spelling, spelling_key) SELECT l.space_id, ");
    sql.bind(other).push(", l.reader, ").bind(clean).push(", ");
    sql.bind(sort_key(clean)).push(" FROM space_tags l WHERE l.tag_id = ");
    sql.bind(id).push(" ON CONFLICT DO NOTHING").run(conn).await?;
    for table in ["space_tags WHERE tag_id = ", "tags WHERE id = "] {
        let mut sql = Sql::new(&format!("DELETE FROM {table}"));
        sql.bind(id).run(conn).await?;
    }
    Ok(())
}

/// Cleans the spaces' own spellings of tags.
async fn spellings(conn: &mut Conn) -> Result<(), StoreError> {
    let spelled = Sql::new("SELECT DISTINCT l.spelling FROM space_tags l WHERE l.spelling <> ''");
    for row in spelled.rows(conn).await? {
        let stored: String = row.try_get(0)?;
        let Ok(clean) = text::line(&stored, usize::MAX) else {
            continue;
        };
        if clean == stored {
            continue;
        }
        let mut sql = Sql::new("SELECT l.space_id FROM space_tags l WHERE l.spelling = ");
        let rows = sql.bind(stored.as_str()).rows(conn).await?;
        let spaces: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
        let mut sql = Sql::new("UPDATE space_tags SET spelling = ");
        sql.bind(clean.as_str())
            .push(", spelling_key = ")
            .bind(sort_key(&clean));
        sql.push(" WHERE spelling = ").bind(stored).run(conn).await?;
        derived::refresh(conn, Set::Ids(&spaces), &[Part::Tags]).await?;
    }
    Ok(())
}

/// Cleans names of spaces, and removes them from the search index, so that they are indexed again.
async fn spaces(conn: &mut Conn) -> Result<(), StoreError> {
    let mut numbers = Vec::new();
    for Unclean { id, clean } in unclean(conn, "spaces", "name").await? {
        let mut sql = Sql::new("UPDATE spaces SET name = ");
        sql.bind(clean.as_str()).push(", name_key = ").bind(sort_key(&clean));
        sql.push(", name_folded = ").bind(fold(&clean));
        sql.push(" WHERE id = ").bind(id).push(" RETURNING number");
        numbers.extend(sql.integers(conn).await?);
    }
    Ok(search::index::remove(conn, &numbers).await?)
}

async fn deals(conn: &mut Conn) -> Result<(), StoreError> {
    for Unclean { id, clean } in unclean(conn, "deals", "name").await? {
        let mut sql = Sql::new("UPDATE deals SET name = ");
        sql.bind(clean.as_str()).push(", name_key = ").bind(sort_key(&clean));
        sql.push(", name_words = ").bind(search::indexed(&clean));
        sql.push(" WHERE id = ").bind(id).run(conn).await?;
    }
    Ok(())
}

fn known<T: std::str::FromStr>(id: &str) -> Result<T, StoreError> {
    id.parse()
        .map_err(|_| StoreError::Damaged(format!("'{id}' is not an id")))
}
