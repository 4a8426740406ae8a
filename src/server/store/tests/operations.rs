//! List operations and their undo. The file is slightly longer than others, because its helpers are used by other
//! tests.

use domain::{
    error::{AppError, Field, Reason},
    ids::{OperationId, SpaceId},
    operation::{Operation, Outcome, Progress, Selection, SkipReason},
    person::Role,
    space::{SpaceDetail, SpaceState, SpaceView},
    visibility::Visibility,
};

use super::world::{World, add, add_with, form, put, save};
use crate::server::{
    clock,
    gate::Gate,
    operations,
    store::{self, engine::sql::Sql, spaces},
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
    let progress = operations::apply(gate, id, selection, operation, Some(foreseen.seen)).await;
    let outcome = done(gate, id, progress.unwrap()).await;
    assert_eq!(foreseen.outcome, outcome);
    (id, outcome)
}

pub async fn undo(gate: &Gate, id: OperationId) -> Outcome {
    let progress = operations::undo(gate, id).await.unwrap();
    done(gate, id, progress).await
}

pub async fn detail(gate: &Gate, id: SpaceId) -> SpaceDetail {
    match spaces::open_audited(gate.store(), &gate.viewer(), id).await.unwrap() {
        SpaceView::Full(detail) => *detail,
        SpaceView::Outline(_) => panic!("an outline"),
    }
}

/// Returns the part of a space that an undo must restore.
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
async fn the_undo_of_every_operation_restores_everything() {
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
        // All lines of activity can be read; the newest is that of the operation.
        let mut tx = admin.read().await.unwrap();
        let lines = spaces::activity(&mut tx, &admin.viewer(), full, None).await.unwrap();
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
    let recent = store::operations::recent(&mut tx, admin.me().id).await.unwrap();
    assert_eq!(recent.len(), 12);
    assert!(recent.iter().all(|operation| operation.undone));
}

#[tokio::test]
async fn spaces_that_the_person_may_not_change_are_skipped_and_counted() {
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
async fn an_undo_compares_only_what_the_operation_changed() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let group = world.group(&owner, "Grupa").await;
    for operation in [
        Operation::AddToGroup(group),
        Operation::AddTag("x".into()),
        Operation::ChangeVisibility(Visibility::Private),
        Operation::GiveAccess(vec![other.me().id]),
        Operation::ChangeOwner(other.me().id),
    ] {
        let space = add(&owner, form("A", Visibility::Public)).await;
        let before = essence(detail(&owner, space).await);
        let (id, _) = apply(&owner, Selection::Ids(vec![space]), operation.clone()).await;
        // The person who handed the space over is a member of it, so the undo needs the new owner's permission.
        let editor = if matches!(operation, Operation::ChangeOwner(_)) {
            &other
        } else {
            &owner
        };
        let mut edited = detail(editor, space).await.form();
        edited.description = "Described meanwhile".into();
        save(editor, space, edited).await.unwrap();
        let outcome = undo(&owner, id).await;
        if matches!(operation, Operation::ChangeOwner(_)) {
            assert_eq!(outcome.skipped, [(SkipReason::NotAllowed, 1)]);
            continue;
        }
        assert_eq!((outcome.changed, outcome.left()), (1, 0), "{operation:?}");
        let after = detail(&owner, space).await;
        assert_eq!(after.description, "Described meanwhile");
        assert_eq!(essence(after), before, "{operation:?}");
        assert!(operations::undo(&other, id).await.is_err());
        assert!(operations::progress(&other, id).await.is_err());
    }
}

#[tokio::test]
async fn an_undo_skips_and_names_spaces_that_were_changed_since_and_can_be_tried_again() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let first = add(&owner, form("A", Visibility::Public)).await;
    let second = add(&owner, form("B", Visibility::Public)).await;
    let third = add(&owner, form("C", Visibility::Public)).await;
    let level = |to| Operation::ChangeVisibility(to);
    let (id, _) = apply(&owner, matching(), level(Visibility::Private)).await;
    // One space was given a third level since, and one already has the earlier level.
    apply(&owner, Selection::Ids(vec![first]), level(Visibility::Hidden)).await;
    apply(&owner, Selection::Ids(vec![second]), level(Visibility::Public)).await;
    let outcome = undo(&owner, id).await;
    assert_eq!((outcome.total, outcome.changed, outcome.left()), (3, 1, 1));
    assert_eq!(
        outcome.skipped,
        [(SkipReason::NothingToDo, 1), (SkipReason::ChangedSince, 1)]
    );
    let levels = async || {
        let mut levels = Vec::new();
        for space in [first, second, third] {
            levels.push(detail(&owner, space).await.visibility);
        }
        levels
    };
    assert_eq!(
        levels().await,
        [Visibility::Hidden, Visibility::Public, Visibility::Public]
    );

    let left = async || {
        let mut tx = owner.read().await.unwrap();
        let recent = store::operations::recent(&mut tx, owner.me().id).await.unwrap();
        let left = recent.iter().find(|operation| operation.id == id).unwrap().left;
        let skipped = store::operations::skipped(&mut tx, &owner.viewer(), id).await.unwrap();
        (left, skipped)
    };
    let (count, skipped) = left().await;
    assert_eq!((count, skipped.more), (1, 0));
    let named: Vec<_> = skipped.spaces.iter().map(|space| (space.id, space.reason)).collect();
    assert_eq!(named, [(first, Some(SkipReason::ChangedSince))]);

    // A second try without a change in between does nothing, and what was undone stays undone.
    let versions = async || detail(&owner, third).await.version;
    let version = versions().await;
    assert_eq!(undo(&owner, id).await, outcome);
    assert_eq!(versions().await, version);
    // Restore the state that the operation left; then the next try undoes it.
    apply(&owner, Selection::Ids(vec![first]), level(Visibility::Private)).await;
    assert_eq!(left().await.1.spaces[0].reason, None);
    let outcome = undo(&owner, id).await;
    assert_eq!((outcome.changed, outcome.left()), (2, 0));
    assert_eq!(levels().await, [Visibility::Public; 3]);
    assert_eq!(left().await, (0, Default::default()));
}

#[tokio::test]
async fn an_undo_skips_a_space_that_was_archived_again_since() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add(&owner, form("A", Visibility::Public)).await;
    let (id, _) = apply(&owner, matching(), Operation::Archive).await;
    let mut permit = owner.space(space, domain::access::Action::Restore).await.unwrap();
    spaces::act::restore(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    // Timestamps have millisecond resolution.
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    put(&owner, space, SpaceState::Archived).await;
    let outcome = undo(&owner, id).await;
    assert_eq!(outcome.skipped, [(SkipReason::ChangedSince, 1)]);
    assert_eq!(detail(&owner, space).await.state, SpaceState::Archived);
}

#[tokio::test]
async fn an_undo_makes_no_owner_a_member() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let space = add_with(&owner, "A", Visibility::Private, &[other.me().id]).await;
    let admin = world.person("Admin", Role::Administrator).await;
    let all = Selection::Ids(vec![space]);
    let (id, _) = apply(&admin, all.clone(), Operation::TakeAccess(vec![other.me().id])).await;
    apply(&admin, all, Operation::ChangeOwner(other.me().id)).await;
    let outcome = undo(&admin, id).await;
    assert_eq!(outcome.skipped, [(SkipReason::NothingToDo, 1)]);
    let members = detail(&admin, space).await.members;
    assert!(members.iter().all(|member| member.id != other.me().id), "{members:?}");
}

#[tokio::test]
async fn an_operation_does_what_its_preview_showed_or_nothing() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let colleague = world.user("Colleague").await;
    let space = add(&owner, form("A", Visibility::Public)).await;
    add(&owner, form("B", Visibility::Public)).await;
    let operation = || Operation::AddTag("x".into());
    let seen = async || {
        let preview = operations::preview(&owner, &matching(), &operation()).await;
        preview.unwrap().seen
    };
    let attempt = async |seen: &str| {
        let id = OperationId(clock::new_id());
        operations::apply(&owner, id, matching(), operation(), Some(seen.to_owned())).await
    };
    let changed = Err(AppError::field(Field::Rows, Reason::ChangedMeanwhile));

    // Three changes of the covered spaces: one more, one replaced by another, one that would be skipped by now.
    let shown = seen().await;
    let joined = add(&colleague, form("C", Visibility::Public)).await;
    assert_eq!(attempt(&shown).await, changed);
    let shown = seen().await;
    put(&colleague, joined, SpaceState::Archived).await;
    add(&colleague, form("D", Visibility::Public)).await;
    assert_eq!(attempt(&shown).await, changed);
    let shown = seen().await;
    let mut tagged = detail(&owner, space).await.form();
    tagged.tags = vec!["x".into()];
    save(&owner, space, tagged).await.unwrap();
    assert_eq!(attempt(&shown).await, changed);
    let mut tx = owner.read().await.unwrap();
    assert!(
        store::operations::recent(&mut tx, owner.me().id)
            .await
            .unwrap()
            .is_empty()
    );
    drop(tx);

    // A change that does not matter to the operation leaves the digest as it is.
    let shown = seen().await;
    let mut renamed = detail(&owner, space).await.form();
    renamed.name = "A2".into();
    save(&owner, space, renamed).await.unwrap();
    assert!(matches!(attempt(&shown).await, Ok(Progress::Done(outcome)) if outcome.changed == 1));
}

#[tokio::test]
async fn the_same_operation_sent_twice_is_one() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add(&owner, form("A", Visibility::Public)).await;
    let id = OperationId(clock::new_id());
    for _ in 0..2 {
        let progress = operations::apply(&owner, id, matching(), Operation::Archive, None)
            .await
            .unwrap();
        assert_eq!(done(&owner, id, progress).await.changed, 1);
    }
    assert_eq!(detail(&owner, space).await.version, 2);
}

/// Adds many spaces quickly, as an import does.
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
    let first = operations::apply(&owner, id, matching(), Operation::AddToGroup(group), None)
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
        let progress = operations::apply(&owner, id, matching(), operation.clone(), None).await;
        assert_eq!(done(&owner, id, progress.unwrap()).await.changed, 100_000);
        let applied = start.elapsed();
        undo(&owner, id).await;
        println!("{operation:?}: {applied:?}, with undo {:?}", start.elapsed());
    }
}
