//! The tasks of a person across spaces.

use std::time::Instant;

use domain::{
    limits::PAGE_ROWS,
    topic::task::{MyTasksPage, TaskChange},
    visibility::Visibility,
};

use super::{super::people::*, board::fill, *};
use crate::server::store::{
    spaces::act as space_act,
    tests::{
        plans::plan,
        world::{World, add_with},
    },
};

async fn page(gate: &Gate, after: Option<&str>) -> MyTasksPage {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let page = task::mine::page(&mut tx, &viewer, cursors, after, day("2026-11-30"));
    page.await.unwrap()
}

async fn titles(gate: &Gate) -> Vec<String> {
    page(gate, None)
        .await
        .tasks
        .into_iter()
        .map(|task| task.title)
        .collect()
}

#[tokio::test]
async fn a_person_has_the_open_tasks_of_all_spaces_by_due_day() {
    let world = World::new().await;
    let (owner, person) = (world.user("Owner").await, world.user("Person").await);
    let first = add_with(&owner, "first", Visibility::Private, &[person.me().id]).await;
    let second = add_with(&owner, "second", Visibility::Public, &[]).await;
    let assigned = async |space, text: &str, due: Option<&str>, private| {
        let task = NewTask {
            assignee: Some(person.me().id),
            due: due.map(day),
            private,
            ..new_task(text)
        };
        send(&owner, space, task, clock::new_id()).await.unwrap()
    };
    assigned(first, "no day", None, false).await;
    assigned(second, "later", Some("2027-01-01"), false).await;
    assigned(first, "overdue", Some("2026-11-01"), true).await;
    let done = assigned(second, "done", Some("2026-11-30"), false).await;
    let unassigned = assigned(second, "of somebody else", None, false).await;
    add(&owner, second, "of nobody").await;
    close(&owner, done, "").await.unwrap();
    change(&owner, unassigned, TaskChange::Assignee(Some(owner.me().id)))
        .await
        .unwrap();
    assert_eq!(titles(&person).await, ["overdue", "later", "no day"]);
    assert_eq!(titles(&owner).await, ["of somebody else"]);
    // Access that ends takes the tasks along.
    let mut permit = owner.space(first, Action::ManagePeople).await.unwrap();
    space_act::take_access(&mut permit, &[person.me().id]).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(titles(&person).await, ["later"]);
}

#[tokio::test]
async fn a_hundred_thousand_tasks_of_a_person_are_read_by_index() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    for (number, due) in [(1, Some("2026-12-01")), (2, None)] {
        let task = NewTask {
            assignee: Some(owner.me().id),
            due: due.map(day),
            ..new_task(&format!("task {number}"))
        };
        send(&owner, space, task, clock::new_id()).await.unwrap();
    }
    fill(&owner, space, 100_000).await;
    let viewer = owner.viewer();
    for dated in [true, false] {
        for after in [None, Some(("2026-12-01", "x"))] {
            let plan = plan(&owner, &task::mine::select(&viewer, dated, after, 51)).await;
            assert!(plan.contains("t USING INDEX topics_of_assignee"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
        }
    }
    let first = page(&owner, None).await;
    assert_eq!(first.tasks.len(), PAGE_ROWS);
    let begun = Instant::now();
    let second = page(&owner, first.next.as_deref()).await;
    let took = begun.elapsed();
    assert!(second.tasks[0].address != first.tasks[0].address);
    assert!(took.as_millis() < 100, "{took:?}");
}
