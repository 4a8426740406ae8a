//! What is unread, as SQL on a topic `t` of a space `s`. It is written only here.
//!
//! A person has read everything up to the mark of the topic, else up to the floor of the space. Without either, members
//! have read what was written before they were added, the owner nothing, and others everything.

use domain::access::Viewer;

use crate::server::store::engine::sql::Sql;

/// A number above that of every post.
const EVERYTHING: &str = "9223372036854775807";

/// Adds the joins that the other functions need: the viewer's mark `rm`, floor `rf` and membership `rs`. The statement
/// has a topic `t` and its space `s`.
pub fn joins(sql: &mut Sql, viewer: &Viewer) {
    for (join, person) in [
        (" LEFT JOIN read_marks rm ON rm.topic_id = t.id AND ", "rm.person_id"),
        (" LEFT JOIN read_floors rf ON rf.space_id = t.space_id AND ", "rf.person_id"),
        (" LEFT JOIN space_members rs ON rs.space_id = t.space_id AND ", "rs.user_id"),
    ] {
        sql.push(join).push(person).push(" = ").text(viewer.id);
    }
}

/// Adds the condition that the topic has unread posts.
pub fn unread(sql: &mut Sql, viewer: &Viewer) {
    sql.push("t.last_post > COALESCE(rm.number, rf.number, CASE WHEN s.owner_id = ");
    sql.text(viewer.id);
    sql.push(&format!(" OR t.last_at > rs.added_at THEN 0 ELSE {EVERYTHING} END)"));
}

/// Adds the number of the last post that the viewer has read, or one above all numbers if nothing is unread.
pub fn read_up_to(sql: &mut Sql, viewer: &Viewer) {
    sql.push("COALESCE(rm.number, rf.number, CASE WHEN s.owner_id = ");
    sql.text(viewer.id);
    sql.push(&format!(
        " THEN 0 WHEN rs.added_at IS NULL THEN {EVERYTHING} ELSE COALESCE((SELECT p.number FROM posts p \
         WHERE p.topic_id = t.id AND p.at <= rs.added_at ORDER BY p.number DESC LIMIT 1), 0) END)"
    ));
}
