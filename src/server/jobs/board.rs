//! Jobs that people start and ask after, by their ids.

use std::{
    collections::HashMap,
    fmt::Display,
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{error::AppError, ids::UserId};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::supervisor::{Kind, Supervisor};

/// The most ended jobs that are remembered for those who ask after them.
const KEPT_MAX: usize = 1_000;

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State<R> {
    Running { done: u32, total: u32 },
    Ended(Result<R, AppError>),
}

#[derive(Debug)]
struct Job<R> {
    owner: UserId,
    state: State<R>,
    stop: CancellationToken,
    /// Becomes true, or loses its sender, when the job is over.
    over: watch::Receiver<bool>,
}

/// The jobs of one kind; clones share them.
#[derive(Debug)]
pub struct Board<Id, R> {
    jobs: Arc<Mutex<HashMap<Id, Job<R>>>>,
    supervisor: Supervisor,
    kind: Kind,
    /// Whether a result is remembered until its owner has seen it.
    keeps: fn(&R) -> bool,
}

impl<Id, R> Clone for Board<Id, R> {
    fn clone(&self) -> Self {
        Self {
            jobs: self.jobs.clone(),
            supervisor: self.supervisor.clone(),
            kind: self.kind,
            keeps: self.keeps,
        }
    }
}

/// Reports how far one job is, and ends parts of it early.
#[derive(Clone)]
pub struct Meter {
    report: Arc<dyn Fn(u32, u32) + Send + Sync>,
    stop: CancellationToken,
}

impl Meter {
    /// Records that `done` of `total` rows are done.
    pub fn report(&self, done: u32, total: u32) {
        (self.report)(done, total);
    }

    /// Runs `work` until the job is cancelled: then it is dropped and the answer is `None`.
    pub async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.stop.run_until_cancelled(work).await
    }
}

/// What came of the wish to start a job.
pub enum Start<R> {
    /// It runs; resolves when it is over, with `None` for one that was cancelled.
    Begun(tokio::task::JoinHandle<Option<Result<R, AppError>>>),
    /// One of this id runs already.
    Known(State<R>),
}

impl<Id, R> Board<Id, R>
where
    Id: Copy + Eq + Hash + Display + Send + Sync + 'static,
    R: Clone + Send + 'static,
{
    pub(super) fn new(supervisor: Supervisor, kind: Kind, keeps: fn(&R) -> bool) -> Self {
        Self {
            jobs: Arc::default(),
            supervisor,
            kind,
            keeps,
        }
    }

    /// Claims the id and runs `work` as a task, unless one of that id runs: of two calls at the same time one starts.
    ///
    /// `work` answers `None` where it was cancelled and left nothing behind. An id that somebody else's job has is not
    /// found.
    pub fn start<W, F>(&self, id: Id, owner: UserId, total: u32, work: W) -> Result<Start<R>, AppError>
    where
        W: FnOnce(Meter) -> F + Send + 'static,
        F: Future<Output = Result<Option<R>, AppError>> + Send + 'static,
    {
        if self.supervisor.stopping().is_cancelled() {
            return Err(AppError::Unavailable);
        }
        let stop = self.supervisor.job_token();
        let (over, over_receiver) = watch::channel(false);
        {
            let mut jobs = self.lock();
            match jobs.get(&id) {
                Some(job) if job.owner != owner && matches!(job.state, State::Running { .. }) => {
                    return Err(AppError::NotFound);
                }
                Some(job) if matches!(job.state, State::Running { .. }) => return Ok(Start::Known(job.state.clone())),
                _ => {}
            }
            if jobs.len() >= KEPT_MAX {
                jobs.retain(|_, job| matches!(job.state, State::Running { .. }));
            }
            let job = Job {
                owner,
                state: State::Running { done: 0, total },
                stop: stop.clone(),
                over: over_receiver,
            };
            jobs.insert(id, job);
        }
        // From here on shutdown waits for it.
        let (about, meter) = (id.to_string(), self.meter(id, stop));
        let run = self
            .supervisor
            .spawn(self.kind, about, async move { work(meter).await });
        let board = self.clone();
        Ok(Start::Begun(tokio::spawn(async move {
            let ended = match run.await {
                Ok(Ok(Ok(done))) => done.map(Ok),
                Ok(Ok(Err(error))) => Some(Err(error)),
                // A panic, here or in what the runtime drops.
                Ok(Err(_)) | Err(_) => Some(Err(AppError::Unavailable)),
            };
            board.end(id, ended.as_ref());
            over.send_replace(true);
            ended
        })))
    }

    fn meter(&self, id: Id, stop: CancellationToken) -> Meter {
        let board = self.clone();
        let report = move |done, total| {
            board.supervisor.trip(board.kind);
            if let Some(job) = board.lock().get_mut(&id) {
                job.state = State::Running { done, total };
            }
        };
        Meter {
            report: Arc::new(report),
            stop,
        }
    }

    fn end(&self, id: Id, ended: Option<&Result<R, AppError>>) {
        let mut jobs = self.lock();
        let kept = ended.filter(|ended| ended.as_ref().map_or(true, self.keeps));
        match (kept, jobs.get_mut(&id)) {
            (Some(ended), Some(job)) => job.state = State::Ended(ended.clone()),
            _ => drop(jobs.remove(&id)),
        }
    }

    /// How far the owner's job is; `None` where none is known.
    pub fn look(&self, id: Id, owner: UserId) -> Option<State<R>> {
        let jobs = self.lock();
        let job = jobs.get(&id).filter(|job| job.owner == owner)?;
        Some(job.state.clone())
    }

    /// The same; a job that ended is forgotten with the answer.
    pub fn take(&self, id: Id, owner: UserId) -> Option<State<R>> {
        let state = self.look(id, owner)?;
        if matches!(state, State::Ended(_)) {
            self.forget(id, owner);
        }
        Some(state)
    }

    /// Cancels the owner's job, if it runs, and returns when it is over. Nothing of it is remembered.
    pub async fn cancel(&self, id: Id, owner: UserId) {
        let found = {
            let jobs = self.lock();
            let job = jobs.get(&id).filter(|job| job.owner == owner);
            job.map(|job| (job.stop.clone(), job.over.clone()))
        };
        if let Some((stop, mut over)) = found {
            stop.cancel();
            // An error says that the sender is gone: the job is over as well.
            let _ = over.wait_for(|over| *over).await;
            self.forget(id, owner);
        }
    }

    fn forget(&self, id: Id, owner: UserId) {
        let mut jobs = self.lock();
        let ended = |job: &Job<R>| job.owner == owner && matches!(job.state, State::Ended(_));
        if jobs.get(&id).is_some_and(ended) {
            jobs.remove(&id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Job<R>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
