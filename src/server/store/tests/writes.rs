//! Adding and saving spaces, and the actions on one space.

use domain::{
    access::{AccountAction, Action},
    activity::SpaceEvent,
    custom_field::FieldForm,
    error::{AppError, Field, Reason},
    group::Hue,
    limits::TRASH_KEPT_MS,
    operation::{Operation, Selection},
    person::Role,
    space::{SpaceDetail, SpaceForm, SpaceState, SpaceView},
    visibility::Visibility,
};

use super::{
    operations::{apply, fill, undo},
    world::{World, add, add_with, form, put, save},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        StoreError,
        engine::sql::Sql,
        fields, groups,
        people::users,
        spaces::{self, trash},
        tags,
    },
};

async fn detail(gate: &Gate, id: domain::ids::SpaceId) -> SpaceDetail {
    match spaces::open_audited(gate.store(), &gate.viewer(), id).await.unwrap() {
        SpaceView::Full(detail) => *detail,
        SpaceView::Outline(_) => panic!("an outline"),
    }
}

async fn audit_lines(world: &World, kind: &str) -> i64 {
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("SELECT count(*) FROM audit_lines WHERE kind = ");
    sql.bind(kind).count(&mut tx).await.unwrap()
}

#[tokio::test]
async fn the_same_request_adds_one_space() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let request = clock::new_id();
    let mut ids = Vec::new();
    for gate in [&owner, &owner, &other] {
        let mut permit = gate.account(AccountAction::AddSpace).await.unwrap();
        ids.push(
            spaces::write::add(&mut permit, form("A", Visibility::Hidden), request)
                .await
                .unwrap(),
        );
        permit.commit().await.unwrap();
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn a_request_id_reveals_nothing_about_existing_ids() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let other = world.user("Other").await;
    let hidden = add_with(&owner, "A", Visibility::Hidden, &[]).await;
    for request in [hidden.0, clock::new_id()] {
        let mut permit = other.account(AccountAction::AddSpace).await.unwrap();
        let id = spaces::write::add(&mut permit, form("B", Visibility::Public), request)
            .await
            .unwrap();
        permit.commit().await.unwrap();
        assert_ne!(id.0, request);
    }
}

#[tokio::test]
async fn a_concurrent_edit_is_a_conflict_that_shows_the_current_space() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let member = world.user("Member").await;
    let id = add_with(&owner, "A", Visibility::Private, &[member.me().id]).await;
    let mut first = detail(&owner, id).await.form();
    let mut second = first.clone();
    first.name = "B".into();
    first.tags = vec!["nowy".into()];
    save(&owner, id, first).await.unwrap();
    second.name = "C".into();
    let Err(AppError::Conflict(now)) = save(&member, id, second.clone()).await else {
        panic!("no conflict")
    };
    let Some(now) = now.read::<SpaceForm>() else {
        panic!("not a space")
    };
    assert_eq!((now.name.as_str(), now.tags.len(), now.version), ("B", 1, 2));
    second.version = now.version;
    second.tags = now.tags;
    save(&member, id, second.clone()).await.unwrap();
    // A member may edit the space but not manage it.
    second.version = 3;
    second.visibility = Visibility::Public;
    assert_eq!(save(&member, id, second.clone()).await, Err(AppError::NotAllowed));
    second.visibility = Visibility::Private;
    second.people = vec![];
    assert_eq!(save(&member, id, second).await, Err(AppError::NotAllowed));
}

#[tokio::test]
async fn a_hidden_space_answers_like_an_unknown_id() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let hidden = add(&owner, form("A", Visibility::Hidden)).await;
    let unknown = domain::ids::SpaceId(clock::new_id());
    for id in [hidden, unknown] {
        for action in Action::ALL {
            assert_eq!(stranger.space(id, action).await.err(), Some(AppError::NotFound));
        }
        let seen = spaces::open_audited(stranger.store(), &stranger.viewer(), id)
            .await
            .map_err(AppError::from);
        assert_eq!(seen, Err(AppError::NotFound));
    }
    let private = add(&owner, form("B", Visibility::Private)).await;
    let seen = spaces::open_audited(stranger.store(), &stranger.viewer(), private)
        .await
        .unwrap();
    assert!(matches!(seen, SpaceView::Outline(_)));
}

#[tokio::test]
async fn a_permit_to_edit_does_not_permit_deleting() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = add(&owner, form("A", Visibility::Public)).await;
    let mut permit = owner.space(id, Action::Edit).await.unwrap();
    assert!(spaces::act::delete(&mut permit).await.is_err());
}

#[tokio::test]
async fn a_space_is_not_handed_over_to_its_owner_or_to_a_deactivated_person() {
    let world = World::new().await;
    let (owner, gone) = (world.user("Owner").await, world.user("Gone").await);
    let id = add_with(&owner, "A", Visibility::Public, &[]).await;
    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, gone.me().id).await.unwrap();
    tx.commit().await.unwrap();
    for to in [owner.me().id, gone.me().id] {
        let mut permit = owner.space(id, Action::HandOver).await.unwrap();
        let refused = spaces::act::hand_over(&mut permit, to).await;
        let Err(StoreError::Refused(AppError::Invalid(wrong))) = refused else {
            panic!("{to}: {refused:?}");
        };
        assert_eq!(wrong[0].field, Field::Owner);
    }
}

#[tokio::test]
async fn handing_over_makes_the_former_owner_a_member_and_is_recorded() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let member = world.user("Member").await;
    let id = add_with(&owner, "A", Visibility::Hidden, &[member.me().id]).await;
    let mut permit = owner.space(id, Action::HandOver).await.unwrap();
    spaces::act::hand_over(&mut permit, member.me().id).await.unwrap();
    permit.commit().await.unwrap();
    let now = detail(&owner, id).await;
    assert_eq!(now.owner.id, member.me().id);
    assert_eq!(
        now.members.iter().map(|person| person.id).collect::<Vec<_>>(),
        [owner.me().id]
    );
    let mut tx = owner.read().await.unwrap();
    let lines = spaces::activity(&mut tx, &owner.viewer(), id, None).await.unwrap();
    assert!(matches!(lines[0].what, SpaceEvent::HandedOver { .. }));
    assert_eq!(lines[1].what, SpaceEvent::Created);
    drop(tx);
    assert_eq!(audit_lines(&world, "owner_changed").await, 1);
    assert_eq!(audit_lines(&world, "space_opened").await, 0);
    detail(&admin, id).await;
    assert_eq!(audit_lines(&world, "space_opened").await, 1);
}

#[tokio::test]
async fn removed_access_is_refused_from_the_next_request_on() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let member = world.user("Member").await;
    let id = add(&owner, form("A", Visibility::Hidden)).await;
    let mut permit = owner.space(id, Action::ManagePeople).await.unwrap();
    spaces::act::give_access(&mut permit, &[member.me().id, owner.me().id])
        .await
        .unwrap();
    permit.commit().await.unwrap();
    assert_eq!(detail(&member, id).await.members.len(), 1);
    let mut permit = owner.space(id, Action::ManagePeople).await.unwrap();
    spaces::act::take_access(&mut permit, &[member.me().id]).await.unwrap();
    permit.commit().await.unwrap();
    assert!(
        spaces::open_audited(member.store(), &member.viewer(), id)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn the_trash_is_emptied_after_thirty_days() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = add(&owner, form("A", Visibility::Public)).await;
    put(&owner, id, SpaceState::Trash).await;
    let now = clock::now();
    assert_eq!(trash::purge(&world.store, now).await.unwrap(), 0);
    assert_eq!(
        trash::purge(&world.store, now + TRASH_KEPT_MS + 60_000).await.unwrap(),
        1
    );
    assert!(spaces::open_audited(owner.store(), &owner.viewer(), id).await.is_err());
}

#[tokio::test]
async fn a_full_trash_is_emptied_in_batches_between_which_others_write() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    fill(&world, &owner, 450).await;
    let mut tx = world.store.begin().await.unwrap();
    let trashed = "UPDATE spaces SET state = 'trash', deleted_at = 1";
    Sql::new(trashed).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    // Waits for the writer while the first batch uses it.
    let other = async {
        let mut tx = world.store.begin().await.unwrap();
        Sql::new("SELECT count(*) FROM spaces").count(&mut tx).await.unwrap()
    };
    let (removed, left) = tokio::join!(trash::purge(&world.store, clock::now()), other);
    assert_eq!(removed.unwrap(), 450);
    assert!(left > 0, "the write waited until the whole trash was emptied");
    assert_eq!(audit_lines(&world, "space_purged").await, 3);
}

#[tokio::test]
async fn group_names_are_unique_whatever_their_case() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let first = world.group(&user, "Łódź").await;
    let second = world.group(&user, "Biuro").await;
    let taken = AppError::field(Field::Name, Reason::Taken);
    let mut permit = user.account(AccountAction::EditGroups).await.unwrap();
    let again = groups::add(&mut permit, " lodz ", Hue::Red)
        .await
        .map_err(AppError::from);
    assert_eq!(again, Err(taken));
    groups::change(&mut permit, first, "ŁÓDŹ", Hue::Red).await.unwrap();
    permit.commit().await.unwrap();
    let mut inside = form("A", Visibility::Public);
    inside.groups = vec![first, second];
    let id = add(&user, inside).await;
    assert!(user.account(AccountAction::ManageGroups).await.is_err());
    let mut permit = admin.account(AccountAction::ManageGroups).await.unwrap();
    groups::order(&mut permit, &[second, first]).await.unwrap();
    permit.commit().await.unwrap();
    let order = |detail: SpaceDetail| detail.groups.into_iter().map(|group| group.name).collect::<Vec<_>>();
    assert_eq!(order(detail(&user, id).await), ["Biuro", "ŁÓDŹ"]);
    let mut permit = admin.account(AccountAction::ManageGroups).await.unwrap();
    groups::delete(&mut permit, second).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(order(detail(&user, id).await), ["ŁÓDŹ"]);
}

#[tokio::test]
async fn a_tag_that_only_hidden_spaces_have_does_not_share_spellings_with_the_viewer() {
    let world = World::new().await;
    let (anna, piotr) = (world.user("Anna").await, world.user("Piotr").await);
    let tagged = |name: &str, level, tag: &str| {
        let mut form = form(name, level);
        form.tags = vec![tag.into()];
        form
    };
    let secret = add(&anna, tagged("Secret", Visibility::Hidden, "ProjektX")).await;
    let seen = add(&piotr, tagged("Mine", Visibility::Public, "projektx")).await;
    assert_eq!(detail(&piotr, seen).await.tags, ["projektx"]);
    assert_eq!(detail(&anna, secret).await.tags, ["ProjektX"]);
    // The tag of a visible space is spelled as that space spells it.
    let other = add(&piotr, tagged("Other", Visibility::Public, "PROJEKTX")).await;
    assert_eq!(detail(&piotr, other).await.tags, ["projektx"]);
    let suggested = async |gate: &Gate| {
        let mut tx = gate.read().await.unwrap();
        tags::suggest(&mut tx, &gate.viewer(), "projekt").await.unwrap()
    };
    assert_eq!(suggested(&piotr).await, ["projektx"]);
    // Saving again keeps the spelling of each space.
    let mut form = detail(&anna, secret).await.form();
    form.description = "more".into();
    save(&anna, secret, form).await.unwrap();
    assert_eq!(detail(&anna, secret).await.tags, ["ProjektX"]);
    let plain = add_with(&piotr, "Plain", Visibility::Public, &[]).await;
    apply(
        &piotr,
        Selection::Ids(vec![plain]),
        Operation::AddTag("PROJEKTX".into()),
    )
    .await;
    assert_eq!(detail(&piotr, plain).await.tags, ["projektx"]);
    // Removing the tag from all and restoring it keeps them, too.
    let remove = Operation::RemoveTag("projektx".into());
    let (id, _) = apply(&piotr, Selection::Ids(vec![seen, other]), remove).await;
    assert_eq!(detail(&piotr, seen).await.tags, [""; 0]);
    undo(&piotr, id).await;
    assert_eq!(detail(&piotr, seen).await.tags, ["projektx"]);
}

#[tokio::test]
async fn a_role_or_an_account_lost_meanwhile_permits_nothing() {
    let world = World::new().await;
    world.person("Other", Role::Administrator).await;
    let admin = world.person("Admin", Role::Administrator).await;
    let theirs = add(&world.user("Owner").await, form("Theirs", Visibility::Private)).await;
    assert!(admin.account(AccountAction::ManageUsers).await.is_ok());
    assert!(admin.space(theirs, Action::Edit).await.is_ok());

    // The gate still has the role that it read at the beginning of the request.
    let mut tx = world.store.begin().await.unwrap();
    users::set_role(&mut tx, admin.me().id, Role::User).await.unwrap();
    tx.commit().await.unwrap();
    let refused = admin.account(AccountAction::ManageUsers).await.err();
    assert_eq!(refused, Some(AppError::NotAllowed));
    assert!(admin.space(theirs, Action::Edit).await.is_err());

    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, admin.me().id).await.unwrap();
    tx.commit().await.unwrap();
    let refused = admin.account(AccountAction::AddSpace).await.err();
    assert_eq!(refused, Some(AppError::SignedOut));
}

#[tokio::test]
async fn cached_groups_and_fields_are_those_of_the_newest_write() {
    let world = World::new().await;
    let administrator = world.person("Administrator", Role::Administrator).await;
    assert!(groups::cached(&world.store).await.unwrap().is_empty());
    assert!(fields::cached(&world.store).await.unwrap().is_empty());
    let group = world.group(&administrator, "Before").await;
    assert_eq!(groups::cached(&world.store).await.unwrap()[0].name, "Before");
    let mut permit = administrator.account(AccountAction::EditGroups).await.unwrap();
    groups::change(&mut permit, group, "After", Hue::Blue).await.unwrap();
    // Not committed yet.
    assert_eq!(groups::cached(&world.store).await.unwrap()[0].name, "Before");
    permit.commit().await.unwrap();
    assert_eq!(groups::cached(&world.store).await.unwrap()[0].name, "After");

    let mut permit = administrator.account(AccountAction::ManageSettings).await.unwrap();
    let form = FieldForm {
        label: "Region".into(),
        ..FieldForm::default()
    };
    fields::add(&mut permit, form).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(fields::cached(&world.store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_cached_person_is_that_of_the_newest_write() {
    let world = World::new().await;
    world.person("Other", Role::Administrator).await;
    let admin = world.person("Before", Role::Administrator).await.me().id;
    let cached = async || users::cached(&world.store, admin).await.unwrap();
    assert_eq!(cached().await.unwrap().name, "Before");
    // A write past the cache, to see that the next request does not read the person again.
    let mut tx = world.store.begin_write().await.unwrap();
    let mut sql = Sql::new("UPDATE users SET name = 'After' WHERE id = ");
    sql.text(admin).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(cached().await.unwrap().name, "Before");

    let mut tx = world.store.begin().await.unwrap();
    users::set_role(&mut tx, admin, Role::User).await.unwrap();
    // Not committed yet.
    assert_eq!(cached().await.unwrap().role, Role::Administrator);
    tx.commit().await.unwrap();
    let now = cached().await.unwrap();
    assert_eq!((now.name.as_str(), now.role), ("After", Role::User));

    let mut tx = world.store.begin().await.unwrap();
    users::deactivate(&mut tx, admin).await.unwrap();
    tx.commit().await.unwrap();
    assert!(cached().await.is_none());
}
