//! Writing topics and posts.

use domain::{
    access::Action,
    audit,
    error::{AppError, Field, Reason},
    ids::{SpaceId, TopicId, UserId},
    limits::EMOJI_A_POST,
    topic::{TopicAddress, TopicEvent, access::TopicAction, emoji as checked_emoji},
};
use sqlx::Row;
use uuid::Uuid;

use super::{
    content::{PostContent, TopicContent, first_words},
    derived, facets, numbers, position,
    posts::stored,
    record, rendering,
};
use crate::server::{
    clock, markdown,
    permits::{By, SpacePermit, TopicPermit},
    store::{
        StoreError, audit as audit_log,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Sql},
        },
        files::posts as post_files,
    },
};

/// Adds a topic and returns its number. The same `request` of the same person adds one topic.
pub async fn add_topic(permit: &mut SpacePermit, topic: &TopicContent, request: Uuid) -> Result<i64, StoreError> {
    let (space, facts, viewer) = (permit.space(), permit.access_facts(), permit.viewer());
    let by = permit.by();
    let conn = permit.act(Action::Discuss)?;
    if let Some(sent) = sent(conn, by.person, request).await? {
        return sent_topic(conn, &sent, space).await;
    }
    let floor = position::begin(conn, by.person, space, &facts).await?;
    let number = numbers::give(conn, space, 1, 1).await?;
    let id = TopicId(clock::new_id());
    insert_topic(conn, id, (space, number), topic, by).await?;
    facets::begin(conn, id, space, topic.kind).await?;
    let post = insert_post(conn, (id, number.post), by, &topic.post, request).await?;
    post_files::attach(conn, &viewer, space, post, &topic.post.files).await?;
    position::set_mark(conn, by.person, id, number.post, floor).await?;
    let address = TopicAddress {
        space,
        number: number.topic,
    };
    record::changed(conn, by, address, TopicEvent::Added(number.post)).await?;
    Ok(number.topic)
}

async fn insert_topic(
    conn: &mut Conn,
    id: TopicId,
    (space, number): (SpaceId, numbers::Given),
    topic: &TopicContent,
    by: By,
) -> Result<(), StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO topics (id, space_id, number, kind, title, first_words, state, author_id, created_at, first_post, \
         last_post, last_at, last_author_id, replies, version) VALUES (",
    );
    sql.text(id).push(", ").text(space).push(", ").bind(number.topic);
    sql.push(", ")
        .bind(topic.kind.as_str())
        .push(", ")
        .bind(topic.title.as_str());
    sql.push(", ")
        .bind(first_words(&topic.post.markdown))
        .push(", 'open', ")
        .text(by.person);
    sql.push(", ")
        .bind(by.at)
        .push(", ")
        .bind(number.post)
        .push(", ")
        .bind(number.post);
    sql.push(", ").bind(by.at).push(", ").text(by.person).push(", 0, 1)");
    sql.run(conn).await?;
    Ok(())
}

/// Inserts a post and returns its `seq`.
async fn insert_post(
    conn: &mut Conn,
    (topic, number): (TopicId, i64),
    by: By,
    content: &PostContent,
    request: Uuid,
) -> Result<i64, StoreError> {
    let mut sql = Sql::new(
        "INSERT INTO posts (topic_id, number, author_id, at, markdown, html, renderer, request, version) VALUES (",
    );
    sql.text(topic).push(", ").bind(number).push(", ").text(by.person);
    sql.push(", ")
        .bind(by.at)
        .push(", ")
        .bind(content.markdown.as_str())
        .push(", ")
        .bind(content.html.as_str());
    sql.push(", ").bind(markdown::RENDERER).push(", ").text(request);
    let seq = sql.push(", 1) RETURNING seq").count(conn).await?;
    insert_mentions(conn, seq, &content.mentions).await?;
    Ok(seq)
}

async fn insert_mentions(conn: &mut Conn, seq: i64, people: &[UserId]) -> Result<(), StoreError> {
    if people.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO post_mentions (post_seq, person_id) SELECT ");
    sql.bind(seq).push(", u.id FROM users u WHERE u.id").within(people);
    sql.run(conn).await?;
    Ok(())
}

/// A post that the person sent before by the same request.
struct Sent {
    topic: TopicId,
    address: TopicAddress,
    post: i64,
    /// Whether it is the first post of its topic.
    first: bool,
}

async fn sent(conn: &mut Conn, person: UserId, request: Uuid) -> Result<Option<Sent>, StoreError> {
    let mut sql = Sql::new(
        "SELECT t.id, t.space_id, t.number, p.number, CASE WHEN p.number = t.first_post THEN 1 ELSE 0 END \
         FROM posts p JOIN topics t ON t.id = p.topic_id WHERE p.author_id = ",
    );
    sql.text(person).push(" AND p.request = ").text(request);
    let Some(row) = sql.row(conn).await? else {
        return Ok(None);
    };
    Ok(Some(Sent {
        topic: parsed(&row, 0)?,
        address: TopicAddress {
            space: parsed(&row, 1)?,
            number: row.try_get(2)?,
        },
        post: row.try_get(3)?,
        first: boolean(&row, 4)?,
    }))
}

/// Returns the number that the topic got in the space, even if it has been moved away.
async fn sent_topic(conn: &mut Conn, sent: &Sent, space: SpaceId) -> Result<i64, StoreError> {
    if !sent.first {
        return Err(AppError::Malformed.into());
    }
    if sent.address.space == space {
        return Ok(sent.address.number);
    }
    let mut sql = Sql::new("SELECT v.number FROM topic_moves v WHERE v.topic_id = ");
    sql.text(sent.topic).push(" AND v.space_id = ").text(space);
    let before = sql.push(" ORDER BY v.number").integers(conn).await?;
    // A request for another space is none that a page sends.
    before.first().copied().ok_or_else(|| AppError::Malformed.into())
}

/// Adds a reply and returns its number. The same `request` of the same person adds one post. Its author has read the
/// topic up to it.
pub async fn add_post(permit: &mut TopicPermit, content: &PostContent, request: Uuid) -> Result<i64, StoreError> {
    let (topic, address, facts) = (permit.topic(), permit.address(), permit.facts());
    let (by, viewer) = (permit.by(), permit.viewer());
    let conn = permit.act(TopicAction::Reply)?;
    if let Some(sent) = sent(conn, by.person, request).await? {
        let same = sent.topic == topic && !sent.first;
        return same.then_some(sent.post).ok_or_else(|| AppError::Malformed.into());
    }
    let floor = position::begin(conn, by.person, address.space, &facts.space).await?;
    let number = numbers::give(conn, address.space, 0, 1).await?.post;
    let post = insert_post(conn, (topic, number), by, content, request).await?;
    post_files::attach(conn, &viewer, address.space, post, &content.files).await?;
    let mut sql = Sql::new("UPDATE topics SET replies = replies + 1, last_post = ");
    sql.bind(number)
        .push(", last_at = ")
        .bind(by.at)
        .push(", last_author_id = ");
    sql.text(by.person).push(" WHERE id = ").text(topic).run(conn).await?;
    position::set_mark(conn, by.person, topic, number, floor).await?;
    record::changed(conn, by, address, TopicEvent::PostAdded(number)).await?;
    Ok(number)
}

/// Changes the text of an own post, and keeps the earlier one.
///
/// # Errors
///
/// `Conflict` with the current Markdown if the post has changed since `version`.
pub async fn edit_post(
    permit: &mut TopicPermit,
    post: i64,
    content: &PostContent,
    version: i64,
) -> Result<(), StoreError> {
    let (topic, address, viewer) = (permit.topic(), permit.address(), permit.viewer());
    let by = permit.by();
    let conn = permit.act(TopicAction::EditOwnPost)?;
    let before = stored(conn, topic, post).await?;
    if before.author != by.person {
        return Err(AppError::NotAllowed.into());
    }
    if before.deleted {
        return Err(StoreError::NotFound);
    }
    if before.version != version {
        let now = rendering::source(conn, &viewer, address.space, &before.markdown).await?;
        return Err(AppError::conflict(&now).into());
    }
    if content.markdown == before.markdown {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO post_versions (post_seq, version, at, markdown) VALUES (");
    sql.bind(before.seq).push(", ").bind(before.version).push(", ");
    sql.bind(before.edited.unwrap_or(before.at))
        .push(", ")
        .bind(before.markdown);
    sql.push(")").run(conn).await?;
    let mut sql = Sql::new("UPDATE posts SET version = version + 1, markdown = ");
    sql.bind(content.markdown.as_str())
        .push(", html = ")
        .bind(content.html.as_str());
    sql.push(", renderer = ")
        .bind(markdown::RENDERER)
        .push(", edited_at = ")
        .bind(by.at);
    sql.push(" WHERE seq = ").bind(before.seq).run(conn).await?;
    let mut sql = Sql::new("DELETE FROM post_mentions WHERE post_seq = ");
    sql.bind(before.seq).run(conn).await?;
    insert_mentions(conn, before.seq, &content.mentions).await?;
    post_files::edited(conn, &viewer, address.space, (before.seq, by.at), &content.files).await?;
    derived::set_first_words(conn, topic, post, &first_words(&content.markdown)).await?;
    record::changed(conn, by, address, TopicEvent::PostEdited(post)).await
}

/// Deletes or restores a post: an own one, or that of another person if the permit is for these.
pub async fn delete_post(permit: &mut TopicPermit, post: i64, deleted: bool) -> Result<(), StoreError> {
    let (topic, address) = (permit.topic(), permit.address());
    let by = permit.by();
    let action = match permit.act(TopicAction::DeleteOwnPost) {
        Ok(_) => TopicAction::DeleteOwnPost,
        Err(_) => TopicAction::DeletePost,
    };
    let conn = permit.act(action)?;
    let before = stored(conn, topic, post).await?;
    if before.deleting(by.person) != action {
        return Err(AppError::NotAllowed.into());
    }
    if before.deleted == deleted {
        return Ok(());
    }
    let mut sql = Sql::new("UPDATE posts SET deleted_at = ");
    if deleted {
        sql.bind(by.at).push(", deleted_by = ").text(by.person);
    } else {
        sql.push("NULL, deleted_by = NULL");
    }
    sql.push(" WHERE seq = ").bind(before.seq).run(conn).await?;
    derived::refresh(conn, topic).await?;
    // Nothing of a deleted text is shown, not even in the place of a title.
    let words = if deleted {
        String::new()
    } else {
        first_words(&before.markdown)
    };
    derived::set_first_words(conn, topic, post, &words).await?;
    if deleted && before.author != by.person {
        let event = audit::Event::PostDeleted {
            topic: title(conn, topic).await?,
            author: before.author,
        };
        audit_log::write(conn, by.at, Some(by.person), address.space, &event).await?;
    }
    let event = match deleted {
        true => TopicEvent::PostDeleted(post),
        false => TopicEvent::PostRestored(post),
    };
    record::changed(conn, by, address, event).await
}

/// Returns the title of the topic for the audit log, which contains no words of posts.
pub(super) async fn title(conn: &mut Conn, topic: TopicId) -> Result<String, StoreError> {
    let mut sql = Sql::new("SELECT t.title FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get(0)?)
}

/// Adds or withdraws the person's reaction to a post.
pub async fn react(permit: &mut TopicPermit, post: i64, emoji: &str, on: bool) -> Result<(), StoreError> {
    let (topic, address) = (permit.topic(), permit.address());
    let by = permit.by();
    let conn = permit.act(TopicAction::Reply)?;
    // A stored one can be withdrawn whatever it is.
    let emoji = match on {
        true => checked_emoji(emoji).map_err(|reason| AppError::field(Field::Emoji, reason))?,
        false => emoji.to_owned(),
    };
    let post_now = stored(conn, topic, post).await?;
    if post_now.deleted {
        return Err(StoreError::NotFound);
    }
    let changed = if on {
        add_reaction(conn, post_now.seq, &emoji, by).await?
    } else {
        let mut sql = Sql::new("DELETE FROM reactions WHERE post_seq = ");
        sql.bind(post_now.seq).push(" AND emoji = ").bind(emoji.as_str());
        sql.push(" AND person_id = ").text(by.person).run(conn).await? > 0
    };
    match changed {
        true => record::happened(conn, by, address, TopicEvent::Reacted(post)).await,
        false => Ok(()),
    }
}

/// Adds a reaction and returns whether it is new.
async fn add_reaction(conn: &mut Conn, seq: i64, emoji: &str, by: By) -> Result<bool, StoreError> {
    let mut sql = Sql::new("SELECT count(DISTINCT x.emoji) FROM reactions x WHERE x.post_seq = ");
    let others = sql.bind(seq).push(" AND x.emoji <> ").bind(emoji).count(conn).await?;
    if others >= EMOJI_A_POST as i64 {
        let max = EMOJI_A_POST;
        return Err(AppError::field(Field::Emoji, Reason::TooMany { max }).into());
    }
    let mut sql = Sql::new("INSERT INTO reactions (post_seq, emoji, person_id, at) VALUES (");
    sql.bind(seq)
        .push(", ")
        .bind(emoji)
        .push(", ")
        .text(by.person)
        .push(", ")
        .bind(by.at);
    Ok(sql.push(") ON CONFLICT DO NOTHING").run(conn).await? > 0)
}
