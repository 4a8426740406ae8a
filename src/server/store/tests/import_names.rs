//! The data that an import check requests does not grow with the account.

use domain::{
    import::{FileNames, FoundNames},
    person::{Language, Role},
};

use super::{plans::plan, world::World};
use crate::server::{
    clock,
    gate::Gate,
    store::{engine::sql::Sql, imports},
};

const SPACES: u32 = 100_000;

/// Adds many spaces. Every tenth belongs to the user; the others belong to an administrator and are hidden.
async fn many(world: &World, user: &Gate, admin: &Gate) {
    let mut sql = Sql::new("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ");
    sql.bind(i64::from(SPACES)).push(
        ") INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, \
         owner_id, owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, version) \
         SELECT '00000000-0000-7000-8000-' || printf('%012d', i), 'Space ' || i, '', 'space ' || i, '', 'hidden', 2, \
         'active', CASE i % 10 WHEN 0 THEN ",
    );
    sql.text(user.me().id).push(" ELSE ").text(admin.me().id);
    sql.push(" END, '', '', '', 1, ")
        .bind(clock::now())
        .push(", ")
        .text(admin.me().id);
    sql.push(", 0, 1 FROM n");
    let mut tx = world.store.begin().await.unwrap();
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn names(spaces: &[&str], people: &[&str]) -> FileNames {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    FileNames {
        spaces: owned(spaces),
        people: owned(people),
        ids: Vec::new(),
    }
}

async fn find(gate: &Gate, names: FileNames) -> FoundNames {
    let mut tx = gate.read().await.unwrap();
    imports::find_names(&mut tx, &gate.viewer(), &names).await.unwrap()
}

#[tokio::test]
async fn an_import_check_in_a_large_account_receives_little() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let user = world.user("Jan").await;
    many(&world, &user, &admin).await;
    let mut tx = user.read().await.unwrap();
    let context = imports::context(&mut tx, &user.viewer(), Language::En).await.unwrap();
    drop(tx);
    let sent = serde_json::to_string(&context).unwrap();
    assert!(sent.len() < 2_000, "{} bytes", sent.len());
    assert!(!sent.contains("@example.org"));

    let found = find(
        &user,
        names(
            &["SPACE 70", "Space 71", "Nowhere"],
            &["ann@example.org", "Jan", "Nobody"],
        ),
    )
    .await;
    let spaces: Vec<&str> = found.spaces.iter().map(|space| space.name.as_str()).collect();
    assert_eq!(spaces, ["Space 70"], "a hidden space must answer like an unknown one");
    let people: Vec<_> = found
        .people
        .iter()
        .map(|person| (person.name.as_str(), person.email.as_str()))
        .collect();
    assert_eq!(
        people,
        [("Ann", "ann@example.org"), ("Jan", "")],
        "an e-mail is returned to a person who named it"
    );
    let owners: Vec<&str> = found.owners.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(owners, ["Jan"]);
    let found = find(&admin, names(&["Space 70", "Space 71"], &[])).await;
    assert_eq!(found.spaces.len(), 2);
}

#[tokio::test]
async fn names_are_looked_up_by_index() {
    let world = World::new().await;
    let admin = world.person("Ann", Role::Administrator).await;
    let user = world.user("Jan").await;
    for gate in [&admin, &user] {
        let plan = plan(gate, &imports::names_in_sql(&gate.viewer())).await;
        assert!(plan.contains("INDEX spaces_by_folded_name"), "{plan}");
    }
}
