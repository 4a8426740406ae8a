//! Supervised background jobs: imports, list operations, the hourly sweep, the search indexer, notices, e-mail, previews.
//!
//! The id of a job is claimed once. A panic in a job is logged and ends only that job, as a failure that the person
//! sees. Cancelling a job returns when the job has ended. Shutdown waits for running jobs and drops those that take too
//! long, which rolls their transactions back.

mod board;
pub mod indexer;
pub mod mail;
pub mod memory;
pub mod notices;
pub mod previews;
mod supervisor;
pub mod sweep;

use domain::{
    ids::{ImportId, OperationId},
    operation::Outcome,
};

pub use board::{Board, Meter, Report, Start, State};
pub use indexer::IndexState;
pub use supervisor::{Kind, Supervisor};
use tokio::sync::broadcast;

use super::store::imports::Committed;

/// The background jobs of one server. Clones share them.
#[derive(Clone, Debug)]
pub struct Jobs {
    pub supervisor: Supervisor,
    /// List operations and their undo. The results of those that succeeded are in the database.
    pub operations: Board<OperationId, Outcome>,
    /// Commits of imports. The list of wrong rows is only in memory.
    pub imports: Board<ImportId, Committed>,
    /// Whether the search index may lack spaces.
    pub search_index: IndexState,
    reports: broadcast::Sender<Report>,
}

/// The number of reports that a slow follower may lag behind before it loses the oldest.
const REPORTS: usize = 256;

impl Jobs {
    /// Returns a receiver of the progress of all imports and list operations.
    pub fn reports(&self) -> broadcast::Receiver<Report> {
        self.reports.subscribe()
    }
}

impl Default for Jobs {
    fn default() -> Self {
        let supervisor = Supervisor::default();
        let reports = broadcast::Sender::new(REPORTS);
        Self {
            operations: Board::new(supervisor.clone(), Kind::Operation, reports.clone(), |_| false),
            imports: Board::new(supervisor.clone(), Kind::Import, reports.clone(), |committed| {
                matches!(committed, Committed::Wrong(_))
            }),
            search_index: IndexState::default(),
            reports,
            supervisor,
        }
    }
}

#[cfg(test)]
mod tests;
