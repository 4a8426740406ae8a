//! Acts on whole topics: renaming, pinning, closing, and the trash of a space.

use domain::{
    error::{AppError, Field, Reason},
    limits::{OUTCOME, TRASH_KEPT_MS},
    topic::{ThreadPlace, TopicState},
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    clock,
    gate::Gate,
    store::{
        tests::world::{World, add_with},
        topics::trash,
    },
};

#[tokio::test]
async fn a_concurrent_rename_is_a_conflict() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "first words").await;
    rename(&owner, topic, "  A title ", 1).await.unwrap();
    let AppError::Conflict(current) = rename(&owner, topic, "Another", 1).await.unwrap_err() else {
        panic!("no conflict")
    };
    assert_eq!(current.read::<String>().as_deref(), Some("A title"));
    let detail = opened(&owner, topic).await.topic;
    assert_eq!((detail.row.title.as_str(), detail.row.titled), ("A title", true));
    rename(&owner, topic, "", detail.version).await.unwrap();
    let row = opened(&owner, topic).await.topic.row;
    assert_eq!((row.title.as_str(), row.titled), ("first words", false));
}

#[tokio::test]
async fn a_topic_is_closed_with_an_outcome_and_opened_without_it() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "text").await;
    let before = newest_event(&owner).await;
    close(&owner, topic, " We buy it. ").await.unwrap();
    close(&owner, topic, "We buy it.").await.unwrap();
    let row = opened(&owner, topic).await.topic.row;
    assert_eq!(
        (row.state, row.outcome.as_deref()),
        (TopicState::Closed, Some("We buy it."))
    );
    let long = "a".repeat(OUTCOME + 1);
    let refused = AppError::field(Field::Outcome, Reason::TooLong { max: OUTCOME });
    assert_eq!(close(&owner, topic, &long).await, Err(refused));
    reopen(&owner, topic).await.unwrap();
    reopen(&owner, topic).await.unwrap();
    let row = opened(&owner, topic).await.topic.row;
    assert_eq!((row.state, row.outcome), (TopicState::Open, None));
    assert_eq!(events_after(&owner, before).await.len(), 2);
}

async fn in_trash(gate: &Gate, space: domain::ids::SpaceId) -> Vec<i64> {
    let mut tx = gate.read().await.unwrap();
    let deleted = trash::deleted(&mut tx, &gate.viewer(), space).await.unwrap();
    deleted.iter().map(|topic| topic.address.number).collect()
}

#[tokio::test]
async fn a_deleted_topic_exists_only_for_those_who_may_restore_it() {
    let world = World::new().await;
    let (owner, writer) = (world.user("Owner").await, world.user("Writer").await);
    let reader = world.user("Reader").await;
    let space = add_with(&owner, "space", Visibility::Public, &[reader.me().id]).await;
    let topic = start(&writer, space, "text").await;
    let other = start(&owner, space, "other").await;
    assert_eq!(delete(&reader, topic).await, Err(AppError::NotAllowed));
    delete(&writer, topic).await.unwrap();
    delete(&owner, other).await.unwrap();
    assert!(visit(&owner, space).await.empty);
    assert_eq!(in_trash(&owner, space).await.len(), 2);
    assert_eq!(in_trash(&writer, space).await, [topic.number]);
    assert_eq!(in_trash(&reader, space).await, [0; 0]);
    let unknown = open(&reader, topic, ThreadPlace::FirstUnread).await;
    assert_eq!(unknown.unwrap_err(), AppError::NotFound);
    let detail = opened(&owner, topic).await.topic;
    assert!(detail.deleted.is_some() && !detail.rights.reply);
    restore(&writer, topic).await.unwrap();
    assert_eq!(numbers(&visit(&reader, space).await), [topic.number]);
    // Only a deletion by somebody else is recorded in the audit log.
    let lines = "SELECT count(*) FROM audit_lines a WHERE a.kind = 'topic_deleted'";
    assert_eq!(counted(&owner, lines).await, 0);
    delete(&owner, topic).await.unwrap();
    assert_eq!(counted(&owner, lines).await, 1);
}

#[tokio::test]
async fn a_topic_leaves_the_trash_for_good_after_30_days() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let now = clock::now();
    let topic = start(&owner, space, "old").await;
    reply(&owner, topic, "reply").await;
    react(&owner, topic, 1, "👍", true).await.unwrap();
    edit(&owner, topic, 1, "older", 1).await.unwrap();
    delete(&owner.clone().at(now - TRASH_KEPT_MS - 1), topic).await.unwrap();
    let recent = start(&owner, space, "recent").await;
    delete(&owner.clone().at(now - TRASH_KEPT_MS), recent).await.unwrap();
    assert_eq!(trash::purge(&world.store, now).await.unwrap(), 1);
    assert_eq!(in_trash(&owner, space).await, [recent.number]);
    for (table, left) in [("posts", 1), ("reactions", 0), ("post_versions", 0)] {
        assert_eq!(
            counted(&owner, &format!("SELECT count(*) FROM {table}")).await,
            left,
            "{table}"
        );
    }
}
