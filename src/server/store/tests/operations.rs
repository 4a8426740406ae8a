//! List operations and their undo.

use domain::{
    ids::{OperationId, SpaceId},
    list_query::ListQuery,
    operation::{Operation, Outcome, Progress, Selection, SkipReason},
    person::Role,
    space::{SpaceDetail, SpaceState, SpaceView},
    visibility::Visibility,
};

use super::world::{World, add, add_with, form, put, save};
use crate::server::{
    clock,
    gate::Gate,
    store::{engine::sql::Sql, operations, spaces},
};

fn matching() -> Selection {
    Selection::Matching(Box::default())
}

async fn done(gate: &Gate, id: OperationId, mut progress: Progress<Outcome>) -> Outcome {
    loop {
        match progress {
            Progress::Done(outcome) => return outcome,
            Progress::Failed(error) => panic!("{error}"),
            Progress::Running { .. } => {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                progress = operations::progress(gate, id).await.unwrap();
            }
        }
    }
}

pub async fn apply(gate: &Gate, selection: Selection, operation: Operation) -> (OperationId, Outcome) {
    let id = OperationId(clock::new_id());
    let foreseen = operations::preview(gate, &selection, &operation).await.unwrap();
    let progress = operations::apply(gate, id, selection, operation).await.unwrap();
    let outcome = done(gate, id, progress).await;
    assert_eq!(foreseen, outcome);
    (id, outcome)
}

pub async fn undo(gate: &Gate, id: OperationId) -> Outcome {
    let progress = operations::undo(gate, id).await.unwrap();
    done(gate, id, progress).await
}

pub async fn detail(gate: &Gate, id: SpaceId) -> SpaceDetail {
    match spaces::open_noted(gate, id).await.unwrap() {
        SpaceView::Full(detail) => *detail,
        SpaceView::Outline(_) => panic!("an outline"),
    }
}

/// What an undo must bring back.
fn essence(detail: SpaceDetail) -> impl PartialEq + std::fmt::Debug {
    (
        detail.owner.id,
        detail.members,
        detail.groups,
        (detail.tags, detail.fields),
        detail.visibility,
        detail.state,
        detail.deleted,
    )
}

#[tokio::test]
async fn every_operation_is_taken_back_whole() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let group = world.group(&owner, "Grupa").await;
    let second = world.group(&owner, "Druga").await;
    let mut full = form("A", Visibility::Private);
    full.groups = vec![group];
    full.tags = vec!["tag".into()];
    full.people = vec![other.me().id];
    let full = add(&owner, full).await;
    let empty = add(&owner, form("B", Visibility::Public)).await;
    put(&owner, empty, SpaceState::Archived).await;
    let ids = Selection::Ids(vec![full, empty]);
    for operation in [
        Operation::AddToGroup(second),
        Operation::RemoveFromGroup(group),
        Operation::AddTag("inny".into()),
        Operation::RemoveTag("TAG".into()),
        Operation::ChangeVisibility(Visibility::Hidden),
        Operation::ChangeOwner(other.me().id),
        Operation::ChangeOwner(admin.me().id),
        Operation::GiveAccess(vec![other.me().id, admin.me().id]),
        Operation::TakeAccess(vec![other.me().id, admin.me().id]),
        Operation::Archive,
        Operation::Restore,
        Operation::Delete,
    ] {
        let before = (
            essence(detail(&admin, full).await),
            essence(detail(&admin, empty).await),
        );
        let (id, outcome) = apply(&admin, ids.clone(), operation.clone()).await;
        assert!(outcome.changed > 0, "{operation:?} {outcome:?}");
        let after = (
            essence(detail(&admin, full).await),
            essence(detail(&admin, empty).await),
        );
        assert_ne!(before, after, "{operation:?}");
        // All lines of activity can be read: the operation's own is the newest.
        let mut tx = admin.read().await.unwrap();
        let lines = spaces::happened(&mut tx, &admin.viewer(), full, None).await.unwrap();
        let mut sql = Sql::new("SELECT count(*) FROM activities a WHERE a.space_id = ");
        assert_eq!(
            lines.len() as i64,
            sql.text(full).count(&mut tx).await.unwrap(),
            "{operation:?}"
        );
        drop(tx);
        assert_eq!(undo(&admin, id).await.changed, outcome.changed, "{operation:?}");
        let again = (
            essence(detail(&admin, full).await),
            essence(detail(&admin, empty).await),
        );
        assert_eq!(before, again, "{operation:?}");
        assert_eq!(undo(&admin, id).await.changed, outcome.changed);
    }
    let mut tx = admin.read().await.unwrap();
    let recent = operations::recent(&mut tx, admin.me().id).await.unwrap();
    assert_eq!(recent.len(), 12);
    assert!(recent.iter().all(|operation| operation.undone));
}

#[tokio::test]
async fn what_one_may_not_change_is_left_alone_and_counted() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let mine = add(&stranger, form("A", Visibility::Public)).await;
    let public = add(&owner, form("B", Visibility::Public)).await;
    let hidden = add(&owner, form("C", Visibility::Hidden)).await;
    add_with(&owner, "D", Visibility::Private, &[]).await;
    let selection = Selection::Ids(vec![mine, public, hidden, SpaceId(clock::new_id())]);
    let (_, outcome) = apply(&stranger, selection, Operation::AddTag("x".into())).await;
    assert_eq!((outcome.total, outcome.changed), (4, 1));
    assert_eq!(outcome.skipped, [(SkipReason::NotAllowed, 1), (SkipReason::Gone, 2)]);
    let (_, outcome) = apply(&stranger, matching(), Operation::AddTag("X".into())).await;
    assert_eq!(
        outcome.skipped,
        [(SkipReason::NotAllowed, 2), (SkipReason::NothingToDo, 1)]
    );
    assert!(detail(&owner, public).await.tags.is_empty());
}

#[tokio::test]
async fn undo_keeps_what_changed_since_and_is_ones_own() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let first = add(&owner, form("A", Visibility::Public)).await;
    let second = add(&owner, form("B", Visibility::Public)).await;
    let (id, _) = apply(&owner, matching(), Operation::AddTag("x".into())).await;
    let mut edited = detail(&owner, first).await.form();
    edited.name = "A2".into();
    save(&owner, first, edited).await.unwrap();
    assert!(operations::undo(&other, id).await.is_err());
    assert!(operations::progress(&other, id).await.is_err());
    let outcome = undo(&owner, id).await;
    assert_eq!(
        (outcome.changed, outcome.skipped),
        (1, vec![(SkipReason::ChangedSince, 1)])
    );
    assert_eq!(detail(&owner, first).await.tags, ["x"]);
    assert!(detail(&owner, second).await.tags.is_empty());
}

#[tokio::test]
async fn the_same_operation_sent_twice_is_one() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add(&owner, form("A", Visibility::Public)).await;
    let id = OperationId(clock::new_id());
    for _ in 0..2 {
        let progress = operations::apply(&owner, id, matching(), Operation::Archive)
            .await
            .unwrap();
        assert_eq!(done(&owner, id, progress).await.changed, 1);
    }
    assert_eq!(detail(&owner, space).await.version, 2);
}

/// Many spaces quickly, as the import makes them.
pub async fn fill(world: &World, owner: &Gate, count: i64) {
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new(
        "INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, owner_id, \
         owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, version) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ",
    );
    sql.bind(count)
        .push(") SELECT ")
        .push(&crate::server::store::engine::dialect::fresh_id(clock::now()));
    sql.push(", 'S' || i, printf('%08x', i), 's' || i, '', 'public', 0, 'active', ");
    sql.text(owner.me().id)
        .push(", '', '', '', 1, i, ")
        .text(owner.me().id)
        .push(", i, 1 FROM n");
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn many_spaces_change_as_a_job_with_progress() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let group = world.group(&owner, "Grupa").await;
    fill(&world, &owner, 5_000).await;
    let id = OperationId(clock::new_id());
    let first = operations::apply(&owner, id, matching(), Operation::AddToGroup(group))
        .await
        .unwrap();
    assert!(matches!(first, Progress::Running { total: 5_000, .. }));
    assert_eq!(done(&owner, id, first).await.changed, 5_000);
    assert_eq!(undo(&owner, id).await.changed, 5_000);
}

#[tokio::test]
#[ignore = "a measurement: cargo test --features ssr -- --ignored --nocapture hundred_thousand"]
async fn a_hundred_thousand_spaces_change_in_seconds() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let group = world.group(&owner, "Grupa").await;
    fill(&world, &owner, 100_000).await;
    for operation in [
        Operation::AddToGroup(group),
        Operation::AddTag("x".into()),
        Operation::ChangeVisibility(Visibility::Hidden),
        Operation::GiveAccess(vec![other.me().id]),
    ] {
        let start = std::time::Instant::now();
        let id = OperationId(clock::new_id());
        let query = ListQuery::default();
        let progress = operations::apply(&owner, id, Selection::Matching(Box::new(query)), operation.clone()).await;
        assert_eq!(done(&owner, id, progress.unwrap()).await.changed, 100_000);
        let applied = start.elapsed();
        undo(&owner, id).await;
        println!("{operation:?}: {applied:?}, with undo {:?}", start.elapsed());
    }
}
