//! The list of topics and the thread are read by index, so that their cost does not grow with the space.

use domain::{
    topic::{TopicState, TopicsQuery},
    visibility::Visibility,
};

use crate::server::store::{
    engine::sql::Sql,
    tests::{
        plans::plan,
        world::{World, add_with},
    },
    topics::list::{List, Phase},
};

#[tokio::test]
async fn every_part_of_the_list_follows_an_index() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    for state in [None, Some(TopicState::Closed)] {
        let query = TopicsQuery {
            state,
            ..TopicsQuery::default()
        };
        let viewer = owner.viewer();
        let list = List {
            viewer: &viewer,
            space,
            query: &query,
            floor: 10,
        };
        for phase in Phase::ALL {
            for from in [None, Some(5)] {
                let plan = plan(&owner, &list.select(phase, from, 51)).await;
                let place = format!("{phase:?} {state:?} {from:?}: {plan}");
                assert!(!plan.contains("SCAN"), "{place}");
                if phase == Phase::Lowered {
                    assert!(plan.contains("r USING INDEX read_marks_lowered"), "{place}");
                    continue;
                }
                assert!(!plan.contains("TEMP B-TREE"), "{place}");
                assert!(
                    plan.contains("SEARCH r USING INDEX sqlite_autoindex_read_marks_1"),
                    "{place}"
                );
                if phase == Phase::Unread {
                    assert!(plan.contains("last_post>?"), "{place}");
                }
            }
        }
        for lowered in [false, true] {
            let plan = plan(&owner, &list.count(lowered)).await;
            let index = if lowered { "read_marks_lowered" } else { "last_post>?" };
            assert!(plan.contains(index), "{plan}");
        }
    }
}

#[tokio::test]
async fn own_topics_are_found_by_the_index_of_authors() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let query = TopicsQuery {
        mine: true,
        ..TopicsQuery::default()
    };
    let viewer = owner.viewer();
    let list = List {
        viewer: &viewer,
        space,
        query: &query,
        floor: 10,
    };
    for phase in Phase::ALL {
        let plan = plan(&owner, &list.select(phase, None, 51)).await;
        assert!(
            plan.contains("p USING INDEX posts_by_author (author_id=?"),
            "{phase:?}: {plan}"
        );
    }
}

#[tokio::test]
async fn posts_of_a_thread_are_found_by_their_numbers() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let sql =
        Sql::new("SELECT p.number FROM posts p WHERE p.topic_id = '1' AND p.number >= 5 ORDER BY p.number LIMIT 50");
    let plan = plan(&owner, &sql).await;
    assert!(
        plan.contains("(topic_id=? AND number>?)") && !plan.contains("TEMP"),
        "{plan}"
    );
}
