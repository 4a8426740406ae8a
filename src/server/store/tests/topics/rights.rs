//! The gate decides as the rule of the domain, for every relation and action.

use domain::{
    access::Denied,
    error::AppError,
    person::Role,
    space::SpaceState,
    topic::access::{TopicAction, TopicFacts, decide_topic},
    visibility::Visibility,
};

use super::people::*;
use crate::server::store::{
    tests::world::{World, add_with, put},
    topics::access,
};

#[tokio::test]
async fn the_gate_permits_what_the_rule_permits() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let (admin, stranger) = (
        world.person("Admin", Role::Administrator).await,
        world.user("Stranger").await,
    );
    for visibility in Visibility::ALL {
        for state in SpaceState::ALL {
            for deleted in [false, true] {
                let space = add_with(&owner, "space", visibility, &[member.me().id]).await;
                let topic = start(&member, space, "text").await;
                if deleted {
                    delete(&member, topic).await.unwrap();
                }
                put(&owner, space, state).await;
                for gate in [&owner, &member, &admin, &stranger] {
                    let expected = TopicFacts {
                        space: domain::access::AccessFacts {
                            visibility,
                            state,
                            owner: gate.me().id == owner.me().id,
                            member: gate.me().id == member.me().id,
                        },
                        author: gate.me().id == member.me().id,
                        deleted,
                        assignee: false,
                        private: false,
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
                }
            }
        }
    }
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
