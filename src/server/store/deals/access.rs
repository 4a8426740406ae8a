//! The rule of `domain::deal::access` as SQL, on a deal under the alias `d`. A property test checks that both agree.

use domain::access::Viewer;

use crate::server::store::engine::sql::Sql;

/// Adds the condition that the deal is visible to the viewer.
pub fn visible(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
        return;
    }
    sql.push("(d.owner_id = ").text(viewer.id).push(" OR ");
    person(sql, viewer);
    sql.push(")");
}

/// Adds a query of these columns of all deals that are visible to the viewer. It starts from the viewer's own deals, so
/// its cost grows with what they see and not with the size of the table.
pub fn all_visible(sql: &mut Sql, viewer: &Viewer, columns: &str) {
    sql.push("SELECT ").push(columns);
    if viewer.is_admin() {
        sql.push(" FROM deals d");
        return;
    }
    sql.push(" FROM (SELECT o.id FROM deals o WHERE o.owner_id = ")
        .text(viewer.id);
    sql.push(" UNION SELECT p.deal_id FROM deal_people p WHERE p.user_id = ")
        .text(viewer.id);
    // In SQLite, CROSS JOIN fixes the order of the two tables; in other engines it is an ordinary join.
    sql.push(") o CROSS JOIN deals d WHERE d.id = o.id");
}

/// Adds the condition that the viewer is one of the deal's people.
pub fn person(sql: &mut Sql, viewer: &Viewer) {
    sql.push("EXISTS (SELECT 1 FROM deal_people p WHERE p.deal_id = d.id AND p.user_id = ");
    sql.text(viewer.id).push(")");
}
