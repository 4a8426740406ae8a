//! Undoing an operation, space by space. Only what the operation changed is compared with the present state; other
//! changes of the space do not matter. The undo of spaces that were skipped can be tried again.

use domain::{
    access::{AccountAction, Action, Viewer, may_choose_visibility},
    audit::Event,
    error::AppError,
    ids::{OperationId, SpaceId},
    limits::{GROUPS_A_SPACE, MEMBERS_A_SPACE, TAGS_A_SPACE},
    operation::{Operation, Outcome, SkipReason, SkippedSpace, SkippedSpaces},
    visibility::{Visibility, VisibilityRules},
};
use sqlx::Row;

use super::{
    clauses::{self, Prepared, linked},
    effects::{self, Step},
    items::{before, elements},
    set_field, some_names, stored,
};
use crate::server::{
    permits::AccountPermit,
    store::{
        StoreError, account, audit,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        spaces::{access, derived::Set},
    },
};

/// The maximum number of spaces that [`skipped`] names.
const NAMED_MAX: i64 = 50;

/// Undoes the person's own operation for the spaces for which it was not undone yet.
///
/// Returns the outcome for all its spaces, of this call and of earlier ones.
pub async fn undo(permit: &mut AccountPermit, id: OperationId, step: &Step<'_>) -> Result<Outcome, AppError> {
    let (viewer, at) = (permit.viewer(), permit.at());
    let conn = permit.act(AccountAction::UseAccount)?;
    let stored = stored::load(conn, viewer.id, id).await?.ok_or(AppError::NotFound)?;
    let again = stored.undone.is_some();
    if let Some(outcome) = stored.undone.clone().filter(|outcome| outcome.left() == 0) {
        return Ok(outcome);
    }
    let applied_at = stored.at;
    let prepared = stored.prepared(conn).await?;
    let rules = account::visibility_rules(conn).await?;
    let check = Check {
        viewer: &viewer,
        prepared: &prepared,
        rules: &rules,
        applied_at,
    };
    let (outcome, changed) = check.mark(conn, id).await?;
    step(2);
    if changed > 0 {
        effects::revert(conn, id, &prepared, viewer.id, at, step).await?;
    }
    stored::save_undone(conn, id, &outcome, at).await?;
    if changed > 0 || !again {
        let event = Event::OperationUndone {
            names: some_names(conn, Set::Undo(id)).await?,
            operation: Some(prepared.operation),
            changed,
        };
        audit::write(conn, at, Some(viewer.id), id, &event).await?;
    }
    settle(conn, id).await?;
    Ok(outcome)
}

/// Returns the spaces that the undo of the person's own operation skipped.
pub async fn skipped(conn: &mut Conn, viewer: &Viewer, id: OperationId) -> Result<SkippedSpaces, StoreError> {
    let stored = stored::load(conn, viewer.id, id).await?.ok_or(StoreError::NotFound)?;
    if stored.undone.is_none() {
        return Ok(SkippedSpaces::default());
    }
    let applied_at = stored.at;
    let prepared = stored.prepared(conn).await?;
    let rules = account::visibility_rules(conn).await?;
    let check = Check {
        viewer,
        prepared: &prepared,
        rules: &rules,
        applied_at,
    };
    check.named(conn, id).await
}

/// States of the undo of an item: not undone, undone, being undone now, and nothing to undo.
const LEFT: i64 = 0;
const DONE: i64 = 1;
const BEING_DONE: i64 = 2;
const AS_BEFORE: i64 = 3;

/// The verdict that there is nothing to undo.
const NOTHING_TO_DO: i64 = 2;

async fn settle(conn: &mut Conn, id: OperationId) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE operation_items SET undone = ");
    sql.bind(DONE).push(" WHERE operation_id = ").text(id);
    sql.push(" AND undone = ").bind(BEING_DONE).run(conn).await?;
    Ok(())
}

/// The facts that decide whether the operation is undone for a space.
struct Check<'a> {
    viewer: &'a Viewer,
    prepared: &'a Prepared,
    rules: &'a VisibilityRules,
    /// Time of the operation, milliseconds since the Unix epoch.
    applied_at: i64,
}

impl Check<'_> {
    /// Marks the items that are undone now. Returns the outcome over all items, and how many are undone now.
    async fn mark(&self, conn: &mut Conn, id: OperationId) -> Result<(Outcome, u32), StoreError> {
        let mut sql = Sql::new("SELECT ");
        self.verdict(&mut sql);
        sql.push(
            " AS verdict, count(*) FROM operation_items i LEFT JOIN spaces s ON s.id = i.space_id WHERE i.operation_id = ",
        );
        sql.text(id).push(" AND i.undone = ").bind(LEFT).push(" GROUP BY 1");
        let mut counts = Vec::new();
        for row in sql.rows(conn).await? {
            counts.push((row.try_get(0)?, row.try_get(1)?));
        }
        let mut earlier = Sql::new("SELECT i.undone, count(*) FROM operation_items i WHERE i.operation_id = ");
        earlier
            .text(id)
            .push(" AND i.undone <> ")
            .bind(LEFT)
            .push(" GROUP BY 1");
        let earlier = earlier.rows(conn).await?;
        let now = clauses::outcome(&counts).changed;
        for row in earlier {
            let as_before = row.try_get::<i64, _>(0)? == AS_BEFORE;
            counts.push((if as_before { NOTHING_TO_DO } else { 0 }, row.try_get(1)?));
        }
        for (verdict, mark) in [(0, BEING_DONE), (NOTHING_TO_DO, AS_BEFORE)] {
            let mut sql = Sql::new("UPDATE operation_items SET undone = ");
            sql.bind(mark).push(" WHERE operation_id = ").text(id);
            sql.push(" AND undone = ").bind(LEFT);
            sql.push(
                " AND space_id IN (SELECT i.space_id FROM operation_items i JOIN spaces s ON s.id = i.space_id WHERE ",
            );
            sql.push("i.operation_id = ").text(id).push(" AND ");
            self.verdict(&mut sql);
            sql.push(" = ").bind(verdict).push(")").run(conn).await?;
        }
        Ok((clauses::outcome(&counts), now))
    }

    async fn named(&self, conn: &mut Conn, id: OperationId) -> Result<SkippedSpaces, StoreError> {
        let from = |sql: &mut Sql| {
            sql.push(" FROM operation_items i JOIN spaces s ON s.id = i.space_id WHERE i.operation_id = ");
            sql.text(id).push(" AND i.undone = ").bind(LEFT).push(" AND ");
            access::found(sql, self.viewer);
        };
        let mut sql = Sql::new("SELECT s.id, s.name, ");
        self.verdict(&mut sql);
        from(&mut sql);
        sql.push(" ORDER BY s.name_key, s.id LIMIT ").bind(NAMED_MAX);
        let mut spaces = Vec::new();
        for row in sql.rows(conn).await? {
            spaces.push(SkippedSpace {
                id: parsed::<SpaceId>(&row, 0)?,
                name: row.try_get(1)?,
                reason: clauses::reason(row.try_get(2)?).filter(|reason| *reason != SkipReason::NothingToDo),
            });
        }
        let mut all = Sql::new("SELECT count(*)");
        from(&mut all);
        let all = all.count(conn).await?;
        let more = usize::try_from(all).unwrap_or_default().saturating_sub(spaces.len());
        Ok(SkippedSpaces {
            spaces,
            more: u32::try_from(more).unwrap_or(u32::MAX),
        })
    }

    /// Adds an expression over an item `i` and its space `s` that is 0 if the item can be undone, and otherwise the
    /// number of the reason why not.
    fn verdict(&self, sql: &mut Sql) {
        let operation = &self.prepared.operation;
        sql.push("CASE WHEN s.id IS NULL OR NOT ");
        access::found(sql, self.viewer);
        sql.push(" THEN 5 WHEN NOT ");
        access::may(sql, self.viewer, inverse(operation));
        sql.push(" THEN 1 ");
        if let Operation::SetField { field, .. } = operation {
            sql.push("WHEN 1 = 0");
            set_field::has_other_type(sql, *field);
            sql.push(" THEN 4 ");
        }
        sql.push("WHEN ");
        self.as_before(sql);
        sql.push(" THEN 2 WHEN NOT (");
        self.as_applied(sql);
        sql.push(") THEN 4 WHEN ");
        self.too_many(sql);
        sql.push(" THEN 3");
        if matches!(operation, Operation::ChangeVisibility(_)) {
            // Restoring a level is choosing it. A level that the account no longer offers cannot be restored.
            let offered = |level: &Visibility| may_choose_visibility(self.rules, None, *level);
            let offered = Visibility::ALL.into_iter().filter(offered).map(Visibility::as_str);
            sql.push(&format!(" WHEN NOT {}", before("visibility")))
                .within(offered)
                .push(" THEN 6");
        }
        sql.push(" ELSE 0 END");
    }

    /// Adds the condition that what the operation changed is as it was before the operation.
    fn as_before(&self, sql: &mut Sql) {
        match &self.prepared.operation {
            Operation::AddToGroup(id) => linked(sql, "NOT ", "space_groups", "group_id", id),
            Operation::RemoveFromGroup(id) => linked(sql, "", "space_groups", "group_id", id),
            Operation::AddTag(_) => match &self.prepared.tag {
                Some(tag) => linked(sql, "NOT ", "space_tags", "tag_id", &tag.id),
                None => drop(sql.push("1 = 1")),
            },
            Operation::RemoveTag(_) => match &self.prepared.tag {
                Some(tag) => linked(sql, "", "space_tags", "tag_id", &tag.id),
                None => drop(sql.push("1 = 0")),
            },
            Operation::ChangeVisibility(_) => {
                sql.push(&format!("s.visibility = {}", before("visibility")));
            }
            Operation::ChangeOwner(_) => {
                sql.push(&format!("s.owner_id = {}", before("owner")));
            }
            Operation::GiveAccess(_) => {
                sql.push(&format!(
                    "NOT EXISTS (SELECT 1 FROM {} p JOIN space_members m ON m.space_id = s.id AND m.user_id = p.value)",
                    elements("people")
                ));
            }
            Operation::TakeAccess(_) => {
                sql.push("NOT EXISTS (SELECT 1");
                returning_people(sql);
                sql.push(")");
            }
            Operation::SetField { .. } => match &self.prepared.field {
                Some(field) => set_field::is_as_before(sql, field.number),
                None => drop(sql.push("1 = 0")),
            },
            Operation::Archive | Operation::Restore | Operation::Delete => {
                sql.push(&format!("s.state = {}", before("state")));
            }
        }
    }

    /// Adds the condition that what the operation changed is as the operation left it.
    fn as_applied(&self, sql: &mut Sql) {
        match &self.prepared.operation {
            Operation::RemoveFromGroup(id) => {
                sql.push("EXISTS (SELECT 1 FROM groups g WHERE g.id = ")
                    .text(id)
                    .push(")");
            }
            Operation::RemoveTag(_) => drop(sql.push(if self.prepared.tag.is_some() { "1 = 1" } else { "1 = 0" })),
            Operation::ChangeVisibility(to) => drop(sql.push("s.visibility = ").bind(to.as_str())),
            // A former owner who was deactivated meanwhile cannot become the owner again.
            Operation::ChangeOwner(to) => {
                sql.push("s.owner_id = ").text(to).push(&format!(
                    " AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = {} AND u.deactivated_at IS NOT NULL)",
                    before("owner")
                ));
            }
            Operation::SetField { .. } => match &self.prepared.field {
                Some(field) => field.is_so(sql),
                None => drop(sql.push("1 = 0")),
            },
            // If the space was archived or deleted again since, somebody else did that.
            Operation::Archive => drop(
                sql.push("s.state = 'archived' AND s.archived_at = ")
                    .bind(self.applied_at),
            ),
            Operation::Delete => drop(sql.push("s.state = 'trash' AND s.deleted_at = ").bind(self.applied_at)),
            Operation::Restore => drop(sql.push("s.state = 'active'")),
            Operation::AddToGroup(_) | Operation::AddTag(_) | Operation::GiveAccess(_) | Operation::TakeAccess(_) => {
                sql.push("1 = 1");
            }
        }
    }

    /// Adds the condition that the space would exceed a limit with what the undo restores.
    fn too_many(&self, sql: &mut Sql) {
        match &self.prepared.operation {
            Operation::RemoveFromGroup(_) => {
                sql.push("(SELECT count(*) FROM space_groups l WHERE l.space_id = s.id) >= ");
                sql.bind(GROUPS_A_SPACE as i64);
            }
            Operation::RemoveTag(_) => {
                sql.push("(SELECT count(*) FROM space_tags l WHERE l.space_id = s.id) >= ");
                sql.bind(TAGS_A_SPACE as i64);
            }
            // s.people includes the owner.
            Operation::TakeAccess(_) => {
                sql.push("s.people - 1 + (SELECT count(*)");
                returning_people(sql);
                sql.push(") > ").bind(MEMBERS_A_SPACE as i64);
            }
            _ => drop(sql.push("1 = 0")),
        }
    }
}

/// Adds the query of the people who lost access and have none now, as `p.value`.
fn returning_people(sql: &mut Sql) {
    sql.push(&format!(
        " FROM {} p WHERE p.value <> s.owner_id AND NOT EXISTS \
         (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = p.value)",
        elements("people")
    ));
}

/// Returns the action that the access rule must permit for the undo.
fn inverse(operation: &Operation) -> Action {
    match operation {
        // The state of the space is checked separately.
        Operation::Archive | Operation::Delete | Operation::Restore => Action::Restore,
        operation => operation.action(),
    }
}
