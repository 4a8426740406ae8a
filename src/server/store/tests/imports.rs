//! Imports.

use domain::{
    access::AccountAction,
    ids::{ImportId, SpaceId},
    import::{GroupChoice, ImportRow, RowAction},
    visibility::Visibility,
};
use sqlx::Row;

use super::world::World;
use crate::server::{
    clock,
    gate::Gate,
    store::{
        derived::{self, Part, Set},
        imports::{self, Committed},
        sql::{Conn, Sql},
    },
};

async fn import(gate: &Gate, rows: &[ImportRow]) {
    let id = ImportId(clock::new_id());
    let mut permit = gate.account(AccountAction::Import).await.unwrap();
    imports::begin(&mut permit, id, "rows.csv", rows.len() as u32, 0)
        .await
        .unwrap();
    imports::keep_chunk(&mut permit, id, 0, rows).await.unwrap();
    match imports::commit(&mut permit, id, 1, &|_, _| {}).await.unwrap() {
        Committed::Done(result) => assert_eq!(result.added as usize, rows.len()),
        Committed::Wrong(wrong) => panic!("{wrong:?}"),
    }
    permit.commit().await.unwrap();
}

/// What sorts the spaces, by name.
async fn sorted_by(conn: &mut Conn) -> Vec<[String; 5]> {
    let rows = Sql::new(
        "SELECT s.owner_key, s.groups_key, s.tags_key, CAST(s.people AS TEXT), CAST(s.visibility_rank AS TEXT) \
         FROM spaces s ORDER BY s.name",
    )
    .rows(conn)
    .await
    .unwrap();
    rows.iter()
        .map(|row| std::array::from_fn(|column| row.get(column)))
        .collect()
}

async fn count(conn: &mut Conn, table: &str) -> i64 {
    Sql::new(&format!("SELECT count(*) FROM {table}"))
        .count(conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_new_space_has_from_the_start_what_would_be_derived() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let others = [world.user("Zofia").await.me().id, world.user("Adam").await.me().id];
    let known = world.group(&owner, "Grupa").await;
    let group = |name: &str| GroupChoice::New(name.into());
    let rows: Vec<ImportRow> = (0..300)
        .map(|number: u32| ImportRow {
            row: number + 2,
            action: RowAction::Create { anyway: false },
            name: format!("Żaba {}", number * 7919 % 300),
            description: Some(String::new()),
            groups: Some(match number % 4 {
                0 => vec![],
                1 => vec![GroupChoice::Existing(known)],
                // One that exists by now under another spelling is the same once more.
                2 => vec![group("Zzz"), group("grupa"), GroupChoice::Existing(known), group("Aaa")],
                _ => vec![group("ZZZ")],
            }),
            tags: Some(["ł", "z", "a"].map(str::to_owned)[..number as usize % 4].to_vec()),
            visibility: Some(Visibility::ALL[number as usize % 3]),
            owner: number.is_multiple_of(2).then_some(others[0]),
            people: Some(match number % 5 {
                0 => vec![],
                1 => vec![others[0], others[1], others[0]],
                _ => vec![others[1]],
            }),
        })
        .collect();
    import(&owner, &rows).await;

    let mut tx = world.store.begin().await.unwrap();
    let before = sorted_by(&mut tx).await;
    assert!(
        before
            .iter()
            .any(|[_, groups, tags, ..]| groups.contains('-') && tags.contains('-'))
    );
    let ids = Sql::new("SELECT s.id FROM spaces s").rows(&mut tx).await.unwrap();
    let ids: Vec<SpaceId> = ids.iter().map(|row| row.get::<&str, _>(0).parse().unwrap()).collect();
    derived::refresh(&mut tx, Set::Ids(&ids), &Part::ALL).await.unwrap();
    assert_eq!(before, sorted_by(&mut tx).await);
    for table in ["import_items", "activities"] {
        assert_eq!(count(&mut tx, table).await, 300, "{table}");
    }
}
