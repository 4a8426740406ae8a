//! Import: the browser sends the rows in chunks to a staging table, then a commit turns all of them into spaces at
//! once.

pub use domain::import::{ImportResult, ImportState, PastImport, UndoPreview};
use domain::{
    ids::{ImportId, SpaceId},
    import::{CheckContext, FileNames, FoundNames, ImportRow, NamedSpaces},
    operation::Outcome,
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns what the check of an import needs to know of the account (fields, groups, rules), without people and spaces.
#[server(prefix = "/api", endpoint = "import_context", input = Json, output = Json)]
pub async fn import_context() -> Answer<CheckContext> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::Import).await?;
    Ok(imports::context(&mut tx, &gate.viewer(), gate.me().language).await?)
}

/// Returns the people that a file names, and the spaces with the file's names that the person may edit. At most 2,000
/// names.
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

/// Returns the spaces that a file refers to by id: the contents of those that the person may edit, and the ids of the
/// others that are visible to them. At most 2,000 ids.
#[server(prefix = "/api", endpoint = "import_spaces", input = Json, output = Json)]
pub async fn import_spaces(ids: Vec<SpaceId>) -> Answer<NamedSpaces> {
    use crate::server::{gate::Gate, store::imports};
    use domain::{access::AccountAction, error::AppError};

    if ids.len() > imports::CHUNK_ROWS {
        return Err(AppError::TooLarge.into());
    }
    let gate = Gate::signed_in()?;
    let mut tx = gate.read_as(AccountAction::Import).await?;
    Ok(imports::named_spaces(&mut tx, &gate.viewer(), &ids).await?)
}

/// Begins an import, or continues the one with this id; returns the numbers of the chunks that have arrived already.
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

/// Stages a chunk of at most 2,000 rows. Sending the same chunk twice stages it once.
#[server(prefix = "/api", endpoint = "send_import_chunk", input = Json, output = Json)]
pub async fn send_import_chunk(id: ImportId, chunk: u32, rows: Vec<ImportRow>) -> Answer<()> {
    use crate::server::{gate::Gate, store::imports};
    use domain::access::AccountAction;

    let gate = Gate::signed_in()?;
    let mut permit = gate.account(AccountAction::Import).await?;
    imports::keep_chunk(&mut permit, id, chunk, &rows).await?;
    Ok(permit.commit().await?)
}

/// Starts the commit: checks every row again and imports all of them or none. `import_progress` reports the progress.
#[server(prefix = "/api", endpoint = "commit_import", input = Json, output = Json)]
pub async fn commit_import(id: ImportId, chunks: u32) -> Answer<ImportState> {
    use crate::server::{gate::Gate, imports};

    Ok(imports::start(&Gate::signed_in()?, id, chunks).await?)
}

/// Returns the state of the person's own import.
#[server(prefix = "/api", endpoint = "import_progress", input = Json, output = Json)]
pub async fn import_progress(id: ImportId) -> Answer<ImportState> {
    use crate::server::{gate::Gate, imports};

    Ok(imports::state(&Gate::signed_in()?, id).await?)
}

/// Cancels an import that is not finished, also while its commit is running.
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

/// Returns what undoing the import would do.
#[server(prefix = "/api", endpoint = "preview_undo_import", input = Json, output = Json)]
pub async fn preview_undo_import(id: ImportId) -> Answer<UndoPreview> {
    use crate::server::{gate::Gate, store::imports};

    let gate = Gate::signed_in()?;
    Ok(imports::preview_undo(gate.store(), &gate.viewer(), id).await?)
}

/// Undoes the import. Spaces that were changed since are kept unless `touched_too` names them.
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

/// Returns past imports: the person's own; for administrators everyone's.
#[server(prefix = "/api", endpoint = "past_imports", input = Json, output = Json)]
pub async fn past_imports() -> Answer<Vec<PastImport>> {
    use crate::server::{gate::Gate, store::imports};

    let gate = Gate::signed_in()?;
    Ok(imports::past(gate.store(), &gate.viewer()).await?)
}
