//! Sessions of signed-in browsers. The id in the cookie is a secret; the database stores its hash.

mod end;

use async_trait::async_trait;
use sqlx::Row;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{
    Store, StoreError,
    engine::sql::{Conn, Sql},
    people::{links::hash, users},
};
use crate::server::{
    clock,
    permits::{Purpose, SystemPermit},
};

pub use end::{end_all, ended, key};

/// The key of the person's id in the data of a session.
pub const PERSON: &str = "person";
/// The key of the verified password hash in the data of a new session. It is never stored.
pub const PROOF: &str = "proof";
/// The error of creating a session if the verified hash is no longer the person's password hash or the person was
/// deactivated.
pub const OUTDATED: &str = "the password was changed or the person deactivated";

/// The session store for tower-sessions.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        match insert(&self.0, record).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Backend(OUTDATED.to_owned())),
            Err(error) => Err(failed(error)),
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let saved = async {
            let mut tx = SystemPermit::begin(&self.0, Purpose::Session).await?;
            write(&mut tx, record, UPDATE).await?;
            tx.commit().await
        };
        saved.await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        cached(&self.0, id).await.map_err(failed)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        remove(&self.0, id).await.map_err(failed)
    }
}

fn failed(error: StoreError) -> Error {
    Error::Backend(error.to_string())
}

const INSERT: &str = "INSERT INTO sessions (id, user_id, data, expires_at) VALUES ($1, $2, $3, $4)";
// An update does not recreate a session that was ended meanwhile.
const UPDATE: &str = "UPDATE sessions SET user_id = $2, data = $3, expires_at = $4 WHERE id = $1";

/// Inserts a new session in the same transaction that checks its proof. Returns whether the proof is valid.
async fn insert(store: &Store, record: &mut Record) -> std::result::Result<bool, StoreError> {
    let proof = record.data.remove(PROOF);
    let mut tx = SystemPermit::begin(store, Purpose::Session).await?;
    if let Some(person) = record.data.get(PERSON).and_then(|id| id.as_str()) {
        let proof = proof.as_ref().and_then(|hash| hash.as_str()).unwrap_or_default();
        if !users::has_password(&mut tx, person, proof).await? {
            return Ok(false);
        }
    }
    // Ids have 128 random bits, so a collision is not handled.
    write(&mut tx, record, INSERT).await?;
    tx.commit().await?;
    Ok(true)
}

async fn write(conn: &mut Conn, record: &Record, statement: &'static str) -> std::result::Result<(), StoreError> {
    let data = serde_json::to_string(&record.data).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let person = record.data.get(PERSON).and_then(|id| id.as_str());
    sqlx::query(statement)
        .bind(hash(&record.id.to_string()))
        .bind(person.map(str::to_owned))
        .bind(data)
        .bind(milliseconds(record.expiry_date))
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Returns a session that has not expired, from the cache where nothing was written since it was read.
async fn cached(store: &Store, id: &Id) -> std::result::Result<Option<Record>, StoreError> {
    let (key, read) = (hash(&id.to_string()), read(store, id));
    let found = store.cache().find_or_read(|cached| &mut cached.sessions, key, read);
    Ok(found
        .await?
        .filter(|record| milliseconds(record.expiry_date) > clock::now())
        .map(|record| Record::clone(&record)))
}

async fn read(store: &Store, id: &Id) -> std::result::Result<Option<Record>, StoreError> {
    let row = sqlx::query("SELECT data, expires_at FROM sessions WHERE id = $1 AND expires_at > $2")
        .bind(hash(&id.to_string()))
        .bind(clock::now())
        .fetch_optional(store.reader())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let data: String = row.try_get(0)?;
    let ends: i64 = row.try_get(1)?;
    let damaged = |error: String| StoreError::Damaged(error);
    Ok(Some(Record {
        id: *id,
        data: serde_json::from_str(&data).map_err(|error| damaged(error.to_string()))?,
        expiry_date: OffsetDateTime::from_unix_timestamp(ends / 1000).map_err(|error| damaged(error.to_string()))?,
    }))
}

async fn remove(store: &Store, id: &Id) -> std::result::Result<(), StoreError> {
    let mut tx = SystemPermit::begin(store, Purpose::Session).await?;
    sqlx::query("DELETE FROM sessions WHERE id = $1")
        .bind(hash(&id.to_string()))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The maximum number of rows that one transaction of a sweep deletes, so that other writers wait only briefly.
const DELETE_BATCH_SIZE: u64 = 1_000;

/// Deletes expired sessions and links. Returns how many.
pub async fn sweep(store: &Store, now: i64) -> std::result::Result<u64, StoreError> {
    let mut removed = 0;
    for (table, id) in [("sessions", "id"), ("links", "token_hash")] {
        loop {
            let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
            let mut sql = Sql::new(&format!(
                "DELETE FROM {table} WHERE {id} IN (SELECT e.{id} FROM {table} e WHERE e.expires_at <= "
            ));
            sql.bind(now).push(" LIMIT ").bind(DELETE_BATCH_SIZE.cast_signed());
            let batch = sql.push(")").run(&mut tx).await?;
            tx.commit().await?;
            removed += batch;
            if batch < DELETE_BATCH_SIZE {
                break;
            }
        }
    }
    Ok(removed)
}

fn milliseconds(at: OffsetDateTime) -> i64 {
    at.unix_timestamp().saturating_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::UserId,
        person::{Language, NewPerson, Role},
    };
    use tower_sessions_core::session::Record;

    async fn person(store: &Store) -> UserId {
        let anna = NewPerson {
            name: "Anna".into(),
            email: "anna@firma.pl".into(),
            role: Role::User,
        };
        let mut tx = store.begin().await.unwrap();
        let id = users::add(&mut tx, &anna, Language::Pl, Some("old hash"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    fn signed_in(person: UserId, proof: &str) -> Record {
        let mut record = record(60);
        record.data.insert(PERSON.into(), person.to_string().into());
        record.data.insert(PROOF.into(), proof.into());
        record
    }

    async fn stored(store: &Store) -> Vec<String> {
        let rows = sqlx::query_scalar("SELECT data FROM sessions").fetch_all(store.reader());
        rows.await.unwrap()
    }

    #[tokio::test]
    async fn a_session_is_created_only_while_the_verified_password_is_current() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let sessions = Sessions(store.clone());
        let anna = person(&store).await;
        sessions.create(&mut signed_in(anna, "old hash")).await.unwrap();
        assert_eq!(stored(&store).await.len(), 1);
        assert!(
            !stored(&store).await[0].contains("old hash"),
            "the proof must not be stored"
        );

        // The password changes after it was verified and before the session is created.
        let mut late = signed_in(anna, "old hash");
        let mut tx = store.begin().await.unwrap();
        users::replace_password(&mut tx, anna, "old hash", "new hash")
            .await
            .unwrap();
        end_all(&mut tx, anna, None).await.unwrap();
        tx.commit().await.unwrap();
        let refused = sessions.create(&mut late).await.unwrap_err().to_string();
        assert!(refused.contains(OUTDATED), "{refused}");
        let mut without = signed_in(anna, "new hash");
        without.data.remove(PROOF);
        assert!(sessions.create(&mut without).await.is_err());
        assert!(stored(&store).await.is_empty());
        sessions.create(&mut signed_in(anna, "new hash")).await.unwrap();
    }

    #[tokio::test]
    async fn no_session_is_created_for_a_person_who_was_deactivated_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let anna = person(&store).await;
        let mut late = signed_in(anna, "old hash");
        let mut tx = store.begin().await.unwrap();
        users::deactivate(&mut tx, anna).await.unwrap();
        tx.commit().await.unwrap();
        assert!(Sessions(store.clone()).create(&mut late).await.is_err());
        let mut tx = store.begin().await.unwrap();
        users::activate(&mut tx, anna).await.unwrap();
        tx.commit().await.unwrap();
        assert!(stored(&store).await.is_empty());
    }

    #[tokio::test]
    async fn of_two_password_changes_that_verified_the_same_hash_only_the_first_succeeds() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let anna = person(&store).await;
        let mut tx = store.begin().await.unwrap();
        users::replace_password(&mut tx, anna, "old hash", "first")
            .await
            .unwrap();
        let second = users::replace_password(&mut tx, anna, "old hash", "second").await;
        assert!(matches!(second, Err(StoreError::Refused(_))), "{second:?}");
        assert!(users::has_password(&mut tx, &anna.to_string(), "first").await.unwrap());
    }

    fn record(ends: i64) -> Record {
        Record {
            id: Id::default(),
            data: Default::default(),
            expiry_date: OffsetDateTime::from_unix_timestamp(clock::now() / 1000 + ends).unwrap(),
        }
    }

    #[tokio::test]
    async fn a_session_can_be_loaded_until_it_ends_and_its_id_is_not_stored() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let sessions = Sessions(store.clone());
        let (mut live, mut over) = (record(60), record(-60));
        sessions.create(&mut live).await.unwrap();
        sessions.create(&mut over).await.unwrap();
        assert_eq!(sessions.load(&live.id).await.unwrap(), Some(live.clone()));
        assert_eq!(sessions.load(&over.id).await.unwrap(), None);

        sweep(&store, clock::now()).await.unwrap();
        let kept: Vec<String> = sqlx::query_scalar("SELECT id FROM sessions")
            .fetch_all(store.reader())
            .await
            .unwrap();
        assert_eq!(kept.len(), 1);
        // More sessions and links expired than one transaction deletes.
        let mut tx = store.begin().await.unwrap();
        for number in 0..1_500 {
            let mut sql = Sql::new("INSERT INTO links (token_hash, kind, created_at, expires_at) VALUES (");
            sql.bind(format!("{number}"))
                .push(", 'setup', 0, 1)")
                .run(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(sweep(&store, clock::now()).await.unwrap(), 1_500);
        assert_ne!(kept[0], live.id.to_string());

        sessions.delete(&live.id).await.unwrap();
        sessions.save(&live).await.unwrap();
        assert_eq!(sessions.load(&live.id).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_cached_session_ends_with_its_time_and_with_the_write_that_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let sessions = Sessions(store.clone());
        let anna = person(&store).await;
        let mut session = signed_in(anna, "old hash");
        sessions.create(&mut session).await.unwrap();
        assert!(sessions.load(&session.id).await.unwrap().is_some());
        // A write past the cache, to see that the next request does not read the session again.
        let mut tx = store.begin_write().await.unwrap();
        sqlx::query("DELETE FROM sessions").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(sessions.load(&session.id).await.unwrap().is_some());

        sessions.create(&mut signed_in(anna, "old hash")).await.unwrap();
        assert_eq!(sessions.load(&session.id).await.unwrap(), None);

        let over = record(-60);
        let read = async { Ok::<_, StoreError>(Some(over.clone())) };
        let key = hash(&over.id.to_string());
        let found = store.cache().find_or_read(|cached| &mut cached.sessions, key, read);
        assert!(found.await.unwrap().is_some());
        assert_eq!(sessions.load(&over.id).await.unwrap(), None);
    }
}
