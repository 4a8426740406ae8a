//! Supervised background jobs: imports, list operations, the hourly sweep, the search indexer, notices.
//!
//! The id of a job is claimed once. A panic in a job is logged and ends only that job, as a failure that the person
//! sees. Cancelling a job returns when the job has ended. Shutdown waits for running jobs and drops those that take too
//! long, which rolls their transactions back.

mod board;
pub mod indexer;
pub mod memory;
pub mod notices;
mod supervisor;
pub mod sweep;

use domain::{
    ids::{ImportId, OperationId},
    operation::Outcome,
};

pub use board::{Board, Meter, Start, State};
pub use indexer::IndexState;
pub use supervisor::{Kind, Supervisor};

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
}

impl Default for Jobs {
    fn default() -> Self {
        let supervisor = Supervisor::default();
        Self {
            operations: Board::new(supervisor.clone(), Kind::Operation, |_| false),
            imports: Board::new(supervisor.clone(), Kind::Import, |committed| {
                matches!(committed, Committed::Wrong(_))
            }),
            search_index: IndexState::default(),
            supervisor,
        }
    }
}

#[cfg(test)]
mod tests;
