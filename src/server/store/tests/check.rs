//! Recounting finds what differs, and nothing else.

use domain::visibility::Visibility;

use super::{
    files::people::upload,
    topics::people::{reply, start},
    world::{World, add_with},
};
use crate::server::store::{check::differences, engine::sql::Sql};

/// Fails if anything that is stored differs from what it is derived from.
pub async fn assert_agrees(world: &World) {
    assert_eq!(found(world).await, Vec::<String>::new());
}

async fn found(world: &World) -> Vec<String> {
    let mut tx = world.store.reader().begin().await.unwrap();
    let found = differences(&mut tx).await.unwrap();
    found.into_iter().map(|difference| difference.what).collect()
}

#[tokio::test]
async fn each_difference_is_found() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    let topic = start(&anna, space, "first words").await;
    reply(&anna, topic, "second").await;
    upload(&anna, space, None, "plan.txt").await;
    assert_agrees(&world).await;
    let jan = jan.me().id;
    for (damage, what) in [
        ("UPDATE topics SET last_post = last_post - 1", "topics: the newest post"),
        ("UPDATE topics SET replies = 7", "topics: the number of replies"),
        ("UPDATE topics SET first_words = 'others'", "topics: the first words"),
        (
            "UPDATE space_numbers SET posts = 1",
            "spaces: the numbers that were given",
        ),
        ("UPDATE spaces SET people = 9", "spaces: the number of people"),
        (
            "DELETE FROM posts_search WHERE rowid = 1",
            "search: posts that are not indexed",
        ),
        (
            "DELETE FROM spaces_search WHERE rowid = 1",
            "search: spaces that are not indexed",
        ),
        (
            "DELETE FROM files_search WHERE rowid = 1",
            "search: files that are not indexed",
        ),
        ("DELETE FROM file_numbers", "search: files that no longer exist"),
        (
            "UPDATE file_numbers SET public = 1",
            "search: files that are indexed for other people",
        ),
        (
            &format!("INSERT INTO space_follows SELECT '{jan}', s.id, 'nothing' FROM spaces s"),
            "space_follows: rows of people without access",
        ),
        (
            &format!("INSERT INTO topic_follows SELECT '{jan}', t.id, 'nothing' FROM topics t"),
            "topic_follows: rows of people without access",
        ),
    ] {
        let mut tx = world.store.begin().await.unwrap();
        assert!(Sql::new(damage).run(&mut tx).await.unwrap() > 0, "{damage}");
        let after = differences(&mut tx).await.unwrap();
        assert!(
            after.iter().any(|difference| difference.what == what),
            "{damage}: {after:?}"
        );
        tx.rollback().await.unwrap();
    }
}
