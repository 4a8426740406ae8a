//! The spaces to which the rows of an exported file refer by id.

use std::collections::{BTreeSet, HashMap};

use domain::{
    access::{Action, Viewer},
    custom_field::Value,
    ids::{SpaceId, UserId},
    import::{CurrentSpace, NamedSpaces},
};
use sqlx::Row;

use super::super::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
    fields::{self, values},
    spaces::access as access_sql,
    tags::SPELLED,
};
use super::context;

/// Returns the spaces that the viewer may edit, with their present state, and which of the others the viewer knows of.
pub async fn spaces(conn: &mut Conn, viewer: &Viewer, ids: &[SpaceId]) -> Result<NamedSpaces, StoreError> {
    let spaces = context::editable(conn, viewer, ids).await?;
    let current = current(conn, viewer, ids).await?;
    let in_fields = current
        .iter()
        .flat_map(|space| space.fields.values())
        .filter_map(|value| match value {
            Value::Person(person) => Some(person),
            _ => None,
        });
    let members = current.iter().flat_map(|space| &space.people);
    let people: BTreeSet<&UserId> = spaces
        .iter()
        .map(|space| &space.owner)
        .chain(members)
        .chain(in_fields)
        .collect();
    Ok(NamedSpaces {
        people: context::named_people(conn, people.into_iter()).await?,
        closed: closed(conn, viewer, ids).await?,
        current,
        spaces,
    })
}

async fn closed(conn: &mut Conn, viewer: &Viewer, ids: &[SpaceId]) -> Result<Vec<SpaceId>, StoreError> {
    let mut sql = Sql::new("SELECT s.id FROM spaces s WHERE s.id");
    sql.within(ids).push(" AND ");
    access_sql::found(&mut sql, viewer);
    // Nobody may change a space in the trash, so it is treated like a deleted one.
    sql.push(" AND s.state IN ('active', 'archived') AND NOT (");
    access_sql::may(&mut sql, viewer, Action::Edit);
    let rows = sql.push(")").rows(conn).await?;
    rows.iter().map(|row| parsed(row, 0)).collect()
}

async fn current(conn: &mut Conn, viewer: &Viewer, ids: &[SpaceId]) -> Result<Vec<CurrentSpace>, StoreError> {
    let mut sql = Sql::new("SELECT s.id, s.description FROM spaces s WHERE s.id");
    sql.within(ids).push(" AND ");
    access_sql::may(&mut sql, viewer, Action::Edit);
    let mut spaces = Vec::new();
    for row in sql.rows(conn).await? {
        spaces.push(CurrentSpace {
            id: parsed(&row, 0)?,
            description: row.try_get(1)?,
            groups: Vec::new(),
            tags: Vec::new(),
            people: Vec::new(),
            fields: Default::default(),
        });
    }
    let ids: Vec<SpaceId> = spaces.iter().map(|space| space.id).collect();
    let places: HashMap<SpaceId, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let tags =
        format!("SELECT l.space_id, {SPELLED} FROM space_tags l JOIN tags t ON t.id = l.tag_id WHERE l.space_id");
    for (select, kind) in [
        ("SELECT l.space_id, l.group_id FROM space_groups l WHERE l.space_id", 0),
        (&tags, 1),
        ("SELECT l.space_id, l.user_id FROM space_members l WHERE l.space_id", 2),
    ] {
        let mut sql = Sql::new(select);
        for row in sql.within(&ids).rows(conn).await? {
            let place = places.get(&parsed(&row, 0)?);
            let Some(space) = place.and_then(|place| spaces.get_mut(*place)) else {
                continue;
            };
            match kind {
                0 => space.groups.push(parsed(&row, 1)?),
                1 => space.tags.push(row.try_get(1)?),
                _ => space.people.push(parsed(&row, 1)?),
            }
        }
    }
    let fields = fields::active(conn).await?;
    for (id, held) in values::with_fields(conn, &fields, &ids).await? {
        if let Some(space) = places.get(&id).and_then(|place| spaces.get_mut(*place)) {
            space.fields = held.into_iter().map(|held| (held.field.id, held.value)).collect();
        }
    }
    Ok(spaces)
}
