//! The data of the shown columns of a page: one query for each shown column, for all rows together. For rows of which
//! the viewer sees only the outline, only the groups are read.

use std::collections::{HashMap, HashSet};

use domain::{
    access::Viewer,
    column::{Column, Columns},
    custom_field::CustomField,
    ids::SpaceId,
    limits::ROW_TEXT,
    person::PersonRef,
    preset::Preset,
    space::SpaceRow,
};
use sqlx::Row;

use super::read;
use crate::server::store::{
    StoreError,
    engine::{
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    fields,
    tags::{SPELLED, SPELLED_KEY},
    topics::unread_sql::{self, Of},
};

/// The columns for which the rows have data.
pub struct Shown {
    /// Without custom fields that no longer exist or are archived.
    pub columns: Columns,
    pub fields: Vec<CustomField>,
    /// The people in the values of custom fields.
    pub people: Vec<PersonRef>,
}

/// Adds the data of the shown columns to the rows.
pub async fn fill(conn: &mut Conn, rows: &mut [SpaceRow], columns: &Columns) -> Result<Shown, StoreError> {
    if columns.has(Column::Groups) {
        add_groups(conn, rows).await?;
    }
    if columns.has(Column::Tags) {
        add_tags(conn, rows).await?;
    }
    if [Column::CreatedBy, Column::Description, Column::Preset]
        .into_iter()
        .any(|column| columns.has(column))
    {
        add_about(conn, rows, columns).await?;
    }
    add_fields(conn, rows, columns).await
}

/// Returns the spaces of those rows that the viewer may open.
fn open(rows: &[SpaceRow]) -> Vec<SpaceId> {
    let open = rows.iter().filter(|row| row.details.is_some());
    open.map(|row| row.id).collect()
}

/// Adds the groups to the rows, in the order of the account.
pub(in crate::server::store) async fn add_groups(conn: &mut Conn, rows: &mut [SpaceRow]) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT l.space_id, g.id, g.name, g.hue FROM space_groups l JOIN groups g ON g.id = l.group_id \
         WHERE l.space_id",
    );
    sql.within(rows.iter().map(|row| row.id))
        .push(" ORDER BY g.position, g.id");
    let mut found: HashMap<SpaceId, Vec<_>> = HashMap::new();
    for row in sql.rows(conn).await? {
        found.entry(parsed(&row, 0)?).or_default().push(read::group(&row, 1)?);
    }
    for row in rows {
        row.groups = found.remove(&row.id).unwrap_or_default();
    }
    Ok(())
}

/// Adds the tags to the rows that may show them.
pub(in crate::server::store) async fn add_tags(conn: &mut Conn, rows: &mut [SpaceRow]) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT l.space_id, {SPELLED} FROM space_tags l JOIN tags t ON t.id = l.tag_id WHERE l.space_id"
    ));
    sql.within(open(rows)).push(&format!(" ORDER BY {SPELLED_KEY}, t.id"));
    let mut found: HashMap<SpaceId, Vec<String>> = HashMap::new();
    for row in sql.rows(conn).await? {
        found.entry(parsed(&row, 0)?).or_default().push(row.try_get(1)?);
    }
    for row in rows {
        if let Some(details) = &mut row.details {
            details.tags = found.remove(&row.id).unwrap_or_default();
        }
    }
    Ok(())
}

/// Adds the creators of the spaces, the beginnings of their descriptions, and what they are for.
async fn add_about(conn: &mut Conn, rows: &mut [SpaceRow], columns: &Columns) -> Result<(), StoreError> {
    let (by, description) = (columns.has(Column::CreatedBy), columns.has(Column::Description));
    let preset = columns.has(Column::Preset);
    let mut sql = Sql::new("SELECT s.id, c.id, c.name, c.deactivated_at, substr(s.description, 1, ");
    sql.bind(if description { ROW_TEXT as i64 } else { 0 });
    sql.push("), s.preset FROM spaces s JOIN users c ON c.id = s.created_by WHERE s.id")
        .within(open(rows));
    let mut found: HashMap<SpaceId, (PersonRef, String, Option<Preset>)> = HashMap::new();
    for row in sql.rows(conn).await? {
        let purpose = Preset::parse(row.try_get(5)?);
        found.insert(parsed(&row, 0)?, (person(&row, 1)?, row.try_get(4)?, purpose));
    }
    for row in rows {
        if let Some(details) = &mut row.details
            && let Some((creator, beginning, purpose)) = found.remove(&row.id)
        {
            details.created_by = by.then_some(creator);
            details.description = description.then_some(beginning);
            details.preset = purpose.filter(|_| preset);
        }
    }
    Ok(())
}

/// Marks the rows in which the viewer has unread topics.
pub async fn add_unread(conn: &mut Conn, viewer: &Viewer, rows: &mut [SpaceRow]) -> Result<(), StoreError> {
    let shown = open(rows);
    if shown.is_empty() {
        return Ok(());
    }
    let mut found = HashSet::new();
    for of in [Of::AboveFloors, Of::Lowered] {
        let mut sql = Sql::default();
        unread_sql::spaces(&mut sql, viewer, of, Some(&shown));
        for row in sql.rows(conn).await? {
            found.insert(parsed::<SpaceId>(&row, 0)?);
        }
    }
    for row in rows {
        if let Some(details) = &mut row.details {
            details.unread = found.contains(&row.id);
        }
    }
    Ok(())
}

async fn add_fields(conn: &mut Conn, rows: &mut [SpaceRow], columns: &Columns) -> Result<Shown, StoreError> {
    let mut shown = Shown {
        columns: columns.clone(),
        fields: Vec::new(),
        people: Vec::new(),
    };
    let wanted: Vec<_> = columns.fields().collect();
    if wanted.is_empty() {
        return Ok(shown);
    }
    let mut known = fields::active(conn).await?;
    known.retain(|numbered| wanted.contains(&numbered.field.id));
    let (mut values, people) = fields::values::in_rows(conn, &known, &open(rows)).await?;
    for row in rows {
        if let Some(details) = &mut row.details {
            details.fields = values.remove(&row.id).unwrap_or_default();
        }
    }
    shown.fields = known.into_iter().map(|numbered| numbered.field).collect();
    shown.columns = columns.known(|id| shown.fields.iter().any(|field| field.id == id));
    shown.people = people;
    Ok(shown)
}
