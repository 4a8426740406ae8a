//! Imports under way: the commit runs on its own while the browser asks how far it is.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{access::AccountAction, error::AppError, ids::ImportId};

use super::{
    gate::Gate,
    store::imports::{self, Committed},
};
use crate::api::imports::ImportState;

/// How far each running import is; an ended one stays until it was asked for.
#[derive(Clone, Debug, Default)]
pub struct RunningImports(Arc<Mutex<HashMap<ImportId, ImportState>>>);

impl RunningImports {
    fn set(&self, id: ImportId, state: ImportState) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, state);
    }

    fn get(&self, id: ImportId) -> Option<ImportState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn forget(&self, id: ImportId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Starts to bring the rows in.
    pub fn start(&self, gate: Gate, id: ImportId, chunks: u32) -> ImportState {
        let state = ImportState::Running { done: 0, total: 0 };
        self.set(id, state.clone());
        let running = self.clone();
        tokio::spawn(async move {
            let ended = running.run(&gate, id, chunks).await;
            let store = gate.store();
            if let Err(cause) = store.fold_log().await {
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

    async fn run(&self, gate: &Gate, id: ImportId, chunks: u32) -> Result<(), AppError> {
        // While this reads, others write.
        let ready = {
            let mut tx = gate.read_as(AccountAction::Import).await?;
            imports::get_ready(&mut tx, &gate.viewer(), id, chunks).await?
        };
        let mut permit = gate.account(AccountAction::Import).await?;
        let committed = {
            let progress = |done, total| self.set(id, ImportState::Running { done, total });
            imports::commit(&mut permit, id, chunks, ready, &progress).await?
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
