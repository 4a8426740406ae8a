//! List operations.

use domain::{
    ids::OperationId,
    operation::{Operation, Outcome, Progress, RecentOperation, Selection},
};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::Answer;

/// What the operation would do.
#[server(prefix = "/api", endpoint = "preview_operation", input = Json, output = Json)]
pub async fn preview_operation(selection: Selection, operation: Operation) -> Answer<Outcome> {
    use crate::server::{gate::Gate, store::operations};

    Ok(operations::preview(&Gate::signed_in()?, &selection, &operation).await?)
}

/// Starts the operation; ask `operation_progress` with the same id. The same `id` sent twice is one operation.
#[server(prefix = "/api", endpoint = "apply_operation", input = Json, output = Json)]
pub async fn apply_operation(id: OperationId, selection: Selection, operation: Operation) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, store::operations};

    Ok(operations::apply(&Gate::signed_in()?, id, selection, operation).await?)
}

/// How far the operation, or its undo, is.
#[server(prefix = "/api", endpoint = "operation_progress", input = Json, output = Json)]
pub async fn operation_progress(id: OperationId) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, store::operations};

    Ok(operations::progress(&Gate::signed_in()?, id).await?)
}

/// Takes one's own operation back; spaces that changed since are kept and counted as skipped.
#[server(prefix = "/api", endpoint = "undo_operation", input = Json, output = Json)]
pub async fn undo_operation(id: OperationId) -> Answer<Progress<Outcome>> {
    use crate::server::{gate::Gate, store::operations};

    Ok(operations::undo(&Gate::signed_in()?, id).await?)
}

/// One's own last 20.
#[server(prefix = "/api", endpoint = "recent_operations", input = Json, output = Json)]
pub async fn recent_operations() -> Answer<Vec<RecentOperation>> {
    use crate::server::{gate::Gate, store::operations};

    let gate = Gate::signed_in()?;
    let mut tx = gate.read().await?;
    Ok(operations::recent(&mut tx, gate.me().id).await?)
}
