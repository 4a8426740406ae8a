//! The search indexer, which runs after a large import and at start, when an earlier process may have left spaces
//! unindexed.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use super::{Jobs, Kind};
use crate::server::store::{Store, StoreError, search};

/// A flag in memory that says whether the search index may lack spaces. Clones share it.
///
/// After a start this is unknown, so the index counts as incomplete until the first run of the indexer ends.
#[derive(Clone, Debug, Default)]
pub struct IndexState(Arc<Counters>);

#[derive(Debug)]
struct Counters {
    /// Number of commits with unindexed spaces.
    commits: AtomicU64,
    /// Number of those whose spaces have been indexed.
    indexed: AtomicU64,
    /// Number of such commits in progress.
    in_progress: AtomicUsize,
    one_at_a_time: tokio::sync::Mutex<()>,
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            commits: AtomicU64::new(1),
            indexed: AtomicU64::new(0),
            in_progress: AtomicUsize::new(0),
            one_at_a_time: Default::default(),
        }
    }
}

/// A commit with unindexed spaces, from before it is visible until after.
pub struct UnindexedCommit(Arc<Counters>);

impl Drop for UnindexedCommit {
    fn drop(&mut self) {
        self.0.commits.fetch_add(1, Ordering::SeqCst);
        self.0.in_progress.fetch_sub(1, Ordering::SeqCst);
    }
}

impl IndexState {
    /// Returns whether the index may lack spaces.
    pub fn may_lag(&self) -> bool {
        let counters = &self.0;
        counters.in_progress.load(Ordering::SeqCst) > 0
            || counters.commits.load(Ordering::SeqCst) > counters.indexed.load(Ordering::SeqCst)
    }

    /// Announces a commit of spaces that are not in the index.
    pub fn begin_unindexed_commit(&self) -> UnindexedCommit {
        self.0.in_progress.fetch_add(1, Ordering::SeqCst);
        UnindexedCommit(self.0.clone())
    }

    /// Indexes the spaces that the index lacks.
    async fn index_missing(&self, store: &Store) -> Result<(), StoreError> {
        let _turn = self.0.one_at_a_time.lock().await;
        let commits = self.0.commits.load(Ordering::SeqCst);
        search::index_new(store).await?;
        self.0.indexed.fetch_max(commits, Ordering::SeqCst);
        Ok(())
    }
}

impl Jobs {
    /// Indexes the spaces that the index lacks, if any. A failure is logged, and the next sweep tries again.
    pub async fn index(&self, store: &Store) {
        if !self.search_index.may_lag() {
            return;
        }
        let run = async {
            let stopping = self.supervisor.stopping();
            stopping
                .run_until_cancelled(self.search_index.index_missing(store))
                .await
        };
        if let Ok(Some(Err(cause))) = self.supervisor.guard(Kind::Indexer, "search index", run).await {
            tracing::error!(%cause, "the search index lacks spaces; the next sweep tries again");
        }
    }
}
