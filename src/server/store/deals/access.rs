//! The rule of `domain::deal::access` as SQL, on a deal under the alias `d`. A property test holds the two equal.

use domain::access::Viewer;

use crate::server::store::engine::sql::Sql;

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

/// Adds a query of these columns of all deals that exist for the viewer. It begins with the viewer's own, so its cost
/// is that of what they see, not of what there is.
pub fn all_seen(sql: &mut Sql, viewer: &Viewer, columns: &str) {
    sql.push("SELECT ").push(columns);
    if viewer.is_admin() {
        sql.push(" FROM deals d");
        return;
    }
    sql.push(" FROM (SELECT o.id FROM deals o WHERE o.owner_id = ")
        .text(viewer.id);
    sql.push(" UNION SELECT p.deal_id FROM deal_people p WHERE p.user_id = ")
        .text(viewer.id);
    // CROSS is SQLite's word for keeping the order of the two; to other engines it says no more than a comma.
    sql.push(") o CROSS JOIN deals d WHERE d.id = o.id");
}

/// Adds: the viewer is one of its people.
pub fn person(sql: &mut Sql, viewer: &Viewer) {
    sql.push("EXISTS (SELECT 1 FROM deal_people p WHERE p.deal_id = d.id AND p.user_id = ");
    sql.text(viewer.id).push(")");
}
