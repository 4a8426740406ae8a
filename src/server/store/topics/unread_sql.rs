//! What is unread across spaces, as SQL on a topic `t` of a space `s`. In one space, whose floor is read first, the list and
//! the thread compare with numbers ([`position`](super::position)); a property test holds both equal.
//!
//! A person has read everything up to the mark of the topic, else up to the floor of the space. Without either, members
//! have read what was written before they were added, the owner nothing, and others everything.

use domain::{access::Viewer, ids::SpaceId, limits::UNREAD_CEILING};

use crate::server::store::{engine::sql::Sql, spaces::access};

/// A number above that of every post.
const EVERYTHING: &str = "9223372036854775807";

/// Adds the joins that the other functions need: the viewer's mark `rm`, floor `rf` and membership `rs`. The statement
/// has a topic `t` and its space `s`.
pub fn joins(sql: &mut Sql, viewer: &Viewer) {
    for (join, person) in [
        (" LEFT JOIN read_marks rm ON rm.topic_id = t.id AND ", "rm.person_id"),
        (
            " LEFT JOIN read_floors rf ON rf.space_id = t.space_id AND ",
            "rf.person_id",
        ),
        (
            " LEFT JOIN space_members rs ON rs.space_id = t.space_id AND ",
            "rs.user_id",
        ),
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

/// A part of the unread topics of a person. Each is in one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    AboveFloors,
    /// Those up to the floor, which were marked as unread.
    Lowered,
}

/// The condition that the newest post of the topic is above the floor of `mine`.
const ABOVE: &str = "t.last_post > mine.floor AND (mine.added_at IS NULL OR t.last_at > mine.added_at)";

/// Adds the query of spaces with unread topics that the viewer may open: id, number of the topics, time of the newest. It
/// may be limited to some spaces.
pub fn spaces(sql: &mut Sql, viewer: &Viewer, of: Of, only: Option<&[SpaceId]>) {
    mine(sql, viewer);
    match of {
        Of::AboveFloors => above_floors(sql, viewer, only),
        Of::Lowered => lowered(sql, viewer, only),
    }
}

/// Adds ` IN (…)` with the ids of the spaces in which the viewer has unread topics.
pub fn within(sql: &mut Sql, viewer: &Viewer) {
    sql.push(" IN (SELECT q.id FROM (");
    spaces(sql, viewer, Of::AboveFloors, None);
    sql.push(") q UNION ALL SELECT q.id FROM (");
    spaces(sql, viewer, Of::Lowered, None);
    sql.push(") q)");
}

/// Adds the table `mine` of the spaces in which the viewer can have unread topics: with a floor; or without one as the owner
/// or a member.
fn mine(sql: &mut Sql, viewer: &Viewer) {
    sql.push(
        "WITH mine (space_id, floor, added_at) AS (SELECT f.space_id, f.number, NULL FROM read_floors f WHERE f.person_id = ",
    );
    sql.text(viewer.id);
    let no_floor = |sql: &mut Sql, space: &str| {
        sql.push(&format!(
            " AND NOT EXISTS (SELECT 1 FROM read_floors f WHERE f.space_id = {space} AND f.person_id = "
        ));
        sql.text(viewer.id).push(")");
    };
    sql.push(" UNION ALL SELECT x.id, 0, NULL FROM spaces x WHERE x.owner_id = ");
    sql.text(viewer.id);
    no_floor(sql, "x.id");
    sql.push(" UNION ALL SELECT m.space_id, 0, m.added_at FROM space_members m WHERE m.user_id = ");
    sql.text(viewer.id);
    no_floor(sql, "m.space_id");
    sql.push(") ");
}

fn limited(sql: &mut Sql, viewer: &Viewer, only: Option<&[SpaceId]>) {
    access::open_and_kept(sql.push(" "), viewer);
    if let Some(only) = only {
        sql.push(" AND s.id").within(only);
    }
}

fn above_floors(sql: &mut Sql, viewer: &Viewer, only: Option<&[SpaceId]>) {
    let topics = |sql: &mut Sql, what: &str| {
        sql.push(&format!(
            "SELECT {what} FROM topics t LEFT JOIN read_marks rm ON rm.topic_id = t.id AND rm.person_id = "
        ));
        sql.text(viewer.id);
        sql.push(&format!(
            " WHERE t.space_id = s.id AND t.deleted_at IS NULL AND {ABOVE} \
             AND (rm.number IS NULL OR t.last_post > rm.number) ORDER BY t.last_post DESC LIMIT "
        ));
    };
    sql.push("SELECT c.id, c.topics, c.newest FROM (SELECT s.id AS id, (SELECT count(*) FROM (");
    topics(sql, "1");
    sql.bind(UNREAD_CEILING).push(") counted) AS topics, (");
    topics(sql, "t.last_at");
    sql.push("1) AS newest FROM mine JOIN spaces s ON s.id = mine.space_id WHERE");
    limited(sql, viewer, only);
    sql.push(") c WHERE c.topics > 0");
}

fn lowered(sql: &mut Sql, viewer: &Viewer, only: Option<&[SpaceId]>) {
    sql.push(
        "SELECT s.id AS id, count(*) AS topics, max(t.last_at) AS newest FROM read_marks rm CROSS JOIN topics t \
         CROSS JOIN spaces s LEFT JOIN mine ON mine.space_id = s.id WHERE rm.lowered = 1 AND rm.person_id = ",
    );
    sql.text(viewer.id);
    sql.push(&format!(
        " AND t.id = rm.topic_id AND t.deleted_at IS NULL AND t.last_post > rm.number AND s.id = t.space_id \
         AND (mine.floor IS NULL OR NOT ({ABOVE})) AND"
    ));
    limited(sql, viewer, only);
    sql.push(" GROUP BY s.id");
}
