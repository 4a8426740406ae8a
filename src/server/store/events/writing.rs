//! The write transaction that notifies followers of events when it commits.

use std::ops::{Deref, DerefMut};

use tokio::sync::watch;

use super::read::newest;
use crate::server::store::{
    StoreError,
    cache::Cache,
    engine::{Store, Tx, sql::Conn},
};

/// A write transaction. If it is dropped without [`Writing::commit`], nothing is written, events included.
#[derive(Debug)]
pub struct Writing {
    tx: Tx,
    cache: Cache,
    newest_event: watch::Sender<i64>,
    commits: watch::Sender<u64>,
}

impl Store {
    /// Begins a write transaction. It takes the write lock at its first statement, so that it cannot fail later because
    /// another transaction wrote meanwhile. Outside of tests only permits call this.
    pub(in crate::server) async fn begin(&self) -> Result<Writing, StoreError> {
        Ok(Writing {
            tx: self.begin_write().await?,
            cache: self.cache().clone(),
            newest_event: self.newest_event_sender().clone(),
            commits: self.commits_sender().clone(),
        })
    }

    /// Returns a receiver of the number of the newest committed event.
    pub fn newest_event(&self) -> watch::Receiver<i64> {
        self.newest_event_sender().subscribe()
    }

    /// Returns a receiver that is notified of every commit, also of those without events.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits_sender().subscribe()
    }
}

impl Writing {
    /// Rolls the transaction back now, and not only when the connection is used again.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }

    /// Makes the writes durable and visible, then empties the cache and notifies followers of new events.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let number = newest(&mut self.tx).await?;
        // The task continues even if the request is cancelled meanwhile; otherwise the cache could keep values from
        // before the commit.
        let committed = tokio::spawn(async move {
            let committed = self.tx.commit().await;
            self.cache.clear();
            committed?;
            self.newest_event.send_if_modified(|known| {
                let is_newer = number > *known;
                *known = number.max(*known);
                is_newer
            });
            self.commits.send_modify(|commits| *commits += 1);
            Ok(())
        });
        let stopped = |cause| StoreError::Damaged(format!("a commit task stopped: {cause}"));
        committed.await.map_err(stopped)?
    }
}

impl Deref for Writing {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}
