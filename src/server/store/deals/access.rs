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

/// Adds: the viewer is one of its people.
pub fn person(sql: &mut Sql, viewer: &Viewer) {
    sql.push("EXISTS (SELECT 1 FROM deal_people p WHERE p.deal_id = d.id AND p.user_id = ");
    sql.text(viewer.id).push(")");
}
