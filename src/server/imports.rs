//! The commit of an import as a job: it runs on its own while the browser asks how far it is.

use domain::{access::AccountAction, error::AppError, ids::ImportId};

use super::{
    gate::Gate,
    jobs::{Kind, Meter, Start, State},
    store::imports::{self, Committed},
};
use crate::api::imports::ImportState;

/// Starts to bring the rows of the person's own import in; one that is on its way goes on.
pub async fn start(gate: &Gate, id: ImportId, chunks: u32) -> Result<ImportState, AppError> {
    let state = state(gate, id).await?;
    if !matches!(
        state,
        ImportState::Waiting { .. } | ImportState::Wrong(_) | ImportState::Failed(_)
    ) {
        return Ok(state);
    }
    drop(gate.read_as(AccountAction::Import).await?);
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move {
            let _follow_up = FollowUp(&gate);
            bring_in(&gate, id, chunks, &meter).await
        }
    };
    match gate.jobs().imports.start(id, gate.me().id, 0, work)? {
        Start::Begun(_) => Ok(ImportState::Running { done: 0, total: 0 }),
        Start::Known(running) => Ok(state_of(running)),
    }
}

/// How far the person's own import is. Which rows are wrong, and why it failed, is told once.
pub async fn state(gate: &Gate, id: ImportId) -> Result<ImportState, AppError> {
    let stored = imports::state(gate.store(), &gate.viewer(), id).await?;
    let running = gate.jobs().imports.take(id, gate.me().id);
    Ok(running.map_or(stored, state_of))
}

/// Stops bringing in the rows of the person's own import, if that is under way: back when nothing of it is left, or all
/// of it came in before.
pub async fn stop(gate: &Gate, id: ImportId) -> Result<(), AppError> {
    imports::state(gate.store(), &gate.viewer(), id).await?;
    gate.jobs().imports.cancel(id, gate.me().id).await;
    Ok(())
}

/// Brings the rows in, in one transaction. Cancelled before the commit, it leaves nothing behind.
async fn bring_in(gate: &Gate, id: ImportId, chunks: u32, meter: &Meter) -> Result<Option<Committed>, AppError> {
    let prepared = async {
        // While this reads, others write.
        let ready = {
            let mut tx = gate.read_as(AccountAction::Import).await?;
            imports::get_ready(&mut tx, &gate.viewer(), id, chunks).await?
        };
        let mut permit = gate.account(AccountAction::Import).await?;
        let progress = |done, total| meter.report(done, total);
        let committed = imports::commit(&mut permit, id, chunks, ready, &progress).await?;
        Ok::<_, AppError>((permit, committed))
    };
    let Some((permit, committed)) = meter.unless_cancelled(prepared).await.transpose()? else {
        return Ok(None);
    };
    if let Committed::Done(_) = &committed {
        let _landing = gate.jobs().search_index.landing();
        permit.commit().await?;
    }
    Ok(Some(committed))
}

/// When an import is over, by a panic too: checkpoints the log, indexes the new spaces for search, gives memory back.
/// Nobody has to wait for it.
struct FollowUp<'a>(&'a Gate);

impl Drop for FollowUp<'_> {
    fn drop(&mut self) {
        // Closing the store checkpoints, and the next start indexes.
        if self.0.jobs().supervisor.stopping().is_cancelled() {
            return;
        }
        let (jobs, store) = (self.0.jobs().clone(), self.0.store().clone());
        let work = async move {
            if let Err(cause) = store.checkpoint().await {
                tracing::warn!(%cause, "the log that the import left is not checkpointed");
            }
            jobs.index(&store).await;
            if let Err(cause) = store.relax().await {
                tracing::warn!(%cause, "the writer keeps the memory that the import took");
            }
        };
        let supervisor = &self.0.jobs().supervisor;
        supervisor.spawn(Kind::Indexer, "after an import".to_owned(), work);
    }
}

fn state_of(state: State<Committed>) -> ImportState {
    match state {
        State::Running { done, total } => ImportState::Running { done, total },
        State::Ended(Ok(Committed::Done(result))) => ImportState::Done(result),
        State::Ended(Ok(Committed::Wrong(rows))) => ImportState::Wrong(rows),
        State::Ended(Err(error)) => ImportState::Failed(error),
    }
}
