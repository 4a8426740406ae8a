//! Taking an import back: what it added goes, what it updated goes back; what was touched since stays.

use std::collections::HashSet;

use domain::{
    access::{AccountAction, Viewer, Visible, may_choose_visibility, visible},
    audit::Event,
    error::AppError,
    ids::{ImportId, SpaceId, UserId},
    operation::{Outcome, SkipReason},
    space::{RowRights, SpaceState},
    visibility::VisibilityRules,
};
use sqlx::Row;

use super::{
    super::{
        Store, StoreError, account,
        engine::{rows::parsed, sql::Sql},
        search, spaces,
    },
    access::{self, Access},
    parse, write,
};
use crate::{
    api::imports::UndoPreview,
    server::{clock, gate::AccountPermit},
};

/// A space that the import wrote, of which the viewer may know.
struct Written {
    space: SpaceId,
    number: i64,
    name: String,
    /// As it was before; nothing for an added one.
    before: Option<write::Before>,
    touched: bool,
    /// What the viewer may do with it now.
    rights: RowRights,
    /// Whether the account still offers the level that it goes back to.
    offered: bool,
}

impl Written {
    /// Whether the viewer may take back what the import did: an update was an edit; an added space goes for good, which
    /// is for those who rule over it.
    fn may_go_back(&self) -> bool {
        self.refusal().is_none()
    }

    /// Why not.
    fn refusal(&self) -> Option<SkipReason> {
        let may = match self.before {
            Some(_) => self.rights.edit,
            None => self.rights.rule,
        };
        match (may, self.offered) {
            (false, _) => Some(SkipReason::NotAllowed),
            (true, false) => Some(SkipReason::NotOffered),
            (true, true) => None,
        }
    }
}

const WRITTEN: &str = "SELECT s.visibility, s.state, CASE WHEN s.owner_id = $2 THEN 1 ELSE 0 END, \
        EXISTS (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = $2), \
        s.id, s.number, s.name, i.before, s.version, i.version_after \
    FROM import_items i JOIN spaces s ON s.id = i.space_id WHERE i.import_id = $1 AND i.outcome IN ('added', 'updated')";

fn written(rows: &[sqlx::any::AnyRow], viewer: &Viewer, rules: &VisibilityRules) -> Result<Vec<Written>, AppError> {
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        let standing = spaces::read_standing(row, 0)?;
        // What is out of sight by now is not even counted, as if it were gone.
        if visible(viewer, &standing) == Visible::Nothing {
            continue;
        }
        let before = row.get::<Option<String>, _>("before");
        let before: Option<write::Before> = before
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|cause| StoreError::Damaged(format!("import item: {cause}")))?;
        let rights = spaces::rights(viewer, &standing);
        // Of who does not rule over it the level stays anyway.
        let offered = before.as_ref().is_none_or(|before| {
            !rights.rule || may_choose_visibility(rules, Some(standing.visibility), before.visibility)
        });
        known.push(Written {
            space: parse(row.get("id"))?,
            number: row.get("number"),
            name: row.get("name"),
            before,
            touched: row.get::<i64, _>("version") != row.get::<i64, _>("version_after")
                || standing.state != SpaceState::Active,
            rights,
            offered,
        });
    }
    Ok(known)
}

/// What undoing would do. Spaces that the viewer may no longer change are neither named nor counted.
pub async fn preview_undo(store: &Store, viewer: &Viewer, id: ImportId) -> Result<UndoPreview, AppError> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM imports WHERE id = $1 AND state = 'done' AND undone_at IS NULL AND (actor_id = $2 OR $3 = 1)",
    )
    .bind(id.to_string())
    .bind(viewer.id.to_string())
    .bind(i64::from(viewer.is_admin()))
    .fetch_optional(store.reader())
    .await
    .map_err(StoreError::from)?;
    found.ok_or(AppError::NotFound)?;
    let rows = sqlx::query(WRITTEN)
        .bind(id.to_string())
        .bind(viewer.id.to_string())
        .fetch_all(store.reader())
        .await
        .map_err(StoreError::from)?;
    let mut reader = store.reader().acquire().await.map_err(StoreError::from)?;
    let rules = account::visibility_rules(&mut reader).await?;
    let (touched, untouched): (Vec<_>, Vec<_>) = written(&rows, viewer, &rules)?
        .into_iter()
        .partition(|space| space.touched);
    Ok(UndoPreview {
        untouched: u32::try_from(untouched.into_iter().filter(Written::may_go_back).count()).unwrap_or(u32::MAX),
        touched: touched
            .into_iter()
            .filter(Written::may_go_back)
            .map(|space| (space.space, space.name))
            .collect(),
    })
}

/// Takes the import back.
pub async fn undo(permit: &mut AccountPermit, id: ImportId, touched_too: &[SpaceId]) -> Result<Outcome, AppError> {
    let viewer = permit.viewer();
    let claimed = sqlx::query(
        "UPDATE imports SET undone_at = $1 WHERE id = $2 AND state = 'done' AND undone_at IS NULL AND (actor_id = $3 OR $4 = 1)",
    )
    .bind(clock::now())
    .bind(id.to_string())
    .bind(viewer.id.to_string())
    .bind(i64::from(viewer.is_admin()))
    .execute(permit.act(AccountAction::Import)?)
    .await
    .map_err(StoreError::from)?;
    if claimed.rows_affected() == 0 {
        return Err(AppError::NotFound);
    }
    let rows = sqlx::query(WRITTEN)
        .bind(id.to_string())
        .bind(viewer.id.to_string())
        .fetch_all(permit.act(AccountAction::Import)?)
        .await
        .map_err(StoreError::from)?;
    let chosen: HashSet<SpaceId> = touched_too.iter().copied().collect();
    let mut outcome = Outcome::default();
    let rules = account::visibility_rules(permit.act(AccountAction::Import)?).await?;
    let left = people_who_left(permit).await?;
    let groups = known_groups(permit).await?;
    let (mut kept, mut refused, mut level, mut back, mut gone) = (0, 0, 0, Vec::new(), Vec::new());
    for space in written(&rows, &viewer, &rules)? {
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
                    if !space.rights.rule {
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
    remove(permit, &gone).await?;
    write::refresh(permit, &back).await?;
    let event = Event::ImportUndone {
        file: super::file_name(permit, id).await?,
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

/// A member may put back texts, groups and tags; who may see the space stays as it is now.
fn keep_access(now: &Access, before: &mut write::Before) {
    before.visibility = now.visibility;
    before.owner = now.owner;
    before.people.clone_from(&now.people);
}

/// Who owned it left: it stays with whom it was handed to.
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

/// Added spaces go for good: they never were.
async fn remove(permit: &mut AccountPermit, spaces: &[(SpaceId, i64)]) -> Result<(), AppError> {
    let numbers: Vec<i64> = spaces.iter().map(|(_, number)| *number).collect();
    search::remove(permit.act(AccountAction::Import)?, &numbers)
        .await
        .map_err(StoreError::from)?;
    for (space, _) in spaces {
        sqlx::query("DELETE FROM spaces WHERE id = $1")
            .bind(space.to_string())
            .execute(permit.act(AccountAction::Import)?)
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}
