//! List operations as jobs: requests wait for short ones, and long ones continue after the answer.

use domain::{
    access::AccountAction,
    error::AppError,
    ids::OperationId,
    limits,
    operation::{Operation, Outcome, Preview, Progress, Selection},
};

use super::{
    gate::Gate,
    jobs::{Meter, Start, State},
    permits::AccountPermit,
    store::operations::{self, Requester, STEPS},
};

/// The maximum number of spaces of an operation whose request waits for its end. The browser polls larger ones.
const MAX_WITHIN_REQUEST: u32 = 2_000;

/// Returns what the operation would do.
pub async fn preview(gate: &Gate, selection: &Selection, operation: &Operation) -> Result<Preview, AppError> {
    check_size(selection)?;
    let mut tx = gate.read().await?;
    Ok(operations::preview(&mut tx, &requester(gate), selection, operation).await?)
}

/// Applies the operation within the request or as a job to poll, unless its effect differs from the preview `seen`.
/// Sending the same id again applies nothing more.
pub async fn apply(
    gate: &Gate,
    id: OperationId,
    selection: Selection,
    operation: Operation,
    seen: Option<String>,
) -> Result<Progress<Outcome>, AppError> {
    check_size(&selection)?;
    match known(gate, id).await? {
        // A failed operation changed nothing, so it may be tried again.
        None | Some(Progress::Failed(_)) => {}
        Some(progress) => return Ok(progress),
    }
    let total = {
        let mut tx = gate.read().await?;
        operations::size(&mut tx, &requester(gate), &selection).await?
    };
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move {
            let applied = async {
                let mut permit = gate.account(AccountAction::UseAccount).await?;
                let requester = Requester {
                    viewer: permit.viewer(),
                    ..requester(&gate)
                };
                let (what, step) = ((&selection, &operation), steps(&meter, total));
                let outcome = operations::apply(&mut permit, &requester, id, what, seen.as_deref(), &step).await?;
                Ok::<_, AppError>((permit, outcome))
            };
            match meter.unless_cancelled(applied).await.transpose()? {
                Some((permit, outcome)) => committed(&gate, permit, outcome).await.map(Some),
                None => Ok(None),
            }
        }
    };
    started(gate.jobs().operations.start(id, gate.me().id, total, work)?, total).await
}

/// Undoes the person's operation, or tries again for the spaces that an earlier undo skipped.
pub async fn undo(gate: &Gate, id: OperationId) -> Result<Progress<Outcome>, AppError> {
    let total = {
        let mut tx = gate.read().await?;
        let outcomes = operations::outcomes(&mut tx, gate.me().id, id).await?;
        let outcomes = outcomes.ok_or(AppError::NotFound)?;
        if let Some(outcome) = outcomes.undone.filter(|outcome| outcome.left() == 0) {
            return Ok(Progress::Done(outcome));
        }
        outcomes.applied.changed
    };
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move {
            let undone = async {
                let mut permit = gate.account(AccountAction::UseAccount).await?;
                let outcome = operations::undo(&mut permit, id, &steps(&meter, total)).await?;
                Ok::<_, AppError>((permit, outcome))
            };
            match meter.unless_cancelled(undone).await.transpose()? {
                Some((permit, outcome)) => committed(&gate, permit, outcome).await.map(Some),
                None => Ok(None),
            }
        }
    };
    started(gate.jobs().operations.start(id, gate.me().id, total, work)?, total).await
}

/// Commits the operation. If it changed very many spaces, the search indexer indexes some of them later.
async fn committed(gate: &Gate, permit: AccountPermit, outcome: Outcome) -> Result<Outcome, AppError> {
    let many = outcome.changed > MAX_WITHIN_REQUEST;
    let commit = many.then(|| gate.jobs().search_index.begin_unindexed_commit());
    permit.commit().await?;
    drop(commit);
    if many {
        gate.jobs().index(gate.store()).await;
    }
    Ok(outcome)
}

/// Returns the progress of the person's operation or of its undo.
pub async fn progress(gate: &Gate, id: OperationId) -> Result<Progress<Outcome>, AppError> {
    known(gate, id).await?.ok_or(AppError::NotFound)
}

async fn known(gate: &Gate, id: OperationId) -> Result<Option<Progress<Outcome>>, AppError> {
    if let Some(state) = gate.jobs().operations.progress(id, gate.me().id) {
        return Ok(Some(progress_of(state)));
    }
    let mut tx = gate.read().await?;
    let outcomes = operations::outcomes(&mut tx, gate.me().id, id).await?;
    Ok(outcomes.map(|found| Progress::Done(found.undone.unwrap_or(found.applied))))
}

/// Returns the answer to the start of a job for `total` spaces.
async fn started(start: Start<Outcome>, total: u32) -> Result<Progress<Outcome>, AppError> {
    match start {
        Start::Known(state) => Ok(progress_of(state)),
        Start::Begun(_) if total > MAX_WITHIN_REQUEST => Ok(Progress::Running { done: 0, total }),
        // The task continues even if the client disconnects.
        Start::Begun(task) => match task.await {
            Ok(Some(ended)) => ended.map(Progress::Done),
            Ok(None) | Err(_) => Err(AppError::Unavailable),
        },
    }
}

fn progress_of(state: State<Outcome>) -> Progress<Outcome> {
    match state {
        State::Running { done, total } => Progress::Running { done, total },
        State::Ended(Ok(outcome)) => Progress::Done(outcome),
        State::Ended(Err(error)) => Progress::Failed(error),
    }
}

fn requester(gate: &Gate) -> Requester {
    Requester {
        viewer: gate.viewer(),
        zone: gate.zone(),
        language: gate.me().language,
    }
}

fn steps(meter: &Meter, total: u32) -> impl Fn(u32) + Send + Sync {
    move |step| {
        let done = u64::from(total) * u64::from(step) / u64::from(STEPS);
        meter.report(u32::try_from(done).unwrap_or(u32::MAX), total);
    }
}

fn check_size(selection: &Selection) -> Result<(), AppError> {
    match selection {
        Selection::Ids(ids) if ids.len() > limits::TICKED => Err(AppError::TooLarge),
        _ => Ok(()),
    }
}
