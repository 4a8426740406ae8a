//! Actions on one space by people who may manage it.

use domain::{
    access::Action,
    activity::SpaceEvent,
    audit::Event,
    error::{AppError, Field, Reason},
    ids::{SpaceId, UserId},
    space::SpaceState,
    visibility::Visibility,
};
use sqlx::Row;

use super::{
    activity,
    derived::{self, Part, Set},
    members, write,
};
use crate::server::{
    permits::SpacePermit,
    store::{
        StoreError, audit,
        engine::{
            rows::parsed,
            sql::{Conn, Sql},
        },
    },
};

/// Makes another person the owner. The former owner becomes a member.
///
/// # Errors
///
/// `Invalid` on the owner field if `to` already owns the space, is deactivated or does not exist.
pub async fn hand_over(permit: &mut SpacePermit, to: UserId) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.space(), permit.at(), permit.actor());
    let conn = permit.act(Action::HandOver)?;
    let mut sql = Sql::new("SELECT 1 FROM spaces s WHERE s.id = ");
    if sql
        .text(id)
        .push(" AND s.owner_id = ")
        .text(to)
        .row(conn)
        .await?
        .is_some()
    {
        return Err(AppError::field(Field::Owner, Reason::Taken).into());
    }
    hand_over_to(conn, id, actor, at, to).await
}

/// Does the same inside another write, which has checked the permission. Nothing changes if `to` already owns the
/// space.
pub(in crate::server::store) async fn hand_over_to(
    conn: &mut Conn,
    id: SpaceId,
    actor: UserId,
    at: i64,
    to: UserId,
) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT s.owner_id FROM spaces s WHERE s.id = ");
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let from: UserId = parsed(&row, 0)?;
    if from == to {
        return Ok(());
    }
    let people = members::named(conn, &[from, to]).await?;
    let named = |id: UserId| people.iter().find(|person| person.id == id).cloned();
    let Some((old, new)) = named(from).zip(named(to)) else {
        let value = to.to_string();
        return Err(AppError::field(Field::Owner, Reason::Unknown { value }).into());
    };
    if !new.active {
        return Err(AppError::field(Field::Owner, Reason::Deactivated).into());
    }
    touch(conn, Set::One(id), at, &mut |sql| {
        sql.push("owner_id = ").text(to);
    })
    .await?;
    members::remove(conn, id, &[to]).await?;
    members::add(conn, id, &[from], at).await?;
    derived::refresh(conn, Set::One(id), &[Part::Owner, Part::People]).await?;
    activity::write(conn, id, actor, at, &SpaceEvent::HandedOver { from: old, to: new }).await?;
    audit::write(conn, at, Some(actor), id, &Event::OwnerChanged { from, to }).await
}

/// Changes who may see the space. Its members stay members.
pub async fn change_visibility(permit: &mut SpacePermit, to: Visibility) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.space(), permit.at(), permit.actor());
    let from = permit.access_facts().visibility;
    let conn = permit.act(Action::ChangeVisibility)?;
    if from == to {
        return Ok(());
    }
    write::check_visibility(conn, Some(from), to).await?;
    touch(conn, Set::One(id), at, &mut |sql| {
        sql.push("visibility = ").bind(to.as_str());
    })
    .await?;
    derived::refresh(conn, Set::One(id), &[Part::Visibility]).await?;
    write::visibility_changed(conn, id, actor, at, (from, to)).await
}

/// Makes people members.
pub async fn give_access(permit: &mut SpacePermit, people: &[UserId]) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.space(), permit.at(), permit.actor());
    let conn = permit.act(Action::ManagePeople)?;
    let mut sql = Sql::new("SELECT s.owner_id FROM spaces s WHERE s.id = ");
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let owner: UserId = parsed(&row, 0)?;
    let already = members::among(conn, id, people).await?;
    let given: Vec<UserId> = people
        .iter()
        .filter(|person| **person != owner && !already.contains(person))
        .copied()
        .collect();
    if given.is_empty() {
        return Ok(());
    }
    members::check_active(conn, &given).await?;
    members::add(conn, id, &given, at).await?;
    touch(conn, Set::One(id), at, &mut |_| {}).await?;
    derived::refresh(conn, Set::One(id), &[Part::People]).await?;
    members::record_given(conn, id, actor, at, &given).await
}

/// Removes people from the members.
pub async fn take_access(permit: &mut SpacePermit, people: &[UserId]) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.space(), permit.at(), permit.actor());
    let conn = permit.act(Action::ManagePeople)?;
    let taken = members::among(conn, id, people).await?;
    if taken.is_empty() {
        return Ok(());
    }
    members::remove(conn, id, &taken).await?;
    touch(conn, Set::One(id), at, &mut |_| {}).await?;
    derived::refresh(conn, Set::One(id), &[Part::People]).await?;
    members::record_taken(conn, id, actor, at, &taken).await
}

/// Archives the space.
pub async fn archive(permit: &mut SpacePermit) -> Result<(), StoreError> {
    move_to(permit, Action::Archive, SpaceState::Archived, SpaceEvent::Archived).await
}

/// Restores the space from the archive or the trash.
pub async fn restore(permit: &mut SpacePermit) -> Result<(), StoreError> {
    move_to(permit, Action::Restore, SpaceState::Active, SpaceEvent::Restored).await
}

/// Moves the space to the trash.
pub async fn delete(permit: &mut SpacePermit) -> Result<(), StoreError> {
    let (id, at, actor) = (permit.space(), permit.at(), permit.actor());
    move_to(permit, Action::Delete, SpaceState::Trash, SpaceEvent::Deleted).await?;
    let conn = permit.act(Action::Delete)?;
    let mut sql = Sql::new("SELECT s.name FROM spaces s WHERE s.id = ");
    let row = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?;
    let name = row.try_get(0)?;
    audit::write(conn, at, Some(actor), id, &Event::SpaceDeleted { name }).await
}

async fn move_to(permit: &mut SpacePermit, action: Action, to: SpaceState, what: SpaceEvent) -> Result<(), StoreError> {
    let (id, at, actor, now) = (permit.space(), permit.at(), permit.actor(), permit.access_facts().state);
    let conn = permit.act(action)?;
    if now == to {
        return Ok(());
    }
    touch(conn, Set::One(id), at, &mut |sql| state(sql, to, at)).await?;
    if [now, to].contains(&SpaceState::Trash) {
        derived::refresh(conn, Set::One(id), &[Part::Readers]).await?;
    }
    activity::write(conn, id, actor, at, &what).await
}

/// Adds the assignments that change the state of a space.
pub(in crate::server::store) fn state(sql: &mut Sql, to: SpaceState, at: i64) {
    sql.push("state = ").bind(to.as_str());
    match to {
        SpaceState::Active => sql.push(", archived_at = NULL, deleted_at = NULL"),
        SpaceState::Archived => sql.push(", deleted_at = NULL, archived_at = ").bind(at),
        SpaceState::Trash => sql.push(", deleted_at = ").bind(at),
    };
}

/// Changes columns of spaces, and updates their version and the time of their last activity.
pub(in crate::server::store) async fn touch(
    conn: &mut Conn,
    set: Set<'_>,
    at: i64,
    assignments: &mut (dyn FnMut(&mut Sql) + Send),
) -> Result<(), StoreError> {
    let mut sql = Sql::new("UPDATE spaces SET version = version + 1, last_activity_at = ");
    sql.bind(at);
    let mut more = Sql::default();
    assignments(&mut more);
    if !more.is_empty() {
        sql.push(", ");
        assignments(&mut sql);
    }
    sql.push(" WHERE ");
    set.clause(&mut sql, "id");
    sql.run(conn).await?;
    Ok(())
}
