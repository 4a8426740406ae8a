//! What goes along when people lose access: what they have read, follow and were notified about, and their requests.
//!
//! The trash takes nothing along: a space that is restored is as it was.

use domain::ids::{TopicId, UserId};

use super::access::VISIBLE_TO_U;
use crate::server::store::{
    engine::sql::{Conn, Sql},
    spaces::{access::KEPT_BY_U, set::Set},
};

/// Tables about a person and a space.
pub const OF_SPACES: [&str; 2] = ["read_floors", "space_follows"];
/// Tables about a person and a topic.
pub const OF_TOPICS: [&str; 3] = ["read_marks", "topic_follows", "notices"];
/// The table of requests for access.
pub const REQUESTS: &str = "access_requests";

/// The rows that are looked at.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Those about spaces whose people or visibility changed.
    Spaces(Set<'a>),
    /// Those of a person who was deactivated or lost a role.
    Person(UserId),
    /// Those about a topic that was moved to another space, or whose audience changed.
    Topic(TopicId),
}

/// Deletes the rows of people who no longer have access.
pub async fn forget_people(conn: &mut Conn, of: Of<'_>) -> Result<(), sqlx::Error> {
    for table in OF_TOPICS {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {}", stray(table)));
        match of {
            Of::Person(person) => sql.push(" AND person_id = ").text(person),
            Of::Topic(topic) => sql.push(" AND topic_id = ").text(topic),
            Of::Spaces(set) => {
                sql.push(
                    " AND topic_id IN (SELECT t.id FROM spaces s JOIN topics t ON t.space_id = s.id \
                     WHERE s.visibility <> 'public' AND ",
                );
                set.clause(&mut sql, "s.id");
                sql.push(")")
            }
        };
        sql.run(conn).await?;
    }
    for table in OF_SPACES.into_iter().chain([REQUESTS]) {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {} AND ", stray(table)));
        match of {
            Of::Topic(_) => continue,
            Of::Person(person) => drop(sql.push("person_id = ").text(person)),
            Of::Spaces(set) => set.clause(&mut sql, "space_id"),
        }
        sql.run(conn).await?;
    }
    Ok(())
}

/// Returns the condition that a row of the table belongs to a person without access.
pub fn stray(table: &str) -> String {
    let active = "u.deactivated_at IS NULL";
    if OF_TOPICS.contains(&table) {
        return format!(
            "NOT EXISTS (SELECT 1 FROM topics t JOIN spaces s ON s.id = t.space_id JOIN users u ON u.id = {table}.person_id \
             WHERE t.id = {table}.topic_id AND {active} AND {KEPT_BY_U} AND {VISIBLE_TO_U})"
        );
    }
    // A request is pending while it is needed and the person knows of the space. An answer is kept while it is true.
    let wanted = match table {
        REQUESTS => format!(
            "((access_requests.state = 'pending' AND s.visibility = 'private' AND NOT {KEPT_BY_U}) \
             OR (access_requests.state = 'granted' AND {KEPT_BY_U}) \
             OR (access_requests.state = 'declined' AND (s.visibility <> 'hidden' OR {KEPT_BY_U})))"
        ),
        _ => KEPT_BY_U.to_owned(),
    };
    format!(
        "NOT EXISTS (SELECT 1 FROM spaces s JOIN users u ON u.id = {table}.person_id \
         WHERE s.id = {table}.space_id AND {active} AND {wanted})"
    )
}
