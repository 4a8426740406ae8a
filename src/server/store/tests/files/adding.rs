//! What uploads become.

use domain::{
    error::{AppError, Field, Reason},
    file::{LibraryQuery, upload::Target},
    visibility::Visibility,
};

use super::people::{add, add_folder, delete, draft, folder, in_folder, library, names, new_file, open, tree, upload};
use crate::server::store::tests::{
    check::assert_agrees,
    world::{World, add_with},
};

const ROOT: Target = Target::Folder { folder: None };

#[tokio::test]
async fn the_same_name_in_a_folder_is_a_new_version_however_its_letters_are_composed() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let composed = "\u{17b}\u{f3}\u{142}\u{107}.pdf";
    let decomposed = "Z\u{307}o\u{301}\u{142}c\u{301}.PDF";
    let first = add(&anna, space, new_file(ROOT, &[], composed, "one")).await.unwrap();
    let second = add(&jan, space, new_file(ROOT, &[], decomposed, "second"))
        .await
        .unwrap();
    assert_eq!(first, second);
    let detail = open(&anna, first).await.unwrap();
    assert_eq!(
        (detail.row.name.as_str(), detail.row.version, detail.row.size),
        (composed, 2, 6)
    );
    assert_eq!(detail.row.added_by.id, jan.me().id);
    let versions: Vec<_> = detail
        .versions
        .iter()
        .map(|version| (version.number, version.size))
        .collect();
    assert_eq!(versions, [(2, 6), (1, 3)]);
    // The same bytes again add nothing.
    add(&anna, space, new_file(ROOT, &[], composed, "second"))
        .await
        .unwrap();
    assert_eq!(open(&anna, first).await.unwrap().row.version, 2);
    // In another folder it is another file.
    let place = folder(&anna, space, None, "folder").await;
    assert_ne!(upload(&anna, space, Some(place), composed).await, first);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_version_may_be_uploaded_to_a_file_by_any_name() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let other = add_with(&anna, "other", Visibility::Public, &[]).await;
    let file = upload(&anna, space, None, "a.pdf").await;
    let version = || new_file(Target::Version { file }, &[], "b.png", "bytes");
    assert_eq!(add(&anna, space, version()).await, Ok(file));
    let row = open(&anna, file).await.unwrap().row;
    assert_eq!(
        (row.name.as_str(), row.version, row.content_type.as_str()),
        ("a.pdf", 2, "image/png")
    );
    assert_eq!(add(&anna, other, version()).await, Err(AppError::NotFound));
    delete(&anna, &domain::file::Items::file(file)).await.unwrap();
    assert_eq!(add(&anna, space, version()).await, Err(AppError::NotAllowed));
    assert_agrees(&world).await;
}

#[tokio::test]
async fn files_of_posts_never_become_versions_of_each_other() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let first = draft(&anna, space, "image.png").await;
    assert_ne!(draft(&anna, space, "image.png").await, first);
    assert_ne!(upload(&anna, space, None, "image.png").await, first);
}

#[tokio::test]
async fn a_dropped_folder_adds_the_folders_that_are_missing() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    folder(&anna, space, None, "oferty").await;
    for (path, name) in [
        (&["Oferty", "2026"][..], "a.pdf"),
        (&["oferty", "2026"], "b.pdf"),
        (&["oferty", "..", ".", "2026", ""], "c.pdf"),
    ] {
        add(&anna, space, new_file(ROOT, path, name, name)).await.unwrap();
    }
    assert_eq!(tree(&anna, space).await, ["1 oferty", "2 2026"]);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn folders_below_the_third_are_left_out_and_their_files_keep_apart() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    for (path, bytes) in [(&["1", "2", "3", "4"][..], "one"), (&["1", "2", "3", "5"], "two")] {
        add(&anna, space, new_file(ROOT, path, "a.pdf", bytes)).await.unwrap();
    }
    assert_eq!(tree(&anna, space).await, ["1 1", "2 2", "3 3"]);
    let third = library(&anna, space, &LibraryQuery::default()).await.folders[0].id;
    let second = library(&anna, space, &in_folder(Some(third))).await.folders[0].id;
    let third = library(&anna, space, &in_folder(Some(second))).await.folders[0].id;
    assert_eq!(
        names(&anna, space, &in_folder(Some(third))).await,
        ["a (2).pdf", "a.pdf"]
    );
    let too_deep = AppError::field(Field::Folder, Reason::TooDeep);
    assert_eq!(add_folder(&anna, space, Some(third), "4").await, Err(too_deep));
}

#[tokio::test]
async fn a_folder_that_is_deleted_during_the_upload_loses_no_file() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "folder").await;
    delete(&anna, &domain::file::Items::folder(place)).await.unwrap();
    upload(&anna, space, Some(place), "a.pdf").await;
    assert_eq!(names(&anna, space, &LibraryQuery::default()).await, ["a.pdf"]);
    let other = add_with(&anna, "other", Visibility::Public, &[]).await;
    let target = Target::Folder { folder: Some(place) };
    let refused = add(&anna, other, new_file(target, &[], "a.pdf", "a")).await;
    assert_eq!(refused, Err(AppError::NotFound));
    assert_agrees(&world).await;
}
