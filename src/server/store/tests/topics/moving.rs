//! Moving topics to other spaces.

use domain::{
    error::{AppError, Field, Reason},
    person::Role,
    topic::{FollowLevel, ThreadPlace},
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    gate::Gate,
    store::{
        engine::sql::Sql,
        tests::world::{World, add_with},
        topics::moves,
    },
};

async fn effect(
    gate: &Gate,
    topic: domain::topic::TopicAddress,
    to: domain::ids::SpaceId,
) -> Result<(i64, i64), AppError> {
    let mut tx = gate.read().await?;
    let effect = moves::preview(&mut tx, &gate.viewer(), topic, to).await?;
    Ok((effect.losing, effect.gaining))
}

#[tokio::test]
async fn a_moved_topic_keeps_its_posts_and_what_people_have_read() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let visitor = world.user("Visitor").await;
    let from = add_with(&owner, "from", Visibility::Public, &[reader.me().id]).await;
    let to = add_with(&owner, "to", Visibility::Public, &[]).await;
    for number in 1..=3 {
        start(&owner, to, &format!("there {number}")).await;
    }
    let topic = start(&owner, from, "one").await;
    visit(&visitor, from).await;
    for text in ["two", "three", "four"] {
        reply(&owner, topic, text).await;
    }
    read(&reader, topic, 2).await;
    let moved = move_to(&owner, topic, to).await.unwrap();
    assert_eq!((moved.space, moved.number), (to, 4));
    let thread = opened(&reader, topic).await;
    assert_eq!(thread.topic.row.address, moved);
    let posts: Vec<i64> = thread.posts.iter().map(|post| post.number).collect();
    assert_eq!(posts, [4, 5, 6, 7]);
    assert_eq!(thread.first_unread, Some(6));
    assert_eq!(opened(&visitor, moved).await.first_unread, Some(5));
    assert_eq!(opened(&owner, moved).await.first_unread, None);
    // The list of a person who visits the space for the first time agrees.
    assert_eq!(unread_of(&visit(&visitor, to).await), [moved.number]);
    assert!(visit(&owner, from).await.rows.is_empty());
    assert_eq!(reply(&owner, topic, "five").await, 8);
    // Moving it back gives it a new number, and both addresses lead to it.
    let back = move_to(&owner, moved, from).await.unwrap();
    assert_eq!(back.number, 2);
    for address in [topic, moved, back] {
        assert_eq!(opened(&reader, address).await.topic.row.address, back);
    }
}

#[tokio::test]
async fn people_who_cannot_open_the_other_space_lose_everything_of_the_topic() {
    let world = World::new().await;
    let (owner, losing) = (world.user("Owner").await, world.user("Losing").await);
    let kept = world.user("Kept").await;
    let from = add_with(&owner, "from", Visibility::Private, &[losing.me().id, kept.me().id]).await;
    let to = add_with(&owner, "to", Visibility::Hidden, &[kept.me().id]).await;
    let mention = format!("[L](person:{}) [K](person:{})", losing.me().id, kept.me().id);
    let topic = start(&owner, from, &mention).await;
    for gate in [&losing, &kept] {
        read(gate, topic, 1).await;
    }
    let mut tx = world.store.begin().await.unwrap();
    for person in [losing.me().id, kept.me().id] {
        for (head, tail) in [
            (
                "INSERT INTO topic_follows (topic_id, person_id, level) SELECT t.id, ",
                FollowLevel::Everything.as_str(),
            ),
            (
                "INSERT INTO notices (topic_id, post, reason, at, person_id) SELECT t.id, 1, 3, 0, ",
                "",
            ),
        ] {
            let mut sql = Sql::new(head);
            sql.text(person);
            if !tail.is_empty() {
                sql.push(", ").bind(tail);
            }
            sql.push(" FROM topics t").run(&mut tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    assert_eq!(effect(&owner, topic, to).await, Ok((1, 0)));
    start(&owner, to, "already there").await;
    let moved = move_to(&owner, topic, to).await.unwrap();
    let unknown = open(&losing, topic, ThreadPlace::FirstUnread).await;
    assert_eq!(unknown.unwrap_err(), AppError::NotFound);
    for table in ["read_marks", "topic_follows", "notices", "post_mentions"] {
        let mut sql = Sql::new(&format!("SELECT count(*) FROM {table} x WHERE x.person_id = "));
        sql.text(losing.me().id);
        let mut tx = owner.read().await.unwrap();
        assert_eq!(sql.count(&mut tx).await.unwrap(), 0, "{table}");
    }
    // The notices of the others are about the posts at their new numbers.
    assert_eq!(opened(&kept, moved).await.posts[0].number, 2);
    assert_eq!(
        counted(&owner, "SELECT count(*) FROM notices n WHERE n.post = 2").await,
        1
    );
}

#[tokio::test]
async fn a_topic_is_moved_only_to_a_space_in_which_the_person_may_write() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let admin = world.person("Admin", Role::Administrator).await;
    let from = add_with(&owner, "from", Visibility::Public, &[]).await;
    let private = add_with(&owner, "private", Visibility::Private, &[]).await;
    let hidden = add_with(&owner, "hidden", Visibility::Hidden, &[]).await;
    let topic = start(&writer, from, "text").await;
    for (to, refused) in [(private, AppError::NotAllowed), (hidden, AppError::NotFound)] {
        assert_eq!(move_to(&writer, topic, to).await, Err(refused.clone()));
        assert_eq!(effect(&writer, topic, to).await, Err(refused));
    }
    let same = AppError::field(Field::Space, Reason::Taken);
    assert_eq!(move_to(&writer, topic, from).await, Err(same));
    let before = newest_event(&owner).await;
    assert_eq!(effect(&admin, topic, private).await, Ok((1, 0)));
    move_to(&admin, topic, private).await.unwrap();
    let events = events_after(&owner, before).await;
    let kinds: Vec<&str> = events.iter().map(|event| event.1.as_str()).collect();
    assert_eq!(kinds, ["topic_moved", "topic_moved_away", "topic_moved_here"]);
}
