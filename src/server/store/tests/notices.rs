//! Notices: who gets one of what, how they are read, and what takes them away.

mod model;

use domain::{
    access::AccountAction,
    ids::UserId,
    person::Role,
    topic::{
        FollowLevel, Notice, NoticeAbout, NoticeReason, NoticesFilter, NoticesPage, SuggestedSpace, TopicAddress,
        access::TopicAction,
    },
    visibility::Visibility,
};

use super::{
    check::assert_agrees,
    requests::follow_space,
    topics::people::*,
    world::{World, add_with},
};
use crate::server::{
    clock,
    gate::Gate,
    permits::{Purpose, SystemPermit},
    store::{
        engine::sql::Sql,
        events,
        topics::{follows, notices, notify, suggest, unread},
    },
};

pub async fn notify(gate: &Gate) {
    notify::catch_up(gate.store()).await.unwrap();
}

pub async fn page(gate: &Gate, filter: NoticesFilter, after: Option<&str>) -> NoticesPage {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let page = notices::page(&mut tx, &viewer, cursors, filter, after, clock::now());
    page.await.unwrap()
}

async fn lines(gate: &Gate) -> Vec<Notice> {
    notify(gate).await;
    page(gate, NoticesFilter::All, None).await.lines
}

/// Returns reason, number of posts, first post and whether it is unread, of each line about posts.
fn outlines(lines: &[Notice]) -> Vec<(NoticeReason, i64, i64, bool)> {
    let outline = |line: &Notice| match line.about {
        NoticeAbout::Posts {
            reason,
            count,
            first_post,
            ..
        } => Some((reason, count, first_post, line.unread)),
        _ => None,
    };
    lines.iter().filter_map(outline).collect()
}

pub fn mention(person: UserId) -> String {
    format!("hello [@someone](person:{person})")
}

pub async fn follow_topic(gate: &Gate, topic: TopicAddress, level: FollowLevel) {
    let mut permit = gate.topic(topic, TopicAction::Read).await.unwrap();
    follows::set_topic(&mut permit, Some(level)).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn follow_all(gate: &Gate, level: FollowLevel) {
    let mut permit = gate.account(AccountAction::UseAccount).await.unwrap();
    follows::set_all(&mut permit, level).await.unwrap();
    permit.commit().await.unwrap();
}

async fn mark_read(gate: &Gate, up_to: i64) {
    let mut permit = gate.account(AccountAction::UseAccount).await.unwrap();
    notices::mark_read(&mut permit, up_to).await.unwrap();
    permit.commit().await.unwrap();
}

#[tokio::test]
async fn a_topic_is_one_line_with_its_count_and_first_unread_post() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&jan, space, "question").await;
    let first = reply(&anna, topic, "one").await;
    reply(&anna, topic, "two").await;
    assert_eq!(
        outlines(&lines(&jan).await),
        [(NoticeReason::TakingPart, 2, first, true)]
    );
    read(&jan, topic, first).await;
    let mentioned = reply(&anna, topic, &mention(jan.me().id)).await;
    assert_eq!(
        outlines(&lines(&jan).await),
        [(NoticeReason::Mention, 2, first + 1, true)]
    );
    read(&jan, topic, mentioned).await;
    let found = lines(&jan).await;
    assert_eq!(outlines(&found), [(NoticeReason::Mention, 3, first, false)]);
    assert_eq!(found[0].actor.id, anna.me().id);
    assert_eq!(page(&jan, NoticesFilter::Unread, None).await.lines, []);
    let mentions = page(&jan, NoticesFilter::Mentions, None).await.lines;
    assert_eq!(outlines(&mentions), [(NoticeReason::Mention, 1, mentioned, false)]);
    // The author gets none of their own posts, and nobody else takes part.
    assert_eq!(lines(&anna).await, []);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_notice_names_what_its_person_may_see_in_their_language() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let secret = add_with(&anna, "Secret plans", Visibility::Hidden, &[]).await;
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&anna, space, "question").await;
    let text = format!("{} see [](space:{secret})", mention(jan.me().id));
    reply(&anna, topic, &text).await;
    let excerpt = |lines: &[Notice]| match &lines[0].about {
        NoticeAbout::Posts { excerpt, .. } => excerpt.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(excerpt(&lines(&jan).await), "hello @Jan see a space");
    let mut tx = world.store.begin().await.unwrap();
    let polish = "UPDATE users SET language = 'pl'";
    Sql::new(polish).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(excerpt(&lines(&jan).await), "hello @Jan see inna przestrzeń");
}

#[tokio::test]
async fn an_edit_gives_no_notice_and_a_deletion_withdraws_it() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&anna, space, "question").await;
    let post = reply(&anna, topic, "one").await;
    notify(&anna).await;
    edit(&anna, topic, post, &mention(jan.me().id), 1).await.unwrap();
    assert_eq!(lines(&jan).await, []);
    let post = reply(&anna, topic, &mention(jan.me().id)).await;
    assert_eq!(lines(&jan).await.len(), 1);
    delete_post(&anna, topic, post, true).await.unwrap();
    assert_eq!(lines(&jan).await, []);
    delete_post(&anna, topic, post, false).await.unwrap();
    assert_eq!(lines(&jan).await.len(), 1);
    delete(&anna, topic).await.unwrap();
    assert_eq!(lines(&jan).await, []);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn nobody_is_noticed_of_what_they_may_not_see() {
    let world = World::new().await;
    let (anna, jan, ola) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.person("Ola", Role::Administrator).await,
    );
    let space = add_with(&anna, "Plans", Visibility::Hidden, &[]).await;
    start(
        &anna,
        space,
        &format!("{} {}", mention(jan.me().id), mention(ola.me().id)),
    )
    .await;
    assert_eq!((lines(&jan).await.len(), lines(&ola).await.len()), (0, 1));
    assert_agrees(&world).await;
}

#[tokio::test]
async fn the_nearest_level_decides() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[jan.me().id]).await;
    let topic = start(&anna, space, "one").await;
    assert_eq!(lines(&jan).await, []);
    follow_all(&jan, FollowLevel::Everything).await;
    reply(&anna, topic, "two").await;
    assert_eq!(outlines(&lines(&jan).await), [(NoticeReason::Following, 1, 2, true)]);
    follow_space(&jan, space, FollowLevel::Nothing).await;
    reply(&anna, topic, &mention(jan.me().id)).await;
    assert_eq!(outlines(&lines(&jan).await), [(NoticeReason::Following, 1, 2, true)]);
    follow_topic(&jan, topic, FollowLevel::Mentions).await;
    reply(&anna, topic, &mention(jan.me().id)).await;
    reply(&anna, topic, "five").await;
    assert_eq!(outlines(&lines(&jan).await), [(NoticeReason::Mention, 2, 2, true)]);
}

#[tokio::test]
async fn events_that_are_read_again_after_a_crash_change_nothing() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&jan, space, "question").await;
    reply(&anna, topic, "one").await;
    let post = reply(&anna, topic, "two").await;
    delete_post(&anna, topic, post, true).await.unwrap();
    let before = lines(&jan).await;
    let mut tx = SystemPermit::begin(&world.store, Purpose::Notices).await.unwrap();
    events::set_followed(&mut tx, "notices", 0).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(lines(&jan).await, before);
    assert_eq!(outlines(&before), [(NoticeReason::TakingPart, 1, 2, true)]);
}

#[tokio::test]
async fn a_person_with_new_notices_is_told_and_very_many_by_one_event() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let topic = start(&jan, space, "question").await;
    notify(&anna).await;
    let before = newest_event(&anna).await;
    reply(&anna, topic, "one").await;
    notify(&anna).await;
    let event = |list: &str, kind: &str| (list.to_owned(), kind.to_owned());
    let kinds = events_after(&anna, before).await;
    assert!(
        kinds.contains(&event("person", "notices")) && !kinds.contains(&event("topic", "noticed")),
        "{kinds:?}"
    );
    for number in 0..60 {
        let person = world.user(&format!("Person{number}")).await;
        follow_space(&person, space, FollowLevel::Everything).await;
    }
    let before = newest_event(&anna).await;
    reply(&anna, topic, "two").await;
    notify(&anna).await;
    let kinds = events_after(&anna, before).await;
    assert!(
        !kinds.contains(&event("person", "notices")) && kinds.contains(&event("topic", "noticed")),
        "{kinds:?}"
    );
    assert_agrees(&world).await;
}

#[tokio::test]
async fn marking_as_read_goes_up_to_what_was_shown() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    let now = clock::now();
    let (one, two) = (anna.clone().at(now - 2_000), anna.clone().at(now - 1_000));
    let topic = start(&jan.clone().at(now - 3_000), space, "question").await;
    reply(&one, topic, "one").await;
    let second = reply(&two, topic, "two").await;
    notify(&jan).await;
    mark_read(&jan, now - 1_500).await;
    assert_eq!(
        outlines(&lines(&jan).await),
        [(NoticeReason::TakingPart, 1, second, true)]
    );
    mark_read(&jan, now).await;
    assert_eq!(page(&jan, NoticesFilter::All, None).await.unread, 0);
    assert_eq!(unread_of(&listed_only(&jan, space).await), Vec::<i64>::new());
}

#[tokio::test]
async fn pages_of_notices_follow_each_other() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Public, &[]).await;
    for _ in 0..35 {
        start(&anna, space, &mention(jan.me().id)).await;
    }
    notify(&jan).await;
    let first = page(&jan, NoticesFilter::All, None).await;
    let second = page(&jan, NoticesFilter::All, first.next.as_deref()).await;
    assert_eq!((first.lines.len(), second.lines.len(), first.unread), (30, 5, 35));
    assert!(second.next.is_none() && first.lines.iter().all(|line| !second.lines.contains(line)));
}

#[tokio::test]
async fn everything_unread_is_read_in_one_go() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let (one, two) = (
        add_with(&anna, "One", Visibility::Private, &[jan.me().id]).await,
        add_with(&anna, "Two", Visibility::Private, &[jan.me().id]).await,
    );
    let topic = start(&anna, one, "first").await;
    for _ in 0..24 {
        reply(&anna, topic, "more").await;
    }
    start(&anna, two, "second").await;
    let mut tx = jan.read().await.unwrap();
    let spaces = unread::spaces(&mut tx, &jan.viewer()).await.unwrap();
    assert_eq!(spaces.spaces, [(two, 1), (one, 1)]);
    let read = unread::catch_up(&mut tx, &jan.viewer(), 0).await.unwrap();
    drop(tx);
    assert!(read.more);
    let topics: Vec<_> = read.spaces.iter().flat_map(|space| &space.topics).collect();
    assert_eq!((topics[0].posts.len(), topics[0].left, topics[0].up_to), (1, 0, 1));
    assert_eq!((topics[1].posts.len(), topics[1].left, topics[1].up_to), (20, 5, 20));
    let mut tx = anna.read().await.unwrap();
    assert_eq!(unread::spaces(&mut tx, &anna.viewer()).await.unwrap().spaces, []);
}

#[tokio::test]
async fn the_writing_box_names_only_people_and_spaces_that_may_be_seen() {
    let world = World::new().await;
    let (anna, jan, ola) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.person("Ola", Role::Administrator).await,
    );
    let space = add_with(&anna, "Plan łódzki", Visibility::Private, &[]).await;
    let hidden = add_with(&jan, "Plan ukryty", Visibility::Hidden, &[]).await;
    let mut tx = anna.read().await.unwrap();
    let viewer = anna.viewer();
    let names =
        |people: Vec<domain::person::PersonRef>| people.into_iter().map(|person| person.name).collect::<Vec<_>>();
    assert_eq!(
        names(suggest::people(&mut tx, &viewer, (space, None), "").await.unwrap()),
        ["Anna", "Ola"]
    );
    assert_eq!(
        names(suggest::people(&mut tx, &viewer, (space, None), "ol").await.unwrap()),
        ["Ola"]
    );
    assert_eq!(
        names(suggest::people(&mut tx, &viewer, (space, None), "jan").await.unwrap()),
        [""; 0]
    );
    assert!(suggest::people(&mut tx, &viewer, (hidden, None), "").await.is_err());
    let text = format!("{} {}", mention(jan.me().id), mention(ola.me().id));
    let readers = suggest::readers(&mut tx, &viewer, (space, None), &text).await.unwrap();
    assert_eq!(
        (readers.count, names(readers.cannot_open), readers.may_give),
        (Some(1), vec!["Jan".to_owned()], true)
    );
    let found = suggest::spaces(&mut tx, &viewer, "plan lodz", false).await.unwrap();
    let expected = SuggestedSpace {
        id: space,
        name: "Plan łódzki".into(),
        visibility: Visibility::Private,
        owner: "Anna".into(),
    };
    assert_eq!(found, [expected]);
    assert_eq!(suggest::spaces(&mut tx, &viewer, "plan", false).await.unwrap().len(), 1);
    assert_eq!(
        suggest::spaces(&mut tx, &jan.viewer(), "plan", true)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        suggest::spaces(&mut tx, &jan.viewer(), "plan", false)
            .await
            .unwrap()
            .len(),
        2
    );
}
