//! The facts that decide who receives which event of the live stream, for all connected people at once.

use std::collections::{HashMap, HashSet};

use domain::{
    access::Viewer,
    deal::DealState,
    ids::{DealId, SpaceId, UserId},
    live::{Audience, DealAccess, SpaceAccess, TopicAccess},
    person::Role,
    space::SpaceState,
    topic::TopicAddress,
    visibility::Visibility,
};
use sqlx::Row;
use uuid::Uuid;

use super::{
    StoreError,
    engine::{
        dialect,
        rows::{boolean, parsed},
        sql::{Conn, Sql},
    },
};

/// Returns the access to these spaces. Members are read only where membership opens something.
pub async fn spaces(conn: &mut Conn, ids: &[SpaceId]) -> Result<HashMap<SpaceId, SpaceAccess>, StoreError> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut sql = Sql::new("SELECT s.id, s.visibility, s.state, s.owner_id FROM spaces s WHERE s.id");
    for row in sql.within(ids).rows(conn).await? {
        let access = SpaceAccess {
            visibility: Visibility::from_storage(row.try_get(1)?),
            state: SpaceState::from_storage(row.try_get(2)?),
            owner: parsed(&row, 3)?,
            members: HashSet::new(),
        };
        found.insert(parsed(&row, 0)?, access);
    }
    let closed = found
        .iter()
        .filter(|(_, access)| access.visibility != Visibility::Public);
    let closed: Vec<SpaceId> = closed.map(|(id, _)| *id).collect();
    if closed.is_empty() {
        return Ok(found);
    }
    let mut sql = Sql::new("SELECT m.space_id, m.user_id FROM space_members m WHERE m.space_id");
    for row in sql.within(closed).rows(conn).await? {
        if let Some(access) = found.get_mut(&parsed(&row, 0)?) {
            access.members.insert(parsed(&row, 1)?);
        }
    }
    Ok(found)
}

/// Returns the access to the topics at these addresses. A topic is also found at its addresses from before moves.
pub async fn topics(
    conn: &mut Conn,
    addresses: &[TopicAddress],
) -> Result<HashMap<TopicAddress, TopicAccess>, StoreError> {
    let mut found = HashMap::new();
    if addresses.is_empty() {
        return Ok(found);
    }
    let mut sql = Sql::new("WITH wanted (space_id, number) AS (VALUES ");
    for (place, address) in addresses.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).text(address.space);
        sql.push(", ").bind(address.number).push(")");
    }
    sql.push(
        ") SELECT w.space_id, w.number, t.author_id, t.assignee_id, t.private FROM wanted w CROSS JOIN topics t \
         WHERE t.space_id = w.space_id AND t.number = w.number \
         UNION ALL SELECT w.space_id, w.number, t.author_id, t.assignee_id, t.private FROM wanted w \
         CROSS JOIN topic_moves v CROSS JOIN topics t WHERE v.space_id = w.space_id AND v.number = w.number \
         AND t.id = v.topic_id",
    );
    for row in sql.rows(conn).await? {
        let address = TopicAddress {
            space: parsed(&row, 0)?,
            number: row.try_get(1)?,
        };
        let assignee = row.try_get::<Option<&str>, _>(3)?;
        let access = TopicAccess {
            author: parsed(&row, 2)?,
            assignee: assignee.map(|_| parsed(&row, 3)).transpose()?,
            private: boolean(&row, 4)?,
        };
        found.insert(address, access);
    }
    Ok(found)
}

/// Returns the access to these deals.
pub async fn deals(conn: &mut Conn, ids: &[DealId]) -> Result<HashMap<DealId, DealAccess>, StoreError> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut sql = Sql::new("SELECT d.id, d.state, d.owner_id FROM deals d WHERE d.id");
    for row in sql.within(ids).rows(conn).await? {
        let access = DealAccess {
            state: DealState::parse(row.try_get(1)?).unwrap_or(DealState::Lost),
            owner: parsed(&row, 2)?,
            people: HashSet::new(),
        };
        found.insert(parsed(&row, 0)?, access);
    }
    let mut sql = Sql::new("SELECT p.deal_id, p.user_id FROM deal_people p WHERE p.deal_id");
    for row in sql.within(ids).rows(conn).await? {
        if let Some(access) = found.get_mut(&parsed::<DealId>(&row, 0)?) {
            access.people.insert(parsed(&row, 1)?);
        }
    }
    Ok(found)
}

/// Returns the people who may find at least one space of a list operation or import, or could before it.
pub async fn audience(conn: &mut Conn, set: Uuid) -> Result<Audience, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM ");
    items(&mut sql, set);
    sql.push(" JOIN spaces s ON s.id = i.space_id WHERE s.visibility IN ('public', 'private') OR ");
    sql.push(&dialect::member("i.before", "visibility"));
    sql.push(" IN ('public', 'private') LIMIT 1");
    if sql.row(conn).await?.is_some() {
        return Ok(Audience {
            everybody: true,
            people: HashSet::new(),
        });
    }
    let mut sql = Sql::new("SELECT s.owner_id FROM ");
    items(&mut sql, set);
    sql.push(" JOIN spaces s ON s.id = i.space_id UNION SELECT m.user_id FROM ");
    items(&mut sql, set);
    sql.push(" JOIN space_members m ON m.space_id = i.space_id UNION SELECT ");
    let owner = dialect::member("i.before", "owner");
    sql.push(&owner).push(" FROM ");
    items(&mut sql, set);
    sql.push(" WHERE ")
        .push(&owner)
        .push(" IS NOT NULL UNION SELECT p.value FROM ");
    items(&mut sql, set);
    sql.push(" CROSS JOIN ")
        .push(&dialect::elements("i.before", "people"))
        .push(" p");
    let rows = sql.rows(conn).await?;
    Ok(Audience {
        everybody: false,
        people: rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?,
    })
}

/// Adds the items of a list operation or import, under the alias `i`.
fn items(sql: &mut Sql, set: Uuid) {
    sql.push("(SELECT o.space_id, o.before FROM operation_items o WHERE o.operation_id = ")
        .text(set);
    sql.push(
        " UNION ALL SELECT n.space_id, n.before FROM import_items n WHERE n.outcome <> 'skipped' AND n.import_id = ",
    )
    .text(set)
    .push(") i");
}

/// Returns those of the people who are active, with their present roles.
pub async fn viewers(conn: &mut Conn, people: &[UserId]) -> Result<Vec<Viewer>, StoreError> {
    let mut sql = Sql::new("SELECT u.id, u.role FROM users u WHERE u.deactivated_at IS NULL AND u.id");
    let rows = sql.within(people).rows(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(Viewer {
                id: parsed(row, 0)?,
                role: Role::from_storage(row.try_get(1)?),
            })
        })
        .collect()
}
