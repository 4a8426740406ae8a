//! The files that were added in some days, in all spaces: the list behind a number of the statistics, and the rule by which
//! that number counts.

use domain::{
    access::Viewer,
    file::{AddedFile, AddedFilesPage, AddedFilesQuery, FileKind},
    ids::UserId,
    limits::PAGE_ROWS,
};
use sqlx::{Row, any::AnyRow};

use super::access::PLACED;
use crate::server::store::{
    StoreError, Zone,
    engine::{
        cursors::Cursors,
        rows::{parsed, person},
        sql::{Conn, Sql, Value},
    },
    spaces::{access, members},
};

/// Adds the condition that the file `f` is not deleted, is in the library or in a post, and was added by the person, if
/// there is one.
pub(in crate::server::store) fn counts(sql: &mut Sql, person: Option<UserId>) {
    sql.push("f.deleted_at IS NULL");
    if let Some(person) = person {
        sql.push(" AND f.created_by = ").text(person);
    }
    sql.push(" AND ").push(PLACED);
}

/// Returns a page of the added files that the viewer may see, newest first.
pub async fn page(
    conn: &mut Conn,
    (viewer, zone): (&Viewer, &Zone),
    query: &AddedFilesQuery,
    (cursors, after): (&Cursors, Option<&str>),
    now: i64,
) -> Result<AddedFilesPage, StoreError> {
    let cursors = cursors.of(viewer.id, &format!("added files {}", query.to_query()));
    // A cursor of another list gives the first page.
    let place = after
        .and_then(|cursor| cursors.open(cursor))
        .and_then(|(_, keys)| <[Value; 2]>::try_from(keys).ok());
    let rows = select(viewer, zone, query, place).rows(conn).await?;
    let shown = &rows[..rows.len().min(PAGE_ROWS)];
    let files: Vec<AddedFile> = shown.iter().map(read).collect::<Result<_, _>>()?;
    let next = match files.last().filter(|_| rows.len() > PAGE_ROWS) {
        Some(last) => {
            let place = [Value::Integer(last.added), Value::Text(last.id.to_string())];
            Some(cursors.seal(0, place.iter())?)
        }
        None => None,
    };
    let named = members::named(conn, &Vec::from_iter(query.person)).await?;
    Ok(AddedFilesPage {
        files,
        next,
        person: named.into_iter().next(),
        now,
    })
}

/// Returns the query of a page, after the file with this time and id.
pub(in crate::server::store) fn select(
    viewer: &Viewer,
    zone: &Zone,
    query: &AddedFilesQuery,
    after: Option<[Value; 2]>,
) -> Sql {
    // Cross joins keep the order of the index.
    let mut sql = Sql::new(
        "SELECT f.id, f.name, f.kind, f.size, s.id, s.name, u.id, u.name, u.deactivated_at, f.created_at \
         FROM files f CROSS JOIN spaces s CROSS JOIN users u WHERE s.id = f.space_id AND u.id = f.created_by AND ",
    );
    counts(&mut sql, query.person);
    sql.push(" AND ");
    access::open_and_kept(&mut sql, viewer);
    // A page after a file needs no other end, and is read from there.
    let to = query.to.filter(|_| after.is_none());
    zone.narrow(&mut sql, "f.created_at", query.from, to);
    if let Some([at, id]) = after {
        sql.push(" AND (f.created_at, f.id) < (").bind(at).push(", ");
        sql.bind(id).push(")");
    }
    sql.push(" ORDER BY f.created_at DESC, f.id DESC LIMIT ")
        .bind(PAGE_ROWS as i64 + 1);
    sql
}

fn read(row: &AnyRow) -> Result<AddedFile, StoreError> {
    Ok(AddedFile {
        id: parsed(row, 0)?,
        name: row.try_get(1)?,
        kind: FileKind::parse(row.try_get(2)?).unwrap_or_default(),
        size: row.try_get(3)?,
        space: parsed(row, 4)?,
        space_name: row.try_get(5)?,
        added_by: person(row, 6)?,
        added: row.try_get(9)?,
    })
}
