//! People: names, credentials, roles and settings.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    error::{AppError, Field, Reason},
    fold::{fold, words},
    ids::UserId,
    person::{Language, Me, NewPerson, PersonRef, Role, Theme, UserRow, UserStatus},
};
use sqlx::{Row, any::AnyRow};

use crate::server::{
    clock,
    store::{
        Store, StoreError, deals,
        engine::{
            rows::{parsed, person},
            sort_key,
            sql::{Conn, Sql},
        },
        topics::forget::{Of, forget_people},
    },
};

const TIME_ZONE: &str = "Europe/Warsaw";
const ME: &str = "SELECT id, name, email, role, language, theme, time_zone, shortcuts, compact_rows FROM users \
    WHERE id = $1 AND deactivated_at IS NULL";

/// Returns whether the account has a person yet.
pub async fn exist(store: &Store) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM users LIMIT 1")
        .fetch_optional(store.reader())
        .await?;
    Ok(row.is_some())
}

/// Returns whether the account has a person yet, as the transaction sees it.
pub async fn exist_now(conn: &mut Conn) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM users LIMIT 1")
        .fetch_optional(&mut *conn)
        .await?;
    Ok(row.is_some())
}

/// Returns the active person with this id, from the cache where nothing was written since they were read.
pub async fn cached(store: &Store, id: UserId) -> Result<Option<Arc<Me>>, StoreError> {
    let read = async { me(&mut *store.reader().acquire().await?, id).await };
    store.cache().find_or_read(|cached| &mut cached.people, id, read).await
}

/// Returns the active person with this id.
pub async fn me(conn: &mut Conn, id: UserId) -> Result<Option<Me>, StoreError> {
    let row = sqlx::query(ME).bind(id.to_string()).fetch_optional(conn).await?;
    row.map(|row| {
        let word = |index: usize| row.try_get::<String, _>(index);
        Ok(Me {
            id,
            name: word(1)?,
            email: word(2)?,
            role: Role::from_storage(&word(3)?),
            language: Language::parse(&word(4)?).unwrap_or_default(),
            theme: Theme::parse(&word(5)?),
            time_zone: word(6)?,
            shortcuts: row.try_get::<i64, _>(7)? != 0,
            compact_rows: row.try_get::<i64, _>(8)? != 0,
        })
    })
    .transpose()
}

/// Returns the id and password hash of the active person with this e-mail.
pub async fn credentials(store: &Store, email: &str) -> Result<Option<(UserId, String)>, StoreError> {
    let row = sqlx::query(
        "SELECT id, password_hash FROM users \
         WHERE email_folded = $1 AND deactivated_at IS NULL AND password_hash IS NOT NULL",
    )
    .bind(fold(email.trim()))
    .fetch_optional(store.reader())
    .await?;
    row.map(|row| Ok((parsed(&row, 0)?, row.try_get(1)?))).transpose()
}

/// Returns the hash of a person's password.
pub async fn password_hash(store: &Store, id: UserId) -> Result<String, StoreError> {
    let hash: Option<String> = sqlx::query_scalar("SELECT password_hash FROM users WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(store.reader())
        .await?;
    hash.ok_or(StoreError::NotFound)
}

/// Returns the person with this e-mail, active or not.
pub async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<UserId>, StoreError> {
    let row = sqlx::query("SELECT id FROM users WHERE email_folded = $1")
        .bind(fold(email.trim()))
        .fetch_optional(conn)
        .await?;
    row.map(|row| parsed(&row, 0)).transpose()
}

/// Adds a person whose details were checked. Without a password they are invited.
pub async fn add(
    conn: &mut Conn,
    person: &NewPerson,
    language: Language,
    password_hash: Option<&str>,
) -> Result<UserId, StoreError> {
    if by_email(conn, &person.email).await?.is_some() {
        return Err(AppError::field(Field::Email, Reason::Taken).into());
    }
    let id = UserId(clock::new_id());
    sqlx::query(
        "INSERT INTO users (id, email, email_folded, name, name_key, name_folded, role, language, theme, time_zone, \
         password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id.to_string())
    .bind(person.email.clone())
    .bind(fold(&person.email))
    .bind(person.name.clone())
    .bind(sort_key(&person.name))
    .bind(fold(&person.name))
    .bind(person.role.as_str())
    .bind(language.tag())
    .bind(Theme::System.as_str())
    .bind(TIME_ZONE)
    .bind(password_hash.map(str::to_owned))
    .bind(clock::now())
    .execute(&mut *conn)
    .await?;
    write_words(conn, id, &person.name, &person.email).await?;
    Ok(id)
}

/// Sets the password of an active person.
///
/// # Errors
///
/// `NotFound` if the person is deactivated.
pub async fn set_password(conn: &mut Conn, id: UserId, hash: &str) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE users SET password_hash = $1 WHERE id = $2 AND deactivated_at IS NULL")
        .bind(hash.to_owned())
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    found(done.rows_affected())
}

/// Changes the password of an active person if the stored hash is still the one that was verified.
///
/// # Errors
///
/// `WrongPassword` on the current password if the hash changed meanwhile or the person was deactivated.
pub async fn replace_password(conn: &mut Conn, id: UserId, verified: &str, hash: &str) -> Result<(), StoreError> {
    if !has_password(conn, &id.to_string(), verified).await? {
        return Err(AppError::field(Field::CurrentPassword, Reason::WrongPassword).into());
    }
    set_password(conn, id, hash).await
}

/// Returns whether the person is active and this is the stored hash of their password.
pub async fn has_password(conn: &mut Conn, id: &str, hash: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 AND deactivated_at IS NULL")
        .bind(id.to_owned())
        .bind(hash.to_owned())
        .fetch_optional(&mut *conn)
        .await?;
    Ok(row.is_some())
}

/// Returns whether the person has chosen a password.
pub async fn has_any_password(conn: &mut Conn, id: UserId) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM users WHERE password_hash IS NOT NULL AND id = ");
    Ok(sql.text(id).row(conn).await?.is_some())
}

/// Records that the person signed in at this instant, milliseconds since the Unix epoch.
pub async fn record_sign_in(conn: &mut Conn, id: UserId, at: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE users SET last_seen_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Saves the settings that people may change themselves: name, language, theme, time zone, shortcuts, compact rows.
pub async fn save_settings(conn: &mut Conn, me: &Me) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE users SET name = $1, name_key = $2, name_folded = $3, language = $4, theme = $5, time_zone = $6, \
         shortcuts = $7, compact_rows = $8 WHERE id = $9",
    )
    .bind(me.name.clone())
    .bind(sort_key(&me.name))
    .bind(fold(&me.name))
    .bind(me.language.tag())
    .bind(me.theme.as_str())
    .bind(me.time_zone.clone())
    .bind(i64::from(me.shortcuts))
    .bind(i64::from(me.compact_rows))
    .bind(me.id.to_string())
    .execute(&mut *conn)
    .await?;
    found(done.rows_affected())?;
    follow_name(conn, me.id).await
}

/// Updates the words and keys by which lists search and sort, after the person's name or e-mail changed.
pub(in crate::server::store) async fn follow_name(conn: &mut Conn, id: UserId) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT u.name, u.email, u.name_key FROM users u WHERE u.id = ");
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    write_words(conn, id, row.try_get(0)?, row.try_get(1)?).await?;
    // The deal lists sort by the owner's name without a join.
    deals::keys::refresh(conn, deals::keys::Of::Owner(id)).await?;
    let key: String = row.try_get(2)?;
    sqlx::query("UPDATE spaces SET owner_key = $1 WHERE owner_id = $2 AND owner_key <> $1")
        .bind(key.clone())
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    Ok(crate::server::store::fields::values::person_renamed(conn, id, &key).await?)
}

/// Returns all people, by name.
pub async fn list(store: &Store) -> Result<Vec<UserRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT u.id, u.name, u.email, u.role, u.password_hash IS NOT NULL, u.deactivated_at, u.last_seen_at, \
         (SELECT COUNT(*) FROM spaces s WHERE s.owner_id = u.id), \
         (SELECT COUNT(*) FROM deals d WHERE d.owner_id = u.id) FROM users u ORDER BY u.name_key, u.id",
    )
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(user_row).collect()
}

fn user_row(row: &AnyRow) -> Result<UserRow, StoreError> {
    let deactivated: Option<i64> = row.try_get(5)?;
    let has_password = row.try_get::<i64, _>(4)? != 0;
    Ok(UserRow {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        email: row.try_get(2)?,
        role: Role::from_storage(row.try_get::<String, _>(3)?.as_str()),
        status: match (deactivated, has_password) {
            (Some(_), _) => UserStatus::Deactivated,
            (None, true) => UserStatus::Active,
            (None, false) => UserStatus::Invited,
        },
        owned_spaces: u32::try_from(row.try_get::<i64, _>(7)?).unwrap_or(u32::MAX),
        owned_deals: u32::try_from(row.try_get::<i64, _>(8)?).unwrap_or(u32::MAX),
        last_seen: row.try_get(6)?,
    })
}

/// Changes the role of a person.
///
/// # Errors
///
/// `Invalid` if this would leave no administrator.
pub async fn set_role(conn: &mut Conn, id: UserId, role: Role) -> Result<(), StoreError> {
    if role != Role::Administrator {
        keep_an_administrator(conn, id, Field::Role).await?;
    }
    let done = sqlx::query("UPDATE users SET role = $1 WHERE id = $2")
        .bind(role.as_str())
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    found(done.rows_affected())?;
    Ok(forget_people(conn, Of::Person(id)).await?)
}

/// Deactivates a person and ends their sessions. The caller has handed over what they own.
pub async fn deactivate(conn: &mut Conn, id: UserId) -> Result<(), StoreError> {
    keep_an_administrator(conn, id, Field::People).await?;
    let done = sqlx::query("UPDATE users SET deactivated_at = $1 WHERE id = $2 AND deactivated_at IS NULL")
        .bind(clock::now())
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    found(done.rows_affected())?;
    sqlx::query("DELETE FROM links WHERE user_id = $1 AND used_at IS NULL")
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    forget_people(conn, Of::Person(id)).await?;
    crate::server::store::sessions::end_all(conn, id, None).await
}

/// Reactivates a deactivated person.
pub async fn activate(conn: &mut Conn, id: UserId) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE users SET deactivated_at = NULL WHERE id = $1")
        .bind(id.to_string())
        .execute(&mut *conn)
        .await?;
    found(done.rows_affected())
}

/// Returns an error if there is no other active administrator. An invited administrator without a password does not
/// count.
async fn keep_an_administrator(conn: &mut Conn, id: UserId, field: Field) -> Result<(), StoreError> {
    let others = sqlx::query(
        "SELECT 1 FROM users WHERE role = 'administrator' AND deactivated_at IS NULL \
         AND password_hash IS NOT NULL AND id <> $1 LIMIT 1",
    )
    .bind(id.to_string())
    .fetch_optional(&mut *conn)
    .await?;
    let is_administrator =
        sqlx::query("SELECT 1 FROM users WHERE id = $1 AND role = 'administrator' AND deactivated_at IS NULL")
            .bind(id.to_string())
            .fetch_optional(&mut *conn)
            .await?;
    if is_administrator.is_some() && others.is_none() {
        return Err(AppError::field(field, Reason::LastAdministrator).into());
    }
    Ok(())
}

/// Returns a person's reference, as the transaction sees it.
pub async fn reference(conn: &mut Conn, id: UserId) -> Result<PersonRef, StoreError> {
    let row = sqlx::query("SELECT id, name, deactivated_at FROM users WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(&mut *conn)
        .await?;
    person(&row, 0)
}

/// Returns at most `limit` active people whose name or e-mail contains words with these beginnings, by name. People
/// with the same name are shown with their e-mails.
pub async fn suggest(store: &Store, text: &str, limit: usize) -> Result<Vec<PersonRef>, StoreError> {
    let mut conn = store.reader().acquire().await?;
    let found = found_people(&mut conn, text, (None, limit)).await?;
    Ok(found.into_iter().map(|(person, _)| person).collect())
}

/// The key of a person's name and their id, by which found people are ordered.
pub(in crate::server::store) type NameOrder = (String, UserId);

/// Returns the people of [`suggest`] after the one with this name.
pub(in crate::server::store) async fn found_people(
    conn: &mut Conn,
    text: &str,
    (after, limit): (Option<NameOrder>, usize),
) -> Result<Vec<(PersonRef, NameOrder)>, StoreError> {
    let mut people = Vec::new();
    for row in suggested(text, (after, limit)).rows(conn).await? {
        let mut who = person(&row, 0)?;
        if row.try_get::<i64, _>(4)? != 0 {
            who.name = format!("{} ({})", who.name, row.try_get::<String, _>(3)?);
        }
        let order = (row.try_get(5)?, who.id);
        people.push((who, order));
    }
    Ok(people)
}

/// Returns the query of [`found_people`]: people by their words, or by name if `text` is empty.
pub(in crate::server::store) fn suggested(text: &str, (after, limit): (Option<NameOrder>, usize)) -> Sql {
    let folded = fold(text);
    let mut words: Vec<&str> = words(&folded).collect();
    // The longest word matches the fewest people.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut sql = Sql::new(
        "SELECT u.id, u.name, u.deactivated_at, u.email, EXISTS (SELECT 1 FROM users o WHERE o.name_key = u.name_key \
         AND o.name = u.name AND o.id <> u.id AND o.deactivated_at IS NULL), u.name_key FROM ",
    );
    let mut words = words.into_iter();
    match words.next() {
        None => sql.push("users u WHERE "),
        Some(word) => {
            sql.push("(SELECT DISTINCT w.user_id FROM user_words w WHERE ");
            begins(&mut sql, word);
            sql.push(") c CROSS JOIN users u WHERE u.id = c.user_id AND ")
        }
    };
    for word in words {
        sql.push("EXISTS (SELECT 1 FROM user_words w WHERE w.user_id = u.id AND ");
        begins(&mut sql, word);
        sql.push(") AND ");
    }
    if let Some((key, id)) = after {
        sql.push("(u.name_key, u.id) > (").bind(key).push(", ").text(id);
        sql.push(") AND ");
    }
    sql.push("u.deactivated_at IS NULL ORDER BY u.name_key, u.id LIMIT ")
        .bind(limit as i64);
    sql
}

/// Adds the condition that the word `w` begins with `word`.
fn begins(sql: &mut Sql, word: &str) {
    sql.push("w.word >= ").bind(word);
    sql.push(" AND w.word < ").bind(format!("{word}\u{10ffff}"));
}

/// Writes the words by which a person is found.
async fn write_words(conn: &mut Conn, id: UserId, name: &str, email: &str) -> Result<(), sqlx::Error> {
    let mut sql = Sql::new("DELETE FROM user_words WHERE user_id = ");
    sql.text(id).run(conn).await?;
    let folded = fold(&format!("{name} {email}"));
    for word in words(&folded).collect::<BTreeSet<_>>() {
        let mut sql = Sql::new("INSERT INTO user_words (word, user_id) VALUES (");
        sql.bind(word).push(", ").text(id).push(")").run(conn).await?;
    }
    Ok(())
}

/// Writes the words of people who have none, because an earlier version wrote the database.
pub(in crate::server::store) async fn write_missing_words(conn: &mut Conn) -> Result<(), StoreError> {
    let missing = Sql::new(
        "SELECT u.id, u.name, u.email FROM users u WHERE NOT EXISTS (SELECT 1 FROM user_words w WHERE w.user_id = u.id)",
    );
    for row in missing.rows(conn).await? {
        write_words(conn, parsed(&row, 0)?, row.try_get(1)?, row.try_get(2)?).await?;
    }
    Ok(())
}

/// Returns the people with these ids, by name.
pub async fn find(store: &Store, ids: &[UserId]) -> Result<Vec<PersonRef>, StoreError> {
    let mut sql = Sql::new("SELECT id, name, deactivated_at FROM users WHERE id");
    sql.within(ids).push(" ORDER BY name_key, id");
    let mut conn = store.reader().acquire().await?;
    sql.rows(&mut conn).await?.iter().map(|row| person(row, 0)).collect()
}

fn found(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
