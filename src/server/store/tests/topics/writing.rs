//! Writing, editing, deleting and reacting.

use domain::{
    error::{AppError, Field, Reason},
    limits::EMOJI_A_POST,
    person::Role,
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    clock,
    store::{
        tests::world::{World, add_with},
        topics::thread,
    },
};

#[tokio::test]
async fn the_same_request_adds_one_topic_and_one_post_even_after_a_move() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let target = add_with(&owner, "target", Visibility::Public, &[]).await;
    let (request, second) = (clock::new_id(), clock::new_id());
    let topic = || new_topic("Title", "text");
    assert_eq!(send_topic(&owner, space, topic(), request).await, Ok(1));
    assert_eq!(send_topic(&owner, space, topic(), request).await, Ok(1));
    // A request identifies a text of its author alone.
    assert_eq!(send_topic(&other, space, topic(), request).await, Ok(2));
    let address = domain::topic::TopicAddress { space, number: 1 };
    let post = send_reply(&owner, address, "reply", second).await.unwrap();
    assert_eq!(send_reply(&owner, address, "reply", second).await, Ok(post));
    let moved = move_to(&owner, address, target).await.unwrap();
    assert_eq!(send_topic(&owner, space, topic(), request).await, Ok(1));
    let again = send_reply(&owner, address, "reply", second).await.unwrap();
    assert_eq!(opened(&owner, moved).await.posts[1].number, again);
    assert_eq!(
        send_topic(&owner, target, topic(), second).await,
        Err(AppError::Malformed)
    );
    assert_eq!(counted(&owner, "SELECT count(*) FROM posts").await, 3);
}

#[tokio::test]
async fn an_edit_keeps_the_former_text_and_a_concurrent_one_is_a_conflict() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "one").await;
    edit(&owner, topic, 1, "two", 1).await.unwrap();
    let refused = edit(&owner, topic, 1, "three", 1).await.unwrap_err();
    let AppError::Conflict(current) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(current.read::<String>().as_deref(), Some("two"));
    edit(&owner, topic, 1, "two", 2).await.unwrap();
    edit(&owner, topic, 1, "three", 2).await.unwrap();
    assert_eq!(edit(&reader, topic, 1, "four", 3).await, Err(AppError::NotAllowed));
    let thread = opened(&reader, topic).await;
    assert_eq!(thread.topic.row.title, "three");
    assert!(thread.posts[0].edited.is_some());
    assert_eq!(thread.posts[0].version, 3);
    let mut tx = reader.read().await.unwrap();
    let versions = thread::versions(&mut tx, &reader.viewer(), topic, 1).await.unwrap();
    let texts: Vec<&str> = versions.iter().map(|version| version.html.trim()).collect();
    assert_eq!(texts, ["<p>two</p>", "<p>one</p>"]);
}

#[tokio::test]
async fn deleting_posts_changes_the_newest_post_and_the_number_of_replies() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "one").await;
    reply(&writer, topic, "two").await;
    reply(&owner, topic, "three").await;
    delete_post(&owner, topic, 3, true).await.unwrap();
    let row = visit(&writer, space).await.rows.remove(0);
    assert_eq!((row.replies, row.last_author.name.as_str()), (1, "Writer"));
    delete_post(&writer, topic, 2, true).await.unwrap();
    delete_post(&owner, topic, 1, true).await.unwrap();
    let row = visit(&writer, space).await.rows.remove(0);
    assert_eq!((row.replies, row.last_author.name.as_str()), (0, "Owner"));
    delete_post(&owner, topic, 3, false).await.unwrap();
    let row = visit(&writer, space).await.rows.remove(0);
    assert_eq!((row.replies, row.last_author.name.as_str()), (1, "Owner"));
    // Numbers are not used again.
    assert_eq!(reply(&owner, topic, "four").await, 4);
}

#[tokio::test]
async fn a_post_that_somebody_else_deleted_is_not_restored_by_its_author() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let admin = world.person("Admin", Role::Administrator).await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "one").await;
    let post = reply(&writer, topic, "two").await;
    delete_post(&owner, topic, post, true).await.unwrap();
    assert_eq!(
        delete_post(&writer, topic, post, false).await,
        Err(AppError::NotAllowed)
    );
    assert!(!opened(&writer, topic).await.posts[1].rights.delete);
    delete_post(&admin, topic, post, false).await.unwrap();
    assert!(opened(&writer, topic).await.posts[1].rights.delete);
    let deleted = "SELECT count(*) FROM audit_lines a WHERE a.kind = 'post_deleted' AND a.detail NOT LIKE '%two%'";
    assert_eq!(counted(&owner, deleted).await, 1);
    delete_post(&writer, topic, post, true).await.unwrap();
    assert_eq!(counted(&owner, deleted).await, 1);
}

#[tokio::test]
async fn a_reaction_is_one_of_a_person_and_emoji_and_limited_in_number() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "one").await;
    let before = newest_event(&owner).await;
    react(&owner, topic, 1, "👍", true).await.unwrap();
    react(&owner, topic, 1, "👍", true).await.unwrap();
    react(&other, topic, 1, "👍", true).await.unwrap();
    react(&other, topic, 1, "❤️", true).await.unwrap();
    react(&other, topic, 1, "❤️", false).await.unwrap();
    assert_eq!(events_after(&owner, before).await.len(), 4);
    let reactions = opened(&other, topic).await.posts.remove(0).reactions;
    assert_eq!(reactions.len(), 1);
    let names: Vec<&str> = reactions[0].people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((names, reactions[0].own), (vec!["Owner", "Other"], true));
    let wrong = AppError::field(Field::Emoji, Reason::NotAnEmoji);
    assert_eq!(react(&owner, topic, 1, "ok", true).await, Err(wrong));
    for place in 1..EMOJI_A_POST as u32 {
        let emoji = char::from_u32(0x1F600 + place).unwrap().to_string();
        react(&owner, topic, 1, &emoji, true).await.unwrap();
    }
    let full = AppError::field(Field::Emoji, Reason::TooMany { max: EMOJI_A_POST });
    assert_eq!(react(&owner, topic, 1, "🚀", true).await, Err(full));
    react(&other, topic, 1, "😁", true).await.unwrap();
}

#[tokio::test]
async fn writing_is_an_activity_of_the_space_and_records_one_event() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let later = owner.clone().at(clock::now() + 60_000);
    let before = newest_event(&owner).await;
    let topic = start(&later, space, "one").await;
    reply(&later, topic, "two").await;
    let kinds: Vec<String> = events_after(&owner, before)
        .await
        .into_iter()
        .map(|event| event.1)
        .collect();
    assert_eq!(kinds, ["topic_added", "post_added"]);
    let active = "SELECT count(*) FROM spaces s JOIN posts p ON p.at = s.last_activity_at";
    assert_eq!(counted(&owner, active).await, 2);
}
