//! The gate and the SQL decide as the rule of the domain, for every relation and action.

use domain::{
    access::{AccessFacts, Denied},
    error::AppError,
    ids::UserId,
    person::Role,
    space::SpaceState,
    topic::{
        TopicAddress,
        access::{TopicAction, TopicFacts, decide_topic},
    },
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    gate::Gate,
    store::{
        engine::sql::Sql,
        spaces::access as spaces,
        tests::world::{World, add_with, put},
        topics::access,
    },
};

struct People {
    owner: Gate,
    member: Gate,
    admin: Gate,
    stranger: Gate,
}

/// A topic of the member.
#[derive(Clone, Copy, Debug)]
struct Case {
    visibility: Visibility,
    state: SpaceState,
    deleted: bool,
    private: bool,
    assignee: Option<UserId>,
}

#[tokio::test]
async fn the_gate_and_the_sql_permit_what_the_rule_permits() {
    let world = World::new().await;
    let people = People {
        owner: world.user("Owner").await,
        member: world.user("Member").await,
        admin: world.person("Admin", Role::Administrator).await,
        stranger: world.user("Stranger").await,
    };
    let id = |gate: &Gate| Some(gate.me().id);
    let audiences = [
        (false, None),
        (false, id(&people.stranger)),
        (true, None),
        (true, id(&people.owner)),
        (true, id(&people.admin)),
        (true, id(&people.stranger)),
    ];
    for visibility in Visibility::ALL {
        for state in SpaceState::ALL {
            for deleted in [false, true] {
                for (private, assignee) in audiences {
                    let case = Case {
                        visibility,
                        state,
                        deleted,
                        private,
                        assignee,
                    };
                    agree(&people, case).await;
                }
            }
        }
    }
}

async fn agree(people: &People, case: Case) {
    let (owner, member) = (&people.owner, &people.member);
    let space = add_with(owner, "space", case.visibility, &[member.me().id]).await;
    let topic = start_private(member, space, "", "text").await;
    set_private(member, topic, case.private).await.unwrap();
    assign(member, topic, case.assignee).await.unwrap();
    if case.deleted {
        delete(member, topic).await.unwrap();
    }
    put(owner, space, case.state).await;
    for gate in [owner, member, &people.admin, &people.stranger] {
        let expected = TopicFacts {
            space: AccessFacts {
                visibility: case.visibility,
                state: case.state,
                owner: gate.me().id == owner.me().id,
                member: gate.me().id == member.me().id,
            },
            author: gate.me().id == member.me().id,
            deleted: case.deleted,
            assignee: case.assignee == Some(gate.me().id),
            private: case.private,
        };
        let mut tx = gate.read().await.unwrap();
        let facts = access::facts(&mut tx, &gate.viewer(), topic).await.unwrap().unwrap();
        assert_eq!(facts.facts, expected);
        drop(tx);
        for action in TopicAction::ALL {
            let answer = gate.topic(topic, action).await.map(|_| ());
            let rule = decide_topic(&gate.viewer(), &expected, action).map_err(|denied| match denied {
                Denied::NotFound => AppError::NotFound,
                Denied::NotAllowed => AppError::NotAllowed,
            });
            assert_eq!(answer, rule, "{expected:?} {action:?}");
        }
        if !case.deleted {
            let reads = decide_topic(&gate.viewer(), &expected, TopicAction::Read).is_ok();
            assert_eq!(selected(gate, topic).await, [reads; 2], "{expected:?}");
        }
    }
}

/// Returns whether the SQL for a viewer, and that for any person, select the topic for this person.
async fn selected(gate: &Gate, topic: TopicAddress) -> [bool; 2] {
    let viewer = gate.viewer();
    let mut tx = gate.read().await.unwrap();
    let mut found = [false; 2];
    for (place, found) in found.iter_mut().enumerate() {
        let mut sql =
            Sql::new("SELECT count(*) FROM topics t JOIN spaces s ON s.id = t.space_id JOIN users u ON u.id = ");
        sql.text(viewer.id).push(" WHERE t.space_id = ").text(topic.space);
        sql.push(" AND t.number = ").bind(topic.number).push(" AND ");
        if place == 0 {
            spaces::open(&mut sql, &viewer);
            access::visible_to(&mut sql, viewer.id);
        } else {
            sql.push(spaces::OPENED_BY_U).push(" AND ").push(access::VISIBLE_TO_U);
        }
        *found = sql.count(&mut tx).await.unwrap() == 1;
    }
    found
}

#[tokio::test]
async fn a_permit_permits_only_its_own_action() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = start(&owner, space, "text").await;
    for action in TopicAction::ALL
        .into_iter()
        .filter(|action| *action != TopicAction::Restore)
    {
        let mut permit = owner.topic(topic, action).await.unwrap();
        for other in TopicAction::ALL {
            assert_eq!(permit.act(other).is_ok(), other == action, "{action:?} {other:?}");
        }
    }
}
