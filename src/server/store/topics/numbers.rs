//! The numbers of topics and posts in their space, each given once.

use domain::ids::SpaceId;
use sqlx::Row;

use crate::server::store::{
    StoreError,
    engine::sql::{Conn, Sql},
};

/// The last numbers that were given in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub topic: i64,
    pub post: i64,
}

/// Gives this many numbers to new topics and posts of the space, and returns the last of each.
pub async fn give(conn: &mut Conn, space: SpaceId, topics: i64, posts: i64) -> Result<Given, StoreError> {
    let mut sql = Sql::new("INSERT INTO space_numbers (space_id, topics, posts) VALUES (");
    sql.text(space).push(", ").bind(topics).push(", ").bind(posts);
    sql.push(") ON CONFLICT (space_id) DO UPDATE SET topics = space_numbers.topics + excluded.topics, ");
    sql.push("posts = space_numbers.posts + excluded.posts RETURNING topics, posts");
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(Given {
        topic: row.try_get(0)?,
        post: row.try_get(1)?,
    })
}

/// Returns the number of the newest post of the space, or 0 if it has had none.
pub async fn newest_post(conn: &mut Conn, space: SpaceId) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT n.posts FROM space_numbers n WHERE n.space_id = ");
    let row = sql.text(space).row(conn).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or(0))
}
