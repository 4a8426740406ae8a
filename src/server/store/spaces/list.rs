//! The list of spaces: keyset pages, and counts up to a maximum, limited to what the viewer may see.
//!
//! People who are not in a private space see only its name, owner and groups. If the list is sorted by a column that
//! they do not see, it has two phases: first the spaces that they may open, sorted by the column; then the rest, sorted
//! by name. A list that is sorted by a custom field also has two phases: first the spaces with a value that the viewer
//! may see, sorted by the value; then the rest, sorted by name.

use domain::{
    access::{self, Viewer, Visible},
    custom_field::Values,
    limits::PAGE_ROWS,
    list_query::{ListQuery, Place, SortBy},
    space::{Count, RowDetails, SpacePage, SpaceRow},
};
use sqlx::{Row, any::AnyRow};

use super::{
    access as access_sql,
    clauses::{self, Scope, Zone},
    columns,
    cursor::{Cursor, Key, columns as key_columns, keys},
    phase::{Part, Phase},
    read,
};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::{Cursors, ListCursors},
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    fields,
    search::{self, Few},
    views,
};

/// Returns one page with the cursors of its neighbours.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    cursors: &Cursors,
    query: &ListQuery,
    place: &Place,
    now: i64,
) -> Result<SpacePage, StoreError> {
    let cursors = cursors.of(viewer.id, &bound_to(query));
    let query = &*views::resolved(conn, viewer, query).await?;
    let list = List::new(conn, viewer, zone, query).await?;
    let at = |cursor: &String| Cursor::open(cursor, &cursors, &list.phases, query.sort.by);
    // A cursor of another list gives the first page.
    let mut page = match place {
        Place::Before(cursor) => match at(cursor) {
            Some(cursor) => list.backward(conn, Some(&cursor)).await?,
            None => list.forward(conn, None).await?,
        },
        Place::Last => list.backward(conn, None).await?,
        Place::After(cursor) => list.forward(conn, at(cursor).as_ref()).await?,
        Place::First => list.forward(conn, None).await?,
    };
    let short = page.rows.len() < PAGE_ROWS;
    match place {
        // Paging back to the start gives a whole first page, not only the rows that are left.
        Place::Before(_) | Place::Last if short => page = list.forward(conn, None).await?,
        Place::After(_) if page.rows.is_empty() => page = list.backward(conn, None).await?,
        _ => {}
    }
    list.finish(conn, page, &cursors, now).await
}

/// Returns the text that identifies the list of a cursor: filters and order.
fn bound_to(query: &ListQuery) -> String {
    let list = ListQuery {
        sort: query.sort,
        ..query.spaces()
    };
    format!("spaces {}", list.to_query(&Place::First))
}

/// Counts the rows of the list.
pub async fn count(conn: &mut Conn, viewer: &Viewer, zone: &Zone, query: &ListQuery) -> Result<Count, StoreError> {
    let query = &*views::resolved(conn, viewer, query).await?;
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM ");
    let few = search::few(conn, viewer, &query.search).await?;
    match &few {
        Some(few) => {
            sql.integer_elements(&few.numbers);
            sql.push(" c CROSS JOIN spaces s WHERE s.number = c.value AND ")
        }
        None => sql.push("spaces s WHERE "),
    };
    clauses::add(&mut sql, viewer, zone, query, Scope::Found, few.as_ref());
    sql.push(" LIMIT ").bind(clauses::COUNT_LIMIT).push(") counted");
    Ok(Count::up_to_ceiling(sql.count(conn).await?))
}

/// Returns the phases of the list in their order.
pub(in crate::server::store) fn phases(viewer: &Viewer, query: &ListQuery) -> Vec<Phase> {
    if let SortBy::Field(field) = query.sort.by {
        let rest = if clauses::filters_by_hidden_columns(query) {
            Scope::Open
        } else {
            Scope::Found
        };
        return vec![
            Phase {
                scope: Scope::Open,
                part: Part::Valued(field),
            },
            Phase {
                scope: rest,
                part: Part::Rest(field),
            },
        ];
    }
    scopes(viewer, query).into_iter().map(Phase::whole).collect()
}

fn scopes(viewer: &Viewer, query: &ListQuery) -> Vec<Scope> {
    if viewer.is_admin() || !query.sort.by.is_masked() {
        vec![Scope::Found]
    } else if clauses::filters_by_hidden_columns(query) {
        vec![Scope::Open]
    } else {
        vec![Scope::Open, Scope::Outline]
    }
}

pub(in crate::server::store) struct List<'a> {
    pub viewer: &'a Viewer,
    pub zone: &'a Zone,
    pub query: &'a ListQuery,
    pub phases: Vec<Phase>,
    /// The spaces that the search may find, if they are few.
    few: Option<Few>,
}

/// A row with its cursor.
pub(in crate::server::store) struct Placed {
    pub row: SpaceRow,
    pub cursor: Cursor,
}

struct Found {
    rows: Vec<Placed>,
    more_before: bool,
    more_after: bool,
}

impl<'a> List<'a> {
    /// Prepares the list. The caller has looked up the query's hidden filters.
    pub async fn new(
        conn: &mut Conn,
        viewer: &'a Viewer,
        zone: &'a Zone,
        query: &'a ListQuery,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            viewer,
            zone,
            query,
            phases: phases(viewer, query),
            few: search::few(conn, viewer, &query.search).await?,
        })
    }

    /// Returns the list as if the search had found these few spaces, or many if `None`, so that tests can check plans.
    #[cfg(test)]
    pub fn planned(viewer: &'a Viewer, zone: &'a Zone, query: &'a ListQuery, few: Option<Few>) -> Self {
        Self {
            viewer,
            zone,
            query,
            phases: phases(viewer, query),
            few,
        }
    }

    async fn forward(&self, conn: &mut Conn, from: Option<&Cursor>) -> Result<Found, StoreError> {
        let first = from.map_or(0, |cursor| cursor.phase);
        let mut rows = Vec::new();
        for phase in first..self.phases.len() {
            let from = from.filter(|cursor| cursor.phase == phase);
            rows.extend(self.fetch(conn, phase, from, false, PAGE_ROWS + 1 - rows.len()).await?);
            if rows.len() > PAGE_ROWS {
                break;
            }
        }
        let more_after = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        Ok(Found {
            rows,
            more_before: from.is_some(),
            more_after,
        })
    }

    async fn backward(&self, conn: &mut Conn, from: Option<&Cursor>) -> Result<Found, StoreError> {
        let last = from.map_or(self.phases.len() - 1, |cursor| cursor.phase);
        let mut rows = Vec::new();
        for phase in (0..=last).rev() {
            let from = from.filter(|cursor| cursor.phase == phase);
            rows.extend(self.fetch(conn, phase, from, true, PAGE_ROWS + 1 - rows.len()).await?);
            if rows.len() > PAGE_ROWS {
                break;
            }
        }
        let more_before = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        rows.reverse();
        Ok(Found {
            rows,
            more_before,
            more_after: from.is_some(),
        })
    }

    /// Returns rows of the phase at this index after the cursor, or before it in reverse order if `backward`.
    pub async fn fetch(
        &self,
        conn: &mut Conn,
        number: usize,
        from: Option<&Cursor>,
        backward: bool,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        // There are no rows after the last phase.
        let Some(phase) = self.phases.get(number).copied() else {
            return Ok(Vec::new());
        };
        let (keys, _) = order(self.query, phase);
        let sql = self.select(phase, from, backward, limit as i64);
        let mut rows = Vec::new();
        for row in sql.rows(conn).await? {
            rows.push(Placed {
                row: self.read(&row)?,
                cursor: Cursor::read(number, keys, &row, COLUMNS)?,
            });
        }
        Ok(rows)
    }

    fn read(&self, row: &AnyRow) -> Result<SpaceRow, StoreError> {
        let facts = read::read_access_facts(row, 2)?;
        let full = access::visible(self.viewer, &facts) == Visible::Full;
        let people: i64 = row.try_get(9)?;
        Ok(SpaceRow {
            id: parsed(row, 0)?,
            name: row.try_get(1)?,
            visibility: facts.visibility,
            state: facts.state,
            owner: person(row, 6)?,
            groups: Vec::new(),
            details: full
                .then(|| {
                    Ok::<_, StoreError>(RowDetails {
                        tags: Vec::new(),
                        people: u32::try_from(people).unwrap_or_default(),
                        last_activity: row.try_get(10)?,
                        created: row.try_get(11)?,
                        deleted: row.try_get(12)?,
                        created_by: None,
                        description: None,
                        preset: None,
                        fields: Values::new(),
                        unread: false,
                    })
                })
                .transpose()?,
            rights: read::rights(self.viewer, &facts),
        })
    }

    async fn finish(
        &self,
        conn: &mut Conn,
        found: Found,
        cursors: &ListCursors<'_>,
        now: i64,
    ) -> Result<SpacePage, StoreError> {
        let previous = found.rows.first().filter(|_| found.more_before);
        let next = found.rows.last().filter(|_| found.more_after);
        let seal = |row: &Placed| row.cursor.seal(cursors);
        let (previous, next) = (previous.map(seal).transpose()?, next.map(seal).transpose()?);
        let mut rows: Vec<SpaceRow> = found.rows.into_iter().map(|placed| placed.row).collect();
        columns::add_unread(conn, self.viewer, &mut rows).await?;
        let shown = columns::fill(conn, &mut rows, &self.query.columns).await?;
        Ok(SpacePage {
            rows,
            next,
            previous,
            now,
            columns: shown.columns,
            fields: shown.fields,
            people: shown.people,
            search_lags: false,
        })
    }
}

/// Number of columns before the sort keys.
const COLUMNS: usize = 13;

/// Returns the keys that order a phase, and whether their order is descending.
fn order(query: &ListQuery, phase: Phase) -> (&'static [Key], bool) {
    let by = phase.order(query.sort.by);
    (keys(by), by == query.sort.by && query.sort.descending)
}

impl List<'_> {
    /// Returns the query of a page's rows.
    pub fn select(&self, phase: Phase, from: Option<&Cursor>, backward: bool, limit: i64) -> Sql {
        let viewer = self.viewer;
        let (keys, descending) = order(self.query, phase);
        let down = descending != backward;
        let mut sql = Sql::new("SELECT s.id, s.name, s.visibility, s.state, CASE WHEN s.owner_id = ");
        sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
        access_sql::member(&mut sql, viewer);
        sql.push(
            " THEN 1 ELSE 0 END, u.id, u.name, u.deactivated_at, s.people, s.last_activity_at, s.created_at, s.deleted_at, ",
        );
        key_columns(&mut sql, keys, "");
        self.source(&mut sql, phase.part);
        clauses::add(&mut sql, viewer, self.zone, self.query, phase.scope, self.few.as_ref());
        if let Part::Rest(field) = phase.part {
            sql.push(" AND NOT (");
            access_sql::open(&mut sql, viewer);
            sql.push(" AND ");
            fields::clauses::has_value(&mut sql, field);
            sql.push(")");
        }
        if let Some(cursor) = from {
            sql.push(" AND (");
            key_columns(&mut sql, keys, "");
            sql.push(if down { ") < (" } else { ") > (" });
            cursor.values(&mut sql);
            sql.push(")");
        }
        sql.push(" ORDER BY ");
        key_columns(&mut sql, keys, if down { " DESC" } else { "" });
        sql.push(" LIMIT ").bind(limit);
        sql
    }

    /// Adds the tables. The left and cross joins keep the database from reordering them, so that rows are read in the
    /// order of the index, or, if the search finds few spaces, from the list of these spaces.
    fn source(&self, sql: &mut Sql, part: Part) {
        sql.push(" FROM ");
        if let Some(few) = &self.few {
            sql.integer_elements(&few.numbers);
            sql.push(" c CROSS JOIN ");
        }
        sql.push(match part {
            Part::Valued(_) => "space_field_values v CROSS JOIN spaces s",
            _ => "spaces s",
        });
        sql.push(" LEFT JOIN users u ON u.id = s.owner_id WHERE ");
        if self.few.is_some() {
            sql.push("s.number = c.value AND ");
        }
        if let Part::Valued(field) = part {
            sql.push(match self.few {
                Some(_) => "v.space = c.value AND v.field = ",
                None => "s.number = v.space AND v.field = ",
            });
            fields::clauses::number(sql, field, &[]);
            sql.push(" AND ");
        }
    }
}
