//! Gives memory that is free back to the system while the server is quiet.
//!
//! The allocator gives free memory back a second after a peak, but only when somebody frees a large block then. A quiet
//! server frees none: without this job the 19 MiB of each password hash would stay with it.

use std::{hint::black_box, time::Duration};

use super::{Jobs, Kind};

const EVERY: Duration = Duration::from_secs(5);
/// Larger than what the allocator keeps for itself, in bytes. It is never written to, so it takes no memory.
const BLOCK: usize = 8 * 1024 * 1024;

/// Frees a large block every few seconds, until shutdown begins.
pub fn start(jobs: &Jobs) {
    let stopping = jobs.supervisor.stopping().clone();
    jobs.supervisor
        .spawn(Kind::Memory, "every few seconds".to_owned(), async move {
            let mut turns = tokio::time::interval(EVERY);
            while stopping.run_until_cancelled(turns.tick()).await.is_some() {
                drop(black_box(Vec::<u8>::with_capacity(BLOCK)));
            }
        });
}
