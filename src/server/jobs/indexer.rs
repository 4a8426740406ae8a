//! The search indexer: after a large import, and at start for what a server that died left behind.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use super::{Jobs, Kind};
use crate::server::store::{Store, StoreError, search};

/// Whether the search index may lack spaces, without asking the database; clones share it.
///
/// A server that has just started does not know, so the index may lag until the first run of the indexer ends.
#[derive(Clone, Debug, Default)]
pub struct IndexState(Arc<Marks>);

#[derive(Debug)]
struct Marks {
    /// Counts commits of spaces that are not indexed.
    landed: AtomicU64,
    /// As many of them are in the index.
    indexed: AtomicU64,
    /// Commits under way.
    landing: AtomicUsize,
    one_at_a_time: tokio::sync::Mutex<()>,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            landed: AtomicU64::new(1),
            indexed: AtomicU64::new(0),
            landing: AtomicUsize::new(0),
            one_at_a_time: Default::default(),
        }
    }
}

/// A commit of spaces that are not in the index, from before it is visible until after.
pub struct Landing(Arc<Marks>);

impl Drop for Landing {
    fn drop(&mut self) {
        self.0.landed.fetch_add(1, Ordering::SeqCst);
        self.0.landing.fetch_sub(1, Ordering::SeqCst);
    }
}

impl IndexState {
    /// Whether the index may lack spaces.
    pub fn may_lag(&self) -> bool {
        let marks = &self.0;
        marks.landing.load(Ordering::SeqCst) > 0
            || marks.landed.load(Ordering::SeqCst) > marks.indexed.load(Ordering::SeqCst)
    }

    /// Says that spaces are about to be committed without the index.
    pub fn landing(&self) -> Landing {
        self.0.landing.fetch_add(1, Ordering::SeqCst);
        Landing(self.0.clone())
    }

    /// Indexes what the index lacks.
    async fn catch_up(&self, store: &Store) -> Result<(), StoreError> {
        let _turn = self.0.one_at_a_time.lock().await;
        let landed = self.0.landed.load(Ordering::SeqCst);
        search::index_new(store).await?;
        self.0.indexed.fetch_max(landed, Ordering::SeqCst);
        Ok(())
    }
}

impl Jobs {
    /// Indexes what the index lacks, if anything; a failure is logged, and the next sweep tries again.
    pub async fn index(&self, store: &Store) {
        if !self.search_index.may_lag() {
            return;
        }
        let run = async {
            let stopping = self.supervisor.stopping();
            stopping.run_until_cancelled(self.search_index.catch_up(store)).await
        };
        if let Ok(Some(Err(cause))) = self.supervisor.guard(Kind::Indexer, "search index", run).await {
            tracing::error!(%cause, "the search index lacks spaces; the next sweep tries again");
        }
    }
}
