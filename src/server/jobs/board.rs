//! Jobs that people start and whose progress they follow, by id.

use std::{
    collections::HashMap,
    fmt::Display,
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::{error::AppError, ids::UserId};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::supervisor::{Kind, Supervisor};

/// The maximum number of ended jobs that are remembered until their owner polls.
const KEPT_MAX: usize = 1_000;

/// The minimum time between two reports of one job to its followers, except for the report of its end.
const REPORT_EVERY: Duration = Duration::from_millis(100);

/// The progress of a job, for those who follow all jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub owner: UserId,
    pub job: Uuid,
    pub done: u32,
    pub total: u32,
    pub ended: bool,
}

/// The progress of a job.
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
    /// Becomes true, or loses its sender, when the job has ended.
    over: watch::Receiver<bool>,
    /// When followers last received a report.
    reported: Option<Instant>,
}

/// The jobs of one kind. Clones share them.
#[derive(Debug)]
pub struct Board<Id, R> {
    jobs: Arc<Mutex<HashMap<Id, Job<R>>>>,
    supervisor: Supervisor,
    kind: Kind,
    reports: broadcast::Sender<Report>,
    /// Returns whether a result is remembered until its owner has seen it.
    keeps: fn(&R) -> bool,
}

impl<Id, R> Clone for Board<Id, R> {
    fn clone(&self) -> Self {
        Self {
            jobs: self.jobs.clone(),
            supervisor: self.supervisor.clone(),
            kind: self.kind,
            reports: self.reports.clone(),
            keeps: self.keeps,
        }
    }
}

/// A handle for reporting the progress of one job and for ending parts of it early.
#[derive(Clone)]
pub struct Meter {
    report: Arc<dyn Fn(u32, u32) + Send + Sync>,
    stop: CancellationToken,
}

impl Meter {
    /// Records that `done` of `total` rows are finished.
    pub fn report(&self, done: u32, total: u32) {
        (self.report)(done, total);
    }

    /// Runs `work`. If the job is cancelled, drops it and returns `None`.
    pub async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.stop.run_until_cancelled(work).await
    }
}

/// The result of starting a job.
pub enum Start<R> {
    /// The job runs. The handle resolves when it has ended, with `None` if it was cancelled.
    Begun(tokio::task::JoinHandle<Option<Result<R, AppError>>>),
    /// A job with this id is already running.
    Known(State<R>),
}

impl<Id, R> Board<Id, R>
where
    Id: Copy + Eq + Hash + Display + Into<Uuid> + Send + Sync + 'static,
    R: Clone + Send + 'static,
{
    pub(super) fn new(
        supervisor: Supervisor,
        kind: Kind,
        reports: broadcast::Sender<Report>,
        keeps: fn(&R) -> bool,
    ) -> Self {
        Self {
            jobs: Arc::default(),
            supervisor,
            kind,
            reports,
            keeps,
        }
    }

    /// Claims the id and runs `work` as a task, unless a job with that id is running. Of two concurrent calls one
    /// starts the job.
    ///
    /// `work` returns `None` if it was cancelled and wrote nothing.
    ///
    /// # Errors
    ///
    /// `NotFound` if the id belongs to another person's job.
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
                reported: None,
            };
            jobs.insert(id, job);
        }
        // From here on, shutdown waits for the job.
        let (about, meter) = (id.to_string(), self.meter(id, stop));
        let run = self
            .supervisor
            .spawn(self.kind, about, async move { work(meter).await });
        let board = self.clone();
        Ok(Start::Begun(tokio::spawn(async move {
            let ended = match run.await {
                Ok(Ok(Ok(done))) => done.map(Ok),
                Ok(Ok(Err(error))) => Some(Err(error)),
                // A panic, in the job or in a destructor.
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
                if job.reported.is_none_or(|at| at.elapsed() >= REPORT_EVERY) {
                    job.reported = Some(Instant::now());
                    board.tell(id, job.owner, (done, total), false);
                }
            }
        };
        Meter {
            report: Arc::new(report),
            stop,
        }
    }

    /// Reports the progress to followers. It fails only if there are none.
    fn tell(&self, id: Id, owner: UserId, (done, total): (u32, u32), ended: bool) {
        let job = id.into();
        let _ = self.reports.send(Report {
            owner,
            job,
            done,
            total,
            ended,
        });
    }

    fn end(&self, id: Id, ended: Option<&Result<R, AppError>>) {
        let mut jobs = self.lock();
        let owner = jobs.get(&id).map(|job| job.owner);
        let kept = ended.filter(|ended| ended.as_ref().map_or(true, self.keeps));
        match (kept, jobs.get_mut(&id)) {
            (Some(ended), Some(job)) => job.state = State::Ended(ended.clone()),
            _ => drop(jobs.remove(&id)),
        }
        drop(jobs);
        if let Some(owner) = owner {
            self.tell(id, owner, (0, 0), true);
        }
    }

    /// Returns the progress of the owner's job, or `None` if none is known.
    pub fn progress(&self, id: Id, owner: UserId) -> Option<State<R>> {
        let jobs = self.lock();
        let job = jobs.get(&id).filter(|job| job.owner == owner)?;
        Some(job.state.clone())
    }

    /// Returns the same, and forgets a job that has ended.
    pub fn take(&self, id: Id, owner: UserId) -> Option<State<R>> {
        let state = self.progress(id, owner)?;
        if matches!(state, State::Ended(_)) {
            self.forget(id, owner);
        }
        Some(state)
    }

    /// Cancels the owner's job, if it is running, and returns when it has ended. The job is forgotten.
    pub async fn cancel(&self, id: Id, owner: UserId) {
        let found = {
            let jobs = self.lock();
            let job = jobs.get(&id).filter(|job| job.owner == owner);
            job.map(|job| (job.stop.clone(), job.over.clone()))
        };
        if let Some((stop, mut over)) = found {
            stop.cancel();
            // An error means that the sender was dropped, so the job has ended.
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
