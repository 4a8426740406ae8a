//! Sending of step 4: the rows go to the server in chunks and are then committed together. While the connection is
//! lost, requests are repeated; a chunk that arrives twice counts once.

use std::future::Future;

use domain::{error::AppError, ids::ImportId};
use leptos::{prelude::*, task::spawn_local};
use spreadsheet::protocol::{Answer, Request, WorkerError};

use crate::{
    api::{
        Failure,
        imports::{ImportState, begin_import, cancel_import, commit_import, import_progress, send_import_chunk},
    },
    ui::{
        browser::{import_worker::wait, new_uuid},
        errors::sentence,
        shell::live::Heard,
    },
};

use super::{
    actions,
    wizard::{Sending, Step, Wizard},
};

/// Number of rows per chunk, few enough that the page stays responsive while it passes them on.
const CHUNK_ROWS: usize = 1_000;
const LONGEST_WAIT_MS: u32 = 10_000;
const CANCELLING_MS: u32 = 100;

/// Why sending ended early.
enum Stop {
    Cancelled,
    Worker(WorkerError),
    Server(AppError),
}

/// Starts the import of the valid rows.
pub fn start(wizard: Wizard) {
    wizard.import_id.set(Some(ImportId(new_uuid())));
    wizard.notice.set(None);
    wizard.show_step(Step::Import);
    begin(wizard, false);
}

/// Continues an import that was begun: sends its rows and commits them.
pub fn resume(wizard: Wizard) {
    begin(wizard, true);
}

fn begin(wizard: Wizard, again: bool) {
    let Some(id) = wizard.import_id.get_untracked() else {
        return;
    };
    wizard.trouble.set(None);
    let totals = wizard.totals.get_untracked();
    let total = u32::try_from(totals.imported() + totals.skip).unwrap_or(u32::MAX);
    wizard.sending.set(Sending {
        total,
        ..Sending::default()
    });
    spawn_local(async move {
        let ended = run(wizard, id, again).await;
        // The outcome of an import that was cancelled meanwhile is ignored: its last requests may have been refused.
        if wizard.import_id.try_get_untracked().flatten() != Some(id) {
            return;
        }
        match ended {
            Ok(state) => finish(wizard, id, state).await,
            Err(Stop::Cancelled) => {}
            Err(Stop::Worker(error)) => wizard.worker_failed(&error),
            Err(Stop::Server(error)) => {
                wizard.trouble.try_set(Some(sentence(wizard.messages, &error)));
            }
        }
    });
}

/// Maximum number of times that the rows are committed while the server fails to import them.
const MAX_COMMITS: u32 = 3;

async fn run(wizard: Wizard, id: ImportId, again: bool) -> Result<ImportState, Stop> {
    let mut heard = wizard.live.progress(id.0);
    if again {
        // The import may have finished while this page was not running.
        match retry_while_offline(wizard, id, || import_progress(id)).await {
            Ok(ImportState::Waiting { .. } | ImportState::Failed(_)) | Err(Stop::Server(AppError::NotFound)) => {}
            Ok(state) => return watch(wizard, id, state, &mut heard).await,
            Err(stop) => return Err(stop),
        }
    }
    // After a reload all rows were checked again; this sets which rows are left out.
    wizard.ask(Request::Settle, None).await.map_err(Stop::Worker)?;
    wizard.keep_now().await;
    for attempt in 1..=MAX_COMMITS {
        wizard.sending.try_update(|sending| sending.committing = false);
        let chunks = upload(wizard, id, !again || attempt > 1).await?;
        wizard.sending.try_update(|sending| sending.committing = true);
        let state = retry_while_offline(wizard, id, || commit_import(id, chunks)).await?;
        let state = watch(wizard, id, state, &mut heard).await?;
        match state {
            // The server was restarted or could not import the rows; `upload` asks again which chunks it has.
            ImportState::Waiting { .. } | ImportState::Failed(AppError::Unavailable) => {}
            ImportState::Failed(error) => return Err(Stop::Server(error)),
            state => return Ok(state),
        }
        wait(attempt * 1_000).await;
    }
    Err(Stop::Server(AppError::Unavailable))
}

/// Follows the progress until the commit has ended, and returns the final state.
async fn watch(wizard: Wizard, id: ImportId, mut state: ImportState, heard: &mut Heard) -> Result<ImportState, Stop> {
    while let ImportState::Running { done, total } = state {
        wizard.sending.try_update(|sending| {
            sending.committing = true;
            if total > 0 {
                sending.done = done;
                sending.total = total;
            }
        });
        state = match heard.next().await {
            Some((done, total)) => ImportState::Running { done, total },
            None => retry_while_offline(wizard, id, || import_progress(id)).await?,
        };
    }
    Ok(state)
}

/// Sends the chunks that the server does not have, and returns the number of all chunks. With `trusted` false all
/// chunks are sent: after a reload the rows were checked again, and the server's chunks may contain other rows.
async fn upload(wizard: Wizard, id: ImportId, trusted: bool) -> Result<u32, Stop> {
    let totals = wizard.totals.try_get_untracked().ok_or(Stop::Cancelled)?;
    let file_name = wizard.file_name.try_get_untracked().ok_or(Stop::Cancelled)?;
    let rows = u32::try_from(totals.imported() + totals.skip).unwrap_or(u32::MAX);
    let left_out = u32::try_from(totals.wrong + totals.left_out).unwrap_or(u32::MAX);
    let there = retry_while_offline(wizard, id, || begin_import(id, file_name.clone(), rows, left_out)).await?;
    let (mut chunk, mut sent, mut next) = (0, 0, Some(0));
    while let Some(from) = next {
        let request = Request::Chunk {
            from,
            count: CHUNK_ROWS,
        };
        let rows = match wizard.ask(request, None).await {
            Ok(Answer::Chunk { rows, next: after }) => {
                next = after;
                rows
            }
            Ok(_) => return Err(Stop::Worker(WorkerError::Malformed)),
            Err(error) => return Err(Stop::Worker(error)),
        };
        if rows.is_empty() {
            continue;
        }
        sent += rows.len();
        if !trusted || !there.contains(&chunk) {
            retry_while_offline(wizard, id, || send_import_chunk(id, chunk, rows.clone())).await?;
        }
        chunk += 1;
        let done = u32::try_from(sent).unwrap_or(u32::MAX);
        wizard.sending.try_update(|sending| sending.done = done);
    }
    Ok(chunk)
}

/// Repeats a request while the server cannot be reached and nobody cancels. The pause doubles from 500 ms up to 10 s.
async fn retry_while_offline<T, F>(wizard: Wizard, id: ImportId, call: impl Fn() -> F) -> Result<T, Stop>
where
    F: Future<Output = Result<T, Failure>>,
{
    let mut pause = 500;
    loop {
        while wizard.cancelling.try_get_untracked() == Some(true) {
            wait(CANCELLING_MS).await;
        }
        if wizard.import_id.try_get_untracked().flatten() != Some(id) {
            return Err(Stop::Cancelled);
        }
        let answer = call().await;
        let offline = match answer {
            Ok(answer) => {
                wizard.sending.try_update(|sending| sending.offline = false);
                return Ok(answer);
            }
            Err(Failure(AppError::Offline | AppError::Unavailable)) => true,
            Err(Failure(AppError::TooManyTries { .. })) => false,
            Err(Failure(error)) => return Err(Stop::Server(error)),
        };
        wizard.sending.try_update(|sending| sending.offline = offline);
        wait(pause).await;
        pause = (pause * 2).min(LONGEST_WAIT_MS);
    }
}

async fn finish(wizard: Wizard, id: ImportId, state: ImportState) {
    match state {
        ImportState::Done(result) => {
            wizard.import_id.try_set(Some(id));
            wizard.result.try_set(Some(result));
            wizard.go(Step::Result);
        }
        ImportState::Wrong(rows) => {
            wizard.import_id.try_set(None);
            if actions::check(wizard).await {
                wizard.go(Step::Check);
                let message = wizard
                    .messages
                    .with("import-changed-meanwhile", [("count", rows.len())]);
                wizard.notice.try_set(Some(message));
            }
        }
        _ => back_to_check(wizard),
    }
}

fn back_to_check(wizard: Wizard) {
    wizard.import_id.try_set(None);
    wizard.go(Step::Check);
    wizard.notice.try_set(Some(wizard.messages.text("import-cancelled")));
}

/// Cancels the import. If it has finished already, shows its result.
pub fn cancel(wizard: Wizard) {
    let Some(id) = wizard.import_id.get_untracked() else {
        return wizard.go(Step::Check);
    };
    if wizard.cancelling.get_untracked() {
        return;
    }
    wizard.cancelling.set(true);
    spawn_local(async move {
        let answer = cancel_import(id).await;
        if matches!(answer, Ok(_) | Err(Failure(AppError::NotFound))) {
            // This ends the sending.
            wizard.import_id.try_set(None);
        }
        wizard.cancelling.try_set(false);
        match answer {
            Ok(state @ ImportState::Done(_)) => finish(wizard, id, state).await,
            // The server knows nothing of an import that has not begun.
            Ok(_) | Err(Failure(AppError::NotFound)) => back_to_check(wizard),
            Err(failure) => {
                wizard.trouble.try_set(Some(sentence(wizard.messages, &failure.0)));
            }
        }
    });
}
