//! Returns free memory to the system while the server is idle.
//!
//! The allocator returns free memory after a peak only when a large block is freed, and an idle server frees none. This job
//! frees one every few seconds. Part of the memory still stays: about 20 MB after password hashes.

use std::{hint::black_box, time::Duration};

use super::{Jobs, Kind};

const EVERY: Duration = Duration::from_secs(5);
/// Larger than the blocks that the allocator keeps, in bytes. The block is never written to, so it takes no memory.
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
