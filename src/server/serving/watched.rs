//! Access while bytes are sent.

use std::{
    io,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use domain::ids::UserId;
use futures::{Stream, StreamExt, stream::BoxStream};
use tokio::sync::watch;

use crate::server::{
    gate::Gate,
    store::{
        Store, StoreError,
        files::serving::{Subject, is_readable},
    },
};

/// The minimum time between two checks.
const EVERY: Duration = Duration::from_millis(100);

/// Follows whether a person may read files. It is made before the rule is checked for the first time.
pub struct Watch {
    store: Store,
    person: UserId,
    newest: watch::Receiver<i64>,
    checked: Option<Instant>,
}

impl Watch {
    /// Follows the access of the person.
    pub fn new(gate: &Gate) -> Self {
        Self {
            store: gate.store().clone(),
            person: gate.me().id,
            newest: gate.store().newest_event(),
            checked: None,
        }
    }

    /// Returns whether the person may still read the file, which they could before. Only looks if something has happened
    /// since, and not more often than ten times a second.
    pub async fn may_read(&mut self, subject: Subject) -> Result<bool, StoreError> {
        // The sender is in the store.
        let happened = self.newest.has_changed().unwrap_or(false);
        if !happened || self.checked.is_some_and(|at| at.elapsed() < EVERY) {
            return Ok(true);
        }
        self.may_begin(subject).await
    }

    /// Looks whether the person may read the file.
    pub async fn may_begin(&mut self, subject: Subject) -> Result<bool, StoreError> {
        self.newest.mark_unchanged();
        self.checked = Some(Instant::now());
        let mut tx = self.store.reader().begin().await?;
        is_readable(&mut tx, self.person, subject).await
    }

    /// Returns whether something has happened since the last check.
    pub fn is_stale(&self) -> bool {
        self.newest.has_changed().unwrap_or(false)
    }
}

/// Returns the bytes as long as the person may read the file. Then the stream fails, so that the client sees that the
/// transfer is not complete.
pub fn watched(
    bytes: BoxStream<'static, io::Result<Bytes>>,
    watch: Watch,
    subject: Subject,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    futures::stream::try_unfold((bytes, watch), move |(mut bytes, mut watch)| async move {
        let Some(part) = bytes.next().await.transpose()? else {
            return Ok(None);
        };
        match watch.may_read(subject).await {
            Ok(true) => Ok(Some((part, (bytes, watch)))),
            Ok(false) => {
                tracing::info!(%subject, "a download was aborted, because its reader lost access");
                Err(io::Error::from(io::ErrorKind::PermissionDenied))
            }
            Err(cause) => {
                tracing::warn!(%subject, %cause, "a download was aborted");
                Err(io::Error::other("the rule could not be checked"))
            }
        }
    })
}
