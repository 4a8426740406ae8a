//! When people are reminded of tasks.

use domain::ids::TopicId;
use sqlx::Row;

use super::{day, read_reminder};
use crate::server::{
    clock,
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
    },
};

/// Computes the instant of the reminder anew: in the time zone of the assignee, or of the author of a task without one.
/// There is none for tasks without a due day, closed ones, and instants that have passed.
pub async fn refresh(conn: &mut Conn, topic: TopicId) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "SELECT k.remind_days, k.remind_minute, t.due_day, u.time_zone FROM topics t JOIN tasks k ON k.topic_id = t.id \
         JOIN users u ON u.id = COALESCE(t.assignee_id, t.author_id) WHERE t.state = 'open' AND t.id = ",
    );
    let at = match sql.text(topic).row(conn).await? {
        Some(row) => {
            let zone: String = row.try_get(3)?;
            let due = read_reminder(&row, 0)?.zip(day(&row, 2)?);
            due.and_then(|(reminder, due)| {
                let days = time::Duration::days(i64::from(reminder.days_before));
                let day = due.0.checked_sub(days)?;
                clock::minute_of_day(&zone, domain::day::Day(day), reminder.minute)
            })
        }
        None => None,
    };
    let at = at.filter(|at| *at > clock::now());
    let mut sql = Sql::new("UPDATE tasks SET remind_at = ");
    match at {
        Some(at) => sql.bind(at),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE topic_id = ").text(topic).run(conn).await?;
    Ok(())
}
