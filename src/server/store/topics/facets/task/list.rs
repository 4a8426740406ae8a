//! The list of tasks of a space: open ones by due day, then open ones without one, then those that are done, newest first.

use domain::{
    access::{Action, Viewer, decide},
    ids::SpaceId,
    limits::PAGE_ROWS,
    topic::task::{Cards, TaskCard, TasksPage, TasksQuery},
};
use sqlx::Row;

use super::{
    board::is_empty,
    columns,
    row::{self, WIDTH, shown},
};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::Cursors,
        sql::{Conn, Sql, Value},
    },
    spaces,
};

/// Returns a page of the list.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    (space, query): (SpaceId, &TasksQuery),
    after: Option<&str>,
    now: i64,
) -> Result<TasksPage, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let cursors = cursors.of(viewer.id, &format!("tasks {space} {}", query.to_query()));
    let from = after.and_then(|after| cursors.open(after)).and_then(place);
    let list = List { viewer, space, query };
    let mut placed: Vec<(Place, TaskCard)> = Vec::new();
    let first = from.as_ref().map_or(0, |place| place.phase);
    for phase in first..PHASES {
        let wanted = PAGE_ROWS + 1 - placed.len();
        if wanted == 0 {
            break;
        }
        let from = from.as_ref().filter(|place| place.phase == phase);
        for row in &list.select(phase, from, wanted).rows(conn).await? {
            let place = Place {
                phase,
                due: row.try_get::<Option<String>, _>(7)?.unwrap_or_default(),
                number: row.try_get(0)?,
                last_post: row.try_get(WIDTH)?,
            };
            placed.push((place, row::read(row, viewer, facts)?));
        }
    }
    let more = placed.len() > PAGE_ROWS;
    placed.truncate(PAGE_ROWS);
    let next = match placed.last().filter(|_| more) {
        Some((place, _)) => Some(cursors.seal(place.phase, place.keys().iter())?),
        None => None,
    };
    Ok(TasksPage {
        columns: columns::list(conn, space).await?,
        tasks: Cards {
            cards: placed.into_iter().map(|(_, card)| card).collect(),
            next,
        },
        empty: is_empty(conn, viewer, space).await?,
        add: decide(viewer, &facts, Action::Discuss).is_ok(),
        now,
    })
}

/// The number of parts of the list: open with a due day, open without one, closed.
pub(in crate::server::store) const PHASES: usize = 3;

/// A place in the list, after which a page begins.
#[derive(Clone, Debug)]
pub(in crate::server::store) struct Place {
    pub phase: usize,
    pub due: String,
    pub number: i64,
    pub last_post: i64,
}

impl Place {
    fn keys(&self) -> [Value; 3] {
        [
            Value::Text(self.due.clone()),
            Value::Integer(self.number),
            Value::Integer(self.last_post),
        ]
    }
}

fn place((phase, keys): (usize, Vec<Value>)) -> Option<Place> {
    match <[Value; 3]>::try_from(keys) {
        Ok([Value::Text(due), Value::Integer(number), Value::Integer(last_post)]) if phase < PHASES => Some(Place {
            phase,
            due,
            number,
            last_post,
        }),
        _ => None,
    }
}

pub(in crate::server::store) struct List<'a> {
    pub viewer: &'a Viewer,
    pub space: SpaceId,
    pub query: &'a TasksQuery,
}

impl List<'_> {
    /// Returns the query of the rows of a part after this place.
    pub fn select(&self, phase: usize, after: Option<&Place>, limit: usize) -> Sql {
        let mut sql = Sql::new(&format!("SELECT {}, t.last_post", row::columns()));
        sql.push(" FROM topics t JOIN tasks k ON k.topic_id = t.id LEFT JOIN users u ON u.id = t.assignee_id");
        sql.push(" WHERE t.space_id = ").text(self.space);
        sql.push(match phase {
            0 => " AND t.state = 'open' AND t.due_day IS NOT NULL",
            1 => " AND t.state = 'open' AND t.due_day IS NULL",
            _ => " AND t.state = 'closed'",
        });
        if let Some(place) = after {
            match phase {
                0 => {
                    sql.push(" AND t.due_day >= ").bind(place.due.as_str());
                    sql.push(" AND NOT (t.due_day = ").bind(place.due.as_str());
                    sql.push(" AND t.number <= ").bind(place.number).push(")");
                }
                1 => drop(sql.push(" AND t.number < ").bind(place.number)),
                _ => drop(sql.push(" AND t.last_post < ").bind(place.last_post)),
            }
        }
        shown(&mut sql, self.viewer, self.query);
        sql.push(match phase {
            0 => " ORDER BY t.due_day, t.number LIMIT ",
            1 => " ORDER BY t.number DESC LIMIT ",
            _ => " ORDER BY t.last_post DESC LIMIT ",
        });
        sql.bind(limit as i64);
        sql
    }
}
