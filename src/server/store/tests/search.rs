//! The search over everything finds in each group what its reader may see there.

use domain::{
    ids::SpaceId,
    person::Role,
    search::{Found, HitKind, SearchGroup},
    topic::{TopicAddress, TopicKind, access::TopicAction},
    visibility::Visibility,
};

use super::{
    check::assert_agrees,
    deals,
    files::people::{bring_back, draft, rename, upload},
    plans::plan,
    requests::{change, give, take},
    topics::people::{close, delete, move_to, new_topic, send_topic, start},
    world::{World, add_with},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        files::{self, index, search::found},
        search::{
            everything::{self, Search},
            words,
        },
        topics::act,
    },
};

async fn asked(gate: &Gate, text: &str, group: Option<SearchGroup>, after: Option<&str>) -> Found {
    let mut tx = gate.read().await.unwrap();
    let search = Search {
        viewer: &gate.viewer(),
        zone: &gate.zone(),
        cursors: gate.store().cursors(),
        text,
    };
    let found = match group {
        None => everything::first(&mut tx, search).await,
        Some(group) => everything::page(&mut tx, search, group, after).await,
    };
    found.unwrap()
}

/// Returns the names of the first hits of a group.
async fn names(gate: &Gate, text: &str, group: SearchGroup) -> Vec<String> {
    let found = asked(gate, text, None, None).await;
    let groups = found.groups.into_iter().filter(|found| found.group == group);
    groups
        .flat_map(|found| found.hits)
        .map(|hit| hit.title.concat())
        .collect()
}

async fn files_named(gate: &Gate, text: &str) -> usize {
    let found = asked(gate, text, Some(SearchGroup::Files), None).await;
    found.into_hits().len()
}

async fn titled(gate: &Gate, space: SpaceId, title: &str, text: &str) -> TopicAddress {
    let number = send_topic(gate, space, new_topic(title, text), clock::new_id())
        .await
        .unwrap();
    TopicAddress { space, number }
}

/// Nothing is found.
const NONE: [&str; 0] = [];

#[tokio::test]
async fn each_group_is_found_by_its_own_rule() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna Łódzka").await, world.user("Jan").await);
    let ola = world.person("Ola", Role::Administrator).await;
    let stages = deals::pipeline(&world).await;
    for level in Visibility::ALL {
        let space = add_with(&anna, &format!("Łódź {}", level.as_str()), level, &[]).await;
        titled(&anna, space, &format!("Plan {}", level.as_str()), "tekst o Łodzi").await;
        upload(&anna, space, None, &format!("lodz-{}.pdf", level.as_str())).await;
    }
    deals::add(&anna, deals::form("Łódź contract", stages[0].id, anna.me().id, &[])).await;
    for gate in [&anna, &ola] {
        assert_eq!(names(gate, "lodz", SearchGroup::Spaces).await.len(), 3);
        assert_eq!(names(gate, "plan", SearchGroup::Topics).await.len(), 3);
        assert_eq!(names(gate, "lodz", SearchGroup::Files).await.len(), 3);
        assert_eq!(names(gate, "lodz", SearchGroup::Deals).await, ["Łódź contract"]);
    }
    // Jan may know of the private space by its name alone.
    let mut spaces = names(&jan, "lodz", SearchGroup::Spaces).await;
    spaces.sort();
    assert_eq!(spaces, ["Łódź private", "Łódź public"]);
    assert_eq!(names(&jan, "lodz", SearchGroup::Topics).await, ["Plan public"]);
    assert_eq!(names(&jan, "lodz", SearchGroup::Files).await, ["lodz-public.pdf"]);
    assert_eq!(names(&jan, "lodz", SearchGroup::People).await, ["Anna Łódzka"]);
    assert_eq!(names(&jan, "lodz", SearchGroup::Deals).await, NONE);
    for text in ["", "  ", "odz"] {
        assert_eq!(asked(&jan, text, None, None).await, Found::default(), "{text}");
    }
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_hit_marks_what_matches_and_says_where_it_is() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "Sales", Visibility::Public, &[]).await;
    let topic = titled(&anna, space, "Nowa Łódź", "Umowa").await;
    close(&anna, topic, "Podpisana").await.unwrap();
    let found = asked(&anna, "lod", None, None).await.into_hits();
    let [hit] = &found[..] else { panic!("{found:?}") };
    assert_eq!(hit.title, ["Nowa ", "Łód", "ź"]);
    assert_eq!(hit.excerpt, ["Podpisana"]);
    assert_eq!((hit.place.as_str(), hit.address.clone()), ("Sales", topic.path()));
    assert_eq!(hit.kind, HitKind::Topic(TopicKind::Talk));
    // By the text it is the post that is found.
    let found = asked(&anna, "umowa", None, None).await.into_hits();
    assert_eq!(
        (&found[0].kind, found[0].address.clone()),
        (&HitKind::Post, topic.post_link(1))
    );
}

#[tokio::test]
async fn topics_with_the_words_in_their_titles_come_first_and_once() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "Space", Visibility::Public, &[]).await;
    titled(&anna, space, "Budget", "budget").await;
    for _ in 0..7 {
        titled(&anna, space, "Other", "about the budget").await;
    }
    let found = asked(&anna, "budget", None, None).await;
    let hits = &found.groups[0].hits;
    assert_eq!((hits.len(), found.groups[0].more), (5, true));
    assert_eq!(hits[0].name(), "Budget");
    assert!(hits[1..].iter().all(|hit| hit.name() == "Other"), "{hits:?}");
}

#[tokio::test]
async fn private_topics_are_found_by_their_author_alone() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let ola = world.person("Ola", Role::Administrator).await;
    let space = add_with(&anna, "Space", Visibility::Public, &[]).await;
    let file = draft(&anna, space, "kept.pdf").await;
    titled(&anna, space, "Kept", &format!("kept words [kept](file:{file})")).await;
    assert_eq!(asked(&jan, "kept", None, None).await.groups.len(), 2);
    let mut tx = world.store.begin().await.unwrap();
    Sql::new("UPDATE topics SET private = 1").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(asked(&anna, "kept", None, None).await.groups.len(), 2);
    for other in [&jan, &ola] {
        assert_eq!(asked(other, "kept", None, None).await, Found::default());
        for group in SearchGroup::ALL {
            assert_eq!(asked(other, "kept", Some(group), None).await, Found::default());
        }
    }
}

#[tokio::test]
async fn links_are_topics_of_their_kind() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "Space", Visibility::Public, &[]).await;
    let topic = titled(&anna, space, "Article", "https://example.org/selling").await;
    titled(&anna, space, "Article about selling", "text").await;
    assert_eq!(names(&anna, "selling", SearchGroup::Links).await, NONE);
    let mut permit = anna.topic(topic, TopicAction::Change).await.unwrap();
    act::change_kind(&mut permit, TopicKind::Link).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(names(&anna, "selling article", SearchGroup::Links).await, ["Article"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn files_are_found_after_every_change() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Space", Visibility::Private, &[]).await;
    let file = upload(&anna, space, None, "Oferta_2026.pdf").await;
    for text in ["oferta", "2026 pdf", "ofer"] {
        assert_eq!(
            (files_named(&anna, text).await, files_named(&jan, text).await),
            (1, 0),
            "{text}"
        );
    }
    give(&anna, space, jan.me().id).await;
    assert_eq!(files_named(&jan, "oferta").await, 1);
    take(&anna, space, jan.me().id).await;
    assert_eq!(files_named(&jan, "oferta").await, 0);
    change(&anna, space, Visibility::Public).await;
    assert_eq!(files_named(&jan, "oferta").await, 1);
    assert_agrees(&world).await;
    change(&anna, space, Visibility::Hidden).await;
    assert_eq!(
        (files_named(&anna, "oferta").await, files_named(&jan, "oferta").await),
        (1, 0)
    );
    rename(&anna, file, "Umowa.pdf", 1).await.unwrap();
    assert_eq!(
        (files_named(&anna, "oferta").await, files_named(&anna, "umowa").await),
        (0, 1)
    );
    let item = domain::file::Items::file(file);
    super::files::people::delete(&anna, &item).await.unwrap();
    assert_eq!(files_named(&anna, "umowa").await, 0);
    bring_back(&anna, &item).await.unwrap();
    assert_eq!(files_named(&anna, "umowa").await, 1);
    assert_agrees(&world).await;
    super::files::people::delete(&anna, &item).await.unwrap();
    let later = clock::now() + 2 * domain::limits::TRASH_KEPT_MS;
    files::trash::purge(&world.store, later).await.unwrap();
    assert_agrees(&world).await;
}

#[tokio::test]
async fn files_of_posts_are_found_with_their_topic() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let open = add_with(&anna, "Open", Visibility::Public, &[]).await;
    let closed = add_with(&anna, "Closed", Visibility::Private, &[]).await;
    let file = draft(&anna, open, "drawing.png").await;
    assert_eq!(files_named(&anna, "drawing").await, 0);
    let topic = start(&anna, open, &format!("![drawing](file:{file})")).await;
    assert_eq!(files_named(&jan, "drawing").await, 1);
    let moved = move_to(&anna, topic, closed).await.unwrap();
    assert_eq!(
        (files_named(&anna, "drawing").await, files_named(&jan, "drawing").await),
        (1, 0)
    );
    assert_agrees(&world).await;
    delete(&anna, moved).await.unwrap();
    assert_eq!(files_named(&anna, "drawing").await, 0);
}

#[tokio::test]
async fn the_pages_of_a_group_follow_each_other() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Paging", Visibility::Public, &[]).await;
    for number in 0..25 {
        upload(&anna, space, None, &format!("page {number}.txt")).await;
        add_with(&anna, &format!("Page {number}"), Visibility::Public, &[]).await;
    }
    for (group, text) in [(SearchGroup::Files, "page"), (SearchGroup::Spaces, "page")] {
        let first = asked(&jan, text, Some(group), None).await;
        let second = asked(&jan, text, Some(group), first.next.as_deref()).await;
        assert_eq!(second.next, None, "{group:?}");
        let mut all: Vec<String> = first
            .clone()
            .into_hits()
            .iter()
            .map(|hit| hit.address.clone())
            .collect();
        all.extend(second.into_hits().iter().map(|hit| hit.address.clone()));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 25, "{group:?}");
        // A cursor of another person gives the first page.
        assert_eq!(
            asked(&anna, text, Some(group), first.next.as_deref()).await.into_hits(),
            first.into_hits()
        );
    }
}

#[tokio::test]
async fn files_that_the_index_lacks_are_indexed_later() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "Space", Visibility::Public, &[]).await;
    let file = upload(&anna, space, None, "late.txt").await;
    let mut tx = world.store.begin().await.unwrap();
    index::remove_files(&mut tx, &[file]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(files_named(&anna, "late").await, 0);
    assert_eq!(index::index_missing(&world.store).await.unwrap(), 1);
    assert_eq!(files_named(&anna, "late").await, 1);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn found_files_are_read_in_the_order_of_the_index() {
    let world = World::new().await;
    let jan = world.user("Jan").await;
    let sql = found(&jan.viewer(), &words("word other"), &[1, 2], (Some(9), 21));
    let plan = plan(&jan, &sql).await;
    let first = plan.lines().next().unwrap_or_default();
    assert!(first.contains("files_search VIRTUAL TABLE INDEX"), "{plan}");
    let slow =
        |step: &str| step.contains("TEMP B-TREE") || (step.starts_with("SCAN") && !step.contains("files_search"));
    assert!(!plan.lines().any(slow), "{plan}");
}
