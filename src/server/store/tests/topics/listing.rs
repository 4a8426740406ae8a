//! The list of topics.

use domain::{
    access::Action,
    limits::PAGE_ROWS,
    person::Role,
    topic::{TopicState, TopicsQuery},
    visibility::Visibility,
};

use super::people::*;
use crate::server::store::{
    spaces::act,
    tests::world::{World, add_with},
};

#[tokio::test]
async fn pinned_topics_come_first_then_unread_ones_then_the_others_each_newest_first() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "space", Visibility::Public, &[reader.me().id]).await;
    let mut topics = Vec::new();
    for number in 1..=6 {
        topics.push(start(&owner, space, &format!("topic {number}")).await);
    }
    pin(&owner, topics[1], true).await.unwrap();
    read(&reader, topics[3], 4).await;
    read(&reader, topics[5], 6).await;
    let page = visit(&reader, space).await;
    assert_eq!(numbers(&page), [2, 5, 3, 1, 6, 4]);
    assert_eq!(unread_of(&page), [2, 5, 3, 1]);
    assert_eq!((page.unread, page.newest, page.empty), (4, 6, false));
    assert_eq!(page.rows[1].title, "topic 5");
    reply(&owner, topics[0], "again").await;
    let page = visit(&reader, space).await;
    assert_eq!(numbers(&page), [2, 1, 5, 3, 6, 4]);
    assert_eq!(page.rows[1].replies, 1);
}

#[tokio::test]
async fn pages_contain_each_topic_once_in_every_part_of_the_list() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "space", Visibility::Public, &[reader.me().id]).await;
    let mut topics = Vec::new();
    for number in 0..PAGE_ROWS as i64 * 3 {
        topics.push(start(&owner, space, &format!("topic {number}")).await);
    }
    // Read, marked as unread again below the floor, and unread above it.
    read_all(&reader, space, PAGE_ROWS as i64 * 2).await;
    for topic in topics.iter().take(PAGE_ROWS).step_by(2) {
        unread(&reader, *topic, topic.number).await;
    }
    let (mut found, mut after, mut marks) = (Vec::new(), None, Vec::new());
    loop {
        let page = listed(&reader, space, &TopicsQuery::default(), after.as_deref()).await;
        found.extend(numbers(&page));
        marks.extend(page.rows.iter().map(|row| row.unread));
        let Some(next) = page.next else { break };
        assert_eq!(page.rows.len(), PAGE_ROWS);
        after = Some(next);
    }
    assert_eq!(found.len(), topics.len());
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), topics.len());
    assert!(marks.is_sorted_by_key(|unread| !unread));
    assert_eq!(
        marks.iter().filter(|unread| **unread).count(),
        PAGE_ROWS + PAGE_ROWS / 2
    );
    // A cursor of another list gives the first page.
    let closed = TopicsQuery {
        state: Some(TopicState::Open),
        ..TopicsQuery::default()
    };
    let other = listed(&reader, space, &closed, after.as_deref()).await;
    assert_eq!(other.rows.len(), PAGE_ROWS);
    assert!(other.rows[0].unread);
}

#[tokio::test]
async fn the_list_is_filtered_by_state_and_by_the_viewers_own_posts() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let first = start(&owner, space, "first").await;
    let second = start(&owner, space, "second").await;
    let third = start(&writer, space, "third").await;
    close(&owner, first, "Done.").await.unwrap();
    let post = reply(&writer, first, "mine").await;
    let state = |state| TopicsQuery {
        state: Some(state),
        ..TopicsQuery::default()
    };
    let mine = TopicsQuery {
        mine: true,
        ..TopicsQuery::default()
    };
    let closed = listed(&writer, space, &state(TopicState::Closed), None).await;
    assert_eq!(numbers(&closed), [first.number]);
    assert_eq!(closed.rows[0].outcome.as_deref(), Some("Done."));
    let open = listed(&owner, space, &state(TopicState::Open), None).await;
    assert_eq!(numbers(&open), [third.number, second.number]);
    let own = listed(&writer, space, &mine, None).await;
    assert_eq!(numbers(&own), [first.number, third.number]);
    unread(&writer, first, first.number).await;
    read_all(&writer, space, 2).await;
    assert_eq!(numbers(&listed(&writer, space, &mine, None).await).len(), 2);
    delete_post(&writer, first, post, true).await.unwrap();
    assert_eq!(numbers(&listed(&writer, space, &mine, None).await), [third.number]);
}

#[tokio::test]
async fn the_first_visit_begins_what_is_unread() {
    let world = World::new().await;
    let (owner, late) = (world.user("Owner").await, world.user("Late").await);
    let stranger = world.user("Stranger").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let old = start(&owner, space, "old").await;
    let mut permit = owner.space(space, Action::ManagePeople).await.unwrap();
    act::give_access(&mut permit, &[late.me().id]).await.unwrap();
    permit.commit().await.unwrap();
    // The next post is written at a later instant than the membership.
    let later = owner.clone().at(crate::server::clock::now() + 1_000);
    let new = start(&later, space, "new").await;
    assert_eq!(unread_of(&visit(&late, space).await), [new.number]);
    assert_eq!(unread_of(&visit(&stranger, space).await), [0; 0]);
    let post = reply(&later, old, "more").await;
    assert_eq!(unread_of(&visit(&stranger, space).await), [old.number]);
    assert_eq!(opened(&stranger, old).await.first_unread, Some(post));
}

#[tokio::test]
async fn an_empty_space_says_so_and_only_then() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Private, &[]).await;
    let page = visit(&owner, space).await;
    assert!(page.empty && page.rows.is_empty());
    assert_eq!((page.readers, page.newest), (Some(1), 0));
    assert!(page.rights.post);
    start(&owner, space, "first").await;
    let closed = TopicsQuery {
        state: Some(TopicState::Closed),
        ..TopicsQuery::default()
    };
    let page = listed(&owner, space, &closed, None).await;
    assert!(!page.empty && page.rows.is_empty());
}

#[tokio::test]
async fn opening_the_topics_of_a_closed_space_by_an_administrator_is_audited_once() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let admin = world.person("Admin", Role::Administrator).await;
    let space = add_with(&owner, "space", Visibility::Private, &[]).await;
    visit(&owner, space).await;
    let opened = "SELECT count(*) FROM audit_lines a WHERE a.kind = 'space_opened'";
    assert_eq!(counted(&owner, opened).await, 0);
    visit(&admin, space).await;
    visit(&admin, space).await;
    assert_eq!(counted(&owner, opened).await, 1);
}
