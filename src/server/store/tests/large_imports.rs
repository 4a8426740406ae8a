//! Imports with so many rows that the indexes of the spaces are dropped meanwhile.

use domain::{
    access::AccountAction,
    ids::ImportId,
    import::{ImportRow, RowAction},
    visibility::Visibility,
};
use sqlx::Row;

use super::world::{World, add, form};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::{Conn, Sql},
        imports::{self, Committed},
        search,
    },
};

const CHUNKS: u32 = 3;

async fn send(gate: &Gate) -> ImportId {
    let id = ImportId(clock::new_id());
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    let per_chunk = imports::CHUNK_ROWS as u32;
    imports::begin(&mut permit, id, "rows.csv", CHUNKS * per_chunk, 0)
        .await
        .unwrap();
    for chunk in 0..CHUNKS {
        let rows: Vec<ImportRow> = (chunk * per_chunk..(chunk + 1) * per_chunk).map(row).collect();
        imports::keep_chunk(&mut permit, id, chunk, &rows).await.unwrap();
    }
    permit.commit().await.unwrap();
    id
}

fn row(number: u32) -> ImportRow {
    ImportRow::named(
        number + 2,
        RowAction::Create { anyway: false },
        format!("Żaba {}", number * 7919 % 6_000),
    )
}

/// Returns the indexes in the order in which the planner sees them.
async fn indexes(conn: &mut Conn) -> Vec<String> {
    let found = Sql::new("SELECT sql FROM sqlite_schema WHERE tbl_name = 'spaces' AND sql IS NOT NULL ORDER BY rowid");
    let rows = found.rows(conn).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn search_lags(gate: &Gate) -> bool {
    let mut tx = gate.read().await.unwrap();
    search::lags(&mut tx, &gate.viewer(), "zaba").await.unwrap()
}

#[tokio::test]
async fn every_index_is_created_again_and_the_log_is_checkpointed_as_before() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = send(&owner).await;
    let mut tx = world.store.begin().await.unwrap();
    let before = indexes(&mut tx).await;
    tx.rollback().await.unwrap();
    assert!(before.len() > 10, "{before:?}");

    // An import that is not committed leaves everything as it was.
    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    imports::commit(&mut permit, id, CHUNKS, None, &|_, _| {})
        .await
        .unwrap();
    drop(permit);
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(indexes(&mut tx).await, before);
    assert_eq!(Sql::new("SELECT count(*) FROM spaces").count(&mut tx).await.unwrap(), 0);
    tx.rollback().await.unwrap();

    let mut permit = owner.account(AccountAction::Import).await.unwrap();
    match imports::commit(&mut permit, id, CHUNKS, None, &|_, _| {})
        .await
        .unwrap()
    {
        Committed::Done(result) => assert_eq!(result.added, 6_000),
        Committed::Wrong(wrong) => panic!("{wrong:?}"),
    }
    permit.commit().await.unwrap();
    world.store.checkpoint().await.unwrap();
    // The search index is updated later. For a person who may find none of the new spaces, no lag is reported.
    let mut tx = world.store.begin().await.unwrap();
    let hide = "UPDATE spaces SET visibility = 'hidden', visibility_rank = 2";
    Sql::new(hide).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let stranger = world.user("Stranger").await;
    assert_eq!((search_lags(&owner).await, search_lags(&stranger).await), (true, false));
    // A space that is added meanwhile is indexed at once.
    add(&owner, form("Added meanwhile", Visibility::Public)).await;
    assert!(search_lags(&owner).await);
    search::index_new(&world.store).await.unwrap();
    assert!(!search_lags(&owner).await);
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(indexes(&mut tx).await, before);
    let verdict = Sql::new("PRAGMA integrity_check").row(&mut tx).await.unwrap().unwrap();
    assert_eq!(verdict.get::<&str, _>(0), "ok");
    let folding = Sql::new("PRAGMA wal_autocheckpoint").count(&mut tx).await.unwrap();
    assert_eq!(folding, 1_000);
}
