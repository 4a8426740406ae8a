//! What each person receives agrees with the access rule of the store, over random events and people.

use domain::{
    access::{AccountAction, Visible, visible},
    ids::{SpaceId, UserId},
    live::{Frame, LiveEvent, OwnChange, TopicChange},
    person::Role,
    space::SpaceState,
    visibility::Visibility,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    cursor,
    filter::{Batch, RESYNC, Serialised, frame},
    replay,
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        events, imports, spaces,
        tests::{
            imports::{added_row, import},
            world::{World, add_with, put},
        },
    },
};

/// Adds an event as other parts of the server write them.
async fn record(world: &World, list: &str, subject: String, kind: &str, detail: &str) {
    let mut tx = world.store.begin().await.unwrap();
    let number = events::newest(&mut tx).await.unwrap() + 1;
    let mut sql = Sql::new("INSERT INTO events (number, at, actor_id, list, subject_id, kind, detail) VALUES (");
    sql.bind(number).push(", 0, NULL, ").bind(list).push(", ").bind(subject);
    sql.push(", ").bind(kind).push(", ").bind(detail).push(")");
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Adds a topic with its number.
async fn add_topic(
    world: &World,
    (space, number): (SpaceId, i64),
    (author, assignee): (Option<UserId>, Option<UserId>),
    private: bool,
) {
    let mut tx = world.store.begin().await.unwrap();
    let author = author.unwrap().to_string();
    let mut sql = Sql::new(
        "INSERT INTO topics (id, space_id, number, kind, title, first_words, state, author_id, created_at, first_post, \
         last_post, last_at, last_author_id, replies, version, private, assignee_id) VALUES (",
    );
    sql.text(clock::new_id()).push(", ").text(space).push(", ").bind(number);
    sql.push(", 'task', '', '', 'open', ").bind(author.as_str());
    sql.push(", 0, 1, 1, 0, ").bind(author.as_str()).push(", 0, 1, ");
    sql.bind(i64::from(private)).push(", ");
    match assignee {
        Some(person) => sql.text(person),
        None => sql.push("NULL"),
    };
    sql.push(")").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn seen(gate: &Gate, space: SpaceId) -> Visible {
    let mut tx = gate.read().await.unwrap();
    let facts = spaces::access_facts(&mut tx, &gate.viewer(), space).await.unwrap();
    facts.map_or(Visible::Nothing, |facts| visible(&gate.viewer(), &facts))
}

fn read(events: &[&Serialised]) -> Vec<LiveEvent> {
    serde_json::from_str::<Frame>(&frame(None, events)).unwrap().events
}

async fn received(gate: &Gate, after: i64) -> Vec<LiveEvent> {
    let mut conn = gate.store().reader().acquire().await.unwrap();
    let stored = events::after(&mut conn, after, 1_000).await.unwrap();
    let batch = Batch::load(&mut conn, &stored).await.unwrap();
    read(&batch.events_for(&gate.viewer()))
}

async fn newest(world: &World) -> i64 {
    events::newest(&mut world.store.reader().acquire().await.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn everybody_receives_what_the_access_rule_lets_them_see_and_nothing_of_hidden_spaces() {
    let world = World::new().await;
    let gates = [
        world.person("Admin", Role::Administrator).await,
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Stranger").await,
    ];
    let mut runner = TestRunner::deterministic();
    let any = (
        0_usize..4,
        0_usize..3,
        0_usize..3,
        proptest::collection::vec(0_usize..4, 0..3),
        0_usize..4,
        (0_usize..4, 0_usize..5, any::<bool>(), 0_usize..4),
    );
    for number in 1..60_i64 {
        let (owner, level, state, members, reader, (author, assignee, private, former)) =
            any.new_tree(&mut runner).unwrap().current();
        let people: Vec<_> = members.iter().map(|place| gates[*place].me().id).collect();
        let before = newest(&world).await;
        let id = add_with(&gates[owner], "space", Visibility::ALL[level], &people).await;
        put(&gates[owner], id, SpaceState::ALL[state]).await;
        let acts = newest(&world).await;
        let person = |place: usize| gates.get(place).map(|gate: &Gate| gate.me().id);
        add_topic(&world, (id, number), (person(author), person(assignee)), private).await;
        let detail = format!(r#"{{"former":"{}"}}"#, gates[former].me().id);
        record(
            &world,
            "topic",
            format!("{id}/{number}"),
            "post_added",
            r#"{"post": 7}"#,
        )
        .await;
        record(
            &world,
            "topic",
            format!("{id}/{number}"),
            "topic_audience_changed",
            &detail,
        )
        .await;
        record(&world, "topic", format!("{id}/{}", number + 1), "post_added", "{}").await;
        record(&world, "files", id.to_string(), "added", "{}").await;
        record(&world, "person", gates[reader].me().id.to_string(), "read", "{}").await;
        record(&world, "weather", "today".into(), "sun", "not json").await;
        let topic = LiveEvent::Topic {
            space: id,
            topic: number,
            post: Some(7),
            what: TopicChange::PostAdded,
        };
        let audience = LiveEvent::Topic {
            space: id,
            topic: number,
            post: None,
            what: TopicChange::TopicAudienceChanged,
        };
        let own = LiveEvent::Me { what: OwnChange::Read };
        for (place, gate) in gates.iter().enumerate() {
            let mut expected = Vec::new();
            let now = seen(gate, id).await;
            if now == Visible::Full {
                let sees = !private || place == author || place == assignee;
                expected.extend(sees.then(|| topic.clone()));
                // Who could see it before receives that they cannot.
                expected.extend((sees || place == former).then(|| audience.clone()));
                expected.push(LiveEvent::Files { space: id });
            }
            if place == reader {
                expected.push(own.clone());
            }
            assert_eq!(received(gate, acts).await, expected, "{now:?}");

            // Those who could find the space before it was deleted receive that, too.
            let in_trash = SpaceState::ALL[state] == SpaceState::Trash;
            let hidden = Visibility::ALL[level] == Visibility::Hidden;
            let found_before = !hidden || members.contains(&place);
            let finds = now != Visible::Nothing || (in_trash && found_before);
            let whole = received(gate, before).await;
            assert_eq!(whole.contains(&LiveEvent::Space { space: id }), finds, "{now:?}");
            if !finds {
                expected.retain(|event| *event == own);
                assert_eq!(whole, expected);
            }
        }
    }
    // The same in one go: the replay of everything is what was received event by event.
    let until = newest(&world).await;
    for gate in &gates {
        let mut conn = world.store.reader().acquire().await.unwrap();
        let replayed = replay::between(&mut conn, &gate.viewer(), 0, until).await.unwrap();
        let mut by_one = Vec::new();
        for number in 0..until {
            let stored = events::after(&mut conn, number, 1).await.unwrap();
            let batch = Batch::load(&mut conn, &stored).await.unwrap();
            by_one.extend(batch.events_for(&gate.viewer()).into_iter().cloned());
        }
        let mut once: Vec<Serialised> = Vec::new();
        for event in by_one {
            if !once.contains(&event) {
                once.push(event);
            }
        }
        assert_eq!(replayed, once);
    }
}

#[tokio::test]
async fn a_cursor_is_valid_for_its_reader_and_does_not_show_whether_something_happened() {
    let world = World::new().await;
    let (anna, ola) = (world.user("Anna").await.me().id, world.user("Ola").await.me().id);
    let first = cursor::seal(&world.store, anna, 9).unwrap();
    assert_eq!(cursor::open(&world.store, anna, &first), Some(9));
    assert_eq!(cursor::open(&world.store, ola, &first), None);
    assert_eq!(cursor::open(&world.store, anna, "nonsense"), None);
    let second = cursor::seal(&world.store, anna, 9).unwrap();
    assert_ne!(first, second);
    let later = cursor::seal(&world.store, anna, 1_234_567).unwrap();
    assert_eq!(later.len(), first.len());
}

#[tokio::test]
async fn what_cannot_be_listed_is_fetched_again() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    for number in 0..4 {
        record(&world, "person", anna.me().id.to_string(), "read", &number.to_string()).await;
    }
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("DELETE FROM events WHERE number <= ");
    sql.bind(2).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut conn = world.store.reader().acquire().await.unwrap();
    let resync = vec![Serialised(RESYNC.to_owned())];
    for (after, until, lost) in [(1, 4, true), (2, 4, false), (4, 4, false), (9, 4, true)] {
        let found = replay::between(&mut conn, &anna.viewer(), after, until).await.unwrap();
        assert_eq!(found == resync, lost, "{after}");
    }
    let many = vec![Serialised(RESYNC.replace("resync", "spaces")); 101];
    assert_eq!(read(&Vec::from_iter(&many)), [LiveEvent::Resync]);
}

#[tokio::test]
async fn undoing_an_import_is_told_to_those_who_could_find_its_spaces() {
    let world = World::new().await;
    let (owner, stranger) = (world.user("Owner").await, world.user("Stranger").await);
    for (level, told) in [(Visibility::Hidden, false), (Visibility::Private, true)] {
        let id = import(&owner, &[added_row(1, level)]).await;
        let before = newest(&world).await;
        let mut permit = owner.account(AccountAction::Import).await.unwrap();
        imports::undo(&mut permit, id, &[]).await.unwrap();
        permit.commit().await.unwrap();
        assert!(received(&owner, before).await.contains(&LiveEvent::Spaces), "{level:?}");
        assert_eq!(
            received(&stranger, before).await.contains(&LiveEvent::Spaces),
            told,
            "{level:?}"
        );
    }
}
