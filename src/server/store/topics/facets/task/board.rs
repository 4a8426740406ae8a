//! The board of a space: its columns with the first cards of each, and further cards of one column.

use std::collections::HashMap;

use domain::{
    access::{AccessFacts, Action, Viewer, decide},
    ids::{ColumnId, SpaceId},
    limits::PAGE_ROWS,
    topic::task::{Board, BoardColumn, Cards, TasksQuery},
};
use sqlx::Row;

use super::{
    columns,
    row::{self, WIDTH, shown},
};
use crate::server::store::{
    StoreError,
    engine::{
        cursors::{Cursors, ListCursors},
        rows::parsed,
        sql::{Conn, Sql, Value},
    },
    spaces,
};

/// Returns the board.
pub async fn board(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    (space, query): (SpaceId, &TasksQuery),
    now: i64,
) -> Result<Board, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let counts = counts(conn, viewer, space, query).await?;
    let mut shown = Vec::new();
    for column in columns::list(conn, space).await? {
        let cursors = of_column(cursors, viewer, (space, column.id), query);
        let part = Part {
            viewer,
            facts,
            space,
            column: column.id,
            query,
        };
        shown.push(BoardColumn {
            count: counts.get(&column.id).copied().unwrap_or_default(),
            cards: part.cards(conn, &cursors, None).await?,
            column,
        });
    }
    Ok(Board {
        columns: shown,
        empty: is_empty(conn, viewer, space).await?,
        add: decide(viewer, &facts, Action::Discuss).is_ok(),
        edit_columns: decide(viewer, &facts, Action::Edit).is_ok(),
        now,
    })
}

/// Returns the cards of a column after a cursor. A cursor of another column gives the first ones.
pub async fn more(
    conn: &mut Conn,
    viewer: &Viewer,
    cursors: &Cursors,
    (space, column): (SpaceId, ColumnId),
    query: &TasksQuery,
    after: &str,
) -> Result<Cards, StoreError> {
    let facts = spaces::permitted(conn, viewer, space, Action::Open).await?;
    let cursors = of_column(cursors, viewer, (space, column), query);
    let part = Part {
        viewer,
        facts,
        space,
        column,
        query,
    };
    part.cards(conn, &cursors, Some(after)).await
}

fn of_column<'a>(
    cursors: &'a Cursors,
    viewer: &Viewer,
    (space, column): (SpaceId, ColumnId),
    query: &TasksQuery,
) -> ListCursors<'a> {
    cursors.of(viewer.id, &format!("board {space} {column} {}", query.to_query()))
}

/// Returns whether the viewer sees no task at all in the space.
pub async fn is_empty(conn: &mut Conn, viewer: &Viewer, space: SpaceId) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT 1 FROM topics t WHERE t.space_id = ");
    sql.text(space);
    shown(&mut sql, viewer, &TasksQuery::default());
    Ok(sql.push(" LIMIT 1").row(conn).await?.is_none())
}

/// Returns the number of cards of each column.
async fn counts(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    query: &TasksQuery,
) -> Result<HashMap<ColumnId, i64>, StoreError> {
    let mut sql = Sql::new("SELECT k.column_id, count(*) FROM tasks k CROSS JOIN topics t WHERE k.space_id = ");
    sql.text(space).push(" AND t.id = k.topic_id");
    shown(&mut sql, viewer, query);
    let rows = sql.push(" GROUP BY k.column_id").rows(conn).await?;
    rows.iter().map(|row| Ok((parsed(row, 0)?, row.try_get(1)?))).collect()
}

/// The cards of a column.
pub(in crate::server::store) struct Part<'a> {
    pub viewer: &'a Viewer,
    pub facts: AccessFacts,
    pub space: SpaceId,
    pub column: ColumnId,
    pub query: &'a TasksQuery,
}

impl Part<'_> {
    async fn cards(
        &self,
        conn: &mut Conn,
        cursors: &ListCursors<'_>,
        after: Option<&str>,
    ) -> Result<Cards, StoreError> {
        let place = after
            .and_then(|after| cursors.open(after))
            .and_then(|(_, keys)| place(keys));
        let mut rows = self.select(place.as_ref()).rows(conn).await?;
        let more = rows.len() > PAGE_ROWS;
        rows.truncate(PAGE_ROWS);
        let next = match rows.last().filter(|_| more) {
            Some(last) => {
                let keys = [Value::Text(last.try_get(WIDTH)?), Value::Text(last.try_get(WIDTH + 1)?)];
                Some(cursors.seal(0, keys.iter())?)
            }
            None => None,
        };
        let cards = rows.iter().map(|row| row::read(row, self.viewer, self.facts));
        Ok(Cards {
            cards: cards.collect::<Result<_, _>>()?,
            next,
        })
    }

    /// Returns the query of the cards after this key and topic, one more than are shown.
    pub fn select(&self, after: Option<&(String, String)>) -> Sql {
        let mut sql = Sql::new(&format!("SELECT {}, k.order_key, k.topic_id", row::columns()));
        sql.push(" FROM tasks k CROSS JOIN topics t LEFT JOIN users u ON u.id = t.assignee_id WHERE k.space_id = ");
        sql.text(self.space).push(" AND k.column_id = ").text(self.column);
        sql.push(" AND t.id = k.topic_id");
        if let Some((key, topic)) = after {
            sql.push(" AND k.order_key >= ").bind(key.as_str());
            sql.push(" AND NOT (k.order_key = ").bind(key.as_str());
            sql.push(" AND k.topic_id <= ").bind(topic.as_str()).push(")");
        }
        shown(&mut sql, self.viewer, self.query);
        sql.push(" ORDER BY k.order_key, k.topic_id LIMIT ")
            .bind(PAGE_ROWS as i64 + 1);
        sql
    }
}

/// Reads the place of a cursor: the key of a card, and its topic.
fn place(keys: Vec<Value>) -> Option<(String, String)> {
    match <[Value; 2]>::try_from(keys) {
        Ok([Value::Text(key), Value::Text(topic)]) => Some((key, topic)),
        _ => None,
    }
}
