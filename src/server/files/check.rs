//! Comparing stored bytes with their rows.

use std::collections::HashSet;

use domain::file::Hash;
use futures::TryStreamExt;
use sha2::{Digest, Sha256};

use super::{BlobError, BlobKey, Blobs};
use crate::server::store::{
    Store, StoreError,
    check::Difference,
    files::blobs::{self, Blob},
};

/// Number of rows or objects that are compared with one query.
const BATCH: usize = 500;

/// What the comparison found.
#[derive(Debug, Default)]
pub struct Found {
    /// Bytes that differ from their row.
    pub differences: Vec<Difference>,
    /// Objects without a row. That is no error: the server deletes them after a day.
    pub orphans: Option<Difference>,
}

/// Things of one sort, of which one is named.
#[derive(Debug, Default)]
struct Count {
    count: usize,
    example: Option<String>,
}

impl Count {
    fn add(&mut self, example: impl ToString) {
        self.count += 1;
        self.example.get_or_insert_with(|| example.to_string());
    }

    fn difference(self, what: &str) -> Option<Difference> {
        Some(Difference {
            what: what.to_owned(),
            count: self.count,
            example: self.example?,
        })
    }
}

/// Reads all stored bytes and compares their hash and size with the rows.
pub async fn differences(store: &Store, stored: &Blobs) -> Result<Found, String> {
    let (mut missing, mut damaged, mut after) = (Count::default(), Count::default(), None);
    loop {
        let rows = page(store, after).await.map_err(|error| error.to_string())?;
        let Some(last) = rows.last() else { break };
        after = Some(last.hash);
        for row in &rows {
            match hash_of(stored, &BlobKey::Content(row.hash)).await {
                Ok(found) if found == (row.hash, row.size) => {}
                Ok(_) => damaged.add(row.hash),
                // A running server may have deleted it since the row was read.
                Err(BlobError::Missing) => {
                    if is_known(store, row.hash).await.map_err(|error| error.to_string())? {
                        missing.add(row.hash);
                    }
                }
                Err(error) => return Err(format!("{}: {error}", row.hash)),
            }
        }
    }
    let found = [
        missing.difference("stored bytes that are missing"),
        damaged.difference("stored bytes that are damaged"),
    ];
    Ok(Found {
        differences: found.into_iter().flatten().collect(),
        orphans: orphans(store, stored).await?,
    })
}

async fn page(store: &Store, after: Option<Hash>) -> Result<Vec<Blob>, StoreError> {
    let mut tx = store.reader().begin().await?;
    blobs::page(&mut tx, after, BATCH as i64).await
}

async fn is_known(store: &Store, hash: Hash) -> Result<bool, StoreError> {
    let mut tx = store.reader().begin().await?;
    Ok(!blobs::known(&mut tx, &[hash]).await?.is_empty())
}

/// Returns hash and size of the bytes of an object, which are read for it.
pub async fn hash_of(stored: &Blobs, key: &BlobKey) -> Result<(Hash, i64), BlobError> {
    let mut parts = stored.stream(key, None).await?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    while let Some(part) = parts.try_next().await? {
        hash.update(&part);
        size += part.len() as i64;
    }
    Ok((Hash::of_digest(hash.finalize().into()), size))
}

async fn orphans(store: &Store, stored: &Blobs) -> Result<Option<Difference>, String> {
    let (mut objects, mut batch, mut found) = (stored.list(), HashSet::new(), Count::default());
    loop {
        let object = objects.try_next().await.map_err(|error| error.to_string())?;
        let more = object.is_some();
        batch.extend(object.map(|object| object.key));
        if batch.len() == BATCH || !more {
            let hashes: Vec<Hash> = batch.iter().map(BlobKey::hash).collect();
            let known = {
                let mut tx = store.reader().begin().await.map_err(|error| error.to_string())?;
                blobs::known(&mut tx, &hashes)
                    .await
                    .map_err(|error| error.to_string())?
            };
            for key in batch.drain().filter(|key| !known.contains(&key.hash())) {
                found.add(key.path());
            }
        }
        if !more {
            return Ok(found.difference("objects without a row, which the server deletes after a day"));
        }
    }
}
