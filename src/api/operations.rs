//! List operations.

use domain::{
    ids::OperationId,
    operation::{Operation, Outcome, Preview, Progress, RecentOperation, Selection, SkippedSpaces},
};
use leptos::prelude::*;

use super::{Answer, json::Json};

/// Returns what the operation would do, without doing it.
#[server(prefix = "/api", endpoint = "preview_operation", input = Json, output = Json)]
pub async fn preview_operation(selection: Selection, operation: Operation) -> Answer<Preview> {
    use crate::server::{gate::Gate, operations};

    Ok(operations::preview(&Gate::signed_in()?, &selection, &operation).await?)
}

/// Starts the operation; `operation_progress` with the same id reports its progress. Sending the same `id` twice starts
/// one operation.
///
/// `seen` is the fingerprint from the preview: if the operation would now do something other than the preview showed,
/// it is refused with `changed_meanwhile`.
#[server(prefix = "/api", endpoint = "apply_operation", input = Json, output = Json)]
pub async fn apply_operation(
    id: OperationId,
    selection: Selection,
    operation: Operation,
    seen: Option<String>,
) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, operations};

    Ok(operations::apply(&Gate::signed_in()?, id, selection, operation, seen).await?)
}

/// Returns the progress of the operation, or of its undo.
#[server(prefix = "/api", endpoint = "operation_progress", input = Json, output = Json)]
pub async fn operation_progress(id: OperationId) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, operations};

    Ok(operations::progress(&Gate::signed_in()?, id).await?)
}

/// Undoes the person's own operation. Spaces in which somebody has changed the same thing since then are kept and
/// counted as skipped; the undo can be tried again for them.
#[server(prefix = "/api", endpoint = "undo_operation", input = Json, output = Json)]
pub async fn undo_operation(id: OperationId) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, operations};

    Ok(operations::undo(&Gate::signed_in()?, id).await?)
}

/// Returns the spaces that the undo of the person's own operation skipped.
#[server(prefix = "/api", endpoint = "skipped_by_undo", input = Json, output = Json)]
pub async fn skipped_by_undo(id: OperationId) -> Answer<SkippedSpaces> {
    use crate::server::{gate::Gate, store::operations};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(operations::skipped(&mut tx, &gate.viewer(), id).await?)
}

/// Returns the person's last 20 operations.
#[server(prefix = "/api", endpoint = "recent_operations", input = Json, output = Json)]
pub async fn recent_operations() -> Answer<Vec<RecentOperation>> {
    use crate::server::{gate::Gate, store::operations};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(operations::recent(&mut tx, gate.me().id).await?)
}
