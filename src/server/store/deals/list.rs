//! The list of deals, limited to what the viewer may see and paged by keyset.

use domain::{
    access::Viewer,
    deal::{DealPage, DealQuery, DealRow, DealSort},
    limits::PAGE_ROWS,
    list_query::Place,
    space::Count,
};
use sqlx::{Row, any::AnyRow};

use super::{access, amount, stage, state};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::Cursors,
        rows::{parsed, person},
        sql::{Conn, Sql, Value},
    },
    search,
    spaces::{
        clauses::{COUNT_LIMIT, Zone},
        cursor::{Key, add_values, columns, fit, number, read_keys, text},
    },
};

/// Returns the columns that order the list. The last one is unique. Each order has its index.
fn keys(by: DealSort) -> &'static [Key] {
    const NAME: Key = text("d.name_key");
    const ID: Key = text("d.id");
    match by {
        DealSort::Name => const { &[NAME, ID] },
        DealSort::Stage => const { &[number("d.stage_position"), NAME, ID] },
        DealSort::Value => const { &[number("d.value_key"), NAME, ID] },
        DealSort::Owner => const { &[text("d.owner_key"), NAME, ID] },
        DealSort::Changed => const { &[number("d.changed_at"), ID] },
    }
}

/// A row with its sort keys.
pub type Placed = (DealRow, Vec<Value>);

/// Returns one page with the cursors of its neighbours.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    cursors: &Cursors,
    query: &DealQuery,
    place: &Place,
    now: i64,
) -> Result<DealPage, StoreError> {
    let cursors = cursors.of(viewer.id, &format!("deals {}", query.to_query(&Place::First)));
    let list = List { viewer, zone, query };
    // A cursor of another list gives the first page.
    let cursor = match place {
        Place::After(cursor) | Place::Before(cursor) => {
            let opened = cursors.open(cursor).map(|(_, values)| values);
            opened.filter(|values| fit(keys(query.sort), values))
        }
        Place::First | Place::Last => None,
    };
    let mut backward = *place == Place::Last || (matches!(place, Place::Before(_)) && cursor.is_some());
    let mut from = cursor;
    let mut rows = list.fetch(conn, from.as_deref(), backward, PAGE_ROWS + 1).await?;
    // Paging back to the start gives a whole first page, not only the rows that are left; paging past the end gives the
    // last page.
    let restart = if backward {
        rows.len() < PAGE_ROWS
    } else {
        rows.is_empty() && from.is_some()
    };
    if restart {
        (from, backward) = (None, !backward);
        rows = list.fetch(conn, None, backward, PAGE_ROWS + 1).await?;
    }
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    if backward {
        rows.reverse();
    }
    let (before, after) = if backward {
        (more, from.is_some())
    } else {
        (from.is_some(), more)
    };
    let seal = |row: &Placed| cursors.seal(0, row.1.iter());
    Ok(DealPage {
        previous: rows.first().filter(|_| before).map(seal).transpose()?,
        next: rows.last().filter(|_| after).map(seal).transpose()?,
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        now,
    })
}

/// Returns the rows of the list after the row with these sort keys, each with its own.
pub async fn rows_after(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    query: &DealQuery,
    (after, limit): (Option<&[Value]>, usize),
) -> Result<Vec<Placed>, StoreError> {
    let after = after.filter(|values| fit(keys(query.sort), values));
    List { viewer, zone, query }.fetch(conn, after, false, limit).await
}

/// Counts the rows of the list.
pub async fn count(conn: &mut Conn, viewer: &Viewer, zone: &Zone, query: &DealQuery) -> Result<Count, StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM deals d WHERE ");
    filters(&mut sql, viewer, zone, query);
    sql.push(" LIMIT ").bind(COUNT_LIMIT).push(") counted");
    Ok(Count::up_to_ceiling(sql.count(conn).await?))
}

struct List<'a> {
    viewer: &'a Viewer,
    zone: &'a Zone,
    query: &'a DealQuery,
}

/// Number of columns before the sort keys.
const COLUMNS: usize = 12;

impl List<'_> {
    async fn fetch(
        &self,
        conn: &mut Conn,
        from: Option<&[Value]>,
        backward: bool,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        let rows = self.select(from, backward, limit).rows(conn).await?;
        let placed = |row| Ok((read(row)?, read_keys(keys(self.query.sort), row, COLUMNS)?));
        rows.iter().map(placed).collect()
    }

    /// Returns the query of a page's rows. The left joins keep the database from reordering the tables, so that rows
    /// are read in the order of the index.
    fn select(&self, from: Option<&[Value]>, backward: bool, limit: usize) -> Sql {
        let keys = keys(self.query.sort);
        let down = self.query.descending != backward;
        let mut sql = Sql::new(
            "SELECT d.id, d.name, t.id, t.name, d.state, d.value, d.currency, u.id, u.name, u.deactivated_at, \
             d.closed_at, d.changed_at, ",
        );
        columns(&mut sql, keys, "");
        sql.push(
            " FROM deals d LEFT JOIN deal_stages t ON t.id = d.stage_id LEFT JOIN users u ON u.id = d.owner_id WHERE ",
        );
        filters(&mut sql, self.viewer, self.zone, self.query);
        if let Some(values) = from {
            sql.push(" AND (");
            columns(&mut sql, keys, "");
            sql.push(if down { ") < (" } else { ") > (" });
            add_values(&mut sql, values);
            sql.push(")");
        }
        sql.push(" ORDER BY ");
        columns(&mut sql, keys, if down { " DESC" } else { "" });
        sql.push(" LIMIT ").bind(limit as i64);
        sql
    }
}

/// Returns the query of a page, so that tests can check its plan.
#[cfg(test)]
pub fn planned(viewer: &Viewer, zone: &Zone, query: &DealQuery, deep: bool) -> Sql {
    let values: Vec<Value> = keys(query.sort)
        .iter()
        .map(|key| {
            if key.is_number {
                Value::Integer(1)
            } else {
                Value::from("a")
            }
        })
        .collect();
    List { viewer, zone, query }.select(deep.then_some(&values[..]), false, PAGE_ROWS + 1)
}

fn read(row: &AnyRow) -> Result<DealRow, StoreError> {
    Ok(DealRow {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        stage: stage(row, 2)?,
        state: state(row, 4)?,
        value: amount(row, 5)?,
        currency: row.try_get(6)?,
        owner: person(row, 7)?,
        closed: row.try_get(10)?,
        changed: row.try_get(11)?,
    })
}

/// Adds the conditions of the list on a deal under the alias `d`: visibility to the viewer, filters and search.
pub fn filters(sql: &mut Sql, viewer: &Viewer, zone: &Zone, query: &DealQuery) {
    access::visible(sql, viewer);
    if !query.stages.is_empty() {
        sql.push(" AND d.stage_id").within(&query.stages);
    }
    if let Some(state) = query.state {
        sql.push(" AND d.state = ").bind(state.as_str());
    }
    for (column, person) in [
        ("d.owner_id", query.owner),
        ("d.created_by", query.created_by),
        ("d.closed_by", query.closed_by),
    ] {
        if let Some(person) = person {
            sql.push(" AND ").push(column).push(" = ").text(person);
        }
    }
    zone.narrow(sql, "d.created_at", query.created_from, query.created_to);
    zone.narrow(sql, "d.closed_at", query.closed_from, query.closed_to);
    for word in search::words(&query.search) {
        // A word consists of letters and digits, none of which is special to LIKE.
        sql.push(" AND d.name_words LIKE ").bind(format!("% {word}%"));
    }
}
