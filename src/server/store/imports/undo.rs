//! Undoing an import: deletes what it added and restores what it updated, unless it was changed since.

use std::collections::HashSet;

use domain::{
    access::{AccountAction, Viewer, Visible, may_choose_visibility, visible},
    audit::Event,
    ids::{ImportId, SpaceId, UserId},
    import::UndoPreview,
    operation::{Outcome, SkipReason},
    space::{RowRights, SpaceState},
    visibility::VisibilityRules,
};
use sqlx::Row;

use super::{
    super::{
        Store, StoreError, account,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
        events::{self, Happened},
        files, live, search, spaces, topics,
    },
    access::{self, Access},
    write,
};
use crate::server::{clock, permits::AccountPermit, store::spaces::derived::Set};

/// A space that the import wrote and that the viewer may know of.
struct Written {
    space: SpaceId,
    number: i64,
    name: String,
    /// The state before; `None` for an added space.
    before: Option<write::Before>,
    touched: bool,
    /// What the viewer may do with it now.
    rights: RowRights,
    /// Whether the account still offers the level that would be restored.
    offered: bool,
}

impl Written {
    /// Returns whether the viewer may undo the import's change: an update was an edit, while an added space would be
    /// deleted permanently, which only people who may manage it may do.
    fn may_be_undone(&self) -> bool {
        self.refusal().is_none()
    }

    /// Returns the reason why not.
    fn refusal(&self) -> Option<SkipReason> {
        let may = match self.before {
            Some(_) => self.rights.edit,
            None => self.rights.manage,
        };
        match (may, self.offered) {
            (false, _) => Some(SkipReason::NotAllowed),
            (true, false) => Some(SkipReason::NotOffered),
            (true, true) => None,
        }
    }
}

/// Returns the spaces that the import wrote and that the viewer may know of now.
async fn written(
    conn: &mut Conn,
    viewer: &Viewer,
    rules: &VisibilityRules,
    id: ImportId,
) -> Result<Vec<Written>, StoreError> {
    let mut sql = Sql::new("SELECT s.visibility, s.state, CASE WHEN s.owner_id = ");
    sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
    spaces::access::member(&mut sql, viewer);
    sql.push(
        " THEN 1 ELSE 0 END, s.id, s.number, s.name, i.before, s.version, i.version_after \
         FROM import_items i JOIN spaces s ON s.id = i.space_id \
         WHERE i.outcome IN ('added', 'updated') AND i.import_id = ",
    );
    let mut known = Vec::new();
    for row in sql.text(id).rows(conn).await? {
        let facts = spaces::read_access_facts(&row, 0)?;
        // A space that is not visible any more is not counted, as if it had been deleted.
        if visible(viewer, &facts) == Visible::Nothing {
            continue;
        }
        let before: Option<String> = row.try_get(7)?;
        let before: Option<write::Before> = before
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|cause| StoreError::Damaged(format!("import item: {cause}")))?;
        let rights = spaces::rights(viewer, &facts);
        // Without the permission to manage the space, its level is not restored anyway.
        let offered = before.as_ref().is_none_or(|before| {
            !rights.manage || may_choose_visibility(rules, Some(facts.visibility), before.visibility)
        });
        let (version, after): (i64, i64) = (row.try_get(8)?, row.try_get(9)?);
        known.push(Written {
            space: parsed(&row, 4)?,
            number: row.try_get(5)?,
            name: row.try_get(6)?,
            before,
            touched: version != after || facts.state != SpaceState::Active,
            rights,
            offered,
        });
    }
    Ok(known)
}

/// Adds the condition that the import was committed, was not undone, and may be undone by the viewer.
fn undoable(sql: &mut Sql, viewer: &Viewer, id: ImportId) {
    sql.push("id = ")
        .text(id)
        .push(" AND state = 'done' AND undone_at IS NULL");
    if !viewer.is_admin() {
        sql.push(" AND actor_id = ").text(viewer.id);
    }
}

/// Returns what undoing would do. Spaces that the viewer may no longer change are neither named nor counted.
pub async fn preview_undo(store: &Store, viewer: &Viewer, id: ImportId) -> Result<UndoPreview, StoreError> {
    let mut conn = store.reader().acquire().await?;
    let mut sql = Sql::new("SELECT 1 FROM imports WHERE ");
    undoable(&mut sql, viewer, id);
    sql.row(&mut conn).await?.ok_or(StoreError::NotFound)?;
    let rules = account::visibility_rules(&mut conn).await?;
    let (touched, untouched): (Vec<_>, Vec<_>) = written(&mut conn, viewer, &rules, id)
        .await?
        .into_iter()
        .partition(|space| space.touched);
    Ok(UndoPreview {
        untouched: u32::try_from(untouched.into_iter().filter(Written::may_be_undone).count()).unwrap_or(u32::MAX),
        touched: touched
            .into_iter()
            .filter(Written::may_be_undone)
            .map(|space| (space.space, space.name))
            .collect(),
    })
}

/// Undoes the import.
pub async fn undo(permit: &mut AccountPermit, id: ImportId, touched_too: &[SpaceId]) -> Result<Outcome, StoreError> {
    let viewer = permit.viewer();
    let conn = permit.act(AccountAction::Import)?;
    let mut sql = Sql::new("UPDATE imports SET undone_at = ");
    sql.bind(clock::now()).push(" WHERE ");
    undoable(&mut sql, &viewer, id);
    if sql.run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    let rules = account::visibility_rules(conn).await?;
    let written = written(conn, &viewer, &rules, id).await?;
    let chosen: HashSet<SpaceId> = touched_too.iter().copied().collect();
    let mut outcome = Outcome::default();
    let left = people_who_left(permit).await?;
    let groups = known_groups(permit).await?;
    let (mut kept, mut refused, mut level, mut back, mut gone) = (0, 0, 0, Vec::new(), Vec::new());
    for space in written {
        outcome.total += 1;
        if let Some(reason) = space.refusal() {
            match reason {
                SkipReason::NotOffered => level += 1,
                _ => refused += 1,
            }
        } else if space.touched && !chosen.contains(&space.space) {
            kept += 1;
        } else {
            match space.before {
                Some(mut before) => {
                    let now = access::read(permit.act(AccountAction::Import)?, space.space).await?;
                    if !space.rights.manage {
                        keep_access(&now, &mut before);
                    } else if left.contains(&before.owner) {
                        keep_owner(&now, &mut before);
                    }
                    write::put_back(permit, space.space, &now, before, &groups).await?;
                    back.push(space.space);
                }
                None => gone.push((space.space, space.number)),
            }
            outcome.changed += 1;
        }
    }
    remove(permit, id, &gone).await?;
    write::refresh(permit, &back).await?;
    let event = Event::ImportUndone {
        file: super::file_name(permit.act(AccountAction::Import)?, id).await?,
        changed: outcome.changed,
    };
    super::note(permit, id, &event).await?;
    let skipped = [
        (SkipReason::ChangedSince, kept),
        (SkipReason::NotAllowed, refused),
        (SkipReason::NotOffered, level),
    ];
    outcome.skipped = skipped.into_iter().filter(|(_, count)| *count > 0).collect();
    Ok(outcome)
}

/// A member may restore texts, groups and tags, but not who may see the space.
fn keep_access(now: &Access, before: &mut write::Before) {
    before.visibility = now.visibility;
    before.owner = now.owner;
    before.people.clone_from(&now.people);
}

/// If the earlier owner was deactivated, the present owner stays.
fn keep_owner(now: &Access, before: &mut write::Before) {
    before.owner = now.owner;
    before.people.retain(|person| *person != now.owner);
}

async fn people_who_left(permit: &mut AccountPermit) -> Result<HashSet<UserId>, StoreError> {
    let sql = Sql::new("SELECT u.id FROM users u WHERE u.deactivated_at IS NOT NULL");
    let rows = sql.rows(permit.act(AccountAction::Import)?).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

async fn known_groups(permit: &mut AccountPermit) -> Result<HashSet<String>, StoreError> {
    let rows = Sql::new("SELECT g.id FROM groups g")
        .rows(permit.act(AccountAction::Import)?)
        .await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// Permanently deletes spaces that the import added.
async fn remove(permit: &mut AccountPermit, id: ImportId, gone: &[(SpaceId, i64)]) -> Result<(), StoreError> {
    if gone.is_empty() {
        return Ok(());
    }
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::Import)?;
    // After the deletion nothing tells who could find the spaces.
    let audience = live::audience(conn, id.0).await?;
    events::record(conn, at, Some(actor), Happened::SpacesRemoved(id, &audience)).await?;
    let numbers: Vec<i64> = gone.iter().map(|(_, number)| *number).collect();
    search::index::remove(conn, &numbers).await?;
    for (space, _) in gone {
        topics::index::remove_spaces(conn, Set::One(*space)).await?;
        files::index::remove_spaces(conn, Set::One(*space)).await?;
        let mut sql = Sql::new("DELETE FROM spaces WHERE id = ");
        sql.text(space).run(conn).await?;
    }
    Ok(())
}
