//! Operations that run on after their answer, and how far they are.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    error::AppError,
    ids::{OperationId, UserId},
    operation::{Outcome, Progress},
};

use crate::server::gate::Gate;

/// Steps of one operation.
const STEPS: u32 = 6;
/// Failures are remembered so that the page can ask; not for ever.
const MOST_KEPT: usize = 1_000;

type Running = HashMap<OperationId, (UserId, Progress<Outcome>)>;

/// What runs now or has failed; what was done stands in the database.
#[derive(Clone, Debug, Default)]
pub struct Jobs(Arc<Mutex<Running>>);

impl Jobs {
    /// How far the person's operation is; nothing where none of theirs runs.
    pub fn look(&self, id: OperationId, actor: UserId) -> Option<Progress<Outcome>> {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running
            .get(&id)
            .filter(|(owner, _)| *owner == actor)
            .map(|(_, progress)| progress.clone())
    }

    /// Takes the id for a job, unless one of that id runs.
    fn claim(&self, id: OperationId, actor: UserId, total: u32) -> Result<(), Progress<Outcome>> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match running.get(&id) {
            Some((owner, Progress::Running { .. })) if *owner != actor => {
                return Err(Progress::Failed(AppError::NotFound));
            }
            Some((_, progress @ Progress::Running { .. })) => return Err(progress.clone()),
            _ => {}
        }
        if running.len() >= MOST_KEPT {
            running.retain(|_, (_, progress)| matches!(progress, Progress::Running { .. }));
        }
        running.insert(id, (actor, Progress::Running { done: 0, total }));
        Ok(())
    }

    fn report(&self, id: OperationId, actor: UserId, progress: Progress<Outcome>) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Progress::Done(_) => drop(running.remove(&id)),
            progress => drop(running.insert(id, (actor, progress))),
        }
    }
}

/// Tells how far one job is.
#[derive(Clone)]
pub struct Meter {
    jobs: Jobs,
    id: OperationId,
    actor: UserId,
    total: u32,
}

impl Meter {
    /// The step begins.
    pub fn step(&self, step: u32) {
        let done = (u64::from(self.total) * u64::from(step) / u64::from(STEPS)) as u32;
        let total = self.total;
        self.jobs.report(self.id, self.actor, Progress::Running { done, total });
    }
}

/// Does the work now, or begins it and answers.
pub async fn start<W, F>(
    gate: &Gate,
    id: OperationId,
    total: i64,
    later: bool,
    work: W,
) -> Result<Progress<Outcome>, AppError>
where
    W: FnOnce(Meter) -> F + Send + 'static,
    F: Future<Output = Result<Outcome, AppError>> + Send + 'static,
{
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    let (jobs, actor) = (gate.jobs().clone(), gate.me().id);
    if let Err(progress) = jobs.claim(id, actor, total) {
        return Ok(progress);
    }
    let meter = Meter {
        jobs: jobs.clone(),
        id,
        actor,
        total,
    };
    // A task of its own even where it is awaited: a page that goes away does not leave an id claimed.
    let task = tokio::spawn(async move {
        let result = work(meter).await;
        let progress = match &result {
            Ok(outcome) => Progress::Done(outcome.clone()),
            Err(error) => Progress::Failed(error.clone()),
        };
        jobs.report(id, actor, progress);
        result
    });
    if later {
        return Ok(Progress::Running { done: 0, total });
    }
    match task.await {
        Ok(result) => result.map(Progress::Done),
        Err(_) => {
            gate.jobs().report(id, actor, Progress::Failed(AppError::Unavailable));
            Err(AppError::Unavailable)
        }
    }
}
