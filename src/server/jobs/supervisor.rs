//! Supervised tasks: a panic ends only its own task, and shutdown waits for all tasks.

use std::{any::Any, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{error::Elapsed, timeout},
};
use tokio_util::sync::CancellationToken;

/// The kind of a task, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Import,
    Operation,
    Sweep,
    Indexer,
    Memory,
    Mail,
    Live,
    Notices,
    Previews,
    Upload,
}

/// The error of a task that panicked. The log has the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Starts and stops tasks. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Supervisor(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Cancelled when shutdown begins. From then on no task is started.
    stopping: CancellationToken,
    /// Cancelled when shutdown has waited long enough. Tasks that can be dropped are then dropped.
    dropping: CancellationToken,
    running: watch::Sender<usize>,
    #[cfg(test)]
    fault: std::sync::Mutex<Option<(Kind, usize)>>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            stopping: CancellationToken::new(),
            dropping: CancellationToken::new(),
            running: watch::Sender::new(0),
            #[cfg(test)]
            fault: Default::default(),
        }
    }
}

/// A count of one running task, until it is dropped.
struct Counted(Arc<Shared>);

impl Counted {
    fn new(shared: &Arc<Shared>) -> Self {
        shared.running.send_modify(|running| *running += 1);
        Self(shared.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.running.send_modify(|running| *running -= 1);
    }
}

impl Supervisor {
    /// Runs `work` as a task. `about` names it in the log.
    pub fn spawn<T: Send + 'static>(
        &self,
        kind: Kind,
        about: String,
        work: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<Result<T, Panicked>> {
        let counted = Counted::new(&self.0);
        let supervisor = self.clone();
        tokio::spawn(async move {
            let _counted = counted;
            supervisor.guard(kind, &about, work).await
        })
    }

    /// Runs `work` in the current task and counts it, so that shutdown waits for it. A panic is logged and returned as
    /// an error.
    pub async fn run<T>(&self, kind: Kind, about: &str, work: impl Future<Output = T>) -> Result<T, Panicked> {
        let _counted = Counted::new(&self.0);
        self.guard(kind, about, work).await
    }

    /// Runs `work` in the current task. A panic is logged and returned as an error.
    pub async fn guard<T>(&self, kind: Kind, about: &str, work: impl Future<Output = T>) -> Result<T, Panicked> {
        let work = async {
            self.trip(kind);
            work.await
        };
        AssertUnwindSafe(work).catch_unwind().await.map_err(|cause| {
            tracing::error!(
                ?kind,
                about,
                cause = message(cause.as_ref()),
                "a background job panicked"
            );
            Panicked
        })
    }

    /// Returns the token that is cancelled when shutdown begins.
    pub fn stopping(&self) -> &CancellationToken {
        &self.0.stopping
    }

    /// Returns the token of one job. It is cancelled with the job, and when shutdown stops waiting.
    pub(super) fn job_token(&self) -> CancellationToken {
        self.0.dropping.child_token()
    }

    /// Stops all tasks: waits for them at most `limit`, then drops those that can be dropped and waits as long
    /// again.
    ///
    /// Returns whether all tasks ended.
    pub async fn shut_down(&self, limit: Duration) -> bool {
        self.0.stopping.cancel();
        if self.idle(limit).await.is_ok() {
            return true;
        }
        self.0.dropping.cancel();
        let ended = self.idle(limit).await.is_ok();
        tracing::warn!(
            ended,
            "background jobs were aborted; what they had not committed is rolled back"
        );
        ended
    }

    async fn idle(&self, limit: Duration) -> Result<(), Elapsed> {
        let mut running = self.0.running.subscribe();
        // The sender is in `self`, so waiting can fail only by the timeout.
        timeout(limit, running.wait_for(|running| *running == 0))
            .await
            .map(drop)
    }
}

fn message(cause: &(dyn Any + Send)) -> &str {
    match (cause.downcast_ref::<&str>(), cause.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message,
        _ => "no message",
    }
}

#[cfg(not(test))]
impl Supervisor {
    /// Does nothing outside of tests.
    pub(super) fn trip(&self, _: Kind) {}
}

#[cfg(test)]
impl Supervisor {
    /// Makes a job of this kind panic after `after` steps. Its start is a step, and so is each report.
    pub fn inject_panic(&self, kind: Kind, after: usize) {
        *self.0.fault.lock().unwrap() = Some((kind, after));
    }

    pub(super) fn trip(&self, kind: Kind) {
        let mut fault = self.0.fault.lock().unwrap();
        match fault.as_mut() {
            Some((of, after)) if *of == kind && *after > 0 => *after -= 1,
            Some((of, _)) if *of == kind => {
                *fault = None;
                drop(fault);
                panic!("injected");
            }
            _ => {}
        }
    }
}
