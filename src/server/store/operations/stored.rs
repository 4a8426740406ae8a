//! Stored operations.

use domain::{
    ids::{OperationId, UserId},
    operation::{Operation, OperationKind, Outcome, RecentOperation},
};
use sqlx::Row;

use super::{clauses::Prepared, set_field};
use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
    tags,
};

/// Returns the outcome of the person's operation and of its undo.
pub async fn outcomes(conn: &mut Conn, actor: UserId, id: OperationId) -> Result<Option<Outcomes>, StoreError> {
    let stored = load(conn, actor, id).await?;
    Ok(stored.map(|stored| Outcomes {
        applied: stored.outcome,
        undone: stored.undone,
    }))
}

/// The outcome of an operation and of its undo.
pub struct Outcomes {
    pub applied: Outcome,
    pub undone: Option<Outcome>,
}

/// An operation that was applied.
pub(super) struct StoredOperation {
    pub operation: Operation,
    pub about: String,
    pub outcome: Outcome,
    pub undone: Option<Outcome>,
    pub at: i64,
}

impl StoredOperation {
    /// Returns the operation in the form that its effects take.
    pub async fn prepared(self, conn: &mut Conn) -> Result<Prepared, StoreError> {
        let tag = match &self.operation {
            Operation::AddTag(name) | Operation::RemoveTag(name) => tags::find(conn, name).await?,
            _ => None,
        };
        let field = match &self.operation {
            Operation::SetField { field, value } => set_field::known(conn, *field, value.as_ref()).await?,
            _ => None,
        };
        Ok(Prepared {
            operation: self.operation,
            tag,
            field,
            about: self.about,
        })
    }
}

/// Loads the person's operation with this id.
pub(super) async fn load(
    conn: &mut Conn,
    actor: UserId,
    id: OperationId,
) -> Result<Option<StoredOperation>, StoreError> {
    let mut sql = Sql::new(
        "SELECT o.actor_id, o.detail, o.about, o.outcome, o.undo_outcome, o.at FROM operations o WHERE o.id = ",
    );
    let Some(row) = sql.text(id).row(conn).await? else {
        return Ok(None);
    };
    if parsed::<UserId>(&row, 0)? != actor {
        return Err(StoreError::NotFound);
    }
    let undone: Option<String> = row.try_get(4)?;
    Ok(Some(StoredOperation {
        operation: json(row.try_get(1)?)?,
        about: row.try_get(2)?,
        outcome: json(row.try_get(3)?)?,
        undone: undone.as_deref().map(json).transpose()?,
        at: row.try_get(5)?,
    }))
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|cause| StoreError::Damaged(format!("an operation: {cause}")))
}

/// Records that the operation was applied.
pub(super) async fn save(
    conn: &mut Conn,
    actor: UserId,
    id: OperationId,
    prepared: &Prepared,
    outcome: &Outcome,
    at: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO operations (id, actor_id, kind, detail, about, changed, outcome, at) VALUES (");
    sql.text(id)
        .push(", ")
        .text(actor)
        .push(", ")
        .bind(prepared.operation.kind().as_str())
        .push(", ");
    sql.bind(serde_json::to_string(&prepared.operation).unwrap_or_default())
        .push(", ");
    sql.bind(prepared.about.as_str())
        .push(", ")
        .bind(i64::from(outcome.changed))
        .push(", ");
    sql.bind(serde_json::to_string(outcome).unwrap_or_default())
        .push(", ")
        .bind(at)
        .push(")");
    sql.run(conn).await?;
    Ok(())
}

/// Records that the operation was undone.
pub(super) async fn save_undone(
    conn: &mut Conn,
    id: OperationId,
    outcome: &Outcome,
    at: i64,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE operations SET undone_at = ");
    sql.bind(at)
        .push(", undo_outcome = ")
        .bind(serde_json::to_string(outcome).unwrap_or_default());
    sql.push(" WHERE id = ").text(id).run(conn).await?;
    Ok(())
}

/// Returns the last 20 operations of the person.
pub async fn recent(conn: &mut Conn, actor: UserId) -> Result<Vec<RecentOperation>, StoreError> {
    let mut sql =
        Sql::new("SELECT o.id, o.kind, o.about, o.changed, o.at, o.undo_outcome FROM operations o WHERE o.actor_id = ");
    sql.text(actor).push(" ORDER BY o.at DESC, o.id DESC LIMIT 20");
    let mut recent = Vec::new();
    for row in sql.rows(conn).await? {
        let word: String = row.try_get(1)?;
        let undone: Option<String> = row.try_get(5)?;
        let undone: Option<Outcome> = undone.as_deref().map(json).transpose()?;
        let kind = OperationKind::ALL.into_iter().find(|kind| kind.as_str() == word);
        recent.push(RecentOperation {
            id: parsed(&row, 0)?,
            kind: kind.ok_or_else(|| StoreError::Damaged(format!("an operation '{word}'")))?,
            about: row.try_get(2)?,
            changed: u32::try_from(row.try_get::<i64, _>(3)?).unwrap_or_default(),
            at: row.try_get(4)?,
            left: undone.as_ref().map_or(0, Outcome::left),
            undone: undone.is_some(),
        });
    }
    Ok(recent)
}
