//! Requests for access, leaving, and what goes along when access is taken away.

use domain::{
    access::{AccountAction, Action},
    error::AppError,
    ids::{SpaceId, UserId},
    person::Role,
    topic::{FollowLevel, Notice, NoticeAbout, NoticesFilter, RequestState},
    visibility::Visibility,
};

use super::{
    check::assert_agrees,
    topics::people::{counted, read, reply, start, visit},
    world::{World, add_with},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        access_requests,
        people::users,
        spaces::act,
        topics::{follows, notices, notify},
    },
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub async fn ask(gate: &Gate, space: SpaceId) -> Result<(), AppError> {
    let mut permit = gate.space(space, Action::Find).await?;
    access_requests::ask(&mut permit, "  I write  the offer ").await?;
    Ok(permit.commit().await?)
}

pub async fn answer(gate: &Gate, space: SpaceId, person: UserId, grant: bool) -> Result<(), AppError> {
    let mut permit = gate.space(space, Action::ManagePeople).await?;
    access_requests::answer(&mut permit, person, grant).await?;
    Ok(permit.commit().await?)
}

async fn leave(gate: &Gate, space: SpaceId) -> Result<(), AppError> {
    let mut permit = gate.space(space, Action::Leave).await?;
    access_requests::leave(&mut permit).await?;
    Ok(permit.commit().await?)
}

pub async fn take(gate: &Gate, space: SpaceId, person: UserId) {
    let mut permit = gate.space(space, Action::ManagePeople).await.unwrap();
    act::take_access(&mut permit, &[person]).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn give(gate: &Gate, space: SpaceId, person: UserId) {
    let mut permit = gate.space(space, Action::ManagePeople).await.unwrap();
    act::give_access(&mut permit, &[person]).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn change(gate: &Gate, space: SpaceId, to: Visibility) {
    let mut permit = gate.space(space, Action::ChangeVisibility).await.unwrap();
    act::change_visibility(&mut permit, to).await.unwrap();
    permit.commit().await.unwrap();
}

pub async fn follow_space(gate: &Gate, space: SpaceId, level: FollowLevel) {
    let mut permit = gate.space(space, Action::Open).await.unwrap();
    follows::set_space(&mut permit, Some(level)).await.unwrap();
    permit.commit().await.unwrap();
}

async fn asked(gate: &Gate, space: SpaceId) -> bool {
    let mut tx = gate.read().await.unwrap();
    access_requests::has_asked(&mut tx, &gate.viewer(), space)
        .await
        .unwrap()
}

async fn pending(gate: &Gate, space: SpaceId) -> Result<Vec<UserId>, AppError> {
    let mut tx = gate.read().await?;
    let requests = access_requests::pending(&mut tx, &gate.viewer(), space).await?;
    assert!(requests.iter().all(|request| request.sentence == "I write the offer"));
    Ok(requests.into_iter().map(|request| request.person.id).collect())
}

async fn lines(gate: &Gate, filter: NoticesFilter) -> (Vec<Notice>, i64) {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let page = notices::page(&mut tx, &viewer, cursors, filter, None, clock::now());
    let page = page.await.unwrap();
    (page.lines, page.unread)
}

#[tokio::test]
async fn a_request_is_asked_once_and_noticed_until_it_is_answered() {
    let world = World::new().await;
    let (anna, jan, ola) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.person("Ola", Role::Administrator).await,
    );
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    ask(&jan, space).await.unwrap();
    ask(&jan, space).await.unwrap();
    assert!(asked(&jan, space).await);
    for manager in [&anna, &ola] {
        assert_eq!(pending(manager, space).await.unwrap(), [jan.me().id]);
        let (found, unread) = lines(manager, NoticesFilter::Requests).await;
        assert_eq!((found.len(), unread), (1, 1));
        assert!(matches!(
            found[0].about,
            NoticeAbout::Request {
                state: RequestState::Pending,
                ..
            }
        ));
        assert_eq!(found[0].actor.id, jan.me().id);
    }
    assert_eq!(pending(&jan, space).await, Err(AppError::NotAllowed));
    assert_eq!(lines(&jan, NoticesFilter::All).await.0, []);
    let mut permit = anna.account(AccountAction::UseAccount).await.unwrap();
    notices::mark_read(&mut permit, i64::MAX).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(lines(&anna, NoticesFilter::Unread).await.1, 1);

    answer(&anna, space, jan.me().id, true).await.unwrap();
    assert_eq!(answer(&ola, space, jan.me().id, true).await, Err(AppError::NotFound));
    assert!(jan.space(space, Action::Open).await.is_ok());
    assert_eq!(lines(&ola, NoticesFilter::All).await.1, 0);
    let (found, unread) = lines(&jan, NoticesFilter::Unread).await;
    assert_eq!((found.len(), unread), (1, 1));
    assert_eq!(found[0].about, NoticeAbout::Answer { granted: true });
    let mut permit = jan.account(AccountAction::UseAccount).await.unwrap();
    notices::mark_read(&mut permit, clock::now()).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(lines(&jan, NoticesFilter::Requests).await.1, 0);
    ask(&jan, space).await.unwrap();
    assert_eq!(pending(&anna, space).await.unwrap(), []);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_declined_person_may_ask_again_after_a_day() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    ask(&jan, space).await.unwrap();
    answer(&anna, space, jan.me().id, false).await.unwrap();
    assert_eq!(ask(&jan, space).await, Err(AppError::NotAllowed));
    let (found, _) = lines(&jan, NoticesFilter::All).await;
    assert_eq!(found[0].about, NoticeAbout::Answer { granted: false });
    let tomorrow = jan.clone().at(clock::now() + DAY_MS);
    ask(&tomorrow, space).await.unwrap();
    assert_eq!(pending(&anna, space).await.unwrap(), [jan.me().id]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn only_the_outline_of_a_space_can_be_asked_about() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let hidden = add_with(&anna, "Hidden", Visibility::Hidden, &[]).await;
    let public = add_with(&anna, "Public", Visibility::Public, &[]).await;
    assert_eq!(ask(&jan, hidden).await, Err(AppError::NotFound));
    ask(&jan, public).await.unwrap();
    assert_eq!(pending(&anna, public).await.unwrap(), []);
}

#[tokio::test]
async fn a_request_goes_when_it_is_not_needed_any_more() {
    let world = World::new().await;
    let (anna, jan, ewa) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
    );
    let space = add_with(&anna, "Plans", Visibility::Private, &[]).await;
    ask(&jan, space).await.unwrap();
    ask(&ewa, space).await.unwrap();
    give(&anna, space, jan.me().id).await;
    assert_eq!(pending(&anna, space).await.unwrap(), [ewa.me().id]);
    change(&anna, space, Visibility::Hidden).await;
    assert_eq!(pending(&anna, space).await.unwrap(), []);
    assert_agrees(&world).await;
}

const KEPT: [&str; 6] = [
    "read_floors",
    "space_follows",
    "read_marks",
    "notices",
    "page_checks",
    "access_requests",
];

async fn kept(gate: &Gate) -> i64 {
    let mut rows = 0;
    for table in KEPT {
        let query = format!("SELECT count(*) FROM {table} WHERE person_id = '{}'", gate.me().id);
        rows += counted(gate, &query).await;
    }
    rows
}

/// Makes a private space in which the person has read, follows everything and has a notice.
async fn taking_part(anna: &Gate, jan: &Gate) -> SpaceId {
    let space = add_with(anna, "Plans", Visibility::Private, &[jan.me().id]).await;
    let topic = start(anna, space, "one").await;
    notify::catch_up(jan.store()).await.unwrap();
    visit(jan, space).await;
    follow_space(jan, space, FollowLevel::Everything).await;
    let post = reply(anna, topic, "two").await;
    read(jan, topic, post).await;
    reply(anna, topic, "three").await;
    notify::catch_up(jan.store()).await.unwrap();
    assert_eq!(kept(jan).await, 5, "a floor, a follow, a mark and two notices");
    space
}

#[tokio::test]
async fn a_member_leaves_with_everything_and_an_owner_stays() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = taking_part(&anna, &jan).await;
    assert_eq!(leave(&anna, space).await, Err(AppError::NotAllowed));
    leave(&jan, space).await.unwrap();
    assert!(jan.space(space, Action::Open).await.is_err());
    assert_eq!(kept(&jan).await, 0);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn access_taken_in_any_way_leaves_nothing_behind() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.person("Jan", Role::User).await);
    let space = taking_part(&anna, &jan).await;
    take(&anna, space, jan.me().id).await;
    assert_eq!(kept(&jan).await, 0);
    give(&anna, space, jan.me().id).await;
    visit(&jan, space).await;
    change(&anna, space, Visibility::Public).await;
    take(&anna, space, jan.me().id).await;
    assert_eq!(kept(&jan).await, 1, "everyone can open a public space");
    change(&anna, space, Visibility::Hidden).await;
    assert_eq!(kept(&jan).await, 0);

    // An administrator who becomes a user, and a person who is deactivated.
    let ola = world.person("Ola", Role::Administrator).await;
    world.person("Iga", Role::Administrator).await;
    visit(&ola, space).await;
    assert_eq!(kept(&ola).await, 1);
    let mut tx = world.store.begin().await.unwrap();
    users::set_role(&mut tx, ola.me().id, Role::User).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept(&ola).await, 0);
    change(&anna, space, Visibility::Public).await;
    visit(&jan, space).await;
    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, jan.me().id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept(&jan).await, 0);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn the_people_of_another_space_become_members() {
    let world = World::new().await;
    let (anna, jan, ewa) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
    );
    let space = add_with(&anna, "Plans", Visibility::Private, &[jan.me().id]).await;
    let from = add_with(&ewa, "Team", Visibility::Private, &[anna.me().id, jan.me().id]).await;
    let secret = add_with(&ewa, "Secret", Visibility::Private, &[]).await;
    let mut permit = anna.space(space, Action::ManagePeople).await.unwrap();
    assert_eq!(access_requests::add_people_of(&mut permit, from).await.unwrap(), 1);
    assert!(access_requests::add_people_of(&mut permit, secret).await.is_err());
    permit.commit().await.unwrap();
    assert!(ewa.space(space, Action::Open).await.is_ok());
    assert_agrees(&world).await;
}
