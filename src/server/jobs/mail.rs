//! Sends queued e-mail, from start until shutdown begins.
//!
//! Whatever queues a message also records an event, so the job follows events and otherwise sleeps until the next try or
//! digest is due.

use std::time::Duration;

use tokio::{sync::watch, time::sleep};

use super::Kind;
use crate::server::{
    clock,
    mail::delivery::{Delivery, Next},
    state::AppState,
};

/// The pause after the queue could not be read.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(60);
/// The longest sleep. People who choose the time of their digest record no event, and the clock may be set.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Starts the job if e-mail is on.
///
/// # Errors
///
/// The mail server or folder cannot be used.
pub fn start(state: &AppState) -> Result<(), String> {
    let Some(mail) = &state.config.mail else { return Ok(()) };
    let delivery = Delivery::new(state.store.clone(), state.config.clone(), mail.clone())?;
    let supervisor = state.jobs.supervisor.clone();
    let mut events = state.store.newest_event();
    tracing::info!(from = %mail.from, by = %mail.route, "e-mail is on");
    state.jobs.supervisor.spawn(Kind::Mail, "queue".to_owned(), async move {
        let (stopping, dropping) = (supervisor.stopping().clone(), supervisor.job_token());
        while !stopping.is_cancelled() {
            events.mark_unchanged();
            // A message in transit is finished, unless that takes too long.
            let run = dropping.run_until_cancelled(delivery.send_due(clock::now, &stopping));
            let next = match supervisor.guard(Kind::Mail, "queue", run).await {
                Ok(Some(Ok(next))) => next,
                Ok(None) => break,
                Ok(Some(Err(cause))) => {
                    tracing::error!(%cause, "the queue of e-mail could not be read");
                    Next::Pause(PAUSE_AFTER_FAILURE)
                }
                Err(_) => Next::Pause(PAUSE_AFTER_FAILURE),
            };
            stopping.run_until_cancelled(wait(next, &mut events)).await;
        }
    });
    Ok(())
}

async fn wait(next: Next, events: &mut watch::Receiver<i64>) {
    match next {
        Next::Pause(pause) => sleep(pause).await,
        Next::Due(at) => {
            let left = at.map(|at| Duration::from_millis(u64::try_from(at - clock::now()).unwrap_or_default()));
            let sleeping = sleep(left.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP));
            tokio::select! {
                _ = events.changed() => {}
                () = sleeping => {}
            }
        }
    }
}
