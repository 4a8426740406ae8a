//! Reading a thread.

use domain::{
    access::{Action, Viewer},
    error::AppError,
    ids::{SpaceId, TopicId},
    limits::THREAD_POSTS,
    space::SpaceState,
    topic::{
        FollowLevel, Post, PostVersion, Thread, ThreadPlace, TopicAddress, TopicDetail,
        access::{TopicAction, decide_topic, topic_rights},
    },
};
use sqlx::Row;

use super::{
    access::known,
    facets, position,
    posts::{posts, stored},
    rendering::{self, Names},
    row::{self, COLUMNS, LAST_POST, PEOPLE, WIDTH},
};
use crate::server::{
    markdown,
    permits::TopicOfPermit,
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
        spaces,
    },
};

/// The number of read posts that are shown before the first unread one.
const READ_BEFORE: usize = 10;

/// Returns a part of the thread. The cost does not grow with the number of posts in the space.
pub async fn open(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    place: ThreadPlace,
    now: i64,
) -> Result<Thread, StoreError> {
    let topic = readable(conn, viewer, topic).await?;
    let (detail, first_unread) = detail(conn, viewer, &topic).await?;
    let part = part(conn, topic.id, place, first_unread).await?;
    Ok(Thread {
        topic: detail,
        posts: between(conn, viewer, topic, &part.numbers).await?,
        before: part.before,
        after: part.after,
        first_unread,
        now,
    })
}

/// Returns the topic if the viewer may read it.
pub async fn readable(conn: &mut Conn, viewer: &Viewer, topic: TopicAddress) -> Result<TopicOfPermit, StoreError> {
    let topic = known(conn, viewer, topic).await?;
    decide_topic(viewer, &topic.facts, TopicAction::Read).map_err(AppError::from)?;
    Ok(topic)
}

/// Returns the action that deletes or restores a post of the topic for the viewer.
pub async fn deleting(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    post: i64,
) -> Result<TopicAction, StoreError> {
    let topic = readable(conn, viewer, topic).await?;
    Ok(stored(conn, topic.id, post).await?.deleting(viewer.id))
}

/// Returns what the page shows around the posts, and the first unread post.
async fn detail(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: &TopicOfPermit,
) -> Result<(TopicDetail, Option<i64>), StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS}, s.name, s.state, t.version, t.deleted_at, r.number, f.number, w.level, \
         COALESCE(v.level, me.follow_level) FROM topics t{PEOPLE} JOIN spaces s ON s.id = t.space_id JOIN users me ON me.id = "
    ));
    sql.text(viewer.id);
    sql.push(" LEFT JOIN read_marks r ON r.topic_id = t.id AND r.person_id = me.id");
    sql.push(" LEFT JOIN read_floors f ON f.space_id = t.space_id AND f.person_id = me.id");
    sql.push(" LEFT JOIN topic_follows w ON w.topic_id = t.id AND w.person_id = me.id");
    sql.push(" LEFT JOIN space_follows v ON v.space_id = t.space_id AND v.person_id = me.id");
    sql.push(" WHERE t.id = ").text(topic.id);
    let found = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let last: i64 = found.try_get(LAST_POST)?;
    let (mark, floor): (Option<i64>, Option<i64>) = (found.try_get(WIDTH + 4)?, found.try_get(WIDTH + 5)?);
    let read = match mark.or(floor) {
        Some(read) => read,
        None => position::implied_floor(conn, viewer.id, topic.address.space, &topic.facts.space).await?,
    };
    let first_unread = match last > read && !topic.facts.deleted {
        true => Some(first_after(conn, topic.id, read).await?.unwrap_or(last)),
        false => None,
    };
    let own: Option<&str> = found.try_get(WIDTH + 6)?;
    let row = row::read(&found, first_unread.is_some())?;
    let detail = TopicDetail {
        id: topic.id,
        facet: facets::read(conn, viewer, topic, row.kind).await?,
        row,
        space_name: found.try_get(WIDTH)?,
        space_state: SpaceState::from_storage(found.try_get(WIDTH + 1)?),
        version: found.try_get(WIDTH + 2)?,
        follow: own.and_then(FollowLevel::parse),
        follow_inherited: FollowLevel::parse(found.try_get(WIDTH + 7)?).unwrap_or_default(),
        rights: topic_rights(viewer, &topic.facts),
        deleted: found.try_get(WIDTH + 3)?,
    };
    Ok((detail, first_unread))
}

/// Returns the first post after this number that is not deleted.
async fn first_after(conn: &mut Conn, topic: TopicId, number: i64) -> Result<Option<i64>, StoreError> {
    let mut sql = Sql::new("SELECT p.number FROM posts p WHERE p.topic_id = ");
    sql.text(topic).push(" AND p.number > ").bind(number);
    sql.push(" AND p.deleted_at IS NULL ORDER BY p.number LIMIT 1");
    Ok(sql.integers(conn).await?.first().copied())
}

/// The numbers of the posts of a part of the thread, and whether there are others around them.
struct Part {
    numbers: Vec<i64>,
    before: bool,
    after: bool,
}

async fn part(
    conn: &mut Conn,
    topic: TopicId,
    place: ThreadPlace,
    first_unread: Option<i64>,
) -> Result<Part, StoreError> {
    match (place, first_unread) {
        (ThreadPlace::FirstUnread, Some(post)) => around(conn, topic, post, READ_BEFORE, THREAD_POSTS).await,
        (ThreadPlace::FirstUnread, None) => around(conn, topic, i64::MAX, THREAD_POSTS, THREAD_POSTS).await,
        (ThreadPlace::Around(post), _) => around(conn, topic, post, THREAD_POSTS / 2, THREAD_POSTS).await,
        (ThreadPlace::Before(post), _) => around(conn, topic, post, THREAD_POSTS, THREAD_POSTS).await,
        (ThreadPlace::After(post), _) => around(conn, topic, post.saturating_add(1), 0, THREAD_POSTS).await,
    }
}

/// Returns up to `older` posts before this number, and those from it on until there are `all`.
async fn around(conn: &mut Conn, topic: TopicId, post: i64, older: usize, all: usize) -> Result<Part, StoreError> {
    let mut before = numbers(conn, topic, ("<", " DESC"), post, older + 1).await?;
    let more_before = before.len() > older;
    before.truncate(older);
    before.reverse();
    let newer = all - before.len();
    // Paging back does not fill the page with posts that the reader has already.
    let newer = if older == all { 0 } else { newer };
    let mut after = numbers(conn, topic, (">=", ""), post, newer + 1).await?;
    let more_after = after.len() > newer;
    after.truncate(newer);
    before.extend(after);
    Ok(Part {
        numbers: before,
        before: more_before,
        after: more_after,
    })
}

async fn numbers(
    conn: &mut Conn,
    topic: TopicId,
    (compared, order): (&str, &str),
    post: i64,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    let mut sql = Sql::new("SELECT p.number FROM posts p WHERE p.topic_id = ");
    sql.text(topic).push(&format!(" AND p.number {compared} ")).bind(post);
    sql.push(&format!(" ORDER BY p.number{order} LIMIT "))
        .bind(limit as i64);
    Ok(sql.integers(conn).await?)
}

async fn between(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicOfPermit,
    numbers: &[i64],
) -> Result<Vec<Post>, StoreError> {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Ok(Vec::new());
    };
    let found = posts(conn, viewer, std::slice::from_ref(&topic), |sql| {
        sql.push("p.topic_id = ").text(topic.id);
        sql.push(" AND p.number >= ")
            .bind(*first)
            .push(" AND p.number <= ")
            .bind(*last);
        sql.push(" ORDER BY p.number");
    })
    .await?;
    Ok(found.into_iter().map(|(_, post)| post).collect())
}

/// Returns the Markdown of a post, with the names that the viewer may see.
pub async fn source(conn: &mut Conn, viewer: &Viewer, topic: TopicAddress, post: i64) -> Result<String, StoreError> {
    let topic = readable(conn, viewer, topic).await?;
    let post = stored(conn, topic.id, post).await?;
    if post.deleted {
        return Err(StoreError::NotFound);
    }
    rendering::source(conn, viewer, topic.address.space, &post.markdown).await
}

/// Returns the earlier texts of a post, newest first. A deleted post has none.
pub async fn versions(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: TopicAddress,
    post: i64,
) -> Result<Vec<PostVersion>, StoreError> {
    let topic = readable(conn, viewer, topic).await?;
    let post = stored(conn, topic.id, post).await?;
    if post.deleted {
        return Err(StoreError::NotFound);
    }
    let mut sql = Sql::new("SELECT e.version, e.at, e.markdown FROM post_versions e WHERE e.post_seq = ");
    let rows = sql.bind(post.seq).push(" ORDER BY e.version DESC").rows(conn).await?;
    let mut versions = Vec::new();
    for row in &rows {
        versions.push(PostVersion {
            version: row.try_get(0)?,
            at: row.try_get(1)?,
            html: markdown::render(row.try_get(2)?).html,
        });
    }
    let space = topic.address.space;
    let names = Names::of(
        conn,
        viewer,
        versions.iter().map(|version| (space, version.html.as_str())),
    )
    .await?;
    for version in &mut versions {
        version.html = names.html(space, &version.html);
    }
    Ok(versions)
}

/// Returns the HTML that a text would have as a post in the space.
pub async fn preview(conn: &mut Conn, viewer: &Viewer, space: SpaceId, text: &str) -> Result<String, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Discuss).await?;
    rendering::draft(conn, viewer, space, text).await
}
