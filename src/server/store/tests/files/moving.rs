//! The files of topics that are moved to another space.

use domain::{
    error::AppError,
    file::Items,
    ids::{FileId, SpaceId},
    topic::{PostQuery, TopicAddress},
    visibility::Visibility,
};

use super::{
    people as files,
    posts::{GONE, html, link, rows, sees},
};
use crate::server::{
    gate::Gate,
    store::{
        tests::{
            check::assert_agrees,
            post_search::searched,
            topics::people::*,
            world::{World, add_with},
        },
        topics::{moves, thread},
    },
};

async fn count(gate: &Gate, topic: TopicAddress, to: SpaceId) -> i64 {
    let mut tx = gate.read().await.unwrap();
    moves::preview(&mut tx, &gate.viewer(), topic, to).await.unwrap().files
}

async fn source(gate: &Gate, topic: TopicAddress, post: i64) -> String {
    let mut tx = gate.read().await.unwrap();
    thread::source(&mut tx, &gate.viewer(), topic, post).await.unwrap()
}

/// Returns the id of the only file that the text names.
fn named(text: &str) -> FileId {
    let id = text.split_once("file:").unwrap().1.split_once(')').unwrap().0;
    id.parse().unwrap()
}

#[tokio::test]
async fn files_go_along_with_their_topic() {
    let world = World::new().await;
    let (anna, old, new) = (
        world.user("Anna").await,
        world.user("Old").await,
        world.user("New").await,
    );
    let from = add_with(&anna, "from", Visibility::Private, &[old.me().id]).await;
    let to = add_with(&anna, "to", Visibility::Private, &[new.me().id]).await;
    let file = files::draft(&anna, from, "offer.pdf").await;
    let topic = start(&anna, from, "text").await;
    reply(&anna, topic, &link("x", file)).await;
    reply(&old, topic, &link("x", file)).await;
    assert_eq!(count(&anna, topic, to).await, 1);
    let moved = move_to(&anna, topic, to).await.unwrap();
    assert!(sees(&new, moved, "offer.pdf").await);
    assert_eq!(files::open(&new, file).await.unwrap().space, to);
    assert_eq!(files::open(&old, file).await.unwrap_err(), AppError::NotFound);
    // And back.
    move_to(&anna, moved, from).await.unwrap();
    assert!(sees(&old, topic, "offer.pdf").await);
    assert_eq!(files::open(&new, file).await.unwrap_err(), AppError::NotFound);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_file_that_another_topic_has_too_is_copied() {
    let world = World::new().await;
    let (anna, new) = (world.user("Anna").await, world.user("New").await);
    let from = add_with(&anna, "from", Visibility::Private, &[]).await;
    let to = add_with(&anna, "to", Visibility::Private, &[new.me().id]).await;
    let file = files::draft(&anna, from, "offer.pdf").await;
    let topic = start(&anna, from, &format!("First {}", link("x", file))).await;
    let staying = start(&anna, from, &link("x", file)).await;
    edit(&anna, topic, 1, &format!("Then {}", link("x", file)), 1)
        .await
        .unwrap();
    assert_eq!(count(&anna, topic, to).await, 1);
    let moved = move_to(&anna, topic, to).await.unwrap();
    let post = opened(&anna, moved).await.posts[0].number;
    let copy = named(&source(&anna, moved, post).await);
    assert_ne!(copy, file);
    assert!(sees(&new, moved, "offer.pdf").await && html(&new, moved).await.contains(&copy.to_string()));
    let (of_copy, of_file) = (
        files::open(&new, copy).await.unwrap(),
        files::open(&anna, file).await.unwrap(),
    );
    assert_eq!(of_copy.versions, of_file.versions);
    assert_eq!((of_copy.space, of_file.space), (to, from));
    assert_eq!(
        (of_copy.uses[0].topic.address, of_file.uses[0].topic.address),
        (moved, staying)
    );
    assert_eq!(files::open(&new, file).await.unwrap_err(), AppError::NotFound);
    let mut tx = new.read().await.unwrap();
    let versions = thread::versions(&mut tx, &new.viewer(), moved, post).await.unwrap();
    drop(tx);
    assert!(versions[0].html.contains(&copy.to_string()), "{}", versions[0].html);
    assert_eq!(rows(&anna).await, 2);
    // An edit that began before the move would bring the former file back.
    let text = format!("Now {}", link("x", file));
    let late = edit(&anna, moved, post, &text, 2).await;
    assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
    // The two are independent.
    files::delete(&anna, &Items::file(copy)).await.unwrap();
    assert!(!sees(&new, moved, "offer.pdf").await && sees(&anna, staying, "offer.pdf").await);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn files_of_the_library_stay_and_show_no_name_to_people_of_the_other_space() {
    let world = World::new().await;
    let (anna, new) = (world.user("Anna").await, world.user("New").await);
    let from = add_with(&anna, "from", Visibility::Hidden, &[]).await;
    let to = add_with(&anna, "to", Visibility::Private, &[new.me().id]).await;
    let file = files::upload(&anna, from, None, "takeover.pdf").await;
    let topic = start(&anna, from, &format!("Plan: {}", link("takeover.pdf", file))).await;
    assert_eq!(count(&anna, topic, to).await, 0);
    let moved = move_to(&anna, topic, to).await.unwrap();
    assert_eq!(files::open(&anna, file).await.unwrap().space, from);
    // Who may read the library sees the file, others see words.
    assert!(sees(&anna, moved, "takeover.pdf").await && !sees(&new, moved, "takeover.pdf").await);
    assert_eq!(files::open(&new, file).await.unwrap_err(), AppError::NotFound);
    let post = opened(&new, moved).await.posts[0].number;
    assert!(!source(&new, moved, post).await.contains("takeover"));
    assert_eq!(opened(&new, moved).await.topic.row.title, "Plan: …");
    let query = PostQuery {
        search: "takeover".into(),
        ..PostQuery::default()
    };
    assert!(searched(&new, &query, None).await.posts.is_empty());
    // An edit of another part of the text keeps the link.
    edit(&anna, moved, post, &format!("New plan: {}", link("", file)), 2)
        .await
        .unwrap();
    assert!(sees(&anna, moved, "takeover.pdf").await);
    assert!(html(&new, moved).await.contains(GONE));
    assert_agrees(&world).await;
}
