//! The list of deals: pages by keyset, through the viewer's eyes.

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
        rows::{parsed, person},
        sql::{Conn, Sql, Value},
    },
    search,
    spaces::{
        self,
        clauses::{COUNT_LIMIT, Zone},
    },
};

/// What orders the list, down to the id, which is never the same twice; and whether it is a number.
type Keys = &'static [(&'static str, bool)];

fn keys(by: DealSort) -> Keys {
    const NAME: (&str, bool) = ("d.name_key", false);
    const ID: (&str, bool) = ("d.id", false);
    match by {
        DealSort::Name => &[NAME, ID],
        DealSort::Stage => const { &[("t.position", true), NAME, ID] },
        DealSort::Value => const { &[("COALESCE(d.value, -1)", true), NAME, ID] },
        DealSort::Owner => const { &[("u.name_key", false), NAME, ID] },
        DealSort::Changed => const { &[("d.changed_at", true), ID] },
    }
}

/// A row as it was read, with the cursor that stands on it.
type Placed = (DealRow, String);

/// One page, and where its neighbours begin.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    query: &DealQuery,
    place: &Place,
    now: i64,
) -> Result<DealPage, StoreError> {
    let list = List { viewer, zone, query };
    // A cursor that is not of this list shows the list from its start.
    let cursor = match place {
        Place::After(cursor) | Place::Before(cursor) => {
            spaces::cursor::parse(cursor, keys(query.sort).iter().map(|(_, number)| *number))
        }
        Place::First | Place::Last => None,
    };
    let mut backward = *place == Place::Last || (matches!(place, Place::Before(_)) && cursor.is_some());
    let mut from = cursor;
    let mut rows = list.fetch(conn, from.as_deref(), backward).await?;
    // Going back to the start: a whole first page rather than its rest. Past the end: the last page.
    let restart = if backward {
        rows.len() < PAGE_ROWS
    } else {
        rows.is_empty() && from.is_some()
    };
    if restart {
        (from, backward) = (None, !backward);
        rows = list.fetch(conn, None, backward).await?;
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
    let cursor = |row: Option<&Placed>| row.map(|(_, cursor)| cursor.clone());
    Ok(DealPage {
        previous: cursor(rows.first().filter(|_| before)),
        next: cursor(rows.last().filter(|_| after)),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        now,
    })
}

/// How many rows the list has.
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

/// Columns before the sort keys.
const COLUMNS: usize = 12;

impl List<'_> {
    async fn fetch(&self, conn: &mut Conn, from: Option<&[Value]>, backward: bool) -> Result<Vec<Placed>, StoreError> {
        let keys = keys(self.query.sort);
        let down = self.query.descending != backward;
        let mut sql = Sql::new(
            "SELECT d.id, d.name, t.id, t.name, d.state, d.value, d.currency, u.id, u.name, u.deactivated_at, \
             d.closed_at, d.changed_at",
        );
        for (column, _) in keys {
            sql.push(", ").push(column);
        }
        sql.push(" FROM deals d JOIN deal_stages t ON t.id = d.stage_id JOIN users u ON u.id = d.owner_id WHERE ");
        filters(&mut sql, self.viewer, self.zone, self.query);
        if let Some(values) = from {
            sql.push(" AND (");
            columns(&mut sql, keys, "");
            sql.push(if down { ") < (" } else { ") > (" });
            for (place, value) in values.iter().enumerate() {
                sql.push(if place > 0 { ", " } else { "" }).bind(value.clone());
            }
            sql.push(")");
        }
        sql.push(" ORDER BY ");
        columns(&mut sql, keys, if down { " DESC" } else { "" });
        sql.push(" LIMIT ").bind(PAGE_ROWS as i64 + 1);
        let rows = sql.rows(conn).await?;
        rows.iter().map(|row| Ok((read(row)?, cursor(row, keys)?))).collect()
    }
}

fn columns(sql: &mut Sql, keys: Keys, suffix: &str) {
    for (place, (column, _)) in keys.iter().enumerate() {
        sql.push(if place > 0 { ", " } else { "" }).push(column).push(suffix);
    }
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

fn cursor(row: &AnyRow, keys: Keys) -> Result<String, StoreError> {
    let mut values = Vec::with_capacity(keys.len());
    for (place, (_, number)) in keys.iter().enumerate() {
        values.push(if *number {
            Value::Integer(row.try_get(COLUMNS + place)?)
        } else {
            Value::Text(row.try_get(COLUMNS + place)?)
        });
    }
    Ok(spaces::cursor::written(values.iter()))
}

/// Adds what narrows the list: the viewer's sight, filters and search, on a deal under the alias `d`.
pub fn filters(sql: &mut Sql, viewer: &Viewer, zone: &Zone, query: &DealQuery) {
    access::seen(sql, viewer);
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
        // A word is letters and digits, so nothing in it is special to LIKE.
        sql.push(" AND d.name_words LIKE ").bind(format!("% {word}%"));
    }
}
