//! Events: recorded with the write, numbered, and announced after the commit.

use domain::{
    access::Action,
    ids::SpaceId,
    operation::{Operation, Selection},
    person::Role,
    visibility::Visibility,
};

use super::{
    operations::apply,
    world::{World, add, form},
};
use crate::server::{
    clock,
    gate::Gate,
    permits::{Purpose, SystemPermit},
    store::{
        engine::sql::Sql,
        events::{self, Event},
        spaces,
    },
};

async fn newest(world: &World) -> i64 {
    events::newest(&mut world.store.reader().acquire().await.unwrap())
        .await
        .unwrap()
}

async fn after(world: &World, number: i64) -> Vec<Event> {
    let mut conn = world.store.reader().acquire().await.unwrap();
    events::after(&mut conn, number, 100).await.unwrap()
}

/// Returns list, subject and kind of each event.
fn outlines(events: &[Event]) -> Vec<(&str, &str, &str)> {
    events
        .iter()
        .map(|event| (event.list.as_str(), event.subject.as_str(), event.kind.as_str()))
        .collect()
}

async fn counted(world: &World, query: &str) -> i64 {
    let mut conn = world.store.reader().acquire().await.unwrap();
    Sql::new(query).count(&mut conn).await.unwrap()
}

async fn owner_and_space(world: &World) -> (Gate, SpaceId) {
    let owner = world.person("Anna", Role::User).await;
    let id = add(&owner, form("plans", Visibility::Public)).await;
    (owner, id)
}

#[tokio::test]
async fn a_write_records_exactly_its_events() {
    let world = World::new().await;
    let (owner, id) = owner_and_space(&world).await;
    let heir = world.person("Jan", Role::User).await;
    let before = newest(&world).await;

    let mut permit = owner.space(id, Action::HandOver).await.unwrap();
    spaces::act::hand_over(&mut permit, heir.me().id).await.unwrap();
    permit.commit().await.unwrap();

    let events = after(&world, before).await;
    let subject = id.to_string();
    let expected = [
        ("space", &*subject, "handed_over"),
        ("audit", &*subject, "owner_changed"),
    ];
    assert_eq!(outlines(&events), expected);
    assert!(events.iter().all(|event| event.actor == Some(owner.me().id)));
    // Every line of activity has an event with the same text.
    let lines = "SELECT count(*) FROM activities";
    let fed = "SELECT count(*) FROM activities a JOIN events e ON e.list = 'space' AND e.subject_id = a.space_id \
               AND e.detail = a.detail AND e.at = a.at";
    assert_eq!(counted(&world, lines).await, counted(&world, fed).await);
}

#[tokio::test]
async fn a_permit_that_is_dropped_records_nothing() {
    let world = World::new().await;
    let (owner, id) = owner_and_space(&world).await;
    let (before, receiver) = (newest(&world).await, world.store.newest_event());

    let mut permit = owner.space(id, Action::Archive).await.unwrap();
    spaces::act::archive(&mut permit).await.unwrap();
    drop(permit);

    assert_eq!(after(&world, before).await, []);
    assert!(!receiver.has_changed().unwrap());
}

#[tokio::test]
async fn followers_are_notified_only_after_the_commit() {
    let world = World::new().await;
    let (owner, id) = owner_and_space(&world).await;
    let mut receiver = world.store.newest_event();
    assert_eq!(*receiver.borrow_and_update(), newest(&world).await);

    let mut permit = owner.space(id, Action::Archive).await.unwrap();
    spaces::act::archive(&mut permit).await.unwrap();
    assert!(!receiver.has_changed().unwrap(), "notified before the commit");
    permit.commit().await.unwrap();

    assert!(receiver.has_changed().unwrap());
    assert_eq!(*receiver.borrow_and_update(), newest(&world).await);
    // A transaction without events notifies nobody.
    let tx = SystemPermit::begin(&world.store, Purpose::Sweep).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!receiver.has_changed().unwrap());
}

#[tokio::test]
async fn a_number_is_never_used_again() {
    let world = World::new().await;
    let (owner, id) = owner_and_space(&world).await;
    let before = newest(&world).await;

    let mut tx = SystemPermit::begin(&world.store, Purpose::Sweep).await.unwrap();
    let later = clock::now() + 31 * 24 * 60 * 60 * 1000;
    events::delete_old(&mut tx, later).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((after(&world, 0).await.len(), newest(&world).await), (1, before));

    let mut permit = owner.space(id, Action::Archive).await.unwrap();
    spaces::act::archive(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    let events = after(&world, before).await;
    assert_eq!(
        events.iter().map(|event| event.number).collect::<Vec<_>>(),
        [before + 1]
    );
}

#[tokio::test]
async fn a_list_operation_is_one_event_about_its_spaces() {
    let world = World::new().await;
    let (owner, _) = owner_and_space(&world).await;
    add(&owner, form("notes", Visibility::Public)).await;
    let before = newest(&world).await;
    let (id, _) = apply(&owner, Selection::Matching(Box::default()), Operation::Archive).await;

    let events = after(&world, before).await;
    let subject = id.to_string();
    assert!(
        outlines(&events).contains(&("spaces", &*subject, "changed")),
        "{events:?}"
    );
    assert_eq!(
        counted(&world, "SELECT count(*) FROM activities WHERE detail LIKE '%archived%'").await,
        2
    );
}
