//! Supervised background jobs: imports, list operations, the hourly sweep, the search indexer.
//!
//! A job has an id that is claimed once. A panic inside it is logged and ends that job alone, as a failure that the
//! person is told. Cancelling a job returns when the job is over. Shutdown waits for the jobs under way; those that take
//! too long are dropped, which rolls their transactions back.

mod board;
pub mod indexer;
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

/// The background work of one server; clones share it.
#[derive(Clone, Debug)]
pub struct Jobs {
    pub supervisor: Supervisor,
    /// List operations and their undo. The database keeps what succeeded.
    pub operations: Board<OperationId, Outcome>,
    /// Commits of imports. The database does not keep which rows were wrong.
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
