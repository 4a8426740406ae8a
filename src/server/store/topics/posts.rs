//! Posts as one reader sees them.

use std::collections::HashMap;

use domain::{
    access::Viewer,
    ids::{SpaceId, TopicId, UserId},
    person::PersonRef,
    topic::{
        Post, PostRights, Reaction,
        access::{TopicAction, decide_topic, post_rights},
    },
};
use sqlx::{Row, any::AnyRow};

use super::rendering::{self, Names};
use crate::server::{
    permits::TopicOfPermit,
    store::{
        StoreError,
        engine::{
            rows::{parsed, person},
            sql::{Conn, Sql},
        },
    },
};

/// A post that was read and still needs its names and reactions.
struct Read<'t> {
    topic: &'t TopicOfPermit,
    seq: i64,
    post: Post,
}

/// Returns posts of topics that the viewer may read, each with its topic. `add` adds condition, order and limit on a
/// post `p`. The number of queries is constant.
pub async fn posts(
    conn: &mut Conn,
    viewer: &Viewer,
    topics: &[TopicOfPermit],
    add: impl FnOnce(&mut Sql),
) -> Result<Vec<(TopicId, Post)>, StoreError> {
    posts_with(conn, viewer, topics, Names::html, add).await
}

/// Returns the first post of a page that the viewer may read, with anchors.
pub async fn document(conn: &mut Conn, viewer: &Viewer, topic: &TopicOfPermit, post: i64) -> Result<Post, StoreError> {
    let topics = std::slice::from_ref(topic);
    let found = posts_with(conn, viewer, topics, Names::document, |sql| {
        sql.push("p.topic_id = ").text(topic.id);
        sql.push(" AND p.number = ").bind(post);
    })
    .await?;
    found
        .into_iter()
        .next()
        .map(|(_, post)| post)
        .ok_or(StoreError::NotFound)
}

/// Returns the posts with the HTML that `html` makes for the reader.
async fn posts_with(
    conn: &mut Conn,
    viewer: &Viewer,
    topics: &[TopicOfPermit],
    html: fn(&Names, SpaceId, &str) -> String,
    add: impl FnOnce(&mut Sql),
) -> Result<Vec<(TopicId, Post)>, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.topic_id, p.seq, p.number, u.id, u.name, u.deactivated_at, p.at, p.edited_at, p.deleted_at, \
         p.deleted_by, p.html, p.renderer, p.markdown, p.version FROM posts p LEFT JOIN users u ON u.id = p.author_id WHERE ",
    );
    add(&mut sql);
    let by_id: HashMap<TopicId, &TopicOfPermit> = topics.iter().map(|topic| (topic.id, topic)).collect();
    let mut found = Vec::new();
    for row in &sql.rows(conn).await? {
        // A topic that is not listed is none that the viewer may read.
        if let Some(topic) = by_id.get(&parsed(row, 0)?) {
            found.push(read(row, viewer, topic)?);
        }
    }
    let texts = found
        .iter()
        .map(|read| (read.topic.address.space, read.post.html.as_str()));
    let names = Names::of(conn, viewer, texts).await?;
    let live = found.iter().filter(|read| read.post.deleted.is_none());
    let seqs: Vec<i64> = live.map(|read| read.seq).collect();
    let mut reactions = reactions(conn, viewer, &seqs).await?;
    let finished = found.into_iter().map(|Read { topic, seq, mut post }| {
        post.html = html(&names, topic.address.space, &post.html);
        post.reactions = reactions.remove(&seq).unwrap_or_default();
        (topic.id, post)
    });
    Ok(finished.collect())
}

fn read<'t>(row: &AnyRow, viewer: &Viewer, topic: &'t TopicOfPermit) -> Result<Read<'t>, StoreError> {
    let author = person(row, 3)?;
    let deleted: Option<i64> = row.try_get(8)?;
    let deleted_by: Option<&str> = row.try_get(9)?;
    let own = author.id == viewer.id;
    let by_viewer = deleted_by.is_none_or(|person| person == viewer.id.to_string());
    let html = match deleted {
        Some(_) => String::new(),
        None => rendering::current(row.try_get(10)?, row.try_get(11)?, row.try_get(12)?),
    };
    let rights = match deleted {
        None => post_rights(viewer, &topic.facts, own),
        Some(_) => PostRights {
            edit: false,
            delete: decide_topic(viewer, &topic.facts, deleting(own, by_viewer)).is_ok(),
        },
    };
    Ok(Read {
        topic,
        seq: row.try_get(1)?,
        post: Post {
            number: row.try_get(2)?,
            author,
            at: row.try_get(6)?,
            edited: row.try_get(7)?,
            deleted,
            html,
            reactions: Vec::new(),
            rights,
            version: row.try_get(13)?,
        },
    })
}

/// Returns the action that deletes or restores a post. An author may not restore what somebody else deleted.
pub fn deleting(own: bool, deleted_by_viewer: bool) -> TopicAction {
    if own && deleted_by_viewer {
        TopicAction::DeleteOwnPost
    } else {
        TopicAction::DeletePost
    }
}

/// Returns the reactions to each post, in the order in which their emoji came.
async fn reactions(conn: &mut Conn, viewer: &Viewer, seqs: &[i64]) -> Result<HashMap<i64, Vec<Reaction>>, StoreError> {
    let mut by_post: HashMap<i64, Vec<Reaction>> = HashMap::new();
    if seqs.is_empty() {
        return Ok(by_post);
    }
    let mut sql = Sql::new(
        "SELECT x.post_seq, x.emoji, u.id, u.name, u.deactivated_at FROM reactions x JOIN users u ON u.id = x.person_id \
         WHERE x.post_seq",
    );
    sql.within_integers(seqs);
    sql.push(" ORDER BY x.post_seq, x.at, x.emoji, x.person_id");
    for row in &sql.rows(conn).await? {
        let (emoji, who): (String, PersonRef) = (row.try_get(1)?, person(row, 2)?);
        let of_post = by_post.entry(row.try_get(0)?).or_default();
        let own = who.id == viewer.id;
        match of_post.iter_mut().find(|reaction| reaction.emoji == emoji) {
            Some(reaction) => {
                reaction.people.push(who);
                reaction.own |= own;
            }
            None => of_post.push(Reaction {
                emoji,
                people: vec![who],
                own,
            }),
        }
    }
    Ok(by_post)
}

/// A stored post, for writes and for its texts.
pub struct Stored {
    pub seq: i64,
    pub author: UserId,
    /// The person who wrote the present text.
    pub written_by: UserId,
    pub at: i64,
    pub edited: Option<i64>,
    pub deleted: bool,
    pub deleted_by: Option<UserId>,
    pub markdown: String,
    pub version: i64,
}

impl Stored {
    /// Returns the action that deletes or restores the post for this person.
    pub fn deleting(&self, person: UserId) -> TopicAction {
        deleting(self.author == person, self.deleted_by.is_none_or(|by| by == person))
    }
}

/// Returns a post of the topic by its number.
pub async fn stored(conn: &mut Conn, topic: TopicId, number: i64) -> Result<Stored, StoreError> {
    let mut sql = Sql::new(
        "SELECT p.seq, p.author_id, p.at, p.edited_at, CASE WHEN p.deleted_at IS NULL THEN 0 ELSE 1 END, p.deleted_by, \
         p.markdown, p.version, COALESCE(p.edited_by, p.author_id) FROM posts p WHERE p.topic_id = ",
    );
    sql.text(topic).push(" AND p.number = ").bind(number);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let deleted_by: Option<String> = row.try_get(5)?;
    Ok(Stored {
        seq: row.try_get(0)?,
        author: parsed(&row, 1)?,
        written_by: parsed(&row, 8)?,
        at: row.try_get(2)?,
        edited: row.try_get(3)?,
        deleted: row.try_get::<i64, _>(4)? != 0,
        deleted_by: deleted_by.and_then(|id| id.parse().ok()),
        markdown: row.try_get(6)?,
        version: row.try_get(7)?,
    })
}
