//! The groups and tags of spaces, as far as a viewer may know them.
//!
//! Each link stores who may read it without a further check: an empty id if everyone may, otherwise the id of the
//! owner. A query for one tag thus reads only links that the viewer may know of: everyone's, the viewer's own, and
//! those of the spaces that the viewer is a member of. It does not read links of spaces that are hidden from the
//! viewer.

use domain::access::Viewer;

use super::set::Set;
use crate::server::store::engine::sql::{Conn, Sql};

/// The kind of row that a space is linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Everyone sees the groups of private spaces too.
    Group,
    Tag,
}

impl Link {
    pub const ALL: [Link; 2] = [Self::Group, Self::Tag];

    /// Returns the table of the links.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Group => "space_groups",
            Self::Tag => "space_tags",
        }
    }

    /// Returns the table of the groups or tags.
    pub const fn named(self) -> &'static str {
        match self {
            Self::Group => "groups",
            Self::Tag => "tags",
        }
    }

    /// Returns the column of the group's or tag's id.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Group => "group_id",
            Self::Tag => "tag_id",
        }
    }

    /// Returns the expression over a space `s` that is the reader of its links.
    pub const fn reader(self) -> &'static str {
        match self {
            Self::Group => {
                "CASE WHEN s.visibility IN ('public', 'private') AND s.state IN ('active', 'archived') THEN '' \
                 ELSE s.owner_id END"
            }
            Self::Tag => {
                "CASE WHEN s.visibility = 'public' AND s.state IN ('active', 'archived') THEN '' ELSE s.owner_id END"
            }
        }
    }
}

/// Which links a query reads first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The links of the group or tag that everyone or the viewer may read.
    OfOne,
    /// The links of the spaces that the viewer is a member of.
    OfMember,
}

/// Adds a query of the column, or several joined by UNION ALL, of the links `l` that the viewer may know of. `from`
/// adds the tables, one of which is the text that it receives; `condition` adds the condition on the rows. If the
/// statement already begins with a query, ` UNION ALL ` precedes each.
pub fn visible(
    sql: &mut Sql,
    viewer: &Viewer,
    link: Link,
    column: &str,
    from: impl Fn(&mut Sql, &str, Reading),
    condition: impl Fn(&mut Sql),
) {
    let table = link.table();
    sql.push(" UNION ALL SELECT ").push(column);
    from(sql, &format!("{table} l"), Reading::OfOne);
    sql.push(" WHERE ");
    condition(sql);
    if viewer.is_admin() {
        return;
    }
    readable(sql, viewer);
    sql.push(" UNION ALL SELECT ").push(column);
    from(sql, &format!("space_members m CROSS JOIN {table} l"), Reading::OfMember);
    sql.push(" WHERE m.user_id = ").text(viewer.id);
    sql.push(" AND l.space_id = m.space_id AND ");
    condition(sql);
    sql.push(" AND NOT (1 = 1");
    readable(sql, viewer);
    sql.push(")");
}

/// Adds the condition that everyone may read the link, or that it belongs to a space of the viewer.
fn readable(sql: &mut Sql, viewer: &Viewer) {
    sql.push(" AND l.reader IN ('', ").text(viewer.id).push(")");
}

/// Adds ` IN (…)` with the ids of the spaces that have a link `l` which satisfies the condition and which the viewer
/// may know of.
pub fn within(sql: &mut Sql, viewer: &Viewer, link: Link, condition: impl Fn(&mut Sql)) {
    // The first query is empty, so that ` UNION ALL ` precedes all others.
    sql.push(" IN (SELECT '' WHERE 1 = 0");
    let from = |sql: &mut Sql, tables: &str, _: Reading| {
        sql.push(" FROM ").push(tables);
    };
    visible(sql, viewer, link, "l.space_id", from, condition);
    sql.push(")");
}

/// Updates the stored reader of the links of these spaces.
pub async fn refresh(conn: &mut Conn, set: Set<'_>) -> Result<(), sqlx::Error> {
    for link in Link::ALL {
        let (table, reader) = (link.table(), link.reader());
        let now = format!("(SELECT {reader} FROM spaces s WHERE s.id = {table}.space_id)");
        let mut sql = Sql::new(&format!("UPDATE {table} SET reader = {now} WHERE reader <> {now} AND "));
        set.clause(&mut sql, "space_id");
        sql.run(conn).await?;
    }
    Ok(())
}
