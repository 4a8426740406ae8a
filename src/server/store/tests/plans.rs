//! Each order and filter of a list has its index, and a search reads no more than it finds.

use domain::{
    audit::{Filter, Kind, Place as AuditPlace, Topic},
    deal::{DealQuery, DealSort},
    ids::AuditLineId,
    list_query::{ListQuery, Sort, SortBy},
    person::Role,
};
use sqlx::Row;

use super::{pages::searching, world::World};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        audit, deals,
        engine::sql::{Sql, Value},
        people::users,
        search::{self, Few},
        spaces::{
            clauses::{self, Scope},
            cursor::{Cursor, keys},
            list::List,
        },
    },
};

pub async fn plan(gate: &Gate, sql: &Sql) -> String {
    let mut tx = gate.read().await.unwrap();
    let rows = sql.explained().rows(&mut tx).await.unwrap();
    rows.iter()
        .map(|row| row.try_get::<String, _>(3).unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

async fn both(world: &World) -> [Gate; 2] {
    [
        world.person("Admin", Role::Administrator).await,
        world.user("User").await,
    ]
}

#[tokio::test]
async fn every_order_of_the_list_follows_an_index() {
    let world = World::new().await;
    let gates = both(&world).await;
    for gate in &gates {
        for by in SortBy::ALL {
            for descending in [false, true] {
                let query = ListQuery {
                    sort: Sort { by, descending },
                    ..ListQuery::default()
                };
                let (viewer, zone) = (gate.viewer(), gate.zone());
                let list = List::planned(&viewer, &zone, &query, None);
                for (place, phase) in list.phases.iter().enumerate() {
                    let values = keys(phase.order(by)).iter().map(|key| match key.is_number {
                        true => Value::Integer(35),
                        false => Value::from("5"),
                    });
                    let deep = Cursor::checked(place, values.collect(), &list.phases, by);
                    assert!(deep.is_some());
                    for (from, begins) in [(None, "(state=?"), (deep.as_ref(), "(state=? AND ")] {
                        let plan = plan(gate, &list.select(list.phases[place], from, false, 51)).await;
                        let index = plan.lines().find(|line| line.contains("USING INDEX spaces_by_"));
                        let follows = index.is_some_and(|line| line.contains(begins));
                        assert!(follows, "{by:?} {phase:?} {from:?}: {plan}");
                        assert!(!plan.contains("TEMP B-TREE"), "{by:?} {phase:?} {from:?}: {plan}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_rare_word_is_read_from_the_search_index_and_a_common_one_along_the_order() {
    let world = World::new().await;
    let gates = both(&world).await;
    for gate in &gates {
        let (viewer, zone) = (gate.viewer(), gate.zone());
        for by in SortBy::ALL {
            let query = ListQuery {
                sort: Sort { by, descending: false },
                ..searching("word")
            };
            let few = Few {
                word: "word".into(),
                numbers: vec![1, 2, 3],
            };
            let rare = List::planned(&viewer, &zone, &query, Some(few));
            let common = List::planned(&viewer, &zone, &query, None);
            for place in 0..rare.phases.len() {
                let plan_of_rare = plan(gate, &rare.select(rare.phases[place], None, false, 51)).await;
                assert!(
                    plan_of_rare.starts_with("SCAN c VIRTUAL TABLE")
                        && plan_of_rare.contains("SEARCH s USING INTEGER PRIMARY KEY"),
                    "{by:?} {place}: {plan_of_rare}"
                );
                // The word is not looked up among tags a second time.
                assert!(!plan_of_rare.contains("SCAN t"), "{by:?} {place}: {plan_of_rare}");
                let plan_of_common = plan(gate, &common.select(common.phases[place], None, false, 51)).await;
                assert!(
                    plan_of_common.starts_with("SEARCH s USING INDEX spaces_by_"),
                    "{by:?} {place}: {plan_of_common}"
                );
            }
        }
        // Groups and tags are scanned for the word; their links and spaces are looked up by index.
        let plan_of_word = plan(gate, &search::candidates(&viewer, "word")).await;
        assert!(
            plan_of_word.contains("spaces_search VIRTUAL TABLE INDEX"),
            "{plan_of_word}"
        );
        for read in ["SCAN l", "SCAN x\n", "SCAN m", "SEARCH x USING INDEX spaces_by"] {
            assert!(!plan_of_word.contains(read), "{plan_of_word}");
        }
        for link in ["space_groups_by_group (group_id=?", "space_tags_by_tag (tag_id=?"] {
            assert!(plan_of_word.contains(link), "{plan_of_word}");
        }
    }
}

#[tokio::test]
async fn filters_by_group_and_tag_read_only_links_that_the_viewer_may_know_of() {
    let world = World::new().await;
    let gates = both(&world).await;
    let group = world.group(&gates[0], "Group").await;
    let query = ListQuery {
        groups: vec![group],
        tags: vec!["tag".into()],
        ..ListQuery::default()
    };
    for gate in &gates {
        let mut sql = Sql::new("SELECT 1 FROM spaces s WHERE ");
        clauses::add(&mut sql, &gate.viewer(), &gate.zone(), &query, Scope::Found, None);
        let plan = plan(gate, &sql).await;
        let reader = if gate.viewer().is_admin() {
            ")"
        } else {
            " AND reader=?)"
        };
        for index in [
            format!("space_groups_by_group (group_id=?{reader}"),
            format!("space_tags_by_tag (tag_id=?{reader}"),
        ] {
            assert!(plan.contains(&index), "{plan}");
        }
        assert!(!plan.contains("SCAN l") && !plan.contains("SCAN m"), "{plan}");
    }
}

#[tokio::test]
async fn every_order_of_the_deals_follows_an_index() {
    let world = World::new().await;
    let gates = both(&world).await;
    for gate in &gates {
        for sort in DealSort::ALL {
            for descending in [false, true] {
                let query = DealQuery {
                    sort,
                    descending,
                    ..DealQuery::default()
                };
                for deep in [false, true] {
                    let plan = plan(gate, &deals::planned(&gate.viewer(), &gate.zone(), &query, deep)).await;
                    assert!(plan.contains("d USING INDEX deals_by_"), "{sort:?}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE"), "{sort:?}: {plan}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_filter_of_the_audit_log_follows_an_index() {
    let world = World::new().await;
    let [admin, user] = both(&world).await;
    let before = AuditPlace {
        at: 1,
        id: AuditLineId(clock::new_id()),
    };
    for person in [None, Some(user.me().id)] {
        for kind in [None, Some(Kind::Topic(Topic::Access)), Some(Kind::SignedIn)] {
            for before in [None, Some(before)] {
                let filter = Filter {
                    person,
                    kind,
                    ..Filter::default()
                };
                let plan = plan(&admin, &audit::log::select(&admin.zone(), &filter, before, 50)).await;
                assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
                let index = match (person, kind) {
                    (_, Some(Kind::SignedIn)) => "a USING INDEX ",
                    (Some(_), _) => "SEARCH n USING PRIMARY KEY (person_id=?",
                    (None, Some(_)) => "a USING INDEX audit_lines_by_topic (topic=?",
                    (None, None) => "a USING INDEX audit_lines_by_time",
                };
                assert!(plan.contains(index), "{filter:?}: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn people_are_suggested_by_index() {
    let world = World::new().await;
    let user = world.user("User").await;
    for (text, index) in [
        ("", "SCAN u USING INDEX users_by_name"),
        ("an", "SEARCH w USING PRIMARY KEY (word>? AND word<?)"),
        ("an kow", "SEARCH w USING PRIMARY KEY (word>? AND word<?)"),
    ] {
        let plan = plan(&user, &users::suggested(text, (None, 20))).await;
        assert!(plan.contains(index), "{text}: {plan}");
        assert!(!plan.contains("SCAN u\n") && !plan.contains("SCAN w"), "{text}: {plan}");
        assert!(text.is_empty() || plan.contains("SEARCH u USING"), "{text}: {plan}");
    }
}
