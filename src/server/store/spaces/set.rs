//! A set of spaces, as a condition of a statement.

use domain::ids::{GroupId, OperationId, SpaceId};

use crate::server::store::engine::sql::Sql;

/// The spaces that a statement reads or changes.
#[derive(Clone, Copy, Debug)]
pub enum Set<'a> {
    One(SpaceId),
    Ids(&'a [SpaceId]),
    /// The spaces that the operation changes.
    Operation(OperationId),
    /// The spaces for which the operation is being undone.
    Undo(OperationId),
    InGroup(GroupId),
}

impl Set<'_> {
    /// Adds the condition on the column with the space's id.
    pub fn clause(self, sql: &mut Sql, column: &str) {
        sql.push(column);
        match self {
            Self::One(id) => sql.push(" = ").text(id),
            Self::Ids(ids) => sql.within(ids),
            Self::Operation(id) => sql
                .push(" IN (SELECT space_id FROM operation_items WHERE operation_id = ")
                .text(id)
                .push(")"),
            Self::Undo(id) => sql
                .push(" IN (SELECT space_id FROM operation_items WHERE undone = 2 AND operation_id = ")
                .text(id)
                .push(")"),
            Self::InGroup(id) => sql
                .push(" IN (SELECT space_id FROM space_groups WHERE group_id = ")
                .text(id)
                .push(")"),
        };
    }
}
