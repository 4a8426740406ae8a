//! Follows events and writes the notices that they give.

use std::time::Duration;

use super::{Jobs, Kind};
use crate::server::store::{Store, topics::notify};

/// The wait after a failure, if no event comes before.
const AGAIN_AFTER: Duration = Duration::from_secs(10);

/// Starts the job, which runs until shutdown begins.
pub fn start(jobs: &Jobs, store: &Store) {
    let (supervisor, store) = (jobs.supervisor.clone(), store.clone());
    let stopping = supervisor.stopping().clone();
    jobs.supervisor
        .spawn(Kind::Notices, "after each event".to_owned(), async move {
            let mut newest = store.newest_event();
            loop {
                newest.mark_unchanged();
                let turn = async { stopping.run_until_cancelled(notify::catch_up(&store)).await };
                let done = match supervisor.guard(Kind::Notices, "new events", turn).await {
                    Ok(Some(Ok(()))) => true,
                    Ok(Some(Err(cause))) => {
                        tracing::error!(%cause, "notices were not written; the next event tries again");
                        false
                    }
                    Ok(None) => break,
                    Err(_) => false,
                };
                let changed = async {
                    match done {
                        true => newest.changed().await.is_ok(),
                        false => tokio::time::timeout(AGAIN_AFTER, newest.changed())
                            .await
                            .map_or(true, |changed| changed.is_ok()),
                    }
                };
                if stopping.run_until_cancelled(changed).await != Some(true) {
                    break;
                }
            }
        });
}
