//! The rows of stored bytes. The bytes themselves are objects of `server::files::Blobs`.

use std::{collections::HashSet, path::Path};

use domain::file::{FileKind, Hash, Thumbnails};
use sqlx::{Pool, Row};

use crate::server::store::{
    StoreError,
    engine::{
        Engine, connections,
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// The condition that nothing refers to the bytes `b`: no version of a file, no file of a deal, and no picture of which
/// they are the form that is served.
const UNREFERENCED: &str = "NOT EXISTS (SELECT 1 FROM file_versions v WHERE v.hash = b.hash) \
     AND NOT EXISTS (SELECT 1 FROM deal_files d WHERE d.hash = b.hash) \
     AND NOT EXISTS (SELECT 1 FROM blobs o WHERE o.served = b.hash)";

/// Stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
    pub thumbnails: Thumbnails,
}

/// Adds the row of bytes that are stored, or, if they were stored before, notes that they were stored again now: so the
/// sweep keeps them for another day.
pub async fn put(conn: &mut Conn, hash: Hash, size: i64, content_type: &str, now: i64) -> Result<(), StoreError> {
    let thumbnails = match FileKind::has_thumbnails(content_type) {
        true => Thumbnails::Pending,
        false => Thumbnails::None,
    };
    let mut sql = Sql::new("INSERT INTO blobs (hash, size, content_type, thumbnails, stored_at) VALUES (");
    sql.text(hash).push(", ").bind(size).push(", ").bind(content_type);
    sql.push(", ").bind(thumbnails.as_str()).push(", ").bind(now);
    sql.push(") ON CONFLICT (hash) DO UPDATE SET stored_at = excluded.stored_at");
    sql.run(conn).await?;
    Ok(())
}

/// Returns the size of all stored bytes.
pub async fn total(conn: &mut Conn) -> Result<i64, StoreError> {
    let sql = Sql::new("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM blobs");
    Ok(sql.count(conn).await?)
}

/// Returns up to `count` of the bytes whose hash is after `after`, in the order of their hashes.
pub async fn page(conn: &mut Conn, after: Option<Hash>, count: i64) -> Result<Vec<Blob>, StoreError> {
    let mut sql = Sql::new("SELECT hash, size, thumbnails FROM blobs WHERE hash > ");
    sql.bind(after.map_or_else(String::new, |hash| hash.to_string()));
    let rows = sql.push(" ORDER BY hash LIMIT ").bind(count).rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(Blob {
                hash: parsed(row, 0)?,
                size: row.try_get(1)?,
                thumbnails: Thumbnails::parse(row.try_get(2)?),
            })
        })
        .collect()
}

/// Returns up to `count` hashes after `after` of bytes to which nothing refers and that were stored before this time, in
/// the order of their hashes.
pub async fn unreferenced(
    conn: &mut Conn,
    before: i64,
    after: Option<Hash>,
    count: i64,
) -> Result<Vec<Hash>, StoreError> {
    let mut sql = Sql::new("SELECT b.hash FROM blobs b WHERE b.hash > ");
    sql.bind(after.map_or_else(String::new, |hash| hash.to_string()));
    sql.push(" AND b.stored_at < ").bind(before);
    sql.push(&format!(" AND {UNREFERENCED} ORDER BY b.hash LIMIT "))
        .bind(count);
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// Deletes those of the rows to which still nothing refers and that were stored before this time. Returns their hashes.
pub async fn delete_unreferenced(conn: &mut Conn, hashes: &[Hash], before: i64) -> Result<Vec<Hash>, StoreError> {
    let mut sql = Sql::new("SELECT b.hash FROM blobs b WHERE b.hash");
    sql.within(hashes).push(" AND b.stored_at < ").bind(before);
    sql.push(&format!(" AND {UNREFERENCED}"));
    let rows = sql.rows(conn).await?;
    let gone: Vec<Hash> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let mut sql = Sql::new("DELETE FROM blobs WHERE hash");
    sql.within(&gone).run(conn).await?;
    Ok(gone)
}

/// Returns those of the hashes that a row has, or that are served in the place of others.
pub async fn known(conn: &mut Conn, hashes: &[Hash]) -> Result<HashSet<Hash>, StoreError> {
    let mut sql = Sql::new("SELECT hash FROM blobs WHERE hash");
    sql.within(hashes);
    sql.push(" UNION SELECT served FROM blobs WHERE served").within(hashes);
    let rows = sql.rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

/// The migration that added the rows of stored bytes.
const MIGRATION: i64 = 24;

/// A copy of a database that is only read.
pub struct CopyOfDatabase(Option<Pool<Engine>>);

impl CopyOfDatabase {
    /// Opens the copy. One of a version without files has no rows.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        Ok(Self(connections::look(file, MIGRATION).await?))
    }

    /// Returns a page of its rows, like [`page`].
    pub async fn page(&self, after: Option<Hash>, count: i64) -> Result<Vec<Blob>, StoreError> {
        match &self.0 {
            Some(pool) => page(&mut *pool.acquire().await?, after, count).await,
            None => Ok(Vec::new()),
        }
    }

    /// Returns those of the hashes that have a row, like [`known`].
    pub async fn known(&self, hashes: &[Hash]) -> Result<HashSet<Hash>, StoreError> {
        match &self.0 {
            Some(pool) => known(&mut *pool.acquire().await?, hashes).await,
            None => Ok(HashSet::new()),
        }
    }

    /// Closes the file.
    pub async fn close(self) {
        if let Some(pool) = self.0 {
            pool.close().await;
        }
    }
}
