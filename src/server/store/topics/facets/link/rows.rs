//! The stored addresses of topics: who has an address in a space, and the words by which links are found.

use domain::{
    access::Viewer,
    error::AppError,
    fold::fold,
    ids::{SpaceId, TopicId},
    topic::{
        TopicAddress,
        link::{Address, KnownLink, address_in},
    },
};
use sqlx::{Row, any::AnyRow};

use super::super::super::{access::visible_to, row::TITLE};
use crate::server::store::{
    StoreError,
    engine::{
        rows::parsed,
        sort_key,
        sql::{Conn, Inserts, Sql, Value},
    },
    search,
};

/// The condition that a topic `t` is listed as a link. A topic that is no longer a link keeps its address.
pub(super) const LISTED: &str = "t.kind = 'link' AND t.deleted_at IS NULL";

/// The address of a topic as it is stored.
pub struct Stored {
    pub url: String,
    pub canonical: String,
    pub host: String,
}

/// Returns the address of a topic, if it has one.
pub async fn stored(conn: &mut Conn, topic: TopicId) -> Result<Option<Stored>, StoreError> {
    let mut sql = Sql::new("SELECT l.url, l.canonical, l.host FROM links l WHERE l.topic_id = ");
    let row = sql.text(topic).row(conn).await?;
    row.map(|row| {
        Ok(Stored {
            url: row.try_get(0)?,
            canonical: row.try_get(1)?,
            host: row.try_get(2)?,
        })
    })
    .transpose()
}

/// Returns the topic of the space that has the address and that the viewer may read. `except` is a topic that does not count.
/// Private topics of others do not exist for the viewer, so that the same address may have a second topic.
pub async fn known(
    conn: &mut Conn,
    viewer: &Viewer,
    (space, except): (SpaceId, Option<TopicId>),
    canonical: &str,
) -> Result<Option<KnownLink>, StoreError> {
    let mut sql = of_addresses(viewer, space, &[canonical]);
    if let Some(except) = except {
        sql.push(" AND l.topic_id <> ").text(except);
    }
    sql.push(FIRST_HOLDER).push(" LIMIT 1");
    let row = sql.row(conn).await?;
    row.map(|row| Ok(known_link(&row)?.1)).transpose()
}

/// Returns those of the addresses that have a topic in the space which the viewer may read, each once.
pub async fn known_of(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    canonical: &[&str],
) -> Result<Vec<(String, KnownLink)>, StoreError> {
    let mut sql = of_addresses(viewer, space, canonical);
    let rows = sql.push(FIRST_HOLDER).rows(conn).await?;
    let mut found: Vec<(String, KnownLink)> = Vec::new();
    for row in &rows {
        let (address, known) = known_link(row)?;
        if found.last().is_none_or(|(last, _)| *last != address) {
            found.push((address, known));
        }
    }
    Ok(found)
}

/// The order of topics with the same address: that which holds it, then the oldest.
const FIRST_HOLDER: &str = " ORDER BY l.canonical, l.holds DESC, l.topic_id";

fn of_addresses(viewer: &Viewer, space: SpaceId, canonical: &[&str]) -> Sql {
    let mut sql = Sql::new(&format!(
        "SELECT l.canonical, t.space_id, t.number, {TITLE} FROM links l JOIN topics t ON t.id = l.topic_id \
         WHERE {LISTED} AND l.space_id = "
    ));
    sql.text(space).push(" AND l.canonical").within(canonical);
    visible_to(&mut sql, viewer.id);
    sql
}

fn known_link(row: &AnyRow) -> Result<(String, KnownLink), StoreError> {
    let known = KnownLink {
        topic: TopicAddress {
            space: parsed(row, 1)?,
            number: row.try_get(2)?,
        },
        title: row.try_get(3)?,
    };
    Ok((row.try_get(0)?, known))
}

/// Checks that no topic of the space which the viewer may read has the address.
///
/// # Errors
///
/// `Conflict` with the [`KnownLink`].
pub async fn refuse_known(
    conn: &mut Conn,
    viewer: &Viewer,
    place: (SpaceId, Option<TopicId>),
    address: &Address,
) -> Result<(), StoreError> {
    match known(conn, viewer, place, &address.canonical).await? {
        Some(known) => Err(AppError::conflict(&known).into()),
        None => Ok(()),
    }
}

/// Stores the address of a topic. [`follow`] must be called after it.
pub async fn put(conn: &mut Conn, topic: TopicId, space: SpaceId, address: &Address) -> Result<(), StoreError> {
    let mut sql = Sql::new("INSERT INTO links (topic_id, space_id, url, canonical, host, words, holds) VALUES (");
    sql.text(topic).push(", ").text(space);
    for text in [&address.url, &address.canonical, &address.host] {
        sql.push(", ").bind(text.as_str());
    }
    sql.push(
        ", '', 0) ON CONFLICT (topic_id) DO UPDATE SET url = excluded.url, canonical = excluded.canonical, \
         host = excluded.host, holds = 0",
    );
    sql.run(conn).await?;
    Ok(())
}

/// Stores the first address in the first post of a topic that becomes a link and has no address yet.
pub async fn adopt(conn: &mut Conn, topic: TopicId, space: SpaceId) -> Result<(), StoreError> {
    if stored(conn, topic).await?.is_some() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "SELECT p.markdown FROM topics t JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post \
         WHERE p.deleted_at IS NULL AND t.id = ",
    );
    let Some(row) = sql.text(topic).row(conn).await? else {
        return Ok(());
    };
    let address = address_in(row.try_get(0)?).map(Address::read);
    if let Some(Ok(address)) = address {
        put(conn, topic, space, &address).await?;
    }
    Ok(())
}

/// Returns the tags of a link in alphabetical order.
pub async fn tags(conn: &mut Conn, topic: TopicId) -> Result<Vec<String>, StoreError> {
    let mut sql = Sql::new("SELECT g.tag FROM link_tags g WHERE g.topic_id = ");
    let rows = sql.text(topic).rows(conn).await?;
    let mut tags: Vec<String> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    tags.sort_by_cached_key(|tag| sort_key(tag));
    Ok(tags)
}

/// Replaces the tags of a link. [`follow`] must be called after it.
pub async fn set_tags(conn: &mut Conn, topic: TopicId, tags: &[String]) -> Result<(), StoreError> {
    let mut sql = Sql::new("DELETE FROM link_tags WHERE topic_id = ");
    sql.text(topic).run(conn).await?;
    let mut inserts = Inserts::new("INSERT INTO link_tags (topic_id, folded, tag) VALUES", "({}, {}, {})");
    for tag in tags {
        let row = [
            Value::from(topic.to_string()),
            Value::from(fold(tag)),
            Value::from(tag.as_str()),
        ];
        inserts.add(conn, row).await?;
    }
    Ok(inserts.end(conn).await?)
}

/// Brings what is derived of a topic's address in line with the topic after a change of either: the space, the words, and
/// whether the topic holds the address. If another topic holds it, this one only has it, and its page names the other.
pub async fn follow(conn: &mut Conn, topic: TopicAddress) -> Result<(), StoreError> {
    let mut sql = Sql::new(&format!(
        "SELECT t.id, {TITLE}, l.host, l.canonical, CASE WHEN {LISTED} AND t.private = 0 THEN 1 ELSE 0 END \
         FROM topics t JOIN links l ON l.topic_id = t.id WHERE t.space_id = "
    ));
    sql.text(topic.space).push(" AND t.number = ").bind(topic.number);
    let Some(row) = sql.row(conn).await? else {
        return Ok(());
    };
    let id: TopicId = parsed(&row, 0)?;
    let (title, host): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
    let canonical: &str = row.try_get(3)?;
    let may_hold: i64 = row.try_get(4)?;
    let tags = tags(conn, id).await?.join(" ");
    let words = search::indexed(&format!("{title} {host} {tags}"));
    let mut sql = Sql::new("UPDATE links SET space_id = ");
    sql.text(topic.space).push(", words = ").bind(words);
    sql.push(", holds = CASE WHEN ").bind(may_hold);
    sql.push(" = 1 AND NOT EXISTS (SELECT 1 FROM links o WHERE o.holds = 1 AND o.topic_id <> ")
        .text(id);
    sql.push(" AND o.space_id = ").text(topic.space);
    sql.push(" AND o.canonical = ").bind(canonical);
    sql.push(") THEN 1 ELSE 0 END WHERE topic_id = ").text(id);
    sql.run(conn).await?;
    Ok(())
}
