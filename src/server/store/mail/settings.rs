//! People's choices about e-mail, and the digests that they make due.

use domain::{
    error::AppError,
    ids::UserId,
    mail::{DigestTime, Kind, MailSettings},
    person::Me,
};
use sqlx::Row;

use super::queue::queue;
use crate::server::{
    clock,
    store::{
        StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
    },
};

/// The subject of every digest: a person has one at a time.
const UNREAD: &str = "unread";
/// The maximum number of digests that one transaction queues.
const BATCH: i64 = 500;

/// Returns the choices of a person.
pub async fn of(conn: &mut Conn, person: UserId) -> Result<MailSettings, StoreError> {
    let mut sql =
        Sql::new("SELECT mentions, requests, digest, digest_minute, checks FROM mail_settings WHERE person_id = ");
    let Some(row) = sql.text(person).row(conn).await? else {
        return Ok(MailSettings::default());
    };
    Ok(MailSettings {
        mentions: boolean(&row, 0)?,
        requests: boolean(&row, 1)?,
        checks: boolean(&row, 4)?,
        digest: DigestTime::parse(row.try_get(2)?),
        minute: u16::try_from(row.try_get::<i64, _>(3)?).unwrap_or_default(),
    })
}

/// Saves the choices of a person at the time `now`.
///
/// # Errors
///
/// `Malformed` if the time of the digest is not in a day.
pub async fn save(conn: &mut Conn, me: &Me, settings: &MailSettings, now: i64) -> Result<(), StoreError> {
    if !settings.is_valid() {
        return Err(AppError::Malformed.into());
    }
    let mut sql = Sql::new(
        "INSERT INTO mail_settings (person_id, mentions, requests, checks, digest, digest_minute, next_digest_at, \
         digest_up_to) VALUES (",
    );
    sql.text(me.id).push(", ").bind(i64::from(settings.mentions)).push(", ");
    sql.bind(i64::from(settings.requests)).push(", ");
    sql.bind(i64::from(settings.checks)).push(", ");
    sql.bind(settings.digest.as_str()).push(", ");
    sql.bind(i64::from(settings.minute)).push(", ");
    push_instant(&mut sql, next_at(settings, &me.time_zone, now));
    sql.push(", ").bind(now);
    sql.push(
        ") ON CONFLICT (person_id) DO UPDATE SET mentions = excluded.mentions, requests = excluded.requests, \
         checks = excluded.checks, digest = excluded.digest, digest_minute = excluded.digest_minute, next_digest_at = excluded.next_digest_at, \
         digest_up_to = CASE WHEN mail_settings.digest = 'off' THEN excluded.digest_up_to \
         ELSE mail_settings.digest_up_to END",
    );
    sql.run(conn).await?;
    Ok(())
}

/// Queues a message as [`queue`] does, if the person wants messages of its kind.
pub async fn queue_if_wanted(
    conn: &mut Conn,
    at: i64,
    person: UserId,
    kind: Kind,
    subject: &str,
) -> Result<(), StoreError> {
    match of(conn, person).await?.allow(kind) {
        true => queue(conn, at, person, kind, subject).await,
        false => Ok(()),
    }
}

/// Switches messages of one kind off for a person.
pub async fn switch_off(conn: &mut Conn, me: &Me, kind: Kind, now: i64) -> Result<(), StoreError> {
    let settings = of(conn, me.id).await?.without(kind);
    save(conn, me, &settings, now).await
}

/// Moves a person's next digest to their time zone, which may have changed.
pub async fn reschedule(conn: &mut Conn, me: &Me, now: i64) -> Result<(), StoreError> {
    let settings = of(conn, me.id).await?;
    set_next(conn, me.id, next_at(&settings, &me.time_zone, now)).await
}

/// Returns when the next digest of any person is due, milliseconds since the Unix epoch.
pub async fn next_digest(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    let sql = Sql::new(
        "SELECT next_digest_at FROM mail_settings WHERE next_digest_at IS NOT NULL ORDER BY next_digest_at LIMIT 1",
    );
    Ok(sql.row(conn).await?.map(|row| row.try_get(0)).transpose()?)
}

/// Queues the digests that are due at `now`, at most 500, and sets the time of the next ones. A digest that was due
/// several times while the server was stopped is queued once.
pub async fn queue_due_digests(conn: &mut Conn, now: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT m.person_id, m.digest, m.digest_minute, u.time_zone FROM mail_settings m \
         JOIN users u ON u.id = m.person_id WHERE m.next_digest_at IS NOT NULL AND m.next_digest_at <= ",
    );
    sql.bind(now).push(" ORDER BY m.next_digest_at LIMIT ").bind(BATCH);
    for row in sql.rows(conn).await? {
        let person = parsed(&row, 0)?;
        let settings = MailSettings {
            digest: DigestTime::parse(row.try_get(1)?),
            minute: u16::try_from(row.try_get::<i64, _>(2)?).unwrap_or_default(),
            ..MailSettings::default()
        };
        queue(conn, now, person, Kind::Digest, UNREAD).await?;
        set_next(conn, person, next_at(&settings, row.try_get(3)?, now)).await?;
    }
    Ok(())
}

/// Returns the time of the newest notice that a digest told of, or when the person switched digests on.
pub async fn digested_up_to(conn: &mut Conn, person: UserId) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT digest_up_to FROM mail_settings WHERE person_id = ");
    let row = sql.text(person).row(conn).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
}

/// Records that a digest with notices up to this time was sent.
pub async fn digest_sent(conn: &mut Conn, person: UserId, up_to: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE mail_settings SET digest_up_to = ");
    sql.bind(up_to).push(" WHERE person_id = ").text(person);
    sql.push(" AND digest_up_to < ").bind(up_to).run(conn).await?;
    Ok(())
}

fn next_at(settings: &MailSettings, time_zone: &str, now: i64) -> Option<i64> {
    match settings.digest {
        DigestTime::Off => None,
        DigestTime::Hourly => clock::next_hour(time_zone, now),
        DigestTime::Daily => clock::next_minute_of_day(time_zone, settings.minute, now),
    }
}

async fn set_next(conn: &mut Conn, person: UserId, at: Option<i64>) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE mail_settings SET next_digest_at = ");
    push_instant(&mut sql, at);
    sql.push(" WHERE person_id = ").text(person).run(conn).await?;
    Ok(())
}

fn push_instant(sql: &mut Sql, at: Option<i64>) {
    match at {
        Some(at) => sql.bind(at),
        None => sql.push("NULL"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::{mail, tests::world::World};

    const HOUR: i64 = 60 * 60 * 1000;

    #[tokio::test]
    async fn a_digest_is_queued_once_at_the_chosen_time_of_the_persons_zone() {
        let world = World::new().await;
        let gate = world.user("Jan").await;
        let mut tx = world.store.begin().await.unwrap();
        // 2026-01-15T12:00:00Z; Warsaw is one hour east.
        let noon = 1_768_478_400_000;
        let daily = MailSettings {
            digest: DigestTime::Daily,
            minute: 8 * 60,
            ..MailSettings::default()
        };
        save(&mut tx, gate.me(), &daily, noon).await.unwrap();
        assert_eq!(of(&mut tx, gate.me().id).await.unwrap(), daily);
        assert_eq!(next_digest(&mut tx).await.unwrap(), Some(noon + 19 * HOUR));
        let mut me = gate.me().clone();
        me.time_zone = "UTC".into();
        reschedule(&mut tx, &me, noon).await.unwrap();
        assert_eq!(next_digest(&mut tx).await.unwrap(), Some(noon + 20 * HOUR));
        reschedule(&mut tx, gate.me(), noon).await.unwrap();

        queue_due_digests(&mut tx, noon + 18 * HOUR).await.unwrap();
        assert_eq!(mail::next_try(&mut tx).await.unwrap(), None);
        // The server was stopped for two days.
        let late = noon + 48 * HOUR;
        queue_due_digests(&mut tx, late).await.unwrap();
        queue_due_digests(&mut tx, late).await.unwrap();
        assert_eq!(next_digest(&mut tx).await.unwrap(), Some(noon + (48 + 19) * HOUR));
        let queued = mail::claim(&mut tx, late).await.unwrap().unwrap();
        assert_eq!((queued.person, queued.kind), (gate.me().id, Kind::Digest));
        assert!(mail::claim(&mut tx, late).await.unwrap().is_none());

        switch_off(&mut tx, gate.me(), Kind::Digest, late).await.unwrap();
        assert_eq!(next_digest(&mut tx).await.unwrap(), None);
        let impossible = MailSettings { minute: 1440, ..daily };
        assert!(save(&mut tx, gate.me(), &impossible, late).await.is_err());
    }
}
