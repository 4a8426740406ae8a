//! The places of cards in the columns of boards.

use domain::{
    ids::{ColumnId, SpaceId, TopicId},
    topic::task::{between, spread},
};
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// How many keys one statement changes.
const BATCH_SIZE: usize = 200;

/// Where in a column a card is put.
#[derive(Clone, Copy, Debug)]
pub enum At {
    Top,
    Bottom,
    /// Above this card; at the bottom if it is in another column by now.
    Above(TopicId),
}

/// Puts a card into a column of the board of a space.
pub async fn put(conn: &mut Conn, card: TopicId, space: SpaceId, column: ColumnId, at: At) -> Result<(), StoreError> {
    let (before, after) = neighbours(conn, card, space, column, at).await?;
    let key = match between(before.as_deref(), after.as_deref()) {
        Some(key) => key,
        None => spread_around(conn, card, space, column, at).await?,
    };
    let mut sql = Sql::new("UPDATE tasks SET space_id = ");
    sql.text(space).push(", column_id = ").text(column);
    sql.push(", order_key = ")
        .bind(key)
        .push(" WHERE topic_id = ")
        .text(card);
    sql.run(conn).await?;
    Ok(())
}

/// Adds the cards of the column without this one.
fn others(sql: &mut Sql, card: TopicId, space: SpaceId, column: ColumnId) {
    sql.push(" FROM tasks k WHERE k.space_id = ").text(space);
    sql.push(" AND k.column_id = ").text(column);
    sql.push(" AND k.topic_id <> ").text(card);
}

async fn key_of(conn: &mut Conn, sql: &Sql) -> Result<Option<String>, StoreError> {
    let row = sql.row(conn).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Returns the keys of the cards between which the card is put.
async fn neighbours(
    conn: &mut Conn,
    card: TopicId,
    space: SpaceId,
    column: ColumnId,
    at: At,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let end = |order: &str| {
        let mut sql = Sql::new("SELECT k.order_key");
        others(&mut sql, card, space, column);
        sql.push(&format!(" ORDER BY k.order_key {order}, k.topic_id {order} LIMIT 1"));
        sql
    };
    match at {
        At::Top => Ok((None, key_of(conn, &end("ASC")).await?)),
        At::Bottom => Ok((key_of(conn, &end("DESC")).await?, None)),
        At::Above(below) => {
            let mut sql = Sql::new("SELECT k.order_key");
            others(&mut sql, card, space, column);
            sql.push(" AND k.topic_id = ").text(below);
            let Some(key) = key_of(conn, &sql).await? else {
                return Ok((key_of(conn, &end("DESC")).await?, None));
            };
            let mut sql = Sql::new("SELECT k.order_key");
            others(&mut sql, card, space, column);
            sql.push(" AND (k.order_key < ").bind(key.as_str());
            sql.push(" OR (k.order_key = ").bind(key.as_str());
            sql.push(" AND k.topic_id < ").text(below);
            sql.push(")) ORDER BY k.order_key DESC, k.topic_id DESC LIMIT 1");
            Ok((key_of(conn, &sql).await?, Some(key)))
        }
    }
}

/// Gives all cards of the column new keys, and returns the one that is left for the card.
async fn spread_around(
    conn: &mut Conn,
    card: TopicId,
    space: SpaceId,
    column: ColumnId,
    at: At,
) -> Result<String, StoreError> {
    let mut sql = Sql::new("SELECT k.topic_id");
    others(&mut sql, card, space, column);
    let rows = sql.push(" ORDER BY k.order_key, k.topic_id").rows(conn).await?;
    let mut cards: Vec<TopicId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let place = match at {
        At::Top => 0,
        At::Bottom => cards.len(),
        At::Above(below) => cards.iter().position(|card| *card == below).unwrap_or(cards.len()),
    };
    cards.insert(place, card);
    let keys = spread(cards.len());
    let pairs: Vec<_> = cards.iter().zip(&keys).collect();
    for part in pairs.chunks(BATCH_SIZE) {
        let mut sql = Sql::new("UPDATE tasks SET order_key = CASE topic_id");
        for (card, key) in part {
            sql.push(" WHEN ").text(card).push(" THEN ").bind(key.as_str());
        }
        sql.push(" END WHERE topic_id")
            .within(part.iter().map(|(card, _)| *card));
        sql.run(conn).await?;
    }
    Ok(keys[place].clone())
}
