//! Groups: the categories of the account, visible to everybody.

use std::sync::Arc;

use domain::{
    access::AccountAction,
    audit::Event,
    error::{AppError, Field, Reason},
    fold::fold,
    group::{GroupRef, Hue, group_name},
    ids::{GroupId, SpaceId},
};
use sqlx::Row;

use super::{
    Store, StoreError, audit,
    engine::{
        positions,
        rows::parsed,
        sort_key,
        sql::{Conn, Sql},
    },
    search,
    spaces::{
        self,
        derived::{self, Part, Set},
    },
};
use crate::server::{clock, permits::AccountPermit};

mod counts;

pub use counts::counts;

/// Returns all groups in their order, from the cache where nothing was written since they were read.
pub async fn cached(store: &Store) -> Result<Arc<Vec<GroupRef>>, StoreError> {
    let read = async { list(&mut *store.reader().acquire().await?).await };
    store.cache().get_or_read(|cached| &mut cached.groups, read).await
}

/// Returns all groups in their order.
pub async fn list(conn: &mut Conn) -> Result<Vec<GroupRef>, StoreError> {
    let rows = Sql::new("SELECT g.id, g.name, g.hue FROM groups g ORDER BY g.position, g.id")
        .rows(conn)
        .await?;
    rows.iter().map(|row| spaces::group(row, 0)).collect()
}

/// Adds a group after the existing ones.
pub async fn add(permit: &mut AccountPermit, name: &str, hue: Hue) -> Result<GroupId, StoreError> {
    let at = permit.at();
    let conn = permit.act(AccountAction::EditGroups)?;
    let name = free_name(conn, name, None).await?;
    make(conn, &name, hue, at).await
}

/// Adds a group whose name is known to be valid and free.
pub async fn make(conn: &mut Conn, name: &str, hue: Hue, at: i64) -> Result<GroupId, StoreError> {
    let id = GroupId(clock::new_id());
    let mut sql =
        Sql::new("INSERT INTO groups (id, name, name_key, name_folded, name_words, hue, position, created_at) SELECT ");
    sql.text(id)
        .push(", ")
        .bind(name)
        .push(", ")
        .bind(sort_key(name))
        .push(", ");
    sql.bind(fold(name)).push(", ").bind(search::indexed(name)).push(", ");
    sql.bind(hue.as_str())
        .push(", COALESCE(max(g.position), 0) + 1, ")
        .bind(at);
    sql.push(" FROM groups g").run(conn).await?;
    Ok(id)
}

/// Changes name and colour of a group.
pub async fn change(permit: &mut AccountPermit, id: GroupId, name: &str, hue: Hue) -> Result<(), StoreError> {
    let conn = permit.act(AccountAction::EditGroups)?;
    let name = free_name(conn, name, Some(id)).await?;
    let mut sql = Sql::new("UPDATE groups SET name = ");
    sql.bind(name.as_str()).push(", name_key = ").bind(sort_key(&name));
    sql.push(", name_folded = ")
        .bind(fold(&name))
        .push(", name_words = ")
        .bind(search::indexed(&name));
    sql.push(", hue = ").bind(hue.as_str()).push(" WHERE id = ").text(id);
    if sql.run(conn).await? == 0 {
        return Err(StoreError::NotFound);
    }
    derived::refresh(conn, Set::InGroup(id), &[Part::Groups]).await
}

/// Reorders the groups. `order` must name each of them once; if it does not, somebody added or deleted a group
/// meanwhile.
pub async fn order(permit: &mut AccountPermit, order: &[GroupId]) -> Result<(), StoreError> {
    let conn = permit.act(AccountAction::ManageGroups)?;
    let now = list(conn).await?;
    positions::set(conn, "groups", now.iter().map(|group| group.id), order).await?;
    // The order of groups matters only to spaces in several groups.
    let mut sql = Sql::new("SELECT l.space_id FROM space_groups l GROUP BY l.space_id HAVING count(*) > 1");
    let several = sql.push("").rows(conn).await?;
    let several: Vec<SpaceId> = several.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    derived::refresh(conn, Set::Ids(&several), &[Part::Groups]).await
}

/// Deletes a group. Its spaces stay.
pub async fn delete(permit: &mut AccountPermit, id: GroupId) -> Result<(), StoreError> {
    let (actor, at) = (permit.actor(), permit.at());
    let conn = permit.act(AccountAction::ManageGroups)?;
    let mut sql = Sql::new("SELECT g.name FROM groups g WHERE g.id = ");
    let name: String = sql.text(id).row(conn).await?.ok_or(StoreError::NotFound)?.try_get(0)?;
    let mut sql = Sql::new("SELECT l.space_id FROM space_groups l WHERE l.group_id = ");
    let rows = sql.text(id).rows(conn).await?;
    let spaces: Vec<SpaceId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    Sql::new("DELETE FROM space_groups WHERE group_id = ")
        .text(id)
        .run(conn)
        .await?;
    Sql::new("DELETE FROM groups WHERE id = ").text(id).run(conn).await?;
    derived::refresh(conn, Set::Ids(&spaces), &[Part::Groups]).await?;
    let spaces = u32::try_from(spaces.len()).unwrap_or(u32::MAX);
    audit::write(conn, at, Some(actor), id, &Event::GroupDeleted { name, spaces }).await
}

/// Replaces the groups of the space.
pub(super) async fn set(conn: &mut Conn, space: SpaceId, groups: &[GroupId]) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM space_groups WHERE space_id = ");
    sql.text(space).push(" AND NOT group_id").within(groups);
    sql.run(conn).await?;
    let mut sql = Sql::new("INSERT INTO space_groups (space_id, group_id) SELECT ");
    sql.text(space).push(", g.id FROM groups g WHERE g.id").within(groups);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

/// Refuses groups that do not exist.
pub(super) async fn check(conn: &mut Conn, groups: &[GroupId]) -> Result<(), StoreError> {
    let mut sql = Sql::new("SELECT g.id FROM groups g WHERE g.id");
    let rows = sql.within(groups).rows(conn).await?;
    let known: Vec<GroupId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    match groups.iter().find(|id| !known.contains(id)) {
        None => Ok(()),
        Some(id) => {
            let value = id.to_string();
            Err(AppError::field(Field::Groups, Reason::Unknown { value }).into())
        }
    }
}

async fn free_name(conn: &mut Conn, raw: &str, own: Option<GroupId>) -> Result<String, StoreError> {
    let name = group_name(raw).map_err(|reason| AppError::field(Field::Name, reason))?;
    let mut sql = Sql::new("SELECT g.id FROM groups g WHERE g.name_folded = ");
    let taken = sql.bind(fold(&name)).row(conn).await?;
    match taken.map(|row| parsed(&row, 0)).transpose()? {
        Some(id) if Some(id) != own => Err(AppError::field(Field::Name, Reason::Taken).into()),
        _ => Ok(name),
    }
}
