//! Single-use links: for the first set-up, for an invitation and for a new password. The database stores only a hash of
//! the secret.

use domain::{error::AppError, ids::UserId};
use rand::TryRngCore;
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::server::{
    clock,
    store::{
        Store, StoreError,
        engine::sql::{Conn, Sql},
    },
};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The purpose of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Creates the first administrator.
    Setup,
    /// Lets a person choose a first or a new password.
    Join,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Join => "join",
        }
    }

    fn lifetime_ms(self) -> i64 {
        match self {
            Self::Setup => 30 * DAY,
            Self::Join => 7 * DAY,
        }
    }
}

/// Creates a link and returns its secret. Earlier links of the same kind and person stop working.
pub async fn make(conn: &mut Conn, kind: Kind, person: Option<UserId>) -> Result<String, StoreError> {
    end(conn, kind, person).await?;
    let now = clock::now();
    add(conn, kind, person, now, now + kind.lifetime_ms()).await
}

/// Creates another link to join or to set a new password, beside the newest one, and returns its secret. Both expire at
/// the same time, and the use of one ends the other. Returns `None` if the person has no valid link.
pub async fn make_another(conn: &mut Conn, person: UserId) -> Result<Option<String>, StoreError> {
    let now = clock::now();
    let mut sql = Sql::new("SELECT COALESCE(MAX(expires_at), 0) FROM links WHERE used_at IS NULL AND kind = ");
    sql.bind(Kind::Join.as_str()).push(" AND user_id = ").text(person);
    let expires = sql.count(conn).await?;
    if expires <= now {
        return Ok(None);
    }
    Ok(Some(add(conn, Kind::Join, Some(person), now, expires).await?))
}

/// Ends the unused links of this kind and person.
async fn end(conn: &mut Conn, kind: Kind, person: Option<UserId>) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM links WHERE kind = $1 AND used_at IS NULL AND COALESCE(user_id, '') = COALESCE($2, '')")
        .bind(kind.as_str())
        .bind(person.map(|id| id.to_string()))
        .execute(&mut *conn)
        .await?;
    Ok(())
}

async fn add(
    conn: &mut Conn,
    kind: Kind,
    person: Option<UserId>,
    created: i64,
    expires: i64,
) -> Result<String, StoreError> {
    let token = secret()?;
    sqlx::query("INSERT INTO links (token_hash, kind, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(hash(&token))
        .bind(kind.as_str())
        .bind(person.map(|id| id.to_string()))
        .bind(created)
        .bind(expires)
        .execute(&mut *conn)
        .await?;
    Ok(token)
}

/// Returns whether a link is valid, without using it.
pub async fn is_valid(store: &Store, kind: Kind, token: &str) -> Result<bool, StoreError> {
    let found =
        sqlx::query("SELECT 1 FROM links WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3")
            .bind(hash(token))
            .bind(kind.as_str())
            .bind(clock::now())
            .fetch_optional(store.reader())
            .await?;
    Ok(found.is_some())
}

/// Uses a link and ends the others of the same kind and person. Of two concurrent uses one succeeds.
///
/// # Errors
///
/// `NotFound` if the link is unknown, used or expired.
pub async fn redeem(conn: &mut Conn, kind: Kind, token: &str) -> Result<Option<UserId>, StoreError> {
    let now = clock::now();
    let row = sqlx::query(
        "UPDATE links SET used_at = $1 WHERE token_hash = $2 AND kind = $3 AND used_at IS NULL AND expires_at > $1 \
         RETURNING user_id",
    )
    .bind(now)
    .bind(hash(token))
    .bind(kind.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(StoreError::NotFound)?;
    let person: Option<String> = row.try_get(0)?;
    let person = person.and_then(|id| id.parse().ok());
    end(conn, kind, person).await?;
    Ok(person)
}

fn secret() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|_| StoreError::Refused(AppError::Unavailable))?;
    Ok(hex::encode(bytes))
}

/// Returns the hash that the database stores. A secret of 256 random bits needs no salt and no slow hash.
pub(in crate::server::store) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::store::tests::world::World;

    #[tokio::test]
    async fn a_link_works_once_and_a_newer_one_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let first = make(&mut tx, Kind::Setup, None).await.unwrap();
        let second = make(&mut tx, Kind::Setup, None).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!is_valid(&store, Kind::Setup, &first).await.unwrap());
        assert!(!is_valid(&store, Kind::Join, &second).await.unwrap());
        assert!(is_valid(&store, Kind::Setup, &second).await.unwrap());

        let mut tx = store.begin().await.unwrap();
        assert!(redeem(&mut tx, Kind::Setup, &second).await.is_ok());
        assert!(matches!(
            redeem(&mut tx, Kind::Setup, &second).await,
            Err(StoreError::NotFound)
        ));
        tx.commit().await.unwrap();
        assert!(!is_valid(&store, Kind::Setup, &second).await.unwrap());
    }

    #[tokio::test]
    async fn the_use_of_one_link_ends_the_others_of_the_person() {
        let world = World::new().await;
        let person = world.user("Jan").await.me().id;
        let mut tx = world.store.begin().await.unwrap();
        assert_eq!(make_another(&mut tx, person).await.unwrap(), None);
        let shown = make(&mut tx, Kind::Join, Some(person)).await.unwrap();
        let mailed = make_another(&mut tx, person).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        for link in [&shown, &mailed] {
            assert!(is_valid(&world.store, Kind::Join, link).await.unwrap());
        }
        let mut tx = world.store.begin().await.unwrap();
        assert_eq!(redeem(&mut tx, Kind::Join, &mailed).await.unwrap(), Some(person));
        assert_eq!(make_another(&mut tx, person).await.unwrap(), None);
        tx.commit().await.unwrap();
        assert!(!is_valid(&world.store, Kind::Join, &shown).await.unwrap());
    }
}
