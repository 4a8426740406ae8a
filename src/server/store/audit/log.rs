//! Reading the audit log for administrators: newest first, filtered, by pages.

use domain::{
    access::Viewer,
    audit::{About, Event, Filter, Kind, Line, Place},
    ids::UserId,
    person::PersonRef,
};
use sqlx::{Row, any::AnyRow};

use crate::server::store::{
    StoreError, Zone,
    engine::{
        rows::{parsed, person},
        sql::{Conn, Sql},
    },
    spaces::members,
};

/// Page size of the audit log.
pub const PAGE_SIZE: usize = 50;

/// Returns at most `limit` matching lines before the given place, newest first, and the place where the next page
/// begins.
pub async fn lines(
    conn: &mut Conn,
    zone: &Zone,
    filter: &Filter,
    before: Option<Place>,
    limit: usize,
) -> Result<(Vec<Line>, Option<Place>), StoreError> {
    let rows = select(zone, filter, before, limit).rows(conn).await?;
    let mut lines: Vec<Line> = rows.iter().take(limit).map(line).collect::<Result<_, _>>()?;
    let next = lines.last().map(Line::place).filter(|_| rows.len() > limit);
    name_people(conn, &mut lines).await?;
    Ok((lines, next))
}

/// Returns a page of the viewer's own sign-ins within the days of the filter, which are those that the statistics
/// count. Sign-ins of other people are never returned.
pub async fn sign_ins_of_viewer(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    filter: &Filter,
    before: Option<Place>,
) -> Result<(Vec<Line>, Option<Place>), StoreError> {
    if filter.person.is_some_and(|person| person != viewer.id) {
        return Ok((Vec::new(), None));
    }
    let own = Filter {
        kind: Some(Kind::SignedIn),
        person: Some(viewer.id),
        ..*filter
    };
    lines(conn, zone, &own, before, PAGE_SIZE).await
}

/// Returns the query of [`lines`]. The left and cross joins keep the database from reordering the tables, so that rows
/// are read in the order of the index.
pub(in crate::server::store) fn select(zone: &Zone, filter: &Filter, before: Option<Place>, limit: usize) -> Sql {
    let mut sql = Sql::new(
        "SELECT a.id, a.at, a.kind, a.detail, u.id, u.name, u.deactivated_at, p.id, p.name, p.deactivated_at, \
         s.id, s.name FROM ",
    );
    let by = source(&mut sql, filter);
    sql.push(
        " LEFT JOIN users u ON u.id = a.actor_id \
         LEFT JOIN users p ON p.id = a.subject_id LEFT JOIN spaces s ON s.id = a.subject_id WHERE ",
    );
    add_filters(&mut sql, zone, filter, by);
    if let Some(place) = before {
        sql.push(&format!(" AND ({}, {}) < (", by.at, by.id)).bind(place.at);
        sql.push(", ").text(place.id).push(")");
    }
    sql.push(&format!(" ORDER BY {} DESC, {} DESC LIMIT ", by.at, by.id))
        .bind(limit as i64 + 1);
    sql
}

/// Returns how many lines match.
pub async fn count(conn: &mut Conn, zone: &Zone, filter: &Filter) -> Result<u32, StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM ");
    let by = source(&mut sql, filter);
    sql.push(" WHERE ");
    add_filters(&mut sql, zone, filter, by);
    Ok(u32::try_from(sql.count(conn).await?).unwrap_or(u32::MAX))
}

/// The columns that order the lines.
#[derive(Clone, Copy)]
struct By {
    at: &'static str,
    id: &'static str,
}

/// Adds the tables. With a person in the filter, lines are found by the index of the people in them, and sign-ins by
/// the person who acted.
fn source(sql: &mut Sql, filter: &Filter) -> By {
    if filter.person.is_some() && filter.kind != Some(Kind::SignedIn) {
        sql.push("audit_people n CROSS JOIN audit_lines a");
        return By {
            at: "n.at",
            id: "n.line_id",
        };
    }
    sql.push("audit_lines a");
    By { at: "a.at", id: "a.id" }
}

fn add_filters(sql: &mut Sql, zone: &Zone, filter: &Filter, by: By) {
    sql.push("1 = 1");
    match (filter.person, filter.kind) {
        (Some(person), Some(Kind::SignedIn)) => drop(sql.push(" AND a.actor_id = ").text(person)),
        (Some(person), _) => {
            sql.push(" AND a.id = n.line_id AND n.person_id = ").text(person);
        }
        (None, _) => {}
    }
    match filter.kind {
        Some(Kind::Topic(topic)) => sql.push(" AND a.topic = ").bind(topic.as_str()),
        Some(Kind::SignedIn) => sql.push(" AND a.kind = 'signed_in'"),
        None => sql,
    };
    zone.narrow(sql, by.at, filter.from, filter.to);
}

fn line(row: &AnyRow) -> Result<Line, StoreError> {
    let about = match (known(row, 7)?, row.try_get::<Option<String>, _>(10)?) {
        (Some(person), _) => About::Person(person),
        (None, Some(_)) => About::Space {
            id: parsed(row, 10)?,
            name: row.try_get(11)?,
        },
        (None, None) => About::Nothing,
    };
    Ok(Line {
        id: parsed(row, 0)?,
        at: row.try_get(1)?,
        actor: known(row, 4)?,
        about,
        event: Event::from_storage(row.try_get(2)?, row.try_get(3)?),
        people: Vec::new(),
    })
}

/// Reads a person from three columns, if there is one.
fn known(row: &AnyRow, column: usize) -> Result<Option<PersonRef>, StoreError> {
    match row.try_get::<Option<String>, _>(column)? {
        Some(_) => person(row, column).map(Some),
        None => Ok(None),
    }
}

/// Looks up the names of the people to whom events refer only by id, with one query for the whole page.
async fn name_people(conn: &mut Conn, lines: &mut [Line]) -> Result<(), StoreError> {
    let mut ids: Vec<UserId> = lines.iter().flat_map(|line| line.event.people()).collect();
    ids.sort_unstable();
    ids.dedup();
    let named = members::named(conn, &ids).await?;
    for line in lines {
        let wanted = line.event.people();
        line.people = named
            .iter()
            .filter(|person| wanted.contains(&person.id))
            .cloned()
            .collect();
    }
    Ok(())
}
