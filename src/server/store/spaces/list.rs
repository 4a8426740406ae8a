//! The list of spaces: pages by keyset, counts that stop at the ceiling, all through the viewer's eyes.
//!
//! Of a private space an outsider sees name, owner and groups. Where a column that is blank for them sorts the list,
//! the list has two phases: what they may open, by the column; then the rest, by name. So it has where a custom field
//! sorts it: the spaces that hold a value which shows, by the value; then the rest.

use domain::{
    access::{self, Viewer, Visible},
    custom_field::Values,
    ids::FieldId,
    limits::PAGE_ROWS,
    list_query::{ListQuery, Place, SortBy},
    space::{Count, RowDetails, SpacePage, SpaceRow},
};
use sqlx::{Row, any::AnyRow};

use super::{
    access as rule,
    clauses::{self, Scope, Zone},
    columns,
    cursor::{Cursor, Key, columns as key_columns, keys},
    read,
};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::{Cursors, ListCursors},
        dialect,
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    fields, search, views,
};

/// One page, and where its neighbours begin.
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
    // A cursor that is not of this list shows the list from its start.
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
        // Going back to the start: a whole first page rather than its rest.
        Place::Before(_) | Place::Last if short => page = list.forward(conn, None).await?,
        Place::After(_) if page.rows.is_empty() => page = list.backward(conn, None).await?,
        _ => {}
    }
    list.finish(conn, page, &cursors, now).await
}

/// The list that a cursor is a place of: which spaces, in which order.
fn bound_to(query: &ListQuery) -> String {
    let list = ListQuery {
        sort: query.sort,
        ..query.spaces()
    };
    format!("spaces {}", list.to_query(&Place::First))
}

/// How many rows the list has.
pub async fn count(conn: &mut Conn, viewer: &Viewer, zone: &Zone, query: &ListQuery) -> Result<Count, StoreError> {
    let query = &*views::resolved(conn, viewer, query).await?;
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM ");
    match search::few(conn, viewer, &query.search).await? {
        Some(few) => {
            dialect::integers(&mut sql, &few);
            sql.push(" c CROSS JOIN spaces s WHERE s.number = c.value AND ")
        }
        None => sql.push("spaces s WHERE "),
    };
    clauses::add(&mut sql, viewer, zone, query, Scope::Found);
    sql.push(" LIMIT ").bind(clauses::COUNT_LIMIT).push(") counted");
    Ok(Count::up_to_ceiling(sql.count(conn).await?))
}

/// A part of the list: whose rows, and whether by a custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    scope: Scope,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// Those with a value in the field.
    Valued(FieldId),
    /// Those without one that the viewer may see.
    Rest(FieldId),
}

impl Phase {
    const fn whole(scope: Scope) -> Self {
        Self {
            scope,
            part: Part::Whole,
        }
    }

    /// What orders it in a list that is ordered by this. What is blank is ordered by name.
    pub fn order(self, by: SortBy) -> SortBy {
        match (self.scope, self.part) {
            (Scope::Outline, _) | (_, Part::Rest(_)) => SortBy::Name,
            _ => by,
        }
    }
}

/// The parts of the list, one after the other.
pub(in crate::server::store) fn phases(viewer: &Viewer, query: &ListQuery) -> Vec<Phase> {
    if let SortBy::Field(field) = query.sort.by {
        let rest = if clauses::asks_what_is_blank(query) {
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
    } else if clauses::asks_what_is_blank(query) {
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
    /// The numbers of all spaces that the search may find, if they are few.
    few: Option<Vec<i64>>,
}

/// A row as it was read, with the cursor that stands on it.
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
    /// Prepares the list. The query's hidden filters have been looked up.
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

    /// The list as if the search had found these few, or many, for tests of plans.
    #[cfg(test)]
    pub fn planned(viewer: &'a Viewer, zone: &'a Zone, query: &'a ListQuery, few: Option<Vec<i64>>) -> Self {
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

    /// Rows of one phase after the cursor, or before it and backward.
    pub async fn fetch(
        &self,
        conn: &mut Conn,
        phase: usize,
        from: Option<&Cursor>,
        backward: bool,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        let (keys, _) = order(self.query, self.phases[phase]);
        let sql = self.select(phase, from, backward, limit as i64);
        let mut rows = Vec::new();
        for row in sql.rows(conn).await? {
            rows.push(Placed {
                row: self.read(&row)?,
                cursor: Cursor::read(phase, keys, &row, COLUMNS)?,
            });
        }
        Ok(rows)
    }

    fn read(&self, row: &AnyRow) -> Result<SpaceRow, StoreError> {
        let standing = read::read_standing(row, 2)?;
        let full = access::visible(self.viewer, &standing) == Visible::Full;
        let people: i64 = row.try_get(9)?;
        Ok(SpaceRow {
            id: parsed(row, 0)?,
            name: row.try_get(1)?,
            visibility: standing.visibility,
            state: standing.state,
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
                        fields: Values::new(),
                    })
                })
                .transpose()?,
            rights: read::rights(self.viewer, &standing),
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

/// Columns before the sort keys.
const COLUMNS: usize = 13;

/// The keys that order a phase, and whether they run backward.
fn order(query: &ListQuery, phase: Phase) -> (&'static [Key], bool) {
    let by = phase.order(query.sort.by);
    (keys(by), by == query.sort.by && query.sort.descending)
}

impl List<'_> {
    /// Returns the query of a page's rows.
    pub fn select(&self, phase: usize, from: Option<&Cursor>, backward: bool, limit: i64) -> Sql {
        let (viewer, phase) = (self.viewer, self.phases[phase]);
        let (keys, descending) = order(self.query, phase);
        let down = descending != backward;
        let mut sql = Sql::new("SELECT s.id, s.name, s.visibility, s.state, CASE WHEN s.owner_id = ");
        sql.text(viewer.id).push(" THEN 1 ELSE 0 END, CASE WHEN ");
        rule::member(&mut sql, viewer);
        sql.push(
            " THEN 1 ELSE 0 END, u.id, u.name, u.deactivated_at, s.people, s.last_activity_at, s.created_at, s.deleted_at, ",
        );
        key_columns(&mut sql, keys, "");
        self.source(&mut sql, phase.part);
        clauses::add(&mut sql, viewer, self.zone, self.query, phase.scope);
        if let Part::Rest(field) = phase.part {
            sql.push(" AND NOT (");
            rule::open(&mut sql, viewer);
            sql.push(" AND ");
            fields::clauses::holds(&mut sql, field);
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

    /// Adds the tables. A left or cross join keeps the outer loop that which follows the index of the order, or, where
    /// few can be found, that which reads them.
    fn source(&self, sql: &mut Sql, part: Part) {
        sql.push(" FROM ");
        if let Some(few) = &self.few {
            dialect::integers(sql, few);
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
