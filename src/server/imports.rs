//! Imports under way: the commit runs on its own while the browser asks how far it is.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{access::AccountAction, error::AppError, ids::ImportId};
use tokio::sync::{Notify, watch};

use super::{
    gate::Gate,
    store::imports::{self, Committed},
};
use crate::api::imports::ImportState;

/// How far each running import is; an ended one stays until it was asked for.
#[derive(Clone, Debug, Default)]
pub struct RunningImports {
    states: Arc<Mutex<HashMap<ImportId, ImportState>>>,
    stops: Arc<Mutex<HashMap<ImportId, Arc<Stop>>>>,
}

/// How a commit under way is told to stop, and tells that it ended.
#[derive(Debug, Default)]
struct Stop {
    wanted: Notify,
    ended: watch::Sender<bool>,
}

impl RunningImports {
    fn set(&self, id: ImportId, state: ImportState) {
        self.states().insert(id, state);
    }

    fn get(&self, id: ImportId) -> Option<ImportState> {
        self.states().get(&id).cloned()
    }

    fn forget(&self, id: ImportId) {
        self.states().remove(&id);
    }

    fn states(&self) -> MutexGuard<'_, HashMap<ImportId, ImportState>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stops(&self) -> MutexGuard<'_, HashMap<ImportId, Arc<Stop>>> {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops bringing in the rows of one's own import, if that is under way: back when nothing of it is left, or all
    /// of it came in before.
    pub async fn stop(&self, gate: &Gate, id: ImportId) -> Result<(), AppError> {
        imports::state(gate.store(), &gate.viewer(), id).await?;
        let stop = self.stops().get(&id).cloned();
        if let Some(stop) = stop {
            stop.wanted.notify_one();
            // The other end is ours: it cannot be gone.
            let _ = stop.ended.subscribe().wait_for(|ended| *ended).await;
        }
        Ok(())
    }

    /// Starts to bring the rows in.
    pub fn start(&self, gate: Gate, id: ImportId, chunks: u32) -> ImportState {
        let state = ImportState::Running { done: 0, total: 0 };
        self.set(id, state.clone());
        let running = self.clone();
        let stop = Arc::new(Stop::default());
        self.stops().insert(id, stop.clone());
        tokio::spawn(async move {
            let ended = running.run(&gate, id, chunks, &stop.wanted).await;
            running.stops().remove(&id);
            stop.ended.send_replace(true);
            let store = gate.store();
            if let Err(cause) = store.checkpoint().await {
                tracing::warn!(%cause, "the log that the import left is not folded into the file");
            }
            match ended {
                Ok(()) => {
                    if let Err(cause) = imports::index_new(store).await {
                        tracing::error!(%cause, "the search index lags behind; the next start catches up");
                    }
                    if let Err(cause) = store.relax().await {
                        tracing::warn!(%cause, "the writer keeps the memory that the import took");
                    }
                }
                Err(cause) => {
                    // The waiting room is as it was: the browser asks, learns so, and may commit again.
                    tracing::warn!(%id, %cause, "an import did not come in");
                    running.forget(id);
                }
            }
        });
        state
    }

    async fn run(&self, gate: &Gate, id: ImportId, chunks: u32, stop: &Notify) -> Result<(), AppError> {
        // While this reads, others write.
        let ready = {
            let mut tx = gate.read_as(AccountAction::Import).await?;
            imports::get_ready(&mut tx, &gate.viewer(), id, chunks).await?
        };
        let mut permit = gate.account(AccountAction::Import).await?;
        let committed = {
            let progress = |done, total| self.set(id, ImportState::Running { done, total });
            // Left where it is, its transaction is undone.
            tokio::select! {
                biased;
                () = stop.notified() => None,
                committed = imports::commit(&mut permit, id, chunks, ready, &progress) => Some(committed?),
            }
        };
        let Some(committed) = committed else {
            drop(permit);
            self.forget(id);
            return Ok(());
        };
        let state = match committed {
            Committed::Done(result) => {
                permit.commit().await?;
                ImportState::Done(result)
            }
            Committed::Wrong(rows) => ImportState::Wrong(rows),
        };
        self.set(id, state);
        Ok(())
    }

    /// How far one's own import is. What the database does not keep (which rows are wrong) is told once.
    pub async fn state(&self, gate: &Gate, id: ImportId) -> Result<ImportState, AppError> {
        let stored = imports::state(gate.store(), &gate.viewer(), id).await?;
        let Some(running) = self.get(id) else { return Ok(stored) };
        if !matches!(running, ImportState::Running { .. }) {
            self.forget(id);
        }
        Ok(running)
    }
}
