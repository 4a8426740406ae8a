//! Deleting bytes to which nothing refers, and uploads that do not go on.

use std::{collections::HashSet, error::Error};

use domain::{
    file::{Hash, THUMBNAILS},
    limits::UNREFERENCED_KEPT_MS,
};
use futures::TryStreamExt;

use super::{BlobError, BlobKey, Blobs, Stored, Uploads};
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store,
        files::{blobs, uploads},
    },
};

/// The number of things that were deleted.
pub type Swept = Result<u64, Box<dyn Error + Send + Sync>>;

/// Maximum number of hashes that one transaction deletes, so that other writers wait only briefly.
const BATCH: usize = 100;

/// Deletes bytes to which nothing has referred since they were stored more than a day ago, with their thumbnails.
///
/// The row is deleted before the object, so that no row is ever without its object.
pub async fn unreferenced(store: &Store, stored: &Blobs, now: i64) -> Swept {
    let before = now - UNREFERENCED_KEPT_MS;
    let (mut removed, mut after) = (0, None);
    loop {
        let found = {
            let mut tx = store.reader().begin().await?;
            blobs::unreferenced(&mut tx, before, after, BATCH as i64).await?
        };
        let Some(last) = found.last() else { return Ok(removed) };
        after = Some(*last);
        // Those that somebody is storing again at the moment wait for the next hour.
        let (free, _alone) = stored.try_alone(&found);
        let mut tx = SystemPermit::begin(store, Purpose::Sweep).await?;
        let gone = blobs::delete_unreferenced(&mut tx, &free, before).await?;
        tx.commit().await?;
        for hash in &gone {
            delete_objects(stored, *hash).await?;
        }
        removed += gone.len() as u64;
    }
}

async fn delete_objects(stored: &Blobs, hash: Hash) -> Result<(), BlobError> {
    for size in THUMBNAILS {
        stored.delete(&BlobKey::Thumbnail(hash, size)).await?;
    }
    stored.delete(&BlobKey::Content(hash)).await
}

/// Deletes objects without a row that were stored more than a day ago, as a crash leaves them.
pub async fn orphans(store: &Store, stored: &Blobs, now: i64) -> Swept {
    let before = now - UNREFERENCED_KEPT_MS;
    let mut removed = stored.remove_unfinished(before).await?;
    let mut objects = stored.list();
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let object = objects.try_next().await?;
        let more = object.is_some();
        batch.extend(object.filter(|object| object.at < before));
        if batch.len() == BATCH || !more {
            removed += delete_orphans(store, stored, &batch).await?;
            batch.clear();
        }
        if !more {
            return Ok(removed);
        }
    }
}

async fn delete_orphans(store: &Store, stored: &Blobs, batch: &[Stored]) -> Swept {
    let hashes: HashSet<Hash> = batch.iter().map(|object| object.key.hash()).collect();
    let hashes: Vec<Hash> = hashes.into_iter().collect();
    let (free, _alone) = stored.try_alone(&hashes);
    let known = {
        let mut tx = store.reader().begin().await?;
        blobs::known(&mut tx, &free).await?
    };
    let mut removed = 0;
    for object in batch {
        let hash = object.key.hash();
        if free.contains(&hash) && !known.contains(&hash) {
            stored.delete(&object.key).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Deletes uploads that expired, with their files, and files without an upload.
pub async fn expired_uploads(store: &Store, received: &Uploads, now: i64) -> Swept {
    let mut removed = 0;
    let expired = {
        let mut tx = store.reader().begin().await?;
        uploads::expired(&mut tx, now).await?
    };
    for id in expired {
        // One that a request has goes on.
        let Some(claim) = received.claim(id) else { continue };
        if uploads::delete_expired(store, id, now).await? {
            claim.remove().await?;
            removed += 1;
        }
    }
    // The rows are read after the files: a file is never older than its row.
    let files: Vec<_> = received.files().await?.into_iter().map(|(id, _)| id).collect();
    let known = {
        let mut tx = store.reader().begin().await?;
        uploads::unfinished(&mut tx, &files).await?
    };
    for id in files.into_iter().filter(|id| !known.contains(id)) {
        if let Some(claim) = received.claim(id) {
            claim.remove().await?;
            removed += 1;
        }
    }
    Ok(removed)
}
