//! Reading one space: the viewer's relation to it, and as much of it as the viewer may see.

use domain::{
    access::{self, AccessFacts, Action, Viewer, Visible},
    activity::Activity,
    audit::Event,
    custom_field::FieldWithValue,
    error::AppError,
    group::{GroupRef, Hue},
    ids::{ActivityId, SpaceId},
    person::PersonRef,
    preset::Preset,
    space::{RowRights, SpaceDetail, SpaceOutline, SpaceState, SpaceView},
    visibility::Visibility,
};
use sqlx::{Row, any::AnyRow};

use super::{access as access_sql, activity as lines};
use crate::server::{
    clock,
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError, audit, deals,
        engine::{
            rows::{boolean, parsed, person},
            sql::{Conn, Sql},
        },
        fields,
        tags::{SPELLED, SPELLED_KEY},
    },
};

/// Returns the viewer's relation to the space, or `None` if there is no such space. The domain decides what it permits.
pub async fn access_facts(conn: &mut Conn, viewer: &Viewer, id: SpaceId) -> Result<Option<AccessFacts>, StoreError> {
    let mut sql = Sql::new("SELECT s.visibility, s.state, CASE WHEN s.owner_id = ");
    sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
    access_sql::member(&mut sql, viewer);
    sql.push(" THEN 1 ELSE 0 END FROM spaces s WHERE s.id = ").text(id);
    sql.row(conn).await?.map(|row| read_access_facts(&row, 0)).transpose()
}

/// Returns the viewer's relation to the space if they may do `action` with it.
///
/// # Errors
///
/// The refusal of the domain's rule; `NotFound` for an unknown space.
pub async fn permitted(
    conn: &mut Conn,
    viewer: &Viewer,
    id: SpaceId,
    action: Action,
) -> Result<AccessFacts, StoreError> {
    let facts = access_facts(conn, viewer, id).await?.ok_or(StoreError::NotFound)?;
    access::decide(viewer, &facts, action).map_err(AppError::from)?;
    Ok(facts)
}

/// Reads the relation from four columns: visibility, state, owner, member.
pub(in crate::server::store) fn read_access_facts(row: &AnyRow, column: usize) -> Result<AccessFacts, StoreError> {
    Ok(AccessFacts {
        visibility: Visibility::from_storage(row.try_get(column)?),
        state: SpaceState::from_storage(row.try_get(column + 1)?),
        owner: boolean(row, column + 2)?,
        member: boolean(row, column + 3)?,
    })
}

/// Returns what the viewer may do with a space, for the buttons of its row and page.
pub(in crate::server::store) fn rights(viewer: &Viewer, facts: &AccessFacts) -> RowRights {
    RowRights {
        edit: access::decide(viewer, facts, Action::Edit).is_ok(),
        // Restoring is the only management action in the trash.
        manage: access::decide(viewer, facts, Action::Restore).is_ok(),
    }
}

/// Returns a space as the viewer sees it, and the viewer's relation to it.
pub async fn open(
    conn: &mut Conn,
    viewer: &Viewer,
    id: SpaceId,
    now: i64,
) -> Result<(SpaceView, AccessFacts), StoreError> {
    let facts = access_facts(conn, viewer, id).await?.ok_or(StoreError::NotFound)?;
    let view = match access::visible(viewer, &facts) {
        Visible::Nothing => return Err(StoreError::NotFound),
        Visible::Outline => SpaceView::Outline(outline(conn, id).await?),
        Visible::Full => SpaceView::Full(Box::new(detail(conn, viewer, &facts, id, now).await?)),
    };
    Ok((view, facts))
}

/// Returns a space as the viewer sees it. If an administrator views a closed space of others, this is first recorded in
/// the audit log.
pub async fn open_audited(store: &Store, viewer: &Viewer, id: SpaceId) -> Result<SpaceView, StoreError> {
    let now = clock::now();
    let (view, facts) = open(&mut *store.reader().begin().await?, viewer, id, now).await?;
    audit_view(store, viewer, &facts, id, now).await?;
    Ok(view)
}

/// Returns the activity of the space, and records the view in the audit log like [`open_audited`].
pub async fn activity_audited(
    store: &Store,
    viewer: &Viewer,
    id: SpaceId,
    before: Option<ActivityId>,
) -> Result<Vec<Activity>, StoreError> {
    let mut tx = store.reader().begin().await?;
    let shown = activity(&mut tx, viewer, id, before).await?;
    let facts = access_facts(&mut tx, viewer, id).await?.ok_or(StoreError::NotFound)?;
    drop(tx);
    audit_view(store, viewer, &facts, id, clock::now()).await?;
    Ok(shown)
}

/// Records one line of the audit log for one view, whichever part of the space was read.
pub(in crate::server::store) async fn audit_view(
    store: &Store,
    viewer: &Viewer,
    facts: &AccessFacts,
    id: SpaceId,
    now: i64,
) -> Result<(), StoreError> {
    if !access::opening_is_audited(viewer, facts)
        || audit::has_viewed(&mut *store.reader().begin().await?, viewer.id, id, now).await?
    {
        return Ok(());
    }
    let mut tx = SystemPermit::begin(store, Purpose::ReadRecord).await?;
    // The page's two requests arrive at the same time. The write lock orders them, so that the second finds the line of
    // the first.
    if !audit::has_viewed(&mut tx, viewer.id, id, now).await? {
        audit::write(&mut tx, now, Some(viewer.id), id, &Event::SpaceOpened {}).await?;
    }
    tx.commit().await
}

/// Returns the activity of the space before the given line, newest first.
pub async fn activity(
    conn: &mut Conn,
    viewer: &Viewer,
    id: SpaceId,
    before: Option<ActivityId>,
) -> Result<Vec<Activity>, StoreError> {
    permitted(conn, viewer, id, Action::Open).await?;
    lines::page(conn, id, before).await
}

async fn outline(conn: &mut Conn, id: SpaceId) -> Result<SpaceOutline, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.name, u.id, u.name, u.deactivated_at FROM spaces s JOIN users u ON u.id = s.owner_id WHERE s.id = ",
    );
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(SpaceOutline {
        id,
        name: row.try_get(0)?,
        owner: person(&row, 1)?,
        groups: groups(conn, id).await?,
    })
}

/// Returns all details of a space. The caller has checked that the viewer may open it.
pub(in crate::server::store) async fn detail(
    conn: &mut Conn,
    viewer: &Viewer,
    facts: &AccessFacts,
    id: SpaceId,
    now: i64,
) -> Result<SpaceDetail, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.name, s.description, u.id, u.name, u.deactivated_at, c.id, c.name, c.deactivated_at, \
         s.created_at, s.last_activity_at, s.deleted_at, s.version, s.preset FROM spaces s \
         JOIN users u ON u.id = s.owner_id JOIN users c ON c.id = s.created_by WHERE s.id = ",
    );
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(SpaceDetail {
        id,
        name: row.try_get(0)?,
        description: row.try_get(1)?,
        visibility: facts.visibility,
        preset: Preset::parse(row.try_get(12)?),
        state: facts.state,
        owner: person(&row, 2)?,
        members: members(conn, id).await?,
        groups: groups(conn, id).await?,
        tags: tags(conn, id).await?,
        fields: custom_fields(conn, id).await?,
        created: row.try_get(8)?,
        created_by: person(&row, 5)?,
        last_activity: row.try_get(9)?,
        deleted: row.try_get(10)?,
        version: row.try_get(11)?,
        rights: rights(viewer, facts),
        deal: deals::of_space(conn, viewer, id).await?,
        now,
    })
}

/// Returns the groups of one space, in the order of the account.
async fn groups(conn: &mut Conn, id: SpaceId) -> Result<Vec<GroupRef>, StoreError> {
    let mut sql = Sql::new(
        "SELECT g.id, g.name, g.hue FROM space_groups l JOIN groups g ON g.id = l.group_id WHERE l.space_id = ",
    );
    sql.text(id).push(" ORDER BY g.position, g.id");
    sql.rows(conn).await?.iter().map(|row| group(row, 0)).collect()
}

/// Reads a group from three columns: id, name, hue.
pub(in crate::server::store) fn group(row: &AnyRow, column: usize) -> Result<GroupRef, StoreError> {
    Ok(GroupRef {
        id: parsed(row, column)?,
        name: row.try_get(column + 1)?,
        hue: Hue::from_storage(row.try_get(column + 2)?),
    })
}

async fn tags(conn: &mut Conn, id: SpaceId) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT {SPELLED} FROM space_tags l JOIN tags t ON t.id = l.tag_id WHERE l.space_id = "
    ));
    sql.text(id).push(&format!(" ORDER BY {SPELLED_KEY}, t.id"));
    let rows = sql.rows(conn).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

async fn custom_fields(conn: &mut Conn, id: SpaceId) -> Result<Vec<FieldWithValue>, StoreError> {
    let fields = fields::active(conn).await?;
    Ok(fields::values::with_fields(conn, &fields, &[id])
        .await?
        .remove(&id)
        .unwrap_or_default())
}

async fn members(conn: &mut Conn, id: SpaceId) -> Result<Vec<PersonRef>, StoreError> {
    let mut sql = Sql::new(
        "SELECT u.id, u.name, u.deactivated_at FROM space_members m JOIN users u ON u.id = m.user_id \
         WHERE m.space_id = ",
    );
    sql.text(id).push(" ORDER BY u.name_key, u.id");
    sql.rows(conn).await?.iter().map(|row| person(row, 0)).collect()
}
