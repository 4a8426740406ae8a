//! The writes of an operation and of its undo: each statement changes all spaces of `operation_items`.

use domain::{
    activity::{EditedField, SpaceEvent},
    ids::{GroupId, OperationId, UserId},
    operation::Operation,
    space::SpaceState,
};

use super::{
    clauses::Prepared,
    items::{before, elements},
    set_field,
};
use crate::server::store::{
    StoreError,
    engine::{
        dialect::{ARRAY, OBJECT, PARSED},
        sql::{Conn, Sql},
    },
    spaces::{
        act::{state, touch},
        activity,
        derived::{self, Part, Set},
        links::Link,
    },
    tags::Tag,
};

/// A callback that receives the number of the step that begins, out of [`super::STEPS`].
pub type Step<'a> = dyn Fn(u32) + Send + Sync + 'a;

/// Applies the operation to the spaces in its items.
pub async fn apply(
    conn: &mut Conn,
    id: OperationId,
    prepared: &Prepared,
    actor: UserId,
    at: i64,
    step: &Step<'_>,
) -> Result<(), StoreError> {
    let set = Set::Operation(id);
    let operation = &prepared.operation;
    match operation {
        Operation::AddToGroup(group) => add_to_group(conn, set, *group).await?,
        Operation::RemoveFromGroup(group) => unlink(conn, set, "space_groups", "group_id", group.0).await?,
        Operation::AddTag(_) => {
            let tag = prepared.tag.as_ref().ok_or(StoreError::NotFound)?;
            add_tag(conn, set, tag).await?;
        }
        Operation::RemoveTag(_) => {
            if let Some(tag) = &prepared.tag {
                unlink(conn, set, "space_tags", "tag_id", &tag.id).await?;
            }
        }
        Operation::ChangeOwner(to) => {
            unlink(conn, set, "space_members", "user_id", to.0).await?;
            former_owners_join(conn, id, at).await?;
        }
        Operation::GiveAccess(_) => noted_people_join(conn, set, id, at).await?,
        Operation::TakeAccess(_) => noted_people_leave(conn, set, id).await?,
        Operation::SetField { .. } => set_field::apply(conn, set, prepared).await?,
        _ => {}
    }
    step(3);
    touch(conn, set, at, &mut |sql| match operation {
        Operation::ChangeVisibility(to) => drop(sql.push("visibility = ").bind(to.as_str())),
        Operation::ChangeOwner(to) => drop(sql.push("owner_id = ").text(to)),
        Operation::Archive => state(sql, SpaceState::Archived, at),
        Operation::Restore => state(sql, SpaceState::Active, at),
        Operation::Delete => state(sql, SpaceState::Trash, at),
        _ => {}
    })
    .await?;
    step(4);
    derived::refresh(conn, set, parts(operation)).await?;
    step(5);
    activity::write_each(conn, set, id, actor, at, &mut |sql| {
        activity_detail(sql, id, operation, prepared.label())
    })
    .await
}

/// Undoes the operation for the spaces that are marked in its items.
pub async fn revert(
    conn: &mut Conn,
    id: OperationId,
    prepared: &Prepared,
    actor: UserId,
    at: i64,
    step: &Step<'_>,
) -> Result<(), StoreError> {
    let set = Set::Undo(id);
    let operation = &prepared.operation;
    match operation {
        Operation::AddToGroup(group) => unlink(conn, set, "space_groups", "group_id", group.0).await?,
        Operation::RemoveFromGroup(group) => add_to_group(conn, set, *group).await?,
        // If the tag no longer exists, no item was marked.
        Operation::AddTag(_) => {
            if let Some(tag) = &prepared.tag {
                unlink(conn, set, "space_tags", "tag_id", &tag.id).await?;
            }
        }
        Operation::RemoveTag(_) => {
            if let Some(tag) = &prepared.tag {
                tags_return(conn, id, tag).await?;
            }
        }
        Operation::ChangeOwner(to) => owners_return(conn, id, *to, at).await?,
        Operation::GiveAccess(_) => noted_people_leave(conn, set, id).await?,
        // A person who owns the space by now does not become its member.
        Operation::TakeAccess(_) => noted_people_join(conn, set, id, at).await?,
        Operation::SetField { .. } => set_field::revert(conn, id, prepared).await?,
        _ => {}
    }
    step(3);
    touch(conn, set, at, &mut |sql| match operation {
        Operation::ChangeVisibility(_) => noted(sql, "visibility", "visibility", id),
        Operation::ChangeOwner(_) => noted(sql, "owner_id", "owner", id),
        Operation::Archive | Operation::Restore | Operation::Delete => {
            noted(sql, "state", "state", id);
            sql.push(", ");
            noted(sql, "archived_at", "archived", id);
            sql.push(", ");
            noted(sql, "deleted_at", "deleted", id);
        }
        _ => {}
    })
    .await?;
    step(4);
    derived::refresh(conn, set, parts(operation)).await?;
    step(5);
    activity::write_each(conn, set, id, actor, at, &mut |sql| constant(sql, &SpaceEvent::Undone)).await
}

fn parts(operation: &Operation) -> &'static [Part] {
    match operation {
        Operation::AddToGroup(_) | Operation::RemoveFromGroup(_) => &[Part::Groups],
        Operation::AddTag(_) | Operation::RemoveTag(_) => &[Part::Tags],
        Operation::ChangeVisibility(_) => &[Part::Visibility],
        Operation::ChangeOwner(_) => &[Part::Owner, Part::People],
        Operation::GiveAccess(_) | Operation::TakeAccess(_) => &[Part::People],
        // A restored space may have been in the trash, where fewer people can find it.
        Operation::Restore | Operation::Delete => &[Part::Readers],
        Operation::SetField { .. } | Operation::Archive => &[],
    }
}

/// Adds an assignment of the value that the column had before.
fn noted(sql: &mut Sql, column: &str, key: &str, id: OperationId) {
    sql.push(&format!(
        "{column} = (SELECT {} FROM operation_items i \
         WHERE i.space_id = spaces.id AND i.operation_id = ",
        before(key)
    ));
    sql.text(id).push(")");
}

async fn add_to_group(conn: &mut Conn, set: Set<'_>, id: GroupId) -> Result<(), StoreError> {
    // The group is added only if it still exists.
    let mut sql = Sql::new(&format!(
        "INSERT INTO space_groups (space_id, group_id, reader) SELECT s.id, g.id, {} \
         FROM groups g CROSS JOIN spaces s WHERE g.id = ",
        Link::Group.reader()
    ));
    sql.text(id).push(" AND ");
    set.clause(&mut sql, "s.id");
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn add_tag(conn: &mut Conn, set: Set<'_>, tag: &Tag) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "INSERT INTO space_tags (space_id, reader, tag_id, spelling, spelling_key) SELECT s.id, {}, ",
        Link::Tag.reader()
    ));
    sql.bind(tag.id.as_str()).push(", ").bind(tag.spelling.as_str());
    sql.push(", ").bind(tag.spelling_key());
    sql.push(" FROM spaces s WHERE ");
    set.clause(&mut sql, "s.id");
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn tags_return(conn: &mut Conn, id: OperationId, tag: &Tag) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "INSERT INTO space_tags (space_id, reader, tag_id, spelling, spelling_key) SELECT i.space_id, {}, ",
        Link::Tag.reader()
    ));
    sql.bind(tag.id.as_str());
    sql.push(&format!(
        ", COALESCE({}, ''), COALESCE({}, '') \
         FROM operation_items i JOIN spaces s ON s.id = i.space_id WHERE i.undone = 2 AND i.operation_id = ",
        before("spelling"),
        before("key")
    ));
    sql.text(id).push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn unlink(conn: &mut Conn, set: Set<'_>, table: &str, column: &str, id: impl ToString) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {column} = "));
    sql.text(id).push(" AND ");
    set.clause(&mut sql, "space_id");
    sql.run(conn).await?;
    Ok(())
}

async fn former_owners_join(conn: &mut Conn, id: OperationId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "INSERT INTO space_members (space_id, user_id, added_at) SELECT i.space_id, {}, ",
        before("owner")
    ));
    sql.bind(at)
        .push(" FROM operation_items i WHERE i.operation_id = ")
        .text(id);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn owners_return(conn: &mut Conn, id: OperationId, to: UserId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "DELETE FROM space_members WHERE (space_id, user_id) IN (SELECT i.space_id, {} \
         FROM operation_items i WHERE i.undone = 2 AND i.operation_id = ",
        before("owner")
    ));
    sql.text(id).push(")").run(conn).await?;
    let mut sql = Sql::new("INSERT INTO space_members (space_id, user_id, added_at) SELECT i.space_id, ");
    sql.text(to).push(", ").bind(at);
    sql.push(&format!(
        " FROM operation_items i WHERE i.undone = 2 AND {} = 1 AND i.operation_id = ",
        before("member")
    ));
    sql.text(id).push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn noted_people_join(conn: &mut Conn, set: Set<'_>, id: OperationId, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO space_members (space_id, user_id, added_at) SELECT i.space_id, p.value, ");
    sql.bind(at).push(&format!(
        " FROM operation_items i CROSS JOIN {} p JOIN spaces s ON s.id = i.space_id WHERE s.owner_id <> p.value AND ",
        elements("people")
    ));
    set.clause(&mut sql, "i.space_id");
    sql.push(" AND i.operation_id = ").text(id);
    sql.push(" ON CONFLICT DO NOTHING").run(conn).await?;
    Ok(())
}

async fn noted_people_leave(conn: &mut Conn, set: Set<'_>, id: OperationId) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "DELETE FROM space_members WHERE (space_id, user_id) IN (SELECT i.space_id, p.value FROM operation_items i \
         CROSS JOIN {} p WHERE ",
        elements("people")
    ));
    set.clause(&mut sql, "i.space_id");
    sql.push(" AND i.operation_id = ").text(id).push(")").run(conn).await?;
    Ok(())
}

/// Adds the expression of the activity detail of the space `s`, in the JSON form of `domain::activity::SpaceEvent`.
fn activity_detail(sql: &mut Sql, id: OperationId, operation: &Operation, label: &str) {
    match operation {
        Operation::AddToGroup(_) | Operation::RemoveFromGroup(_) => edited(sql, EditedField::Groups),
        Operation::AddTag(_) | Operation::RemoveTag(_) => edited(sql, EditedField::Tags),
        Operation::SetField { .. } => edited(sql, EditedField::Custom(label.to_owned())),
        Operation::Archive => constant(sql, &SpaceEvent::Archived),
        Operation::Restore => constant(sql, &SpaceEvent::Restored),
        Operation::Delete => constant(sql, &SpaceEvent::Deleted),
        Operation::ChangeVisibility(to) => {
            sql.push(&format!(
                "{OBJECT}'what', 'visibility_changed', 'detail', {OBJECT}'from', "
            ));
            from_items(sql, id, &before("visibility"), "");
            sql.push(", 'to', ").bind(to.as_str()).push("))");
        }
        Operation::ChangeOwner(to) => {
            sql.push(&format!(
                "{OBJECT}'what', 'handed_over', 'detail', {OBJECT}'from', {PARSED}"
            ));
            from_items(
                sql,
                id,
                &person_object(),
                &format!(" JOIN users u ON u.id = {}", before("owner")),
            );
            sql.push(&format!("), 'to', {PARSED}(SELECT "))
                .push(&person_object())
                .push(" FROM users u WHERE u.id = ");
            sql.text(to).push("))))");
        }
        Operation::GiveAccess(_) => people(sql, id, "access_given"),
        Operation::TakeAccess(_) => people(sql, id, "access_taken"),
    }
}

fn person_object() -> String {
    format!(
        "{OBJECT}'id', u.id, 'name', u.name, 'active', \
                      {PARSED}CASE WHEN u.deactivated_at IS NULL THEN 'true' ELSE 'false' END))"
    )
}

fn people(sql: &mut Sql, id: OperationId, what: &str) {
    sql.push(&format!(
        "{OBJECT}'what', '{what}', 'detail', {OBJECT}'people', {PARSED}"
    ));
    let all = format!("{ARRAY}{})", person_object());
    from_items(
        sql,
        id,
        &all,
        &format!(" CROSS JOIN {} p JOIN users u ON u.id = p.value", elements("people")),
    );
    sql.push(")))");
}

fn from_items(sql: &mut Sql, id: OperationId, what: &str, join: &str) {
    sql.push(&format!(
        "(SELECT {what} FROM operation_items i{join} WHERE i.space_id = s.id AND i.operation_id = "
    ));
    sql.text(id).push(")");
}

fn edited(sql: &mut Sql, field: EditedField) {
    constant(sql, &SpaceEvent::Edited { fields: vec![field] });
}

fn constant(sql: &mut Sql, what: &SpaceEvent) {
    sql.bind(serde_json::to_string(what).unwrap_or_default());
}
