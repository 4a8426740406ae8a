//! The rule of `domain::deal::access` as SQL, on a deal under the alias `d`. A property test holds the two equal.

use domain::access::Viewer;

use crate::server::store::sql::Sql;

/// Adds: the deal exists for the viewer.
pub fn seen(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
        return;
    }
    sql.push("(d.owner_id = ").text(viewer.id).push(" OR ");
    person(sql, viewer);
    sql.push(")");
}

/// Adds the same as [`seen`] for counting very many deals: the viewer's deals are looked up once, not for each.
/// A CASE, because an engine may take an OR for several indexes, each slower than the one of the days.
pub fn seen_of_many(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
        return;
    }
    sql.push("(CASE WHEN d.owner_id = ").text(viewer.id);
    sql.push(" THEN 1 WHEN d.id IN (SELECT p.deal_id FROM deal_people p WHERE p.user_id = ");
    sql.text(viewer.id).push(") THEN 1 ELSE 0 END = 1)");
}

/// Adds: the viewer is one of its people.
pub fn person(sql: &mut Sql, viewer: &Viewer) {
    sql.push("EXISTS (SELECT 1 FROM deal_people p WHERE p.deal_id = d.id AND p.user_id = ");
    sql.text(viewer.id).push(")");
}
