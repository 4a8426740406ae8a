//! The effect of a panic, of cancelling and of shutdown on each kind of job.

use std::{sync::Arc, time::Duration};

use domain::{
    access::AccountAction,
    error::AppError,
    ids::{ImportId, OperationId},
    import::{ImportRow, RowAction},
    list_query::ListQuery,
    operation::{Operation, Progress, Selection},
    visibility::Visibility,
};
use tokio::sync::Notify;

use super::{Jobs, Kind, Start, State, sweep};
use crate::{
    api::imports::ImportState,
    server::{
        clock,
        config::Config,
        files::{Blobs, Uploads},
        gate::Gate,
        imports as import_jobs, operations as operation_jobs,
        sign_in_limits::SignInLimits,
        state::AppState,
        store::{
            engine::sql::Sql,
            imports,
            tests::{
                operations::fill,
                pages::names,
                world::{World, add, form},
            },
        },
    },
};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

/// Sends rows of an import that wait for the commit.
async fn waiting(gate: &Gate, rows: u32) -> ImportId {
    let id = ImportId(clock::new_id());
    let rows: Vec<_> = (2..rows + 2)
        .map(|row| ImportRow::named(row, RowAction::Create { anyway: true }, format!("Row {row}")))
        .collect();
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    let count = u32::try_from(rows.len()).unwrap();
    imports::begin(&mut permit, id, "rows.csv", count, 0).await.unwrap();
    imports::keep_chunk(&mut permit, id, 0, &rows).await.unwrap();
    permit.commit().await.unwrap();
    id
}

async fn ended(gate: &Gate, id: ImportId) -> ImportState {
    loop {
        match import_jobs::state(gate, id).await.unwrap() {
            ImportState::Running { .. } => tokio::task::yield_now().await,
            state => return state,
        }
    }
}

#[tokio::test]
async fn an_import_that_panics_fails_writes_nothing_and_can_be_tried_again() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = waiting(&owner, 3).await;
    // Before the first statement, and between two statements.
    for after in [0, 1] {
        owner.jobs().supervisor.inject_panic(Kind::Import, after);
        import_jobs::start(&owner, id, 1).await.unwrap();
        assert_eq!(ended(&owner, id).await, ImportState::Failed(AppError::Unavailable));
        assert!(names(&owner, &ListQuery::default()).await.is_empty());
        // The failure is reported once; the rows still wait.
        assert!(matches!(ended(&owner, id).await, ImportState::Waiting { .. }));
    }
    import_jobs::start(&owner, id, 1).await.unwrap();
    assert!(matches!(ended(&owner, id).await, ImportState::Done(_)));
    assert_eq!(names(&owner, &ListQuery::default()).await.len(), 3);
}

#[tokio::test]
async fn cancelling_returns_even_if_the_import_panics_meanwhile() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = waiting(&owner, 3).await;
    for after in [0, 1, 2] {
        owner.jobs().supervisor.inject_panic(Kind::Import, after);
        import_jobs::start(&owner, id, 1).await.unwrap();
        tokio::time::timeout(LONG, import_jobs::stop(&owner, id))
            .await
            .expect("cancel returns")
            .unwrap();
        assert!(matches!(ended(&owner, id).await, ImportState::Waiting { .. }));
    }
}

#[tokio::test]
async fn of_two_commits_of_one_import_one_runs_and_can_be_cancelled() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = waiting(&owner, 1_000).await;
    // The test holds the write lock, so that the commit waits.
    let held = world.store.begin().await.unwrap();
    let (one, other) = tokio::join!(import_jobs::start(&owner, id, 1), import_jobs::start(&owner, id, 1));
    assert!(matches!(one.unwrap(), ImportState::Running { .. }));
    assert!(matches!(other.unwrap(), ImportState::Running { .. }));
    tokio::time::timeout(LONG, import_jobs::stop(&owner, id))
        .await
        .expect("cancelling once must end it")
        .unwrap();
    drop(held);
    assert!(matches!(ended(&owner, id).await, ImportState::Waiting { .. }));
    assert!(names(&owner, &ListQuery::default()).await.is_empty());
}

#[tokio::test]
async fn an_operation_that_panics_fails_changes_nothing_and_can_be_tried_again() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    fill(&world, &owner, 3).await;
    let id = OperationId(clock::new_id());
    let all = || Selection::Matching(Box::default());
    for after in 0..4 {
        owner.jobs().supervisor.inject_panic(Kind::Operation, after);
        let answer = operation_jobs::apply(&owner, id, all(), Operation::Archive, None).await;
        assert_eq!(answer, Err(AppError::Unavailable), "after {after} steps");
        assert_eq!(
            operation_jobs::progress(&owner, id).await,
            Ok(Progress::Failed(AppError::Unavailable))
        );
        assert_eq!(names(&owner, &ListQuery::default()).await.len(), 3);
    }
    let answer = operation_jobs::apply(&owner, id, all(), Operation::Archive, None).await;
    assert!(matches!(answer, Ok(Progress::Done(outcome)) if outcome.changed == 3));
    // The undo is a job with the same id.
    owner.jobs().supervisor.inject_panic(Kind::Operation, 1);
    let answer = operation_jobs::undo(&owner, id).await;
    assert_eq!(answer, Err(AppError::Unavailable));
    let answer = operation_jobs::undo(&owner, id).await;
    assert!(matches!(answer, Ok(Progress::Done(outcome)) if outcome.changed == 3));
    assert_eq!(names(&owner, &ListQuery::default()).await.len(), 3);
}

#[tokio::test]
async fn the_id_of_another_persons_job_is_not_found() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await.me().id, world.user("Other").await.me().id);
    let (jobs, id) = (Jobs::default(), OperationId(clock::new_id()));
    let go_on = Arc::new(Notify::new());
    let waits = go_on.clone();
    let work = |_| async move {
        waits.notified().await;
        Ok(Some(Default::default()))
    };
    let Ok(Start::Begun(task)) = jobs.operations.start(id, owner, 1, work) else {
        panic!("no job with this id should run")
    };
    let again = jobs.operations.start(id, owner, 1, |_| async { Ok(None) });
    assert!(matches!(again, Ok(Start::Known(State::Running { .. }))));
    let stolen = jobs.operations.start(id, other, 1, |_| async { Ok(None) });
    assert!(matches!(stolen, Err(AppError::NotFound)));
    assert_eq!(jobs.operations.progress(id, other), None);
    // They cannot cancel it either.
    jobs.operations.cancel(id, other).await;
    assert!(jobs.operations.progress(id, owner).is_some());
    go_on.notify_one();
    assert!(matches!(task.await.unwrap(), Some(Ok(_))));
}

fn site(world: &World) -> AppState {
    AppState {
        store: world.store.clone(),
        config: Arc::new(Config {
            data: world.folder().to_owned(),
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            trusted_proxies: Vec::new(),
            mail: None,
            files: Default::default(),
        }),
        blobs: Blobs::in_memory(),
        uploads: Uploads::new(world.folder()),
        jobs: Jobs::default(),
        live: Default::default(),
        sign_in_limits: Arc::new(SignInLimits::new().unwrap()),
    }
}

/// Moves a space to the trash so long ago that the sweep deletes it.
async fn expired(world: &World, gate: &Gate) {
    let space = add(gate, form("Long ago", Visibility::Public)).await;
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("UPDATE spaces SET state = 'trash', deleted_at = 1 WHERE id = ");
    sql.text(space).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn spaces(world: &World) -> i64 {
    let mut conn = world.store.reader().acquire().await.unwrap();
    Sql::new("SELECT count(*) FROM spaces").count(&mut conn).await.unwrap()
}

#[tokio::test]
async fn a_panic_in_one_part_of_the_sweep_stops_neither_the_others_nor_the_next_sweep() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let state = site(&world);
    // Emptying the trash is the third part.
    for (panics, left) in [(0, 0), (1, 0), (2, 1), (3, 0), (4, 0)] {
        expired(&world, &owner).await;
        state.jobs.supervisor.inject_panic(Kind::Sweep, panics);
        sweep::sweep(&state).await;
        assert_eq!(spaces(&world).await, left, "with a panic in part {panics}");
        sweep::sweep(&state).await;
        assert_eq!(spaces(&world).await, 0);
    }
}

#[tokio::test]
async fn an_indexer_that_panics_keeps_the_flag_and_the_next_run_indexes() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    // The state after a server crashed after a large import, before its spaces were indexed.
    fill(&world, &owner, 10).await;
    let jobs = Jobs::default();
    assert!(
        jobs.search_index.may_lag(),
        "the index must count as incomplete after a start"
    );
    jobs.supervisor.inject_panic(Kind::Indexer, 0);
    jobs.index(&world.store).await;
    assert!(jobs.search_index.may_lag());
    jobs.index(&world.store).await;
    assert!(!jobs.search_index.may_lag());
    let query = ListQuery {
        search: "s10".into(),
        ..ListQuery::default()
    };
    assert_eq!(names(&owner, &query).await, ["S10"]);

    // The flag is set from before the spaces are committed until they are indexed.
    let commit = jobs.search_index.begin_unindexed_commit();
    jobs.index(&world.store).await;
    assert!(jobs.search_index.may_lag(), "the commit may have happened");
    drop(commit);
    jobs.index(&world.store).await;
    assert!(!jobs.search_index.may_lag());
}

#[tokio::test]
async fn shutdown_waits_for_a_job_that_ends_in_time() {
    let jobs = Jobs::default();
    let (owner, id) = (domain::ids::UserId(clock::new_id()), OperationId(clock::new_id()));
    let stopping = jobs.supervisor.stopping().clone();
    let work = |_| async move {
        stopping.cancelled().await;
        Ok(Some(Default::default()))
    };
    let Ok(Start::Begun(task)) = jobs.operations.start(id, owner, 1, work) else {
        panic!("the job must start")
    };
    assert!(jobs.supervisor.shut_down(LONG).await);
    assert!(matches!(task.await.unwrap(), Some(Ok(_))));
    let late = jobs.operations.start(id, owner, 1, |_| async { Ok(None) });
    assert!(
        matches!(late, Err(AppError::Unavailable)),
        "no job may start after shutdown began"
    );
}

#[tokio::test]
async fn shutdown_rolls_back_jobs_that_do_not_end_in_time() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = waiting(&owner, 1_000).await;
    let held = world.store.begin().await.unwrap();
    import_jobs::start(&owner, id, 1).await.unwrap();
    assert!(owner.jobs().supervisor.shut_down(SHORT).await);
    drop(held);
    assert!(matches!(ended(&owner, id).await, ImportState::Waiting { .. }));
    assert!(names(&owner, &ListQuery::default()).await.is_empty());
}

#[tokio::test]
async fn the_sweep_ends_when_shutdown_begins() {
    let world = World::new().await;
    let state = site(&world);
    sweep::start(state.clone());
    assert!(state.jobs.supervisor.shut_down(LONG).await);
}
