//! Reading threads.

use domain::{
    error::AppError,
    ids::SpaceId,
    limits::THREAD_POSTS,
    topic::{Thread, ThreadPlace, TopicAddress},
    visibility::Visibility,
};

use super::people::*;
use crate::server::store::{
    engine::sql::Sql,
    tests::world::{World, add_with},
    topics::{rendering, thread},
};

fn shown(thread: &Thread) -> (i64, i64, bool, bool) {
    let number = |post: Option<&domain::topic::Post>| post.map_or(0, |post| post.number);
    (
        number(thread.posts.first()),
        number(thread.posts.last()),
        thread.before,
        thread.after,
    )
}

#[tokio::test]
async fn a_thread_opens_at_the_first_unread_post_and_is_read_in_both_directions() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "space", Visibility::Public, &[reader.me().id]).await;
    let topic = start(&owner, space, "first").await;
    for number in 2..=150 {
        assert_eq!(reply(&owner, topic, &format!("post {number}")).await, number);
    }
    assert_eq!(shown(&opened(&reader, topic).await), (1, 50, false, true));
    assert_eq!(opened(&reader, topic).await.first_unread, Some(1));
    read(&reader, topic, 80).await;
    let thread = opened(&reader, topic).await;
    assert_eq!(shown(&thread), (71, 120, true, true));
    assert_eq!(thread.first_unread, Some(81));
    assert!(thread.topic.row.unread);
    let before = open(&reader, topic, ThreadPlace::Before(71)).await.unwrap();
    assert_eq!(shown(&before), (21, 70, true, true));
    let after = open(&reader, topic, ThreadPlace::After(120)).await.unwrap();
    assert_eq!(shown(&after), (121, 150, true, false));
    let around = open(&reader, topic, ThreadPlace::Around(100)).await.unwrap();
    assert_eq!(shown(&around), (75, 124, true, true));
    read(&reader, topic, 150).await;
    let end = opened(&reader, topic).await;
    assert_eq!(shown(&end), (101, 150, true, false));
    assert_eq!((end.first_unread, end.posts.len()), (None, THREAD_POSTS));
    let nothing = open(&reader, topic, ThreadPlace::Before(1)).await.unwrap();
    assert_eq!(shown(&nothing), (0, 0, false, true));
}

#[tokio::test]
async fn a_deleted_post_is_a_placeholder_without_text() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&writer, space, "a secret").await;
    let post = reply(&writer, topic, "an answer").await;
    react(&owner, topic, 1, "👍", true).await.unwrap();
    delete_post(&writer, topic, 1, true).await.unwrap();
    let thread = opened(&owner, topic).await;
    assert!(thread.posts[0].deleted.is_some());
    assert_eq!(
        (thread.posts[0].html.as_str(), thread.posts[0].reactions.len()),
        ("", 0)
    );
    assert_eq!(thread.topic.row.title, "");
    let mut tx = owner.read().await.unwrap();
    let source = thread::source(&mut tx, &owner.viewer(), topic, 1)
        .await
        .map_err(AppError::from);
    assert_eq!(source, Err(AppError::NotFound));
    drop(tx);
    delete_post(&writer, topic, 1, false).await.unwrap();
    let thread = opened(&owner, topic).await;
    assert_eq!(thread.topic.row.title, "a secret");
    assert!(thread.posts[0].html.contains("a secret"));
    assert_eq!(thread.posts[0].reactions[0].people[0].name, "Owner");
    assert!(thread.posts[0].reactions[0].own);
    assert_eq!(thread.posts[1].number, post);
}

#[tokio::test]
async fn names_in_a_post_are_those_that_its_reader_may_see() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let outsider = world.user("Outsider").await;
    let secret = add_with(&owner, "secret plans", Visibility::Hidden, &[]).await;
    let space = add_with(&owner, "space", Visibility::Private, &[member.me().id]).await;
    let (known, unknown) = (member.me().id, outsider.me().id);
    let text =
        format!("Ask [M](person:{known}) or [O](person:{unknown}) about [S](space:{secret}) in [T](space:{space})");
    let topic = start(&owner, space, &text).await;
    let html = |thread: Thread| thread.posts[0].html.clone();
    let seen = html(opened(&owner, topic).await);
    assert!(
        seen.contains("@Member") && seen.contains("#secret plans") && seen.contains("#space"),
        "{seen}"
    );
    let seen = html(opened(&member, topic).await);
    assert!(seen.contains("@Member") && !seen.contains("secret plans"), "{seen}");
    assert!(!seen.contains("Outsider") && seen.contains("somebody"), "{seen}");
    let mut tx = member.read().await.unwrap();
    let source = thread::source(&mut tx, &member.viewer(), topic, 1).await.unwrap();
    assert!(
        source.contains("Member") && !source.contains("secret plans"),
        "{source}"
    );
    let preview = thread::preview(&mut tx, &member.viewer(), space, &text).await.unwrap();
    assert_eq!(preview, seen);
    drop(tx);
    // The stored text and mentions contain ids alone.
    let named = "SELECT count(*) FROM posts p WHERE p.html LIKE '%Member%' OR p.markdown LIKE '%[M]%'";
    assert_eq!(counted(&owner, named).await, 0);
    assert_eq!(counted(&owner, "SELECT count(*) FROM post_mentions").await, 2);
}

#[tokio::test]
async fn posts_of_another_renderer_are_rendered_again() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "**bold**").await;
    let mut tx = world.store.begin().await.unwrap();
    for old in [
        "UPDATE posts SET html = 'old', renderer = 0",
        "UPDATE topics SET first_words = 'old'",
    ] {
        Sql::new(old).run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(opened(&owner, topic).await.posts[0].html.contains("<strong>bold"));
    assert_eq!(rendering::renew(&world.store).await.unwrap(), 1);
    assert_eq!(rendering::renew(&world.store).await.unwrap(), 0);
    assert_eq!(
        counted(&owner, "SELECT count(*) FROM posts p WHERE p.html = 'old'").await,
        0
    );
    assert_eq!(opened(&owner, topic).await.topic.row.title, "bold");
}

#[tokio::test]
async fn an_unknown_topic_and_one_of_a_hidden_space_answer_alike() {
    let world = World::new().await;
    let (owner, stranger) = (world.user("Owner").await, world.user("Stranger").await);
    let space = add_with(&owner, "space", Visibility::Hidden, &[]).await;
    let topic = start(&owner, space, "hidden").await;
    let unknown = TopicAddress {
        space: SpaceId(crate::server::clock::new_id()),
        number: 1,
    };
    // Of a private space a stranger knows the outline, but not which topics it has, even after a move.
    let private = add_with(&owner, "private", Visibility::Private, &[]).await;
    let kept = start(&owner, private, "private").await;
    let away = start(&owner, private, "to be hidden").await;
    move_to(&owner, away, space).await.unwrap();
    for address in [kept, away, TopicAddress { number: 9, ..kept }] {
        let answer = open(&stranger, address, ThreadPlace::FirstUnread).await;
        assert_eq!(answer.unwrap_err(), AppError::NotAllowed);
        let answer = react(&stranger, address, 1, "👍", true).await;
        assert_eq!(answer, Err(AppError::NotAllowed));
    }
    for address in [topic, TopicAddress { number: 9, ..topic }, unknown] {
        let answer = open(&stranger, address, ThreadPlace::FirstUnread).await;
        assert_eq!(answer.unwrap_err(), AppError::NotFound);
    }
}
