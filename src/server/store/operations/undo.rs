//! Taking an operation back: what changed since is kept, and the rule is asked again.

use domain::{
    access::{AccountAction, Action, Viewer, may_choose_visibility},
    audit::Event,
    error::AppError,
    ids::OperationId,
    operation::{Operation, Outcome, Progress},
    visibility::{Visibility, VisibilityRules},
};
use sqlx::Row;

use super::{
    AT_ONCE, clauses, effects,
    items::before,
    jobs::{self, Meter},
    kept, set_field, some_names,
};
use crate::server::{
    gate::Gate,
    store::{
        StoreError, account, audit,
        engine::sql::{Conn, Sql},
        spaces::{access, derived::Set},
    },
};

/// Takes the person's own operation back; once, however often it is asked.
pub async fn undo(gate: &Gate, id: OperationId) -> Result<Progress<Outcome>, AppError> {
    let changed = {
        let mut tx = gate.read().await?;
        let kept = kept::load(&mut tx, gate.me().id, id).await?.ok_or(AppError::NotFound)?;
        if let Some(outcome) = kept.undone {
            return Ok(Progress::Done(outcome));
        }
        i64::from(kept.outcome.changed)
    };
    let work = {
        let gate = gate.clone();
        move |meter: Meter| async move { run(&gate, id, &meter).await }
    };
    jobs::start(gate, id, changed, changed > AT_ONCE, work).await
}

async fn run(gate: &Gate, id: OperationId, meter: &Meter) -> Result<Outcome, AppError> {
    let mut permit = gate.account(AccountAction::UseAccount).await?;
    let (viewer, at) = (permit.viewer(), permit.at());
    let conn = permit.act(AccountAction::UseAccount)?;
    let kept = kept::load(conn, viewer.id, id).await?.ok_or(AppError::NotFound)?;
    if let Some(outcome) = kept.undone {
        return Ok(outcome);
    }
    let prepared = kept.prepared(conn).await?;
    let rules = account::visibility_rules(conn).await?;
    let outcome = mark(conn, &viewer, id, &prepared.operation, &rules).await?;
    meter.step(2);
    effects::take_back(conn, id, &prepared, viewer.id, at, meter).await?;
    kept::keep_undone(conn, id, &outcome, at).await?;
    let event = Event::OperationUndone {
        names: some_names(conn, Set::Undo(id)).await?,
        operation: Some(prepared.operation),
        changed: outcome.changed,
    };
    audit::write(conn, at, Some(viewer.id), id, &event).await?;
    permit.commit().await?;
    Ok(outcome)
}

/// Marks the items that can be taken back and counts the others by their reasons.
async fn mark(
    conn: &mut Conn,
    viewer: &Viewer,
    id: OperationId,
    operation: &Operation,
    rules: &VisibilityRules,
) -> Result<Outcome, StoreError> {
    let mut sql = Sql::new("SELECT ");
    verdict(&mut sql, viewer, operation, rules);
    sql.push(
        " AS verdict, count(*) FROM operation_items i LEFT JOIN spaces s ON s.id = i.space_id WHERE i.operation_id = ",
    );
    sql.text(id).push(" GROUP BY 1");
    let mut counts = Vec::new();
    for row in sql.rows(conn).await? {
        counts.push((row.try_get(0)?, row.try_get(1)?));
    }
    let mut sql = Sql::new("UPDATE operation_items SET undone = 1 WHERE operation_id = ");
    sql.text(id)
        .push(" AND space_id IN (SELECT i.space_id FROM operation_items i JOIN spaces s ON s.id = i.space_id WHERE ");
    sql.push("i.operation_id = ").text(id).push(" AND ");
    verdict(&mut sql, viewer, operation, rules);
    sql.push(" = 0)").run(conn).await?;
    Ok(clauses::outcome(&counts))
}

/// Adds an expression over an item `i` and its space `s`: 0 where it can be taken back, else the reason's number.
fn verdict(sql: &mut Sql, viewer: &Viewer, operation: &Operation, rules: &VisibilityRules) {
    sql.push("CASE WHEN s.id IS NULL OR NOT ");
    access::found(sql, viewer);
    sql.push(" THEN 5 WHEN s.version <> i.version_after");
    if matches!(operation, Operation::ChangeOwner(_)) {
        // A former owner who was deactivated meanwhile cannot own again.
        sql.push(&format!(
            " OR EXISTS (SELECT 1 FROM users u WHERE u.id = {} \
             AND u.deactivated_at IS NOT NULL)",
            before("owner")
        ));
    }
    if let Operation::SetField { field, .. } = operation {
        set_field::is_another_by_now(sql, *field);
    }
    sql.push(" THEN 4 WHEN NOT ");
    access::may(sql, viewer, inverse(operation));
    sql.push(" THEN 1");
    if matches!(operation, Operation::ChangeVisibility(_)) {
        // Going back to a level is choosing it: one that was given up meanwhile is not to be had again.
        let offered = |level: &Visibility| may_choose_visibility(rules, None, *level);
        let offered = Visibility::ALL.into_iter().filter(offered).map(Visibility::as_str);
        sql.push(&format!(" WHEN NOT {}", before("visibility")))
            .within(offered)
            .push(" THEN 6");
    }
    sql.push(" ELSE 0 END");
}

/// What taking it back is, for the access rule.
fn inverse(operation: &Operation) -> Action {
    match operation {
        Operation::Archive | Operation::Delete => Action::Restore,
        Operation::Restore => Action::Delete,
        operation => operation.action(),
    }
}
