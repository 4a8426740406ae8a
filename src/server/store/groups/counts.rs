//! How many spaces of a list are in each group.

use domain::{access::Viewer, ids::GroupId, list_query::ListQuery, space::Count};
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
    search,
    spaces::{
        clauses::{self, COUNT_LIMIT, Scope, Zone},
        links::{self, Link},
    },
    views,
};

/// Counts the spaces of the list in each group, ignoring the list's own filter by group. The last count is of spaces in
/// no group.
pub async fn counts(
    conn: &mut Conn,
    viewer: &Viewer,
    zone: &Zone,
    query: &ListQuery,
) -> Result<Vec<(Option<GroupId>, Count)>, StoreError> {
    let query = &*views::resolved(conn, viewer, query).await?;
    let few = search::few(conn, viewer, &query.search).await?;
    let mut sql = Sql::new("SELECT g.id, (SELECT count(*) FROM (SELECT 1 FROM ");
    match &few {
        Some(few) => {
            sql.integer_elements(&few.numbers);
            sql.push(
                " c CROSS JOIN spaces s CROSS JOIN space_groups sg \
                 WHERE s.number = c.value AND sg.space_id = s.id AND sg.group_id = g.id AND ",
            );
        }
        None => {
            linked(&mut sql, viewer);
            sql.push(" sg CROSS JOIN spaces s WHERE s.id = sg.space_id AND ");
        }
    }
    clauses::add_without_groups(&mut sql, viewer, zone, query, Scope::Found, few.as_ref());
    sql.push(" LIMIT ")
        .bind(COUNT_LIMIT)
        .push(") counted) FROM groups g ORDER BY g.position, g.id");
    let mut counts = Vec::new();
    for row in sql.rows(conn).await? {
        counts.push((Some(parsed(&row, 0)?), Count::up_to_ceiling(row.try_get(1)?)));
    }
    let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 FROM ");
    if let Some(few) = &few {
        sql.integer_elements(&few.numbers);
        sql.push(" c CROSS JOIN spaces s WHERE s.number = c.value AND ");
    } else {
        sql.push("spaces s WHERE ");
    }
    clauses::add_without_groups(&mut sql, viewer, zone, query, Scope::Found, few.as_ref());
    sql.push(" AND ");
    clauses::ungrouped(&mut sql);
    sql.push(" LIMIT ").bind(COUNT_LIMIT).push(") counted");
    counts.push((None, Count::up_to_ceiling(sql.count(conn).await?)));
    Ok(counts)
}

/// Adds a query of the spaces in the group `g` whose links the viewer may read. Links of spaces that are hidden from
/// the viewer are not touched.
fn linked(sql: &mut Sql, viewer: &Viewer) {
    sql.push("(SELECT '' AS space_id WHERE 1 = 0");
    let from = |sql: &mut Sql, tables: &str, _: links::Reading| {
        sql.push(" FROM ").push(tables);
    };
    let condition = |sql: &mut Sql| {
        sql.push("l.group_id = g.id");
    };
    links::visible(sql, viewer, Link::Group, "l.space_id", from, condition);
    sql.push(")");
}
