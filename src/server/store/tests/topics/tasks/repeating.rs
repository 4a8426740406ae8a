//! Tasks that repeat.

use domain::{
    error::{AppError, Field, Reason},
    topic::{
        TopicState,
        task::{ChecklistChange, Repetition, TaskChange, Weekdays},
    },
    visibility::Visibility,
};

use super::{super::people::*, *};
use crate::server::store::tests::{
    check::assert_agrees,
    world::{World, add_with},
};

/// 2026-11-30T10:00:00Z, a Monday.
const NOW: i64 = 1_796_032_800_000;

#[tokio::test]
async fn a_repeated_task_has_one_successor_however_often_it_is_done() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "space", Visibility::Private, &[member.me().id]).await;
    let [owner, member] = [owner, member].map(|gate| gate.at(NOW));
    let topic = add(&owner, space, "water the plants").await;
    let weekly = Repetition::Weeks {
        every: 1,
        on: Weekdays(1),
    };
    let repeat = TaskChange::Repetition(Some(weekly));
    let refused = AppError::field(Field::Due, Reason::Required);
    assert_eq!(change(&owner, topic, repeat.clone()).await, Err(refused));
    for change_ in [
        TaskChange::Due(Some(day("2026-11-30"))),
        repeat,
        TaskChange::Assignee(Some(member.me().id)),
        TaskChange::Checklist(ChecklistChange::Add {
            item: item(),
            text: "upstairs".into(),
        }),
    ] {
        change(&owner, topic, change_).await.unwrap();
    }
    // Both do it at once, and it is opened and done again.
    let (one, two) = tokio::join!(close(&owner, topic, ""), close(&member, topic, ""));
    one.unwrap();
    two.unwrap();
    reopen(&owner, topic).await.unwrap();
    close(&member, topic, "").await.unwrap();
    assert_eq!(cards(&owner, space).await, [vec![2], vec![], vec![1]]);
    let next = TopicAddress { space, number: 2 };
    let detail = opened(&member, next).await.topic;
    assert_eq!(
        (detail.row.title.as_str(), detail.row.state),
        ("water the plants", TopicState::Open)
    );
    let task = facet(&owner, next).await;
    assert_eq!((task.due, task.repetition), (Some(day("2026-12-07")), Some(weekly)));
    assert_eq!(task.assignee.map(|person| person.id), Some(member.me().id));
    assert_eq!(task.checklist.len(), 1);
    assert_agrees(&world).await;
    // The successor has a successor of its own.
    close(&member, next, "").await.unwrap();
    let third = TopicAddress { space, number: 3 };
    assert_eq!(facet(&owner, third).await.due, Some(day("2026-12-14")));
}

#[tokio::test]
async fn a_task_that_loses_its_due_day_repeats_no_more() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = add(&owner, space, "task").await;
    change(&owner, topic, TaskChange::Due(Some(day("2026-11-30"))))
        .await
        .unwrap();
    let daily = TaskChange::Repetition(Some(Repetition::Days { every: 1 }));
    change(&owner, topic, daily).await.unwrap();
    change(&owner, topic, TaskChange::Due(None)).await.unwrap();
    assert_eq!(facet(&owner, topic).await.repetition, None);
    close(&owner, topic, "").await.unwrap();
    assert_eq!(cards(&owner, space).await, [vec![], vec![], vec![1]]);
}

#[tokio::test]
async fn the_day_on_which_a_task_is_done_is_that_of_the_persons_zone() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = add(&owner, space, "task").await;
    change(&owner, topic, TaskChange::Due(Some(day("2026-11-01"))))
        .await
        .unwrap();
    let daily = TaskChange::Repetition(Some(Repetition::Days { every: 1 }));
    change(&owner, topic, daily).await.unwrap();
    // 2026-11-30T23:30:00Z is the first of December in Warsaw.
    let late = owner.clone().at(NOW + 13 * 60 * 60 * 1000 + 30 * 60 * 1000);
    close(&late, topic, "").await.unwrap();
    let next = TopicAddress { space, number: 2 };
    assert_eq!(facet(&owner, next).await.due, Some(day("2026-12-01")));
}

#[tokio::test]
async fn the_successor_of_a_private_task_is_private() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "space", Visibility::Private, &[member.me().id]).await;
    let task = NewTask {
        private: true,
        due: Some(day("2026-11-30")),
        ..new_task("mine")
    };
    let topic = send(&owner, space, task, clock::new_id()).await.unwrap();
    let daily = TaskChange::Repetition(Some(Repetition::Days { every: 1 }));
    change(&owner, topic, daily).await.unwrap();
    close(&owner, topic, "").await.unwrap();
    assert_eq!(cards(&owner, space).await, [vec![2], vec![], vec![1]]);
    assert_eq!(cards(&member, space).await, [vec![0; 0], vec![], vec![]]);
    assert!(facet(&owner, TopicAddress { space, number: 2 }).await.private);
}
