//! Writing notices. A follower of events does it, so that the answer to a person who posts does not wait for those who
//! are notified.
//!
//! Each batch of events is handled in one transaction with the number of its last event, so after a crash nothing is
//! handled twice or left out.

use domain::{
    ids::{TopicId, UserId},
    mail::Kind,
    topic::{FollowLevel, NoticeReason, OwnChange, TopicAddress, TopicChange, TopicEvent, post_in},
};
use sqlx::Row;

use super::index;
use crate::server::{
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        engine::{
            rows::{boolean, parsed},
            sql::{Conn, Inserts, Sql, Value},
        },
        events::{self, Event, Happened},
        mail::{self, subjects},
        spaces::access::OPENED_BY_U,
    },
};

/// The name of this follower.
const NAME: &str = "notices";
/// The number of events that one transaction handles.
const BATCH: i64 = 200;
/// The number of events about other things after which the place is stored nevertheless.
const SKIPPED_MAX: i64 = 1_000;
/// The number of people for whom an event each is recorded. For more of them there is one for the topic, so that a post
/// in a large space does not record thousands.
const TOLD_MAX: usize = 50;

/// Handles all events that were not handled yet.
pub async fn catch_up(store: &Store) -> Result<(), StoreError> {
    let stored = events::followed(&mut *store.reader().acquire().await?, NAME).await?;
    let (mut from, mut audiences_changed) = (stored, false);
    loop {
        let batch = events::after(&mut *store.reader().acquire().await?, from, BATCH).await?;
        let Some(last) = batch.last() else { break };
        from = last.number;
        audiences_changed |= batch.iter().any(changes_audiences);
        let concerned: Vec<&Event> = batch.iter().filter(|event| concerns(event)).collect();
        if concerned.is_empty() && from - stored < SKIPPED_MAX {
            continue;
        }
        let mut tx = SystemPermit::begin(store, Purpose::Notices).await?;
        for event in concerned {
            handle(&mut tx, event).await?;
        }
        events::set_followed(&mut tx, NAME, from).await?;
        tx.commit().await?;
    }
    if audiences_changed {
        index::index_missing(store).await?;
    }
    Ok(())
}

/// Returns whether posts may be missing in the search index after the event, because it changed the visibility of large
/// spaces, or moved or restored a large topic.
fn changes_audiences(event: &Event) -> bool {
    match event.list.as_str() {
        "space" => event.kind == "visibility_changed",
        "topic" => matches!(change(event), TopicChange::TopicMovedHere | TopicChange::TopicRestored),
        list => list == "spaces",
    }
}

fn change(event: &Event) -> TopicChange {
    TopicChange::parse(&event.kind)
}

fn concerns(event: &Event) -> bool {
    use TopicChange::{PostAdded, PostDeleted, PostRestored, TopicAdded, TopicDeleted};
    let notices = [TopicAdded, PostAdded, PostRestored, PostDeleted, TopicDeleted];
    event.list == "topic" && notices.contains(&change(event))
}

/// A topic as the event found it, or where it was moved since.
struct Topic {
    id: TopicId,
    address: TopicAddress,
}

async fn handle(conn: &mut Conn, event: &Event) -> Result<(), StoreError> {
    let Some(topic) = topic(conn, &event.subject).await? else {
        return Ok(());
    };
    let number = post_in(&event.detail).unwrap_or_default();
    let change = change(event);
    if matches!(change, TopicChange::PostDeleted | TopicChange::TopicDeleted) {
        return withdraw(conn, &topic, event.at).await;
    }
    let restored = change == TopicChange::PostRestored;
    let Some(post) = post(conn, &topic, event, number, restored).await? else {
        return Ok(());
    };
    let people = people(conn, &topic, &post).await?;
    add(conn, &topic, &post, &people).await?;
    if !restored {
        mail_mentioned(conn, &post, &people, event.at).await?;
    }
    let people: Vec<UserId> = people.into_iter().map(|(person, _)| person).collect();
    tell(conn, &topic, post.number, &people, event.at).await
}

/// Returns the topic of an event, unless it was deleted completely.
async fn topic(conn: &mut Conn, subject: &str) -> Result<Option<Topic>, StoreError> {
    let Ok(address) = subject.parse::<TopicAddress>() else {
        return Ok(None);
    };
    let mut sql = Sql::new(
        "SELECT t.id, t.space_id, t.number FROM topics t WHERE t.id IN (SELECT x.id FROM topics x WHERE x.space_id = ",
    );
    sql.text(address.space).push(" AND x.number = ").bind(address.number);
    sql.push(" UNION SELECT v.topic_id FROM topic_moves v WHERE v.space_id = ")
        .text(address.space);
    sql.push(" AND v.number = ").bind(address.number).push(")");
    let row = sql.row(conn).await?;
    row.map(|row| {
        Ok(Topic {
            id: parsed(&row, 0)?,
            address: TopicAddress {
                space: parsed(&row, 1)?,
                number: row.try_get(2)?,
            },
        })
    })
    .transpose()
}

struct Post {
    seq: i64,
    number: i64,
    at: i64,
    author: UserId,
}

/// Returns the post of an event, unless it or its topic was deleted since. A move gives posts other numbers, so a new
/// post is also found by its author and time.
async fn post(
    conn: &mut Conn,
    topic: &Topic,
    event: &Event,
    number: i64,
    restored: bool,
) -> Result<Option<Post>, StoreError> {
    for by_number in [true, false] {
        let mut sql = Sql::new(
            "SELECT p.seq, p.number, p.at, p.author_id FROM topics t JOIN posts p ON p.topic_id = t.id \
             WHERE t.deleted_at IS NULL AND p.deleted_at IS NULL AND t.id = ",
        );
        sql.text(topic.id);
        if by_number {
            sql.push(" AND p.number = ").bind(number);
        }
        if !restored {
            sql.push(" AND p.at = ").bind(event.at).push(" AND p.author_id = ");
            sql.text(event.actor.map(|actor| actor.to_string()).unwrap_or_default());
        }
        sql.push(" ORDER BY p.number DESC LIMIT 1");
        if let Some(row) = sql.row(conn).await? {
            return Ok(Some(Post {
                seq: row.try_get(0)?,
                number: row.try_get(1)?,
                at: row.try_get(2)?,
                author: parsed(&row, 3)?,
            }));
        }
        if restored {
            break;
        }
    }
    Ok(None)
}

/// Returns the people whom the post gives a notice, with the rank of the reason. The candidates come from indexes, not
/// from all people.
async fn people(conn: &mut Conn, topic: &Topic, post: &Post) -> Result<Vec<(UserId, i64)>, StoreError> {
    let mut sql = Sql::new("WITH RECURSIVE authors (id) AS (SELECT min(p.author_id) FROM posts p WHERE p.topic_id = ");
    sql.text(topic.id);
    sql.push(" UNION ALL SELECT (SELECT min(p.author_id) FROM posts p WHERE p.topic_id = ");
    sql.text(topic.id);
    sql.push(
        " AND p.author_id > authors.id) FROM authors WHERE authors.id IS NOT NULL), \
         candidates (id) AS (SELECT authors.id FROM authors \
         UNION SELECT x.person_id FROM post_mentions x WHERE x.post_seq = ",
    );
    sql.bind(post.seq);
    sql.push(" UNION SELECT f.person_id FROM topic_follows f WHERE f.level = 'everything' AND f.topic_id = ");
    sql.text(topic.id);
    sql.push(" UNION SELECT f.person_id FROM space_follows f WHERE f.level = 'everything' AND f.space_id = ");
    sql.text(topic.address.space);
    for related in [
        "SELECT f.person_id AS id FROM read_floors f WHERE f.space_id = ",
        "SELECT m.user_id AS id FROM space_members m WHERE m.space_id = ",
        "SELECT x.owner_id AS id FROM spaces x WHERE x.id = ",
    ] {
        sql.push(" UNION SELECT u.id FROM (")
            .push(related)
            .text(topic.address.space);
        sql.push(") r JOIN users u ON u.id = r.id WHERE u.follow_level = 'everything'");
    }
    sql.push(") SELECT u.id, COALESCE(tf.level, sf.level, u.follow_level), ");
    sql.push("CASE WHEN EXISTS (SELECT 1 FROM post_mentions x WHERE x.person_id = u.id AND x.post_seq = ");
    sql.bind(post.seq).push(") THEN 1 ELSE 0 END, ");
    sql.push(
        "CASE WHEN EXISTS (SELECT 1 FROM posts p WHERE p.author_id = u.id AND p.deleted_at IS NULL AND p.topic_id = ",
    );
    sql.text(topic.id).push(" AND p.number < ").bind(post.number);
    sql.push(") THEN 1 ELSE 0 END FROM candidates c JOIN users u ON u.id = c.id JOIN spaces s ON s.id = ");
    sql.text(topic.address.space);
    sql.push(" LEFT JOIN topic_follows tf ON tf.person_id = u.id AND tf.topic_id = ")
        .text(topic.id);
    sql.push(" LEFT JOIN space_follows sf ON sf.person_id = u.id AND sf.space_id = s.id WHERE u.id <> ");
    sql.text(post.author)
        .push(" AND u.deactivated_at IS NULL AND ")
        .push(OPENED_BY_U)
        .push(" ORDER BY u.id");
    let mut people = Vec::new();
    for row in sql.rows(conn).await? {
        let level = FollowLevel::parse(row.try_get(1)?).unwrap_or_default();
        if let Some(reason) = level.reason(boolean(&row, 2)?, boolean(&row, 3)?) {
            people.push((parsed(&row, 0)?, reason.rank()));
        }
    }
    Ok(people)
}

async fn add(conn: &mut Conn, topic: &Topic, post: &Post, people: &[(UserId, i64)]) -> Result<(), StoreError> {
    // The restored post may have notices if it was restored and deleted again meanwhile.
    let mut sql = Sql::new("DELETE FROM notices WHERE topic_id = ");
    sql.text(topic.id).push(" AND post = ").bind(post.number);
    sql.push(" AND reason <> ").bind(NoticeReason::Assigned.rank());
    sql.run(conn).await?;
    // People to whom the task was assigned with the post have a notice of it already.
    let mut sql = Sql::new("SELECT n.person_id FROM notices n WHERE n.topic_id = ");
    let rows = sql
        .text(topic.id)
        .push(" AND n.post = ")
        .bind(post.number)
        .rows(conn)
        .await?;
    let noticed: Vec<UserId> = rows.iter().map(|row| parsed(row, 0)).collect::<Result<_, _>>()?;
    let mut inserts = Inserts::new(
        "INSERT INTO notices (person_id, topic_id, post, reason, at) VALUES",
        "({}, {}, {}, {}, {})",
    );
    for (person, rank) in people.iter().filter(|(person, _)| !noticed.contains(person)) {
        let row = [
            Value::from(person.to_string()),
            Value::from(topic.id.to_string()),
            Value::from(post.number),
            Value::from(*rank),
            Value::from(post.at),
        ];
        inserts.add(conn, row).await?;
    }
    Ok(inserts.end(conn).await?)
}

/// Queues e-mail for the people whom the post mentions. A restored post was mailed when it was written.
async fn mail_mentioned(conn: &mut Conn, post: &Post, people: &[(UserId, i64)], at: i64) -> Result<(), StoreError> {
    let mentioned = people.iter().filter(|(_, rank)| *rank == NoticeReason::Mention.rank());
    let subject = subjects::mention(post.seq);
    for (person, _) in mentioned {
        mail::queue_if_wanted(conn, at, *person, Kind::Mention, &subject).await?;
    }
    Ok(())
}

/// Deletes the notices of deleted posts, or all if the topic is deleted.
async fn withdraw(conn: &mut Conn, topic: &Topic, at: i64) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM notices WHERE topic_id = ");
    sql.text(topic.id);
    sql.push(
        " AND EXISTS (SELECT 1 FROM topics t JOIN posts p ON p.topic_id = t.id WHERE t.id = notices.topic_id \
              AND p.number = notices.post AND (t.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL)) \
              RETURNING person_id, post",
    );
    let (mut people, mut first) = (Vec::new(), 0);
    for row in sql.rows(conn).await? {
        people.push(parsed(&row, 0)?);
        first = row.try_get(1)?;
    }
    people.sort_unstable();
    people.dedup();
    tell(conn, topic, first, &people, at).await
}

/// Records that the notices of these people changed.
async fn tell(conn: &mut Conn, topic: &Topic, post: i64, people: &[UserId], at: i64) -> Result<(), StoreError> {
    if people.len() > TOLD_MAX {
        return events::record(
            conn,
            at,
            None,
            Happened::Topic(topic.address, TopicEvent::Noticed(post)),
        )
        .await;
    }
    for person in people {
        events::record(conn, at, None, Happened::Person(*person, OwnChange::Notices)).await?;
    }
    Ok(())
}
