//! The part of the rule of `domain::topic::access` about private topics, as SQL on a topic `t`: for the viewer, and for any
//! person `u`. A property test checks that both agree with the rule.

use domain::{ids::UserId, topic::TopicAddress};

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// The condition that the topic `t` is not a private one of others for the person `u`.
pub const VISIBLE_TO_U: &str = "(t.private = 0 OR t.author_id = u.id OR t.assignee_id = u.id)";

/// Adds the condition that leaves out private topics `t` of others, after other conditions.
pub fn visible_to(sql: &mut Sql, person: UserId) {
    sql.push(" AND (t.private = 0 OR t.author_id = ").text(person);
    sql.push(" OR t.assignee_id = ").text(person).push(")");
}

/// Returns whether the topic at this address, or at the one to which it was moved, is private.
pub async fn is_private(conn: &mut Conn, address: TopicAddress) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT count(*) FROM topics t WHERE t.private = 1 AND t.id IN (");
    sql.push("SELECT x.id FROM topics x WHERE x.space_id = ")
        .text(address.space);
    sql.push(" AND x.number = ").bind(address.number);
    sql.push(" UNION SELECT v.topic_id FROM topic_moves v WHERE v.space_id = ");
    sql.text(address.space).push(" AND v.number = ").bind(address.number);
    Ok(sql.push(")").count(conn).await? > 0)
}
