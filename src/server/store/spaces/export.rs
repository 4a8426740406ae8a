//! The list of spaces for a file: all matching rows in the list's order, each with everything that the viewer may see.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    custom_field::{CustomField, FieldWithValue, Value},
    ids::{SpaceId, UserId},
    list_query::ListQuery,
    preset::Preset,
    space::SpaceRow,
};
use sqlx::Row;

use super::{clauses::Zone, columns, cursor::Cursor, list::List};
use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
    fields::{self, Numbered, values},
};

/// How many rows are read at a time.
const ROWS: usize = 500;

/// A row of the list with everything that the viewer may see of the space.
#[derive(Clone, Debug)]
pub struct ExportRow {
    pub row: SpaceRow,
    /// `None` if the viewer sees only the outline.
    pub open: Option<Open>,
}

/// The details that are visible only to people who may open the space.
#[derive(Clone, Debug, Default)]
pub struct Open {
    pub version: i64,
    pub description: String,
    /// Name of the person who created it.
    pub created_by: String,
    /// E-mail of the owner.
    pub owner: String,
    /// Names and e-mails of the members.
    pub people: Vec<(String, String)>,
    pub values: Vec<FieldWithValue>,
    /// E-mails of the people in the values.
    pub named: HashMap<UserId, String>,
    /// What it is for.
    pub preset: Option<Preset>,
}

/// A reader of one list from beginning to end, inside one transaction.
pub struct Reading<'a> {
    list: List<'a>,
    fields: Vec<Numbered>,
    phase: usize,
    after: Option<Cursor>,
}

impl<'a> Reading<'a> {
    /// Starts before the first row.
    pub async fn begin(
        conn: &mut Conn,
        viewer: &'a Viewer,
        zone: &'a Zone,
        query: &'a ListQuery,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            list: List::new(conn, viewer, zone, query).await?,
            fields: fields::active(conn).await?,
            phase: 0,
            after: None,
        })
    }

    /// Returns the custom fields that the rows show.
    pub fn fields(&self) -> Vec<CustomField> {
        self.fields.iter().map(|numbered| numbered.field.clone()).collect()
    }

    /// Returns the next rows, or none at the end.
    pub async fn next(&mut self, conn: &mut Conn) -> Result<Vec<ExportRow>, StoreError> {
        while self.phase < self.list.phases.len() {
            let placed = self
                .list
                .fetch(conn, self.phase, self.after.as_ref(), false, ROWS)
                .await?;
            let whole = placed.len() == ROWS;
            self.after = placed.last().map(|placed| placed.cursor.clone()).filter(|_| whole);
            if !whole {
                self.phase += 1;
            }
            if !placed.is_empty() {
                let rows = placed.into_iter().map(|placed| placed.row).collect();
                return self.complete(conn, rows).await;
            }
        }
        Ok(Vec::new())
    }

    async fn complete(&self, conn: &mut Conn, mut rows: Vec<SpaceRow>) -> Result<Vec<ExportRow>, StoreError> {
        columns::add_groups(conn, &mut rows).await?;
        columns::add_tags(conn, &mut rows).await?;
        // Only spaces whose details the viewer may see are read.
        let open: Vec<SpaceId> = rows
            .iter()
            .filter(|row| row.details.is_some())
            .map(|row| row.id)
            .collect();
        let mut found = texts(conn, &open).await?;
        add_people(conn, &open, &mut found).await?;
        for (space, held) in values::with_fields(conn, &self.fields, &open).await? {
            if let Some(open) = found.get_mut(&space) {
                open.values = held;
            }
        }
        add_named(conn, &mut found).await?;
        let complete = |row: SpaceRow| ExportRow {
            open: found.remove(&row.id),
            row,
        };
        Ok(rows.into_iter().map(complete).collect())
    }
}

async fn texts(conn: &mut Conn, open: &[SpaceId]) -> Result<HashMap<SpaceId, Open>, StoreError> {
    let mut sql = Sql::new(
        "SELECT s.id, s.version, s.description, u.email, c.name, s.preset FROM spaces s JOIN users u ON u.id = s.owner_id \
         JOIN users c ON c.id = s.created_by WHERE s.id",
    );
    let mut found = HashMap::with_capacity(open.len());
    for row in sql.within(open).rows(conn).await? {
        let texts = Open {
            version: row.try_get(1)?,
            description: row.try_get(2)?,
            owner: row.try_get(3)?,
            created_by: row.try_get(4)?,
            preset: Preset::parse(row.try_get(5)?),
            ..Open::default()
        };
        found.insert(parsed(&row, 0)?, texts);
    }
    Ok(found)
}

async fn add_people(conn: &mut Conn, open: &[SpaceId], found: &mut HashMap<SpaceId, Open>) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT m.space_id, u.name, u.email FROM space_members m JOIN users u ON u.id = m.user_id WHERE m.space_id",
    );
    sql.within(open).push(" ORDER BY u.name_key, u.id");
    for row in sql.rows(conn).await? {
        if let Some(open) = found.get_mut(&parsed(&row, 0)?) {
            open.people.push((row.try_get(1)?, row.try_get(2)?));
        }
    }
    Ok(())
}

async fn add_named(conn: &mut Conn, found: &mut HashMap<SpaceId, Open>) -> Result<(), StoreError> {
    let person = |held: &FieldWithValue| match held.value {
        Value::Person(person) => Some(person),
        _ => None,
    };
    let wanted: Vec<UserId> = found
        .values()
        .flat_map(|open| open.values.iter().filter_map(person))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("SELECT u.id, u.email FROM users u WHERE u.id");
    let mut emails: HashMap<UserId, String> = HashMap::new();
    for row in sql.within(&wanted).rows(conn).await? {
        emails.insert(parsed(&row, 0)?, row.try_get(1)?);
    }
    for open in found.values_mut() {
        let named = open.values.iter().filter_map(person);
        open.named = named.filter_map(|id| Some((id, emails.get(&id)?.clone()))).collect();
    }
    Ok(())
}
