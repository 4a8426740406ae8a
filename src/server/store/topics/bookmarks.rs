//! Adding the bookmarks of a file as links: all whose address is new in the space, in one transaction.
//!
//! An import is one event, about its last link. It indexes its posts itself and makes no notices: a person who follows
//! everything in a space would otherwise get one for each bookmark.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Action, Viewer},
    error::{AppError, Reason},
    ids::{SpaceId, TopicId},
    limits::BOOKMARKS_AN_IMPORT,
    topic::{
        NewTopic, TopicAddress, TopicEvent, TopicKind,
        link::{Address, Bookmark, BookmarkState, BookmarksAdded, KnownLink, link_tags},
    },
};

use super::{content::TopicContent, facets::link::rows, index, numbers, position, record, write};
use crate::server::{
    clock,
    permits::SpacePermit,
    store::{StoreError, engine::sql::Conn, spaces},
};

/// A bookmark whose address was read and whose post is rendered.
pub struct Prepared {
    topic: TopicContent,
    address: Address,
    tags: Vec<String>,
}

/// Reads and renders bookmarks. This needs no transaction.
///
/// # Errors
///
/// `TooLarge` if there are more than one import may have. A wrong bookmark is no error of the import.
pub fn prepare(bookmarks: &[Bookmark]) -> Result<Vec<Result<Prepared, Reason>>, AppError> {
    if bookmarks.len() > BOOKMARKS_AN_IMPORT {
        return Err(AppError::TooLarge);
    }
    Ok(bookmarks.iter().map(prepared).collect())
}

fn prepared(bookmark: &Bookmark) -> Result<Prepared, Reason> {
    let address = Address::read(&bookmark.address)?;
    let topic = NewTopic {
        kind: TopicKind::Link,
        title: bookmark.title.clone(),
        text: address.url.clone(),
    };
    Ok(Prepared {
        topic: TopicContent::new(topic).map_err(first_reason)?,
        tags: link_tags(&bookmark.tags)?,
        address,
    })
}

fn first_reason(error: AppError) -> Reason {
    match error {
        AppError::Invalid(wrong) => wrong.into_iter().next().map_or(Reason::Malformed, |wrong| wrong.reason),
        _ => Reason::Malformed,
    }
}

/// Returns what an import would do with each of the bookmarks.
pub async fn check(
    conn: &mut Conn,
    viewer: &Viewer,
    space: SpaceId,
    prepared: &[Result<Prepared, Reason>],
) -> Result<Vec<BookmarkState>, StoreError> {
    spaces::permitted(conn, viewer, space, Action::Discuss).await?;
    let addresses = prepared.iter().flatten().map(|one| one.address.canonical.as_str());
    let addresses: Vec<&str> = addresses.collect();
    let known = rows::known_of(conn, viewer, space, &addresses).await?;
    let known: HashMap<String, KnownLink> = known.into_iter().collect();
    let mut seen = HashSet::new();
    let states = prepared.iter().map(|one| match one {
        Err(reason) => BookmarkState::Wrong(reason.clone()),
        Ok(one) => match known.get(&one.address.canonical) {
            Some(known) => BookmarkState::Known(known.clone()),
            None if !seen.insert(one.address.canonical.as_str()) => BookmarkState::Repeated,
            None => BookmarkState::New,
        },
    });
    Ok(states.collect())
}

/// Adds the bookmarks whose addresses are new in the space, in the order of the file. Sending the same ones again adds
/// nothing.
pub async fn add(
    permit: &mut SpacePermit,
    prepared: Vec<Result<Prepared, Reason>>,
) -> Result<BookmarksAdded, StoreError> {
    let (space, facts, viewer) = (permit.space(), permit.access_facts(), permit.viewer());
    let by = permit.by();
    let conn = permit.act(Action::Discuss)?;
    let states = check(conn, &viewer, space, &prepared).await?;
    let counts = BookmarksAdded::count(&states);
    if counts.added == 0 {
        return Ok(counts);
    }
    let count = i64::from(counts.added);
    let floor = position::begin(conn, by.person, space, &facts).await?;
    let last = numbers::give(conn, space, count, count).await?;
    let mut given = numbers::Given {
        topic: last.topic - count,
        post: last.post - count,
    };
    let mut seqs = Vec::new();
    let new = prepared
        .into_iter()
        .zip(&states)
        .filter(|(_, state)| **state == BookmarkState::New);
    for one in new.filter_map(|(one, _)| one.ok()) {
        given.topic += 1;
        given.post += 1;
        let id = TopicId(clock::new_id());
        write::insert_topic(conn, id, (space, given), &one.topic, by).await?;
        seqs.push(write::insert_post(conn, (id, given.post), by, &one.topic.post, clock::new_id()).await?);
        rows::put(conn, id, space, &one.address).await?;
        rows::set_tags(conn, id, &one.tags).await?;
        let address = TopicAddress {
            space,
            number: given.topic,
        };
        rows::follow(conn, address).await?;
        position::set_mark(conn, by.person, id, given.post, floor).await?;
    }
    index::index_posts(conn, &seqs).await?;
    spaces::touch(conn, space, by.at).await?;
    let newest = TopicAddress {
        space,
        number: last.topic,
    };
    record::happened(conn, by, newest, TopicEvent::Changed).await?;
    Ok(counts)
}
