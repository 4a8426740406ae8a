//! Copying the bytes of a database from one storage to another.

use domain::file::{Hash, THUMBNAILS, Thumbnails};

use futures::TryStreamExt;

use super::{BlobError, BlobKey, Blobs};
use crate::server::store::{
    StoreError,
    files::blobs::{Blob, CopyOfDatabase},
};

/// Number of rows that are read at once.
const BATCH: i64 = 500;

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Number of those that were copied now.
    pub copied: usize,
    /// Number of those that were there already.
    pub there: usize,
    /// Those that could not be copied because they are missing or damaged.
    pub lost: Vec<Hash>,
}

/// Copies all bytes of which the database has a row, with their thumbnails, except those that are there.
///
/// # Errors
///
/// A sentence if the copy cannot be written. Bytes that cannot be read are only counted.
pub async fn copy(database: &CopyOfDatabase, from: &Blobs, to: &Blobs) -> Result<Copied, String> {
    let (mut copied, mut after) = (Copied::default(), None);
    loop {
        let rows = page(database, after).await?;
        let Some(last) = rows.last() else { return Ok(copied) };
        after = Some(last.hash);
        for row in &rows {
            match content(row, from, to).await {
                Ok(true) => copied.copied += 1,
                Ok(false) => copied.there += 1,
                Err(BlobError::Missing | BlobError::Damaged) => copied.lost.push(row.hash),
                Err(error) => return Err(format!("{}: {error}", row.hash)),
            }
            if row.thumbnails == Thumbnails::Ready {
                thumbnails(row.hash, from, to)
                    .await
                    .map_err(|error| format!("thumbnails of {}: {error}", row.hash))?;
            }
        }
    }
}

/// Deletes the objects to which the database does not refer.
pub async fn prune(database: &CopyOfDatabase, copies: &Blobs) -> Result<(), String> {
    let (mut objects, mut batch) = (copies.list(), Vec::new());
    loop {
        let object = objects.try_next().await.map_err(|error| error.to_string())?;
        let more = object.is_some();
        batch.extend(object.map(|object| object.key));
        if batch.len() == BATCH as usize || !more {
            let hashes: Vec<Hash> = batch.iter().map(BlobKey::hash).collect();
            let known = database.known(&hashes).await.map_err(|error| error.to_string())?;
            for key in batch.drain(..).filter(|key| !known.contains(&key.hash())) {
                copies.delete(&key).await.map_err(|error| error.to_string())?;
            }
        }
        if !more {
            return Ok(());
        }
    }
}

async fn page(database: &CopyOfDatabase, after: Option<Hash>) -> Result<Vec<Blob>, String> {
    database
        .page(after, BATCH)
        .await
        .map_err(|error: StoreError| error.to_string())
}

async fn has(row: &Blob, storage: &Blobs) -> Result<bool, BlobError> {
    match storage.size(&BlobKey::Content(row.hash)).await {
        Ok(size) => Ok(i64::try_from(size) == Ok(row.size)),
        Err(BlobError::Missing) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Copies the bytes if they are not there. Returns whether they were copied.
async fn content(row: &Blob, from: &Blobs, to: &Blobs) -> Result<bool, BlobError> {
    if has(row, to).await? {
        return Ok(false);
    }
    let key = BlobKey::Content(row.hash);
    let bytes = from.stream(&key, None).await?;
    let size = u64::try_from(row.size).unwrap_or_default();
    to.put_stream(&key, bytes, size, Some(row.hash)).await?;
    Ok(true)
}

/// Copies the thumbnails that exist and are not there.
async fn thumbnails(hash: Hash, from: &Blobs, to: &Blobs) -> Result<(), BlobError> {
    for size in THUMBNAILS {
        let key = BlobKey::Thumbnail(hash, size);
        if to.exists(&key).await? {
            continue;
        }
        match from.size(&key).await {
            Ok(size) => to.put_stream(&key, from.stream(&key, None).await?, size, None).await?,
            Err(BlobError::Missing) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
