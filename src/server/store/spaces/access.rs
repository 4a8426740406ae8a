//! The rule of `domain::access` as SQL, on a space under the alias `s`: for the viewer, and for any person `u`. A property
//! test checks that both agree for the viewer.

use domain::{
    access::{Action, Viewer},
    visibility::Visibility,
};

use crate::server::store::engine::sql::Sql;

/// The condition that the person `u` may open the space `s`, apart from whether they are deactivated. It is the rule of
/// `domain::access`.
pub const OPENED_BY_U: &str = "(u.role = 'administrator' OR s.owner_id = u.id OR (s.state IN ('active', 'archived') \
     AND (s.visibility = 'public' OR EXISTS (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = u.id))))";
/// The condition that the person `u` can open the space `s`, or could if it were restored.
pub const KEPT_BY_U: &str = "(u.role = 'administrator' OR s.visibility = 'public' OR s.owner_id = u.id \
    OR EXISTS (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = u.id))";

/// Adds the condition that the viewer may know of the space, at least its outline.
pub fn found(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
        return;
    }
    sql.push("(s.owner_id = ").text(viewer.id);
    sql.push(" OR (s.state IN ('active', 'archived') AND (s.visibility IN ('public', 'private') OR ");
    member(sql, viewer);
    sql.push(")))");
}

/// Adds the condition that the viewer may see all of the space.
pub fn open(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
        return;
    }
    sql.push("(s.owner_id = ").text(viewer.id);
    sql.push(" OR (s.state IN ('active', 'archived') AND (s.visibility = 'public' OR ");
    member(sql, viewer);
    sql.push(")))");
}

/// Adds the condition that the space is active or archived, and that the viewer may see all of it.
pub fn open_and_kept(sql: &mut Sql, viewer: &Viewer) {
    sql.push("s.state IN ('active', 'archived') AND ");
    open(sql, viewer);
}

/// Groups of levels that are counted separately by [`open_among`]: public spaces need no further check, others are
/// checked one by one.
pub const APART: [&[Visibility]; 2] = [&[Visibility::Public], &[Visibility::Private, Visibility::Hidden]];

/// Adds the condition that the space has one of these levels, is active or archived, and that the viewer may see all of
/// it. It is for counting very many spaces: the viewer's memberships are looked up once and not for each space. It is a
/// CASE because an engine may evaluate an OR through several indexes, which is slower than through the index of the
/// days.
pub fn open_among(sql: &mut Sql, viewer: &Viewer, levels: &[Visibility]) {
    let levels_in_sql: Vec<String> = levels.iter().map(|level| format!("'{}'", level.as_str())).collect();
    sql.push(&format!(
        "s.visibility IN ({}) AND s.state IN ('active', 'archived')",
        levels_in_sql.join(", ")
    ));
    if viewer.is_admin() || levels == [Visibility::Public] {
        return;
    }
    sql.push(" AND CASE WHEN s.owner_id = ").text(viewer.id);
    sql.push(" THEN 1 WHEN s.id IN (SELECT m.space_id FROM space_members m WHERE m.user_id = ");
    sql.text(viewer.id).push(") THEN 1 ELSE 0 END = 1");
}

/// Adds the condition that the viewer may know the outline of the space and nothing more.
pub fn outline(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 0");
        return;
    }
    sql.push("(s.visibility = 'private' AND s.state IN ('active', 'archived') AND s.owner_id <> ");
    sql.text(viewer.id).push(" AND NOT ");
    member(sql, viewer);
    sql.push(")");
}

/// Adds the condition that the viewer is a member.
pub fn member(sql: &mut Sql, viewer: &Viewer) {
    sql.push("EXISTS (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = ");
    sql.text(viewer.id).push(")");
}

/// Adds the condition that the viewer may do this with a space that they know of.
pub fn may(sql: &mut Sql, viewer: &Viewer, action: Action) {
    match action {
        Action::Find => found(sql, viewer),
        Action::Open => open(sql, viewer),
        Action::Discuss => {
            sql.push("(s.state = 'active' AND ");
            open(sql, viewer);
            sql.push(")");
        }
        Action::Leave => {
            sql.push("(s.state IN ('active', 'archived') AND ");
            member(sql, viewer);
            sql.push(")");
        }
        Action::Edit => {
            sql.push("(s.state IN ('active', 'archived') AND (");
            manager(sql, viewer);
            sql.push(" OR ");
            member(sql, viewer);
            sql.push("))");
        }
        Action::Restore => manager(sql, viewer),
        Action::ManagePeople | Action::ChangeVisibility | Action::HandOver | Action::Archive | Action::Delete => {
            sql.push("(s.state IN ('active', 'archived') AND ");
            manager(sql, viewer);
            sql.push(")");
        }
    }
}

fn manager(sql: &mut Sql, viewer: &Viewer) {
    if viewer.is_admin() {
        sql.push("1 = 1");
    } else {
        sql.push("s.owner_id = ").text(viewer.id);
    }
}
