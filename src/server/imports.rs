//! Committing an import as a background job, whose progress the browser polls.

use domain::{access::AccountAction, error::AppError, ids::ImportId, import::ImportState};

use super::{
    gate::Gate,
    jobs::{Kind, Meter, Start, State},
    store::imports::{self, Committed},
};

/// Starts the commit of the person's import. If it is already running, it continues.
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
            commit_rows(&gate, id, chunks, &meter).await
        }
    };
    match gate.jobs().imports.start(id, gate.me().id, 0, work)? {
        Start::Begun(_) => Ok(ImportState::Running { done: 0, total: 0 }),
        Start::Known(running) => Ok(state_of(running)),
    }
}

/// Returns the progress of the person's import. Which rows are wrong, and why a commit failed, is returned only once.
pub async fn state(gate: &Gate, id: ImportId) -> Result<ImportState, AppError> {
    // The job is read first: if it ends between the two reads, it is forgotten, but the store has its result.
    match gate.jobs().imports.take(id, gate.me().id) {
        Some(job) => Ok(state_of(job)),
        None => Ok(imports::state(gate.store(), &gate.viewer(), id).await?),
    }
}

/// Cancels the commit of the person's import, if it is running. Returns when it is rolled back, or when it had already
/// succeeded.
pub async fn stop(gate: &Gate, id: ImportId) -> Result<(), AppError> {
    imports::state(gate.store(), &gate.viewer(), id).await?;
    gate.jobs().imports.cancel(id, gate.me().id).await;
    Ok(())
}

/// Commits the rows in one transaction. If cancelled before, nothing is written.
async fn commit_rows(gate: &Gate, id: ImportId, chunks: u32, meter: &Meter) -> Result<Option<Committed>, AppError> {
    let prepared = async {
        // Other writers continue during this read.
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
        let _commit = gate.jobs().search_index.begin_unindexed_commit();
        permit.commit().await?;
    }
    Ok(Some(committed))
}

/// Work after an import that ended in any way, a panic included: checkpointing the log, indexing the new spaces for
/// search, releasing memory. Nobody waits for it.
struct FollowUp<'a>(&'a Gate);

impl Drop for FollowUp<'_> {
    fn drop(&mut self) {
        // Closing the store checkpoints the log, and the next start indexes.
        if self.0.jobs().supervisor.stopping().is_cancelled() {
            return;
        }
        let (jobs, store) = (self.0.jobs().clone(), self.0.store().clone());
        let work = async move {
            if let Err(cause) = store.checkpoint().await {
                tracing::warn!(%cause, "the log could not be checkpointed after an import");
            }
            jobs.index(&store).await;
            if let Err(cause) = store.release_memory().await {
                tracing::warn!(%cause, "the memory of the import could not be released");
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
