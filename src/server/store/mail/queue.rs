//! The queue of messages.
//!
//! A message is sent at least once: a try is counted in a committed transaction before the message is sent, and the row
//! is removed afterwards. A server that stops in between sends the message again after the back-off, with the same
//! Message-ID, by which mail programs recognise it. To send at most once, the row would have to be removed before
//! sending, and every interruption would lose a message.

use domain::{ids::UserId, mail::Kind};
use sqlx::Row;
use uuid::Uuid;

use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

const MINUTE_MS: i64 = 60 * 1000;
/// The time between the first two tries. Each later one is twice as long, up to the maximum.
const FIRST_BACK_OFF_MS: i64 = MINUTE_MS;
const MAX_BACK_OFF_MS: i64 = 6 * 60 * MINUTE_MS;
/// For how long a message is tried.
const GIVE_UP_MS: i64 = 2 * 24 * 60 * MINUTE_MS;
/// The maximum number of characters of an error that is stored.
const ERROR_MAX: usize = 300;

/// A message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Also the local part of the Message-ID, so that repeated tries have the same.
    pub id: Uuid,
    pub person: UserId,
    pub kind: Kind,
    /// What the message is about, in the words of the code that queued it.
    pub subject: String,
    /// When it was queued, milliseconds since the Unix epoch.
    pub due_at: i64,
    /// Number of tries, with this one.
    pub tries: i64,
}

impl Queued {
    /// Returns when the next try begins if this one, which began at `now`, fails.
    fn next_try_at(&self, now: i64) -> i64 {
        now + back_off(self.tries)
    }
}

fn back_off(tries: i64) -> i64 {
    let doublings = u32::try_from(tries - 1).unwrap_or(u32::MAX).min(16);
    (FIRST_BACK_OFF_MS << doublings).min(MAX_BACK_OFF_MS)
}

/// Queues a message to a person, in the transaction of a permit. The event that the transaction records wakes the
/// sender.
///
/// A message of the same kind about the same subject that still waits takes the place of both, since its content is
/// made when it is sent. If it is being sent at this moment, one more follows.
pub async fn queue(conn: &mut Conn, at: i64, person: UserId, kind: Kind, subject: &str) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO mails (id, person_id, kind, subject_key, due_at, next_try_at) VALUES (");
    sql.text(clock::new_id()).push(", ").text(person).push(", ");
    sql.bind(kind.as_str()).push(", ").bind(subject).push(", ");
    sql.bind(at).push(", ").bind(at);
    // The sender removes the row that it read by its id, which is now another one.
    sql.push(") ON CONFLICT (person_id, kind, subject_key) DO UPDATE SET id = excluded.id, due_at = excluded.due_at");
    sql.run(conn).await?;
    Ok(())
}

/// Returns the time of the next try of any message, milliseconds since the Unix epoch.
pub async fn next_try(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    let sql = Sql::new("SELECT next_try_at FROM mails ORDER BY next_try_at LIMIT 1");
    Ok(sql.row(conn).await?.map(|row| row.try_get(0)).transpose()?)
}

/// Returns the message whose turn it is at `now`, and counts this try. Until the message is removed, the next try is due
/// after the back-off. A message of a kind that only another version knows is deleted.
pub async fn claim(conn: &mut Conn, now: i64) -> Result<Option<Queued>, StoreError> {
    let mut sql = Sql::new("SELECT id, person_id, kind, subject_key, due_at, tries FROM mails WHERE next_try_at <= ");
    sql.bind(now).push(" ORDER BY next_try_at, id LIMIT 1");
    let Some(row) = sql.row(conn).await? else {
        return Ok(None);
    };
    let id = parsed(&row, 0)?;
    let word: &str = row.try_get(2)?;
    let Some(kind) = Kind::parse(word) else {
        tracing::warn!(%id, word, "an e-mail of an unknown kind is deleted");
        remove(conn, id).await?;
        return Ok(None);
    };
    let queued = Queued {
        id,
        person: parsed(&row, 1)?,
        kind,
        subject: row.try_get(3)?,
        due_at: row.try_get(4)?,
        tries: row.try_get::<i64, _>(5)? + 1,
    };
    let mut sql = Sql::new("UPDATE mails SET tries = ");
    sql.bind(queued.tries).push(", next_try_at = ");
    sql.bind(queued.next_try_at(now)).push(" WHERE id = ").text(queued.id);
    sql.run(conn).await?;
    Ok(Some(queued))
}

/// Removes a message that was sent, or has nothing to say. A message that was queued again meanwhile stays.
pub async fn remove(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM mails WHERE id = ");
    sql.text(id).run(conn).await?;
    Ok(())
}

/// Records why a try that began at `now` failed. Returns whether the message was given up, because the next try would be
/// more than two days after it was queued.
pub async fn record_failure(conn: &mut Conn, queued: &Queued, now: i64, error: &str) -> Result<bool, StoreError> {
    if queued.next_try_at(now) > queued.due_at + GIVE_UP_MS {
        remove(conn, queued.id).await?;
        return Ok(true);
    }
    let error: String = error.chars().take(ERROR_MAX).collect();
    let mut sql = Sql::new("UPDATE mails SET last_error = ");
    sql.bind(error).push(" WHERE id = ").text(queued.id);
    sql.run(conn).await?;
    Ok(false)
}

/// Deletes messages that have waited for more than two days, as they do while no mail server is set. Returns how many.
pub async fn delete_overdue(conn: &mut Conn, now: i64) -> Result<u64, StoreError> {
    let mut sql = Sql::new("DELETE FROM mails WHERE due_at < ");
    Ok(sql.bind(now - GIVE_UP_MS).run(conn).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::tests::world::World;

    #[test]
    fn tries_are_a_minute_apart_at_first_and_six_hours_at_last() {
        let minutes: Vec<i64> = (1..=12).map(|tries| back_off(tries) / MINUTE_MS).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
        assert_eq!(back_off(i64::MAX), MAX_BACK_OFF_MS);
    }

    #[tokio::test]
    async fn a_message_is_given_up_after_two_days() {
        let world = World::new().await;
        let person = world.user("Jan").await.me().id;
        let mut tx = world.store.begin().await.unwrap();
        queue(&mut tx, 0, person, Kind::Mention, "1").await.unwrap();
        let mut tries = 0;
        while let Some(now) = next_try(&mut tx).await.unwrap() {
            let queued = claim(&mut tx, now).await.unwrap().unwrap();
            assert!(claim(&mut tx, now).await.unwrap().is_none(), "one try at a time");
            tries += 1;
            let given_up = record_failure(&mut tx, &queued, now, "no route").await.unwrap();
            assert!(!given_up || now > GIVE_UP_MS - MAX_BACK_OFF_MS);
        }
        assert!((12..20).contains(&tries), "{tries}");
    }

    #[tokio::test]
    async fn one_message_about_a_subject_waits_and_a_new_one_follows_the_one_being_sent() {
        let world = World::new().await;
        let person = world.user("Jan").await.me().id;
        let mut tx = world.store.begin().await.unwrap();
        queue(&mut tx, 0, person, Kind::Mention, "1").await.unwrap();
        queue(&mut tx, 5, person, Kind::Mention, "1").await.unwrap();
        queue(&mut tx, 9, person, Kind::Mention, "2").await.unwrap();
        let first = claim(&mut tx, 10).await.unwrap().unwrap();
        assert_eq!((first.subject.as_str(), first.due_at), ("1", 5));
        // Somebody mentions the person again while the message is being sent.
        queue(&mut tx, 10, person, Kind::Mention, "1").await.unwrap();
        remove(&mut tx, first.id).await.unwrap();
        let second = claim(&mut tx, 10).await.unwrap().unwrap();
        assert_eq!(second.subject, "2");
        remove(&mut tx, second.id).await.unwrap();
        assert_eq!(next_try(&mut tx).await.unwrap(), Some(10 + FIRST_BACK_OFF_MS));
        let again = claim(&mut tx, 10 + FIRST_BACK_OFF_MS).await.unwrap().unwrap();
        assert_eq!(again.subject, "1");
        assert_ne!(again.id, first.id);
    }
}
