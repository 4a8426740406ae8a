//! The access rule in SQL agrees with the rule in the domain.

use domain::{
    access::{self, Action, Visible},
    ids::SpaceId,
    person::Role,
    space::SpaceState,
    visibility::Visibility,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::Row;

use super::world::{World, add_with, put};
use crate::server::{
    gate::Gate,
    store::{
        engine::{rows::boolean, sql::Sql},
        spaces::{self, access as access_sql},
    },
};

#[tokio::test]
async fn the_sql_and_the_domain_agree_for_every_viewer_space_and_action() {
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
    );
    for _ in 0..60 {
        let (owner, level, state, members) = any.new_tree(&mut runner).unwrap().current();
        let people: Vec<_> = members.iter().map(|place| gates[*place].me().id).collect();
        let id = add_with(&gates[owner], "space", Visibility::ALL[level], &people).await;
        put(&gates[owner], id, SpaceState::ALL[state]).await;
        for gate in &gates {
            agree(gate, id).await;
        }
    }
    // Values that this version does not know.
    let id = add_with(&gates[1], "space", Visibility::Public, &[gates[2].me().id]).await;
    for change in ["visibility = 'open'", "visibility = 'public', state = 'lost'"] {
        let mut tx = world.store.begin().await.unwrap();
        let mut sql = Sql::new(&format!("UPDATE spaces SET {change} WHERE id = "));
        sql.text(id).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        for gate in &gates {
            agree(gate, id).await;
        }
    }
}

async fn agree(gate: &Gate, id: SpaceId) {
    let viewer = gate.viewer();
    let mut tx = gate.read().await.unwrap();
    let facts = spaces::access_facts(&mut tx, &viewer, id).await.unwrap().unwrap();
    let visible = access::visible(&viewer, &facts);
    let mut sql = Sql::new("SELECT ");
    for add in [access_sql::found, access_sql::open, access_sql::outline] {
        sql.push("CASE WHEN ");
        add(&mut sql, &viewer);
        sql.push(" THEN 1 ELSE 0 END, ");
    }
    for action in Action::ALL {
        sql.push("CASE WHEN ");
        access_sql::may(&mut sql, &viewer, action);
        sql.push(" THEN 1 ELSE 0 END, ");
    }
    sql.push("CASE WHEN ");
    for (place, levels) in access_sql::APART.into_iter().enumerate() {
        sql.push(if place > 0 { ") OR (" } else { "(" });
        access_sql::open_among(&mut sql, &viewer, levels);
    }
    sql.push(") THEN 1 ELSE 0 END, s.visibility, s.name FROM spaces s WHERE s.id = ")
        .text(id);
    let row = sql.row(&mut tx).await.unwrap().unwrap();
    assert_eq!(boolean(&row, 0).unwrap(), visible != Visible::Nothing, "{facts:?}");
    assert_eq!(boolean(&row, 1).unwrap(), visible == Visible::Full, "{facts:?}");
    assert_eq!(boolean(&row, 2).unwrap(), visible == Visible::Outline, "{facts:?}");
    for (place, action) in Action::ALL.into_iter().enumerate() {
        // `may` is defined only for spaces that the viewer may know of.
        if visible != Visible::Nothing {
            let allowed = access::decide(&viewer, &facts, action).is_ok();
            assert_eq!(boolean(&row, 3 + place).unwrap(), allowed, "{facts:?} {action:?}");
        }
    }
    let after = 3 + Action::ALL.len();
    // Spaces in the trash and those with an unknown level are not counted.
    let level: String = row.try_get(after + 1).unwrap();
    let counted = visible == Visible::Full
        && facts.state != SpaceState::Trash
        && Visibility::ALL.iter().any(|known| known.as_str() == level);
    assert_eq!(boolean(&row, after).unwrap(), counted, "{facts:?} {level}");
    assert_eq!(row.try_get::<String, _>(after + 2).unwrap(), "space");
}
