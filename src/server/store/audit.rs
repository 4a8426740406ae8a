//! The audit log: who did what, for administrators. Lines are never changed or deleted.

use domain::ids::UserId;
use serde_json::Value;

use super::sql::{Conn, Sql};
use crate::server::clock;

/// Kinds of lines; the word in storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An administrator opened somebody else's closed space.
    SpaceOpened,
    AccessChanged,
    VisibilityChanged,
    OwnerChanged,
    SpaceDeleted,
    SpacePurged,
    Operation,
    OperationUndone,
    GroupDeleted,
    FieldAdded,
    FieldChanged,
    FieldArchived,
    FieldRestored,
    FieldDeleted,
    DealDeleted,
    AddOnSwitched,
    /// The settings of spaces.
    RulesChanged,
}

impl Kind {
    /// The word in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SpaceOpened => "space_opened",
            Self::AccessChanged => "access_changed",
            Self::VisibilityChanged => "visibility_changed",
            Self::OwnerChanged => "owner_changed",
            Self::SpaceDeleted => "space_deleted",
            Self::SpacePurged => "space_purged",
            Self::Operation => "operation",
            Self::OperationUndone => "operation_undone",
            Self::GroupDeleted => "group_deleted",
            Self::FieldAdded => "field_added",
            Self::FieldChanged => "field_changed",
            Self::FieldArchived => "field_archived",
            Self::FieldRestored => "field_restored",
            Self::FieldDeleted => "field_deleted",
            Self::DealDeleted => "deal_deleted",
            Self::AddOnSwitched => "add_on_switched",
            Self::RulesChanged => "rules_changed",
        }
    }
}

/// Writes a line.
pub async fn write(
    conn: &mut Conn,
    at: i64,
    actor: Option<UserId>,
    kind: Kind,
    subject: impl ToString,
    detail: Value,
) -> Result<(), sqlx::Error> {
    let mut sql = Sql::new("INSERT INTO audit_lines (id, at, actor_id, kind, subject_id, detail) VALUES (");
    sql.text(clock::new_id()).push(", ").bind(at).push(", ");
    match actor {
        Some(actor) => sql.text(actor),
        None => sql.push("NULL"),
    };
    sql.push(", ").bind(kind.as_str()).push(", ").text(subject).push(", ");
    sql.text(detail).push(")");
    sql.run(conn).await?;
    Ok(())
}
