//! The trash of a library.

use domain::{
    access::Action,
    audit::Event,
    error::AppError,
    file::{Items, LibraryQuery},
    limits::TRASH_KEPT_MS,
    person::Role,
    visibility::Visibility,
};

use super::people::{
    bring_back, delete, deleted, draft, folder, in_folder, library, move_to, names, open, tree, upload,
};
use crate::server::{
    clock,
    store::{
        audit,
        engine::sql::Sql,
        files, spaces,
        tests::{
            check::assert_agrees,
            topics::people::start,
            world::{World, add_with},
        },
    },
};

#[tokio::test]
async fn a_folder_returns_with_exactly_what_was_deleted_with_it() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let top = folder(&anna, space, None, "top").await;
    let inner = folder(&anna, space, Some(top), "inner").await;
    let before = upload(&anna, space, Some(inner), "before.pdf").await;
    upload(&anna, space, Some(inner), "with.pdf").await;
    delete(&anna, &Items::file(before)).await.unwrap();
    // The folder in it is chosen too, which changes nothing.
    let both = Items {
        files: Vec::new(),
        folders: vec![inner, top],
    };
    delete(&anna, &both).await.unwrap();
    assert_eq!(deleted(&anna, space).await, ["top", "before.pdf"]);
    assert_eq!(tree(&anna, space).await, Vec::<String>::new());
    assert_agrees(&world).await;
    bring_back(&anna, &both).await.unwrap();
    assert_eq!(tree(&anna, space).await, ["1 top", "2 inner"]);
    assert_eq!(names(&anna, space, &in_folder(Some(inner))).await, ["with.pdf"]);
    assert_eq!(deleted(&anna, space).await, ["before.pdf"]);
    bring_back(&anna, &Items::file(before)).await.unwrap();
    assert_eq!(
        names(&anna, space, &in_folder(Some(inner))).await,
        ["before.pdf", "with.pdf"]
    );
    assert_agrees(&world).await;
}

#[tokio::test]
async fn without_its_folder_a_file_or_folder_returns_to_the_library_itself() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let top = folder(&anna, space, None, "top").await;
    let inner = folder(&anna, space, Some(top), "inner").await;
    let deep = folder(&anna, space, Some(inner), "deep").await;
    let file = upload(&anna, space, Some(deep), "a.pdf").await;
    delete(&anna, &Items::folder(top)).await.unwrap();
    // A part of what was deleted with a folder.
    bring_back(&anna, &Items::folder(inner)).await.unwrap();
    assert_eq!(tree(&anna, space).await, ["1 inner", "2 deep"]);
    assert_eq!(names(&anna, space, &in_folder(Some(deep))).await, ["a.pdf"]);
    delete(&anna, &Items::folder(deep)).await.unwrap();
    bring_back(&anna, &Items::file(file)).await.unwrap();
    assert_eq!(names(&anna, space, &LibraryQuery::default()).await, ["a.pdf"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_folder_whose_place_is_too_deep_now_returns_to_the_library_itself() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let a = folder(&anna, space, None, "a").await;
    let b = folder(&anna, space, Some(a), "b").await;
    folder(&anna, space, Some(b), "c").await;
    delete(&anna, &Items::folder(b)).await.unwrap();
    let over = folder(&anna, space, None, "over").await;
    move_to(&anna, &Items::folder(a), Some(over)).await.unwrap();
    assert_agrees(&world).await;
    bring_back(&anna, &Items::folder(b)).await.unwrap();
    assert_eq!(tree(&anna, space).await, ["1 b", "1 over", "2 a", "2 c"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_name_that_was_taken_meanwhile_gets_a_number() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let (file, place) = (
        upload(&anna, space, None, "a.pdf").await,
        folder(&anna, space, None, "f").await,
    );
    let both = Items {
        files: vec![file],
        folders: vec![place],
    };
    delete(&anna, &both).await.unwrap();
    upload(&anna, space, None, "A.pdf").await;
    folder(&anna, space, None, "F").await;
    bring_back(&anna, &both).await.unwrap();
    assert_eq!(
        names(&anna, space, &LibraryQuery::default()).await,
        ["a (2).pdf", "A.pdf"]
    );
    assert_eq!(tree(&anna, space).await, ["1 F", "1 f (2)"]);
    assert_eq!(bring_back(&anna, &both).await, Err(AppError::NotAllowed));
    assert_agrees(&world).await;
}

#[tokio::test]
async fn others_files_are_deleted_by_the_owner_and_administrators_alone() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let admin = world.person("Admin", Role::Administrator).await;
    let space = add_with(&anna, "space", Visibility::Public, &[jan.me().id]).await;
    let place = folder(&jan, space, None, "f").await;
    assert!(
        library(&jan, space, &LibraryQuery::default()).await.folders[0]
            .rights
            .delete
    );
    let file = upload(&anna, space, Some(place), "a.pdf").await;
    assert_eq!(delete(&jan, &Items::file(file)).await, Err(AppError::NotAllowed));
    // Nor by deleting their own folder around it.
    assert_eq!(delete(&jan, &Items::folder(place)).await, Err(AppError::NotAllowed));
    assert!(
        !library(&jan, space, &LibraryQuery::default()).await.folders[0]
            .rights
            .delete
    );
    assert!(
        library(&admin, space, &LibraryQuery::default()).await.folders[0]
            .rights
            .delete
    );
    delete(&admin, &Items::folder(place)).await.unwrap();
    let mut tx = world.store.reader().begin().await.unwrap();
    let (lines, _) = audit::log::lines(&mut tx, &admin.zone(), &Default::default(), None, 50)
        .await
        .unwrap();
    drop(tx);
    let event = Event::FilesDeleted {
        count: 2,
        names: vec!["f".into(), "a.pdf".into()],
    };
    assert!(lines.iter().any(|line| line.event == event), "{lines:?}");
    // Each sees what they may restore: the folder, or their own file of it.
    assert_eq!(deleted(&jan, space).await, ["f"]);
    assert_eq!(deleted(&anna, space).await, ["f"]);
    let stranger = world.user("Stranger").await;
    assert!(deleted(&stranger, space).await.is_empty());
    assert_eq!(open(&stranger, file).await, Err(AppError::NotFound));
}

#[tokio::test]
async fn a_person_may_take_their_own_file_out_of_a_deleted_folder_of_others() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "f").await;
    let file = upload(&jan, space, Some(place), "a.pdf").await;
    upload(&anna, space, Some(place), "b.pdf").await;
    delete(&anna, &Items::folder(place)).await.unwrap();
    assert_eq!(deleted(&jan, space).await, ["a.pdf"]);
    bring_back(&jan, &Items::file(file)).await.unwrap();
    assert_eq!(names(&jan, space, &LibraryQuery::default()).await, ["a.pdf"]);
    assert_eq!(bring_back(&jan, &Items::folder(place)).await, Err(AppError::NotFound));
    bring_back(&anna, &Items::folder(place)).await.unwrap();
    assert_eq!(names(&anna, space, &in_folder(Some(place))).await, ["b.pdf"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_deleted_file_of_a_post_returns_to_it() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let file = draft(&anna, space, "a.png").await;
    start(&anna, space, &format!("[a](file:{file})")).await;
    delete(&anna, &Items::file(file)).await.unwrap();
    assert_eq!(deleted(&anna, space).await, ["a.png"]);
    bring_back(&anna, &Items::file(file)).await.unwrap();
    assert_eq!(open(&anna, file).await.unwrap().uses.len(), 1);
}

#[tokio::test]
async fn the_sweep_deletes_what_was_in_the_trash_for_30_days() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "f").await;
    upload(&anna, space, Some(place), "a.pdf").await;
    let kept = upload(&anna, space, None, "kept.pdf").await;
    delete(&anna, &Items::folder(place)).await.unwrap();
    let purge = async |at| files::trash::purge(&world.store, at).await.unwrap();
    assert_eq!(purge(clock::now() + TRASH_KEPT_MS - 60_000).await, 0);
    assert_eq!(purge(clock::now() + TRASH_KEPT_MS + 60_000).await, 2);
    assert!(open(&anna, kept).await.is_ok());
    let mut tx = world.store.reader().begin().await.unwrap();
    for (query, count) in [
        ("SELECT count(*) FROM folders", 0),
        ("SELECT count(*) FROM files", 1),
        ("SELECT count(*) FROM file_versions", 1),
        // The bytes have a sweep of their own.
        ("SELECT count(*) FROM blobs", 2),
    ] {
        assert_eq!(Sql::new(query).count(&mut tx).await.unwrap(), count, "{query}");
    }
    drop(tx);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_space_that_is_deleted_for_ever_takes_its_files_along() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "f").await;
    upload(&anna, space, Some(place), "a.pdf").await;
    let file = draft(&anna, space, "b.png").await;
    start(&anna, space, &format!("[a](file:{file})")).await;
    let mut permit = anna.space(space, Action::Delete).await.unwrap();
    spaces::act::delete(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    spaces::trash::purge(&world.store, clock::now() + TRASH_KEPT_MS + 60_000)
        .await
        .unwrap();
    let mut tx = world.store.reader().begin().await.unwrap();
    for table in ["folders", "files", "file_versions", "post_files"] {
        let count = Sql::new(&format!("SELECT count(*) FROM {table}")).count(&mut tx).await;
        assert_eq!(count.unwrap(), 0, "{table}");
    }
    assert_eq!(Sql::new("SELECT count(*) FROM blobs").count(&mut tx).await.unwrap(), 2);
}
