//! The open tasks that are assigned to a person, across spaces: by due day, then those without one.

use domain::{
    access::Viewer,
    day::Day,
    limits::PAGE_ROWS,
    topic::{
        TopicAddress,
        task::{MyTask, MyTasksPage},
    },
};
use sqlx::{Row, any::AnyRow};

use super::{
    day,
    row::{PROGRESS, progress},
};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::Cursors,
        rows::{boolean, parsed},
        sql::{Conn, Sql, Value},
    },
    spaces::access as access_sql,
    topics::{access::visible_to, row::TITLE},
};

/// Returns a page of the person's tasks.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    after: Option<&str>,
    today: Day,
) -> Result<MyTasksPage, StoreError> {
    let cursors = cursors.of(viewer.id, "my tasks");
    let from = after.and_then(|after| cursors.open(after)).and_then(place);
    let mut rows: Vec<(bool, AnyRow)> = Vec::new();
    for dated in [true, false] {
        let from = match &from {
            // A page that begins among the tasks without a day has none with one.
            Some((from, ..)) if dated && !from => continue,
            Some((from, due, id)) if *from == dated => Some((due.as_str(), id.as_str())),
            _ => None,
        };
        let wanted = PAGE_ROWS + 1 - rows.len();
        if wanted > 0 {
            let found = select(viewer, dated, from, wanted).rows(conn).await?;
            rows.extend(found.into_iter().map(|row| (dated, row)));
        }
    }
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = match rows.last().filter(|_| more) {
        Some((dated, row)) => {
            let due: Option<String> = row.try_get(4)?;
            let keys = [Value::Text(due.unwrap_or_default()), Value::Text(row.try_get(9)?)];
            Some(cursors.seal(usize::from(!dated), keys.iter())?)
        }
        None => None,
    };
    Ok(MyTasksPage {
        tasks: rows.iter().map(|(_, row)| read(row)).collect::<Result<_, _>>()?,
        next,
        today,
    })
}

/// Reads the place of a cursor: whether the task has a due day, the day, and the topic.
fn place((phase, keys): (usize, Vec<Value>)) -> Option<(bool, String, String)> {
    match <[Value; 2]>::try_from(keys) {
        Ok([Value::Text(due), Value::Text(id)]) => Some((phase == 0, due, id)),
        _ => None,
    }
}

/// Returns the query of the tasks with or without a due day, after this day and topic.
pub(in crate::server::store) fn select(viewer: &Viewer, dated: bool, after: Option<(&str, &str)>, limit: usize) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT t.space_id, t.number, s.name, {TITLE}, t.due_day, {PROGRESS}, \
         CASE WHEN k.repetition IS NULL THEN 0 ELSE 1 END, t.private, t.id FROM topics t CROSS JOIN spaces s \
         LEFT JOIN tasks k ON k.topic_id = t.id WHERE t.assignee_id = "
    ));
    sql.text(viewer.id);
    sql.push(" AND t.kind = 'task' AND t.state = 'open' AND t.deleted_at IS NULL AND s.id = t.space_id");
    sql.push(if dated {
        " AND t.due_day IS NOT NULL"
    } else {
        " AND t.due_day IS NULL"
    });
    match after {
        Some((due, id)) if dated => {
            sql.push(" AND t.due_day >= ").bind(due);
            sql.push(" AND NOT (t.due_day = ").bind(due);
            sql.push(" AND t.id <= ").bind(id).push(")");
        }
        Some((_, id)) => drop(sql.push(" AND t.id > ").bind(id)),
        None => {}
    }
    // Nothing is to be done in spaces that are archived or in the trash.
    sql.push(" AND s.state = 'active' AND ");
    access_sql::open(&mut sql, viewer);
    visible_to(&mut sql, viewer.id);
    sql.push(if dated {
        " ORDER BY t.due_day, t.id"
    } else {
        " ORDER BY t.id"
    });
    sql.push(" LIMIT ").bind(limit as i64);
    sql
}

fn read(row: &AnyRow) -> Result<MyTask, StoreError> {
    Ok(MyTask {
        address: TopicAddress {
            space: parsed(row, 0)?,
            number: row.try_get(1)?,
        },
        space_name: row.try_get(2)?,
        title: row.try_get(3)?,
        due: day(row, 4)?,
        checklist: progress(row, 5)?,
        repeats: boolean(row, 7)?,
        private: boolean(row, 8)?,
    })
}
