//! Import: rows come in chunks into a waiting room, then all of them at once.

use domain::{
    error::{AppError, FieldError},
    ids::{ImportId, SpaceId},
    import::{CheckContext, FileNames, FoundNames, ImportRow, NamedSpaces},
    operation::Outcome,
    person::PersonRef,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use super::Answer;

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "detail", rename_all = "snake_case")]
pub enum ImportState {
    /// Chunks are awaited; how many rows have come.
    Waiting { received: u32 },
    /// Rows come in.
    Running { done: u32, total: u32 },
    /// All right rows are in.
    Done(ImportResult),
    /// Something changed meanwhile: nothing came in, these rows (by their number in the file) are wrong now.
    Wrong(Vec<(u32, Vec<FieldError>)>),
    /// The server failed: nothing came in. The rows still wait.
    Failed(AppError),
    /// Cancelled: nothing came in.
    Cancelled,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportResult {
    pub added: u32,
    pub updated: u32,
    pub skipped: u32,
    pub left_out: u32,
}

/// A past import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastImport {
    pub id: ImportId,
    pub by: PersonRef,
    pub file_name: String,
    /// Milliseconds UTC.
    pub at: i64,
    pub result: ImportResult,
    pub undone: bool,
    /// Whether the viewer may undo it: their own, or an administrator's right.
    pub may_undo: bool,
}

/// What an undo will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoPreview {
    /// Spaces that go, or go back.
    pub untouched: u32,
    /// Spaces that somebody changed since: kept unless chosen. Only those that the viewer may open are named.
    pub touched: Vec<(SpaceId, String)>,
}

/// What is true in the account for whoever imports, without people and spaces.
#[server(prefix = "/api", endpoint = "import_context", input = Json, output = Json)]
pub async fn import_context() -> Answer<CheckContext> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::Import).await?;
    Ok(imports::context(&mut tx, &gate.viewer(), gate.me().language).await?)
}

/// The people whom a file names, and the spaces of its names that one may edit. At most 2,000 names.
#[server(prefix = "/api", endpoint = "import_names", input = Json, output = Json)]
pub async fn import_names(names: FileNames) -> Answer<FoundNames> {
    use crate::server::{gate::Gate, store::imports};
    use domain::{access::AccountAction, error::AppError};

    if names.len() > imports::CHUNK_ROWS {
        return Err(AppError::TooLarge.into());
    }
    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::Import).await?;
    Ok(imports::find_names(&mut tx, &gate.viewer(), &names).await?)
}

/// The spaces that a file names by their ids: what those hold now that one may edit, and which others one knows of.
/// At most 2,000.
#[server(prefix = "/api", endpoint = "import_spaces", input = Json, output = Json)]
pub async fn import_spaces(ids: Vec<SpaceId>) -> Answer<NamedSpaces> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    if ids.len() > imports::CHUNK_ROWS {
        return Err(AppError::TooLarge.into());
    }
    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::Import).await?;
    Ok(imports::named_spaces(&mut tx, &gate.viewer(), &ids).await?)
}

/// Opens the waiting room; the same id again continues it: the chunks that it has.
#[server(prefix = "/api", endpoint = "begin_import", input = Json, output = Json)]
pub async fn begin_import(id: ImportId, file_name: String, rows: u32, left_out: u32) -> Answer<Vec<u32>> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut permit = gate.account(AccountAction::Import).await?;
    let chunks = imports::begin(&mut permit, id, &file_name, rows, left_out).await?;
    permit.commit().await?;
    Ok(chunks)
}

/// Puts rows into the waiting room; the same chunk twice is one chunk. At most 2,000 rows.
#[server(prefix = "/api", endpoint = "send_import_chunk", input = Json, output = Json)]
pub async fn send_import_chunk(id: ImportId, chunk: u32, rows: Vec<ImportRow>) -> Answer<()> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut permit = gate.account(AccountAction::Import).await?;
    imports::keep_chunk(&mut permit, id, chunk, &rows).await?;
    Ok(permit.commit().await?)
}

/// Checks every row again and brings them in, all or none; ask `import_progress` until it is done.
#[server(prefix = "/api", endpoint = "commit_import", input = Json, output = Json)]
pub async fn commit_import(id: ImportId, chunks: u32) -> Answer<ImportState> {
    use crate::server::{gate::Gate, imports};

    Ok(imports::start(&Gate::signed_in()?, id, chunks).await?)
}

/// How far one's own import is.
#[server(prefix = "/api", endpoint = "import_progress", input = Json, output = Json)]
pub async fn import_progress(id: ImportId) -> Answer<ImportState> {
    use crate::server::{gate::Gate, imports};

    Ok(imports::state(&Gate::signed_in()?, id).await?)
}

/// Cancels an import that is not in yet, also while its rows come in.
#[server(prefix = "/api", endpoint = "cancel_import", input = Json, output = Json)]
pub async fn cancel_import(id: ImportId) -> Answer<ImportState> {
    use crate::server::{gate::Gate, imports as running, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    running::stop(&gate, id).await?;
    let mut permit = gate.account(AccountAction::Import).await?;
    imports::cancel(&mut permit, id).await?;
    permit.commit().await?;
    Ok(imports::state(gate.store(), &gate.viewer(), id).await?)
}

/// What undoing the import would do.
#[server(prefix = "/api", endpoint = "preview_undo_import", input = Json, output = Json)]
pub async fn preview_undo_import(id: ImportId) -> Answer<UndoPreview> {
    use crate::server::{gate::Gate, store::imports};

    let gate = Gate::signed_in()?;
    Ok(imports::preview_undo(gate.store(), &gate.viewer(), id).await?)
}

/// Takes the import back; spaces that were touched since are kept unless `touched_too` names them.
#[server(prefix = "/api", endpoint = "undo_import", input = Json, output = Json)]
pub async fn undo_import(id: ImportId, touched_too: Vec<SpaceId>) -> Answer<Outcome> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut permit = gate.account(AccountAction::Import).await?;
    let outcome = imports::undo(&mut permit, id, &touched_too).await?;
    permit.commit().await?;
    Ok(outcome)
}

/// Past imports: one's own; for administrators everyone's.
#[server(prefix = "/api", endpoint = "past_imports", input = Json, output = Json)]
pub async fn past_imports() -> Answer<Vec<PastImport>> {
    use crate::server::{gate::Gate, store::imports};

    let gate = Gate::signed_in()?;
    Ok(imports::past(gate.store(), &gate.viewer()).await?)
}
