//! Unread posts across spaces.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    error::AppError,
    ids::SpaceId,
    limits::UNREAD_CEILING,
    topic::{
        CatchUp, CaughtUpSpace, CaughtUpTopic, Post, TopicAddress, UnreadSpaces,
        access::{TopicAction, decide_topic},
    },
};
use sqlx::Row;

use super::{
    access::{facts, visible_to},
    notices,
    posts::posts,
    row::TITLE,
    unread_sql::{self, Of},
};
use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sql::{Conn, Sql},
    },
};

/// The maximum number of spaces.
const SPACES: usize = 500;
/// The maximum number of topics that are read in one go.
const TOPICS: i64 = 20;
/// The maximum number of posts of each.
const POSTS: i64 = 20;

/// Returns the spaces with unread topics and the number of unread notices. The number of statements is constant.
pub async fn spaces(conn: &mut Conn, viewer: &Viewer) -> Result<UnreadSpaces, StoreError> {
    let mut found: HashMap<SpaceId, (i64, i64)> = HashMap::new();
    for of in [Of::AboveFloors, Of::Lowered] {
        let mut sql = Sql::default();
        unread_sql::spaces(&mut sql, viewer, of, None);
        for row in sql.rows(conn).await? {
            let (topics, at): (i64, i64) = (row.try_get(1)?, row.try_get(2)?);
            let (all, newest) = found.entry(parsed(&row, 0)?).or_default();
            (*all, *newest) = ((*all + topics).min(UNREAD_CEILING), at.max(*newest));
        }
    }
    let mut spaces: Vec<_> = found.into_iter().collect();
    spaces.sort_by_key(|(id, (_, newest))| (std::cmp::Reverse(*newest), *id));
    spaces.truncate(SPACES);
    Ok(UnreadSpaces {
        spaces: spaces.into_iter().map(|(id, (topics, _))| (id, topics)).collect(),
        notices: notices::unread(conn, viewer).await?,
    })
}

/// Returns everything that is unread, by space and topic.
pub async fn catch_up(conn: &mut Conn, viewer: &Viewer, now: i64) -> Result<CatchUp, StoreError> {
    let (mut found, mut room, mut more) = (Vec::new(), TOPICS, false);
    for (space, unread) in spaces(conn, viewer).await?.spaces {
        more |= unread > room;
        if room == 0 {
            break;
        }
        let caught_up = space_topics(conn, viewer, space, unread.min(room)).await?;
        if let Some(space) = caught_up {
            room -= space.topics.len() as i64;
            more |= space.topics.iter().any(|topic| topic.left > 0);
            found.push(space);
        }
    }
    Ok(CatchUp {
        spaces: found,
        more,
        now,
    })
}

/// Returns the newest unread topics of a space, of which there are at least this number.
async fn space_topics(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    limit: i64,
) -> Result<Option<CaughtUpSpace>, StoreError> {
    let mut sql = Sql::new(&format!("SELECT s.name, t.number, {TITLE}, t.outcome, t.last_post, ",));
    unread_sql::read_up_to(&mut sql, viewer);
    sql.push(" FROM topics t JOIN spaces s ON s.id = t.space_id");
    unread_sql::joins(&mut sql, viewer);
    sql.push(" WHERE t.deleted_at IS NULL AND t.space_id = ")
        .text(space)
        .push(" AND ");
    unread_sql::unread(&mut sql, viewer);
    visible_to(&mut sql, viewer.id);
    // The number of unread topics is known, so reading ends with the last of them.
    sql.push(" ORDER BY t.last_post DESC LIMIT ").bind(limit);
    let rows = sql.rows(conn).await?;
    let (mut name, mut topics) = (None, Vec::new());
    for row in &rows {
        name = Some(row.try_get(0)?);
        let address = TopicAddress {
            space,
            number: row.try_get(1)?,
        };
        let (posts, left) = topic_posts(conn, viewer, address, row.try_get(5)?).await?;
        let last = posts.last().map(|post| post.number);
        topics.push(CaughtUpTopic {
            address,
            title: row.try_get(2)?,
            outcome: row.try_get(3)?,
            up_to: match last.filter(|_| left > 0) {
                Some(last) => last,
                None => row.try_get(4)?,
            },
            posts,
            left,
        });
    }
    Ok(name.map(|name| CaughtUpSpace {
        id: space,
        name,
        topics,
    }))
}

/// Returns the first posts after the last read one, and the number of those after them.
async fn topic_posts(
    conn: &mut Conn,
    viewer: &Viewer,
    address: TopicAddress,
    read: i64,
) -> Result<(Vec<Post>, i64), StoreError> {
    let Some(topic) = facts(conn, viewer, address).await? else {
        return Ok((Vec::new(), 0));
    };
    decide_topic(viewer, &topic.facts, TopicAction::Read).map_err(AppError::from)?;
    let unread = |sql: &mut Sql| {
        sql.push("p.deleted_at IS NULL AND p.topic_id = ").text(topic.id);
        sql.push(" AND p.number > ").bind(read);
    };
    let found = posts(conn, viewer, &[topic], |sql| {
        unread(sql);
        sql.push(" ORDER BY p.number LIMIT ").bind(POSTS);
    })
    .await?;
    let mut sql = Sql::new("SELECT count(*) FROM posts p WHERE ");
    unread(&mut sql);
    let left = sql.count(conn).await? - found.len() as i64;
    Ok((found.into_iter().map(|(_, post)| post).collect(), left))
}
