//! The search in conversations finds what its reader may see, by the beginnings of words.

use domain::{
    day::Day,
    ids::SpaceId,
    person::Role,
    topic::{PostQuery, PostsPage},
    visibility::Visibility,
};

use super::{
    check::assert_agrees,
    requests::{change, give, take},
    topics::people::*,
    world::{World, add_with},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        search::words,
        topics::{audience::Scope, index, search},
    },
};

pub async fn searched(gate: &Gate, query: &PostQuery, after: Option<&str>) -> PostsPage {
    let mut tx = gate.read().await.unwrap();
    let (zone, cursors) = (gate.zone(), gate.store().cursors());
    let viewer = gate.viewer();
    let page = search::page(&mut tx, &viewer, &zone, cursors, query, after, clock::now());
    page.await.unwrap()
}

/// Returns the numbers of the posts that the search finds, newest first.
pub async fn posts(gate: &Gate, text: &str) -> Vec<i64> {
    let query = PostQuery {
        search: text.into(),
        ..PostQuery::default()
    };
    let found = searched(gate, &query, None).await.posts;
    found.into_iter().map(|post| post.post).collect()
}

/// Nothing is found.
const NONE: [i64; 0] = [];

async fn public(gate: &Gate) -> SpaceId {
    add_with(gate, "Sales", Visibility::Public, &[]).await
}

#[tokio::test]
async fn words_are_found_by_their_beginnings_without_diacritics() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let topic = start(&anna, space, "Plik **Oferta_v2-final** dla Łodzi").await;
    reply(&anna, topic, "inna wiadomość").await;
    for text in [
        "oferta",
        "ofe",
        "v2",
        "final",
        "łodz",
        "LODZI oferta",
        "oferta_v2-final",
    ] {
        assert_eq!(posts(&jan, text).await, [1], "{text}");
    }
    assert_eq!(posts(&jan, "wiadomosc").await, [2]);
    for text in ["ferta", "oferta wiadomosc", "", "  "] {
        assert_eq!(posts(&jan, text).await, NONE, "{text}");
    }
    let query = PostQuery {
        search: "lodz".into(),
        ..PostQuery::default()
    };
    let found = searched(&jan, &query, None).await.posts;
    assert_eq!(found[0].excerpt, ["Plik Oferta_v2-final dla ", "Łodz", "i"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn an_excerpt_names_what_its_reader_may_see() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let outsider = world.user("Olek").await.me().id;
    let secret = add_with(&anna, "Secret plans", Visibility::Hidden, &[]).await;
    let known = public(&anna).await;
    let space = add_with(&anna, "Closed", Visibility::Private, &[jan.me().id]).await;
    let text = format!(
        "Hey [](person:{}), ask [](person:{outsider}) about [](space:{secret}) and [](space:{known})",
        jan.me().id
    );
    let topic = start(&anna, space, &text).await;
    for (gate, excerpt) in [
        (&anna, "Hey @Jan, ask somebody about #Secret plans and #Sales"),
        (&jan, "Hey @Jan, ask somebody about a space and #Sales"),
    ] {
        let query = PostQuery {
            space: Some(space),
            ..PostQuery::default()
        };
        let found = searched(gate, &query, None).await.posts;
        assert_eq!(found[0].excerpt.concat(), excerpt);
        // The words that stand for the title are the same for every reader.
        assert_eq!(found[0].title, "Hey @…, ask @… about #… and #…");
        assert_eq!(opened(gate, topic).await.topic.row.title, found[0].title);
    }
    for name in ["jan", "olek", "secret", "sales", "somebody"] {
        assert_eq!(posts(&anna, name).await, NONE, "{name}");
    }
    assert_agrees(&world).await;
}

#[tokio::test]
async fn title_and_outcome_find_the_first_post() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    let topic = start(&anna, space, "text").await;
    reply(&anna, topic, "second").await;
    rename(&anna, topic, "Budżet", 1).await.unwrap();
    assert_eq!(posts(&anna, "budzet text").await, [1]);
    close(&anna, topic, "Przyjęty").await.unwrap();
    assert_eq!(posts(&anna, "przyjety").await, [1]);
    reopen(&anna, topic).await.unwrap();
    assert_eq!(posts(&anna, "przyjety").await, NONE);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn an_edit_a_deletion_and_a_restoration_change_what_is_found() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    let topic = start(&anna, space, "first").await;
    let post = reply(&anna, topic, "before").await;
    edit(&anna, topic, post, "after", 1).await.unwrap();
    assert_eq!(
        (posts(&anna, "before").await, posts(&anna, "after").await),
        (vec![], vec![post])
    );
    delete_post(&anna, topic, post, true).await.unwrap();
    assert_eq!(posts(&anna, "after").await, NONE);
    delete_post(&anna, topic, post, false).await.unwrap();
    assert_eq!(posts(&anna, "after").await, [post]);
    delete(&anna, topic).await.unwrap();
    assert_eq!(posts(&anna, "first").await, NONE);
    assert_agrees(&world).await;
    restore(&anna, topic).await.unwrap();
    assert_eq!(posts(&anna, "first").await, [1]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn nothing_is_found_where_the_reader_may_not_look() {
    let world = World::new().await;
    let (anna, jan, ola) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.person("Ola", Role::Administrator).await,
    );
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    start(&anna, space, "secret").await;
    assert_eq!(
        (posts(&anna, "secret").await, posts(&ola, "secret").await),
        (vec![1], vec![1])
    );
    assert_eq!(posts(&jan, "secret").await, NONE);
    give(&anna, space, jan.me().id).await;
    assert_eq!(posts(&jan, "secret").await, [1]);
    take(&anna, space, jan.me().id).await;
    assert_eq!(posts(&jan, "secret").await, NONE);
    change(&anna, space, Visibility::Public).await;
    assert_eq!(posts(&jan, "secret").await, [1]);
    change(&anna, space, Visibility::Hidden).await;
    assert_eq!(
        (posts(&anna, "secret").await, posts(&jan, "secret").await),
        (vec![1], vec![])
    );
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_moved_topic_is_found_by_the_people_of_its_new_space() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let (open, closed) = (
        public(&anna).await,
        add_with(&anna, "Plans", Visibility::Private, &[]).await,
    );
    let topic = start(&anna, open, "wandering").await;
    let moved = move_to(&anna, topic, closed).await.unwrap();
    assert_eq!(
        (posts(&anna, "wand").await.len(), posts(&jan, "wand").await.len()),
        (1, 0)
    );
    move_to(&anna, moved, open).await.unwrap();
    assert_eq!(posts(&jan, "wand").await.len(), 1);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn filters_narrow_and_pages_follow_each_other() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let (one, two) = (public(&anna).await, public(&anna).await);
    let topic = start(&anna, one, "word").await;
    for _ in 0..24 {
        reply(&anna, topic, "word again").await;
    }
    start(&jan, two, "word elsewhere").await;
    let all = PostQuery {
        search: "word".into(),
        ..PostQuery::default()
    };
    let first = searched(&jan, &all, None).await;
    let second = searched(&jan, &all, first.next.as_deref()).await;
    assert_eq!((first.posts.len(), second.posts.len(), second.next), (20, 6, None));
    assert_eq!(first.posts[0].author.id, jan.me().id);
    let of = |change: fn(&mut PostQuery, SpaceId, &Gate)| {
        let mut query = all.clone();
        change(&mut query, two, &jan);
        query
    };
    for query in [
        of(|query, space, _| query.space = Some(space)),
        of(|query, _, gate| query.author = Some(gate.me().id)),
    ] {
        assert_eq!(searched(&anna, &query, None).await.posts.len(), 1);
    }
    let mut past = all.clone();
    past.to = Day::parse("2020-01-01");
    assert_eq!(searched(&anna, &past, None).await.posts, []);
    // A cursor of another person gives the first page.
    let foreign = searched(&anna, &all, first.next.as_deref()).await;
    assert_eq!(foreign.posts.len(), 20);
}

#[tokio::test]
async fn posts_that_the_index_lacks_are_indexed_later() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    start(&anna, space, "late").await;
    let mut tx = world.store.begin().await.unwrap();
    index::remove_posts(&mut tx, &[1]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(posts(&anna, "late").await, NONE);
    index::index_missing(&world.store).await.unwrap();
    assert_eq!(posts(&anna, "late").await, [1]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn found_posts_are_read_in_the_order_of_the_index() {
    use sqlx::Row;
    let world = World::new().await;
    let jan = world.user("Jan").await;
    let query = PostQuery {
        search: "word other".into(),
        ..PostQuery::default()
    };
    let sql = search::found(
        &jan.viewer(),
        &jan.zone(),
        &query,
        (Scope::All, &words(&query.search)),
        &[1, 2],
        (Some(9), 21),
    );
    let mut tx = jan.read().await.unwrap();
    let rows = sql.explained().rows(&mut tx).await.unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.try_get("detail").unwrap()).collect();
    assert!(plan[0].contains("posts_search VIRTUAL TABLE INDEX"), "{plan:?}");
    let slow =
        |step: &String| step.contains("TEMP B-TREE") || (step.starts_with("SCAN") && !step.contains("posts_search"));
    assert!(!plan.iter().any(slow), "{plan:?}");
}
