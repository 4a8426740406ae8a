//! What is recorded of a library: events, activity and settings.

use domain::{
    access::AccountAction,
    activity::SpaceEvent,
    audit::Event as AuditEvent,
    error::AppError,
    file::{
        Items,
        rules::{FileRules, MEGABYTE},
    },
    ids::SpaceId,
    person::Role,
    visibility::Visibility,
};

use super::people::{bring_back, delete, draft, folder, rename, upload};
use crate::server::{
    gate::Gate,
    store::{
        audit,
        engine::sql::Sql,
        events, files, spaces,
        tests::{
            topics::people::start,
            world::{World, add_with},
        },
    },
};

async fn activity(gate: &Gate, space: SpaceId) -> Vec<SpaceEvent> {
    let mut tx = gate.read().await.unwrap();
    let lines = spaces::activity(&mut tx, &gate.viewer(), space, None).await.unwrap();
    lines.into_iter().map(|line| line.what).collect()
}

/// Returns list and kind of the events after this number.
async fn after(world: &World, number: i64) -> Vec<(String, String)> {
    let mut conn = world.store.reader().acquire().await.unwrap();
    let found = events::after(&mut conn, number, 100).await.unwrap();
    found.into_iter().map(|event| (event.list, event.kind)).collect()
}

async fn newest(world: &World) -> i64 {
    events::newest(&mut world.store.reader().acquire().await.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn files_that_are_added_one_after_the_other_share_a_line_of_activity() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let first = upload(&anna, space, None, "a.pdf").await;
    upload(&anna, space, None, "b.pdf").await;
    upload(&jan, space, None, "c.pdf").await;
    delete(&anna, &Items::file(first)).await.unwrap();
    let added = |name: &str, count| SpaceEvent::FilesAdded {
        name: name.into(),
        count,
    };
    let deleted = SpaceEvent::FilesDeleted {
        name: "a.pdf".into(),
        count: 1,
    };
    assert_eq!(
        activity(&anna, space).await,
        [deleted, added("c.pdf", 1), added("a.pdf", 2), SpaceEvent::Created]
    );
}

#[tokio::test]
async fn each_change_of_a_library_is_an_event_and_an_activity_of_its_space() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let mut tx = world.store.begin().await.unwrap();
    Sql::new("UPDATE spaces SET last_activity_at = 1")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let number = newest(&world).await;
    let file = upload(&anna, space, None, "a.pdf").await;
    folder(&anna, space, None, "f").await;
    rename(&anna, file, "b.pdf", 1).await.unwrap();
    delete(&anna, &Items::file(file)).await.unwrap();
    bring_back(&anna, &Items::file(file)).await.unwrap();
    let kinds: Vec<_> = after(&world, number).await;
    let expected = ["added", "changed", "changed", "deleted", "changed"];
    assert_eq!(kinds, expected.map(|kind| ("files".to_owned(), kind.to_owned())));
    let mut tx = world.store.reader().begin().await.unwrap();
    let active = Sql::new("SELECT count(*) FROM spaces WHERE last_activity_at > 1");
    assert_eq!(active.count(&mut tx).await.unwrap(), 1);
}

#[tokio::test]
async fn a_draft_is_no_event_and_a_changed_file_of_a_post_is_one_of_its_topic() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let number = newest(&world).await;
    let file = draft(&anna, space, "a.png").await;
    assert!(after(&world, number).await.is_empty());
    start(&anna, space, &format!("[a](file:{file})")).await;
    let number = newest(&world).await;
    delete(&anna, &Items::file(file)).await.unwrap();
    let events = after(&world, number).await;
    assert!(events.contains(&("topic".into(), "post_edited".into())), "{events:?}");
}

#[tokio::test]
async fn the_settings_of_files_are_saved_once_and_by_administrators() {
    let world = World::new().await;
    let (admin, jan) = (
        world.person("Admin", Role::Administrator).await,
        world.user("Jan").await,
    );
    let save = async |gate: &Gate, rules: FileRules| {
        let mut permit = gate.account(AccountAction::ManageSettings).await?;
        files::rules::save(&mut permit, rules).await?;
        permit.commit().await?;
        Ok::<_, AppError>(())
    };
    let wanted = FileRules {
        largest: 5 * MEGABYTE,
        quota: Some(7 * MEGABYTE),
        keep_originals: true,
        ..FileRules::default()
    };
    assert_eq!(save(&jan, wanted.clone()).await, Err(AppError::NotAllowed));
    save(&admin, wanted.clone()).await.unwrap();
    let mut tx = world.store.reader().begin().await.unwrap();
    let now = files::rules::read(&mut tx).await.unwrap();
    assert_eq!(
        now,
        FileRules {
            version: 2,
            ..wanted.clone()
        }
    );
    drop(tx);
    assert_eq!(save(&admin, wanted.clone()).await, Err(AppError::conflict(&now)));
    let wrong = FileRules { largest: 0, ..now };
    assert!(matches!(save(&admin, wrong).await, Err(AppError::Invalid(_))));
    let mut tx = world.store.reader().begin().await.unwrap();
    let (lines, _) = audit::log::lines(&mut tx, &admin.zone(), &Default::default(), None, 50)
        .await
        .unwrap();
    let changes = lines
        .iter()
        .filter(|line| matches!(line.event, AuditEvent::FileRulesChanged { .. }));
    assert_eq!(changes.count(), 1);
}
