//! Returns free memory to the system.
//!
//! The allocator (mimalloc) keeps what is freed, such as the 19 MB of each password hash, until later calls happen to
//! purge it, and an idle server makes few. This job purges it every few seconds.

use std::time::Duration;

use super::{Jobs, Kind};

const EVERY: Duration = Duration::from_secs(5);

/// Starts the job, which runs until shutdown begins.
pub fn start(jobs: &Jobs) {
    let stopping = jobs.supervisor.stopping().clone();
    jobs.supervisor
        .spawn(Kind::Memory, "every few seconds".to_owned(), async move {
            let mut turns = tokio::time::interval(EVERY);
            while stopping.run_until_cancelled(turns.tick()).await.is_some() {
                purge();
            }
        });
}

#[expect(unsafe_code, reason = "The crate of the allocator has no safe function for this.")]
fn purge() {
    // SAFETY: mi_collect takes no pointer, may be called at any time from any thread, and frees only what is unused.
    unsafe { libmimalloc_sys::mi_collect(true) };
}
