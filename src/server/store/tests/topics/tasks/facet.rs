//! What a task has beside its conversation.

use domain::{
    error::{AppError, Field, Reason},
    topic::{
        NoticeReason, NoticesFilter, TopicKind, TopicState,
        task::{CHECKLIST_ITEMS, ChecklistChange, Progress, Reminder, TaskChange},
    },
    visibility::Visibility,
};

use super::{super::people::*, *};
use crate::server::store::tests::{
    check::assert_agrees,
    notices,
    world::{World, add_with},
};

#[tokio::test]
async fn a_topic_becomes_a_task_and_keeps_what_it_had_as_one() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = talk(&owner, space, "text").await;
    change_kind(&owner, topic, TopicKind::Task).await;
    change(&owner, topic, TaskChange::Due(Some(day("2026-12-24"))))
        .await
        .unwrap();
    move_card(&owner, topic, columns()[1], None).await.unwrap();
    change_kind(&owner, topic, TopicKind::Talk).await;
    assert_eq!(cards(&owner, space).await, [vec![0; 0], vec![], vec![]]);
    close(&owner, topic, "").await.unwrap();
    change_kind(&owner, topic, TopicKind::Task).await;
    let task = facet(&owner, topic).await;
    assert_eq!((task.due, task.column), (Some(day("2026-12-24")), columns()[2]));
    assert_eq!(cards(&owner, space).await, [vec![], vec![], vec![topic.number]]);
}

#[tokio::test]
async fn a_task_is_assigned_to_people_who_can_open_the_space() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let stranger = world.user("Stranger").await;
    let space = add_with(&owner, "space", Visibility::Private, &[member.me().id]).await;
    let topic = add(&owner, space, "task").await;
    let to = |gate: &Gate| TaskChange::Assignee(Some(gate.me().id));
    let refused = AppError::field(Field::Assignee, Reason::CannotOpen);
    assert_eq!(change(&owner, topic, to(&stranger)).await, Err(refused));
    change(&owner, topic, to(&member)).await.unwrap();
    assert_eq!(facet(&owner, topic).await.assignee.unwrap().id, member.me().id);
    change(&owner, topic, TaskChange::Assignee(None)).await.unwrap();
    assert_eq!(facet(&owner, topic).await.assignee, None);
}

#[tokio::test]
async fn the_person_to_whom_a_task_is_assigned_gets_a_notice() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "space", Visibility::Private, &[member.me().id]).await;
    let topic = add(&owner, space, "task").await;
    read(&member, topic, 1).await;
    let reasons = async |gate: &Gate| -> Vec<(NoticeReason, bool)> {
        notices::notify(gate).await;
        let lines = notices::page(gate, NoticesFilter::All, None).await.lines;
        let of = |line: &domain::topic::Notice| match line.about {
            domain::topic::NoticeAbout::Posts { reason, .. } => Some((reason, line.unread)),
            _ => None,
        };
        lines.iter().filter_map(of).collect()
    };
    change(&owner, topic, TaskChange::Assignee(Some(member.me().id)))
        .await
        .unwrap();
    assert_eq!(reasons(&member).await, [(NoticeReason::Assigned, true)]);
    assert_agrees(&world).await;
    read(&member, topic, 1).await;
    assert_eq!(reasons(&member).await, [(NoticeReason::Assigned, false)]);
    // Nobody is notified of what they do themselves.
    change(&owner, topic, TaskChange::Assignee(Some(owner.me().id)))
        .await
        .unwrap();
    assert_eq!(reasons(&owner).await, []);
    // A task that is added for somebody gives one notice.
    let task = NewTask {
        assignee: Some(member.me().id),
        ..new_task("second")
    };
    send(&owner, space, task, clock::new_id()).await.unwrap();
    assert_eq!(reasons(&member).await.len(), 2);
    assert_eq!(reasons(&member).await[0], (NoticeReason::Assigned, true));
}

#[tokio::test]
async fn a_checklist_is_changed_item_by_item() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = add(&owner, space, "task").await;
    let ids = [item(), item(), item()];
    let act = async |act: ChecklistChange| change(&owner, topic, TaskChange::Checklist(act)).await;
    for (id, text) in ids.iter().zip([" one ", "two", "three"]) {
        let text = text.to_owned();
        for _ in 0..2 {
            let text = text.clone();
            act(ChecklistChange::Add { item: *id, text }).await.unwrap();
        }
    }
    act(ChecklistChange::Tick {
        item: ids[1],
        done: true,
    })
    .await
    .unwrap();
    act(ChecklistChange::Move { item: ids[2], to: 0 }).await.unwrap();
    let text = "uno".to_owned();
    act(ChecklistChange::Reword { item: ids[0], text }).await.unwrap();
    let list = facet(&owner, topic).await.checklist;
    let texts: Vec<&str> = list.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["three", "uno", "two"]);
    assert_eq!(Progress::of(&list), Progress { done: 1, all: 3 });
    act(ChecklistChange::Remove { item: ids[0] }).await.unwrap();
    let gone = act(ChecklistChange::Remove { item: ids[0] }).await;
    assert_eq!(gone, Err(AppError::NotFound));
    let empty = act(ChecklistChange::Add {
        item: item(),
        text: " ".into(),
    });
    assert_eq!(empty.await, Err(AppError::field(Field::Checklist, Reason::Required)));
    for number in 2..CHECKLIST_ITEMS {
        let text = format!("item {number}");
        act(ChecklistChange::Add { item: item(), text }).await.unwrap();
    }
    let text = "too many".to_owned();
    let max = CHECKLIST_ITEMS;
    let refused = AppError::field(Field::Checklist, Reason::TooMany { max });
    assert_eq!(act(ChecklistChange::Add { item: item(), text }).await, Err(refused));
}

#[tokio::test]
async fn a_reminder_is_at_a_time_of_the_day_in_the_assignees_zone() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let topic = add(&owner, space, "task").await;
    let reminder = Reminder {
        days_before: 1,
        minute: 8 * 60,
    };
    change(&owner, topic, TaskChange::Reminder(Some(reminder)))
        .await
        .unwrap();
    let instants = "SELECT COALESCE(sum(k.remind_at), 0) FROM tasks k";
    assert_eq!(counted(&owner, instants).await, 0);
    // The clocks of Warsaw are two hours ahead of UTC on that day.
    change(&owner, topic, TaskChange::Due(Some(day("2100-07-02"))))
        .await
        .unwrap();
    let six = clock::minute_of_day("UTC", day("2100-07-01"), 6 * 60).unwrap();
    assert_eq!(counted(&owner, instants).await, six);
    close(&owner, topic, "").await.unwrap();
    assert_eq!(counted(&owner, instants).await, 0);
    reopen(&owner, topic).await.unwrap();
    assert_eq!(counted(&owner, instants).await, six);
    assert_eq!(facet(&owner, topic).await.reminder, Some(reminder));
}

#[tokio::test]
async fn the_column_and_the_state_of_a_task_agree() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let [todo, doing, done] = columns();
    let topic = add(&owner, space, "task").await;
    let state = async || opened(&owner, topic).await.topic.row.state;
    move_card(&owner, topic, done, None).await.unwrap();
    assert_eq!(state().await, TopicState::Closed);
    move_card(&owner, topic, doing, None).await.unwrap();
    assert_eq!(state().await, TopicState::Open);
    close(&owner, topic, "All done.").await.unwrap();
    assert_eq!(facet(&owner, topic).await.column, done);
    reopen(&owner, topic).await.unwrap();
    assert_eq!(facet(&owner, topic).await.column, todo);
}
