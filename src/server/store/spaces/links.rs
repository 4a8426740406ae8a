//! Which groups and tags spaces carry, as far as a viewer may know.
//!
//! A link holds for whom it can be read without asking more: nobody's id where everyone may know of it, the owner's
//! where it is not for all. So a query for one tag reads the links that the viewer may know of and not those of spaces
//! that are hidden from them: everyone's, their own, and then those of the spaces that they are a member of.

use domain::access::Viewer;

use super::derived::Set;
use crate::server::store::engine::sql::{Conn, Sql};

/// What a space is linked to.
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

    /// Returns the table of what is linked.
    pub const fn named(self) -> &'static str {
        match self {
            Self::Group => "groups",
            Self::Tag => "tags",
        }
    }

    /// Returns the column that names it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Group => "group_id",
            Self::Tag => "tag_id",
        }
    }

    /// Returns the expression over a space `s` for whom its links can be read.
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

/// Adds a query of the column, or several combined by UNION ALL, of the links `l` that the viewer may know of; further
/// ones where the statement begins with one: ` UNION ALL ` stands before each. `from` adds the tables, of which one is
/// the text that it is given, `condition` what the rows have to be.
pub fn visible(
    sql: &mut Sql,
    viewer: &Viewer,
    link: Link,
    column: &str,
    from: impl Fn(&mut Sql, &str),
    condition: impl Fn(&mut Sql),
) {
    let table = link.table();
    sql.push(" UNION ALL SELECT ").push(column);
    from(sql, &format!("{table} l"));
    sql.push(" WHERE ");
    condition(sql);
    if viewer.is_admin() {
        return;
    }
    readable(sql, viewer);
    sql.push(" UNION ALL SELECT ").push(column);
    from(sql, &format!("space_members m CROSS JOIN {table} l"));
    sql.push(" WHERE m.user_id = ").text(viewer.id);
    sql.push(" AND l.space_id = m.space_id AND ");
    condition(sql);
    sql.push(" AND NOT (1 = 1");
    readable(sql, viewer);
    sql.push(")");
}

/// Adds: the link is everyone's to know, or of the viewer's own space.
fn readable(sql: &mut Sql, viewer: &Viewer) {
    sql.push(" AND l.reader IN ('', ").text(viewer.id).push(")");
}

/// Adds ` IN (…)`: the ids of the spaces whose links `l` the condition is true of, as far as the viewer may know.
pub fn within(sql: &mut Sql, viewer: &Viewer, link: Link, condition: impl Fn(&mut Sql)) {
    // The first query is empty, so that all others begin alike.
    sql.push(" IN (SELECT '' WHERE 1 = 0");
    let from = |sql: &mut Sql, tables: &str| {
        sql.push(" FROM ").push(tables);
    };
    visible(sql, viewer, link, "l.space_id", from, condition);
    sql.push(")");
}

/// Writes for whom the links of these spaces can be read.
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
