//! Tasks that end by themselves: a panic ends its task alone, and shutdown waits for all.

use std::{any::Any, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{error::Elapsed, timeout},
};
use tokio_util::sync::CancellationToken;

/// What a task works on, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Import,
    Operation,
    Sweep,
    Indexer,
}

/// The task panicked; the log has the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Starts tasks and ends them; clones share the tasks.
#[derive(Clone, Debug, Default)]
pub struct Supervisor(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Cancelled when shutdown begins: nothing new is started.
    stopping: CancellationToken,
    /// Cancelled when shutdown has waited long enough: what can be dropped is.
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

/// Counts one running task for as long as it lives.
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

    /// Runs `work` here. Its panic is logged and returned.
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

    /// Cancelled when shutdown begins.
    pub fn stopping(&self) -> &CancellationToken {
        &self.0.stopping
    }

    /// A token of one job, cancelled by whoever cancels the job and when shutdown waits no longer.
    pub(super) fn job_token(&self) -> CancellationToken {
        self.0.dropping.child_token()
    }

    /// Ends all tasks: waits `patience` for them, then drops those that can be dropped and waits as long again.
    ///
    /// Returns whether all ended.
    pub async fn shut_down(&self, patience: Duration) -> bool {
        self.0.stopping.cancel();
        if self.idle(patience).await.is_ok() {
            return true;
        }
        self.0.dropping.cancel();
        let ended = self.idle(patience).await.is_ok();
        tracing::warn!(
            ended,
            "background jobs were cut off; what they had not committed is undone"
        );
        ended
    }

    async fn idle(&self, patience: Duration) -> Result<(), Elapsed> {
        let mut running = self.0.running.subscribe();
        // The sender is in `self`: the wait fails by time alone.
        timeout(patience, running.wait_for(|running| *running == 0))
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
    /// Does nothing outside tests.
    pub(super) fn trip(&self, _: Kind) {}
}

#[cfg(test)]
impl Supervisor {
    /// Makes a job of this kind panic after so many steps: its start is one, each of its reports another.
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
