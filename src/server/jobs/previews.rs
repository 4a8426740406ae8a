//! Makes the thumbnails of stored files, one file after the other, from start until shutdown begins.
//!
//! Whatever stores a file also records an event, so the job follows events. A file whose thumbnails cannot be made is not
//! tried again. Only a failure of the server itself is, after a pause.

use std::time::Duration;

use axum::body::Bytes;
use domain::file::{THUMBNAILS, Thumbnails};

use super::Kind;
use crate::server::{
    clock,
    files::{BlobError, BlobKey, Blobs},
    permits::{Purpose, SystemPermit},
    previews::{Failure, INPUT, Made, Task, run},
    state::AppState,
    store::{
        Store, StoreError,
        files::previews::{Pending, end_pending, next_pending},
    },
};

/// The pause after the database or the storage failed.
const PAUSE: Duration = Duration::from_secs(60);
/// Maximum size of a thumbnail, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// Starts the job.
pub fn start(state: &AppState) {
    let (supervisor, store, blobs) = (state.jobs.supervisor.clone(), state.store.clone(), state.blobs.clone());
    let stopping = supervisor.stopping().clone();
    state
        .jobs
        .supervisor
        .spawn(Kind::Previews, "after each event".to_owned(), async move {
            let mut newest = store.newest_event();
            loop {
                newest.mark_unchanged();
                let turn = async { stopping.run_until_cancelled(make_all(&store, &blobs)).await };
                let done = match supervisor.guard(Kind::Previews, "thumbnails", turn).await {
                    Ok(Some(Ok(()))) => true,
                    Ok(Some(Err(cause))) => {
                        tracing::error!(%cause, "thumbnails were not made; the next try is in a minute");
                        false
                    }
                    Ok(None) => break,
                    Err(_) => false,
                };
                let wait = async {
                    if done {
                        newest.changed().await.is_ok()
                    } else {
                        tokio::time::sleep(PAUSE).await;
                        true
                    }
                };
                if stopping.run_until_cancelled(wait).await != Some(true) {
                    break;
                }
            }
        });
}

/// Why thumbnails cannot be made now.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Blobs(#[from] BlobError),
    #[error("{0}")]
    Process(String),
}

/// Makes the thumbnails of all files that wait for them.
pub async fn make_all(store: &Store, blobs: &Blobs) -> Result<(), Unmade> {
    loop {
        let next = {
            let mut tx = store.reader().begin().await.map_err(StoreError::from)?;
            next_pending(&mut tx).await?
        };
        let Some(pending) = next else { return Ok(()) };
        make(store, blobs, &pending).await?;
    }
}

async fn make(store: &Store, blobs: &Blobs, pending: &Pending) -> Result<(), Unmade> {
    // The sweep must not delete the bytes between storing thumbnails and their row.
    let _held = blobs.hold(pending.hash).await;
    let made = thumbnails(blobs, pending).await?;
    let ended = match &made {
        Some(parts) => {
            for (side, bytes) in parts {
                blobs
                    .put_bytes(&BlobKey::Thumbnail(pending.hash, *side), bytes.clone())
                    .await?;
            }
            Thumbnails::Ready
        }
        None => Thumbnails::Failed,
    };
    let mut permit = SystemPermit::begin(store, Purpose::Previews).await?;
    end_pending(&mut permit, pending.hash, ended, clock::now()).await?;
    Ok(permit.commit().await?)
}

/// Returns the thumbnails, or `None` if there can be none.
async fn thumbnails(blobs: &Blobs, pending: &Pending) -> Result<Option<Vec<(u32, Bytes)>>, Unmade> {
    let (hash, content_type) = (pending.hash, pending.content_type.as_str());
    let without = |reason: &str| {
        tracing::info!(%hash, content_type, reason, "a file has no thumbnails");
        Ok(None)
    };
    if pending.size > INPUT {
        return without("larger than the limits of previews");
    }
    let file = match blobs.stream(&BlobKey::Content(hash), None).await {
        Ok(file) => file,
        Err(BlobError::Missing) => return without("its bytes are gone"),
        Err(error) => return Err(error.into()),
    };
    match run(&Task::Thumbnails(content_type.to_owned()), file).await {
        Ok((Made::Thumbnails { sides, .. }, parts)) => {
            let plausible = sides == THUMBNAILS
                && parts.len() == sides.len()
                && parts
                    .iter()
                    .all(|part| part.len() <= LARGEST && part.starts_with(b"RIFF"));
            match plausible {
                true => Ok(Some(sides.into_iter().zip(parts).collect())),
                false => without("the process made something else"),
            }
        }
        Ok((Made::Refused { reason }, _)) => without(&reason),
        Ok(_) => without("the process made something else"),
        Err(Failure::File) => without("the process ended at a limit, or failed"),
        Err(Failure::Server(cause)) => Err(Unmade::Process(cause)),
    }
}
