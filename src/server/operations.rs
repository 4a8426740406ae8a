//! List operations as jobs: short ones are awaited, long ones run on after the answer.

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
    store::operations::{self, Asker, STEPS},
};

/// Beyond this many spaces an operation runs on after its answer, and is asked after.
const AT_ONCE: u32 = 2_000;

/// What the operation would do.
pub async fn preview(gate: &Gate, selection: &Selection, operation: &Operation) -> Result<Preview, AppError> {
    check_size(selection)?;
    let mut tx = gate.read().await?;
    Ok(operations::preview(&mut tx, &asker(gate), selection, operation).await?)
}

/// Applies the operation, at once or as a job to ask after, unless it would do something else than was `seen` in its
/// preview. The same id is one operation.
pub async fn apply(
    gate: &Gate,
    id: OperationId,
    selection: Selection,
    operation: Operation,
    seen: Option<String>,
) -> Result<Progress<Outcome>, AppError> {
    check_size(&selection)?;
    match known(gate, id).await? {
        // One that failed changed nothing: it may be tried again.
        None | Some(Progress::Failed(_)) => {}
        Some(progress) => return Ok(progress),
    }
    let total = {
        let mut tx = gate.read().await?;
        operations::size(&mut tx, &asker(gate), &selection).await?
    };
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move {
            let applied = async {
                let mut permit = gate.account(AccountAction::UseAccount).await?;
                let asker = Asker {
                    viewer: permit.viewer(),
                    ..asker(&gate)
                };
                let (what, step) = ((&selection, &operation), steps(&meter, total));
                let outcome = operations::apply(&mut permit, &asker, id, what, seen.as_deref(), &step).await?;
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

/// Undoes the person's own operation; again for the spaces that an earlier undo left.
pub async fn undo(gate: &Gate, id: OperationId) -> Result<Progress<Outcome>, AppError> {
    let total = {
        let mut tx = gate.read().await?;
        let known = operations::known(&mut tx, gate.me().id, id).await?;
        let known = known.ok_or(AppError::NotFound)?;
        if let Some(outcome) = known.undone.filter(|outcome| outcome.left() == 0) {
            return Ok(Progress::Done(outcome));
        }
        known.applied.changed
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

/// Commits what was done. Of very many spaces some are left to the search indexer.
async fn committed(gate: &Gate, permit: AccountPermit, outcome: Outcome) -> Result<Outcome, AppError> {
    let many = outcome.changed > AT_ONCE;
    let landing = many.then(|| gate.jobs().search_index.landing());
    permit.commit().await?;
    drop(landing);
    if many {
        gate.jobs().index(gate.store()).await;
    }
    Ok(outcome)
}

/// How far the person's operation, or its undo, is.
pub async fn progress(gate: &Gate, id: OperationId) -> Result<Progress<Outcome>, AppError> {
    known(gate, id).await?.ok_or(AppError::NotFound)
}

async fn known(gate: &Gate, id: OperationId) -> Result<Option<Progress<Outcome>>, AppError> {
    if let Some(state) = gate.jobs().operations.look(id, gate.me().id) {
        return Ok(Some(progress_of(state)));
    }
    let mut tx = gate.read().await?;
    let known = operations::known(&mut tx, gate.me().id, id).await?;
    Ok(known.map(|known| Progress::Done(known.undone.unwrap_or(known.applied))))
}

/// The answer to the start of a job for `total` spaces.
async fn started(start: Start<Outcome>, total: u32) -> Result<Progress<Outcome>, AppError> {
    match start {
        Start::Known(state) => Ok(progress_of(state)),
        Start::Begun(_) if total > AT_ONCE => Ok(Progress::Running { done: 0, total }),
        // The task goes on where the page goes away.
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

fn asker(gate: &Gate) -> Asker {
    Asker {
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
