//! Adding folders, renaming and moving.

use domain::{
    error::{AppError, Field, Reason},
    file::{Items, LibraryQuery},
    ids::{FileId, FolderId},
    space::SpaceState,
    visibility::Visibility,
};

use super::people::{
    add_folder, delete, draft, folder, in_folder, move_to, names, open, rename, rename_folder, tree, upload,
};
use crate::server::{
    clock,
    store::tests::{
        check::assert_agrees,
        topics::people::start,
        world::{World, add_with, put},
    },
};

fn taken<T>() -> Result<T, AppError> {
    Err(AppError::field(Field::Name, Reason::Taken))
}

#[tokio::test]
async fn a_name_is_in_a_folder_once() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "Łódź").await;
    assert_eq!(add_folder(&anna, space, None, "łódź").await, taken());
    assert_eq!(
        add_folder(&anna, space, None, "  ").await,
        Err(AppError::field(Field::Name, Reason::Required))
    );
    let other = folder(&anna, space, None, "other").await;
    assert_eq!(rename_folder(&anna, other, "ŁÓDŹ").await, taken());
    rename_folder(&anna, place, "ŁÓDŹ").await.unwrap();
    // A file may have the name of a folder.
    let file = upload(&anna, space, None, "Łódź").await;
    upload(&anna, space, None, "b.pdf").await;
    assert_eq!(rename(&anna, file, "B.pdf", 1).await, taken());
    rename(&anna, file, "c.pdf", 1).await.unwrap();
    assert_eq!(names(&anna, space, &LibraryQuery::default()).await, ["b.pdf", "c.pdf"]);
    delete(&anna, &Items::folder(other)).await.unwrap();
    folder(&anna, space, None, "other").await;
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_lost_race_of_two_names_shows_the_other() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let file = upload(&anna, space, None, "a.pdf").await;
    let edit = open(&anna, file).await.unwrap().edit;
    rename(&anna, file, "b.pdf", edit).await.unwrap();
    assert_eq!(
        rename(&anna, file, "c.pdf", edit).await,
        Err(AppError::conflict(&"b.pdf"))
    );
    // A new version is no change of the name.
    let edit = open(&anna, file).await.unwrap().edit;
    let new = super::people::new_file(domain::file::upload::Target::Version { file }, &[], "x", "bytes");
    super::people::add(&anna, space, new).await.unwrap();
    rename(&anna, file, "c.pdf", edit).await.unwrap();
    assert_agrees(&world).await;
}

#[tokio::test]
async fn items_move_together_or_not_at_all() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let (a, b) = (
        folder(&anna, space, None, "a").await,
        folder(&anna, space, None, "b").await,
    );
    let c = folder(&anna, space, Some(a), "c").await;
    let file = upload(&anna, space, Some(c), "x.pdf").await;
    let free = upload(&anna, space, None, "y.pdf").await;
    let items = |files: &[FileId], folders: &[FolderId]| Items {
        files: files.to_vec(),
        folders: folders.to_vec(),
    };
    move_to(&anna, &items(&[free], &[a]), Some(b)).await.unwrap();
    assert_eq!(tree(&anna, space).await, ["1 b", "2 a", "3 c"]);
    let refused = |reason| Err(AppError::field(Field::Folder, reason));
    for to in [a, c] {
        let inside = move_to(&anna, &Items::folder(a), Some(to)).await;
        assert_eq!(inside, refused(Reason::InsideItself));
    }
    let d = folder(&anna, space, None, "d").await;
    assert_eq!(
        move_to(&anna, &Items::folder(b), Some(d)).await,
        refused(Reason::TooDeep)
    );
    assert_eq!(tree(&anna, space).await, ["1 b", "1 d", "2 a", "3 c"]);
    // A folder that is moved out of another moved one no longer counts in its depth.
    move_to(&anna, &items(&[], &[b, c]), Some(d)).await.unwrap();
    assert_eq!(tree(&anna, space).await, ["1 d", "2 b", "2 c", "3 a"]);
    // Two of a name.
    upload(&anna, space, Some(d), "X.PDF").await;
    assert_eq!(move_to(&anna, &items(&[file, free], &[]), Some(d)).await, taken());
    assert_eq!(names(&anna, space, &in_folder(Some(c))).await, ["x.pdf"]);
    folder(&anna, space, None, "C").await;
    assert_eq!(move_to(&anna, &Items::folder(c), None).await, taken());
    // Where they are already nothing changes.
    move_to(&anna, &items(&[file], &[]), Some(c)).await.unwrap();
    assert_agrees(&world).await;
}

#[tokio::test]
async fn two_moved_files_of_one_name_are_refused() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let (a, b) = (
        folder(&anna, space, None, "a").await,
        folder(&anna, space, None, "b").await,
    );
    let files = vec![
        upload(&anna, space, Some(a), "x").await,
        upload(&anna, space, Some(b), "X").await,
    ];
    let items = Items {
        files,
        folders: Vec::new(),
    };
    assert_eq!(move_to(&anna, &items, None).await, taken());
}

#[tokio::test]
async fn what_is_not_in_the_same_library_does_not_move() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let other = add_with(&anna, "other", Visibility::Public, &[]).await;
    let place = folder(&anna, other, None, "a").await;
    let file = upload(&anna, space, None, "x").await;
    assert_eq!(
        move_to(&anna, &Items::file(file), Some(place)).await,
        Err(AppError::NotFound)
    );
    let both = Items {
        files: vec![file],
        folders: vec![place],
    };
    assert_eq!(move_to(&anna, &both, None).await, Err(AppError::Malformed));
    assert_eq!(move_to(&anna, &Items::default(), None).await, Err(AppError::Malformed));
    let unknown = Items::file(FileId(clock::new_id()));
    assert_eq!(move_to(&anna, &unknown, None).await, Err(AppError::NotFound));
    let of_post = draft(&anna, space, "p").await;
    start(&anna, space, &format!("[p](file:{of_post})")).await;
    assert_eq!(
        move_to(&anna, &Items::file(of_post), None).await,
        Err(AppError::NotAllowed)
    );
    let many = Items {
        files: (0..=domain::limits::TICKED).map(|_| FileId(clock::new_id())).collect(),
        folders: Vec::new(),
    };
    assert_eq!(move_to(&anna, &many, None).await, Err(AppError::TooLarge));
}

#[tokio::test]
async fn an_archived_space_keeps_its_library_as_it_is() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let place = folder(&anna, space, None, "a").await;
    let file = upload(&anna, space, None, "x").await;
    put(&anna, space, SpaceState::Archived).await;
    let refused = Err(AppError::NotAllowed);
    assert_eq!(rename(&anna, file, "y", 1).await, refused);
    assert_eq!(rename_folder(&anna, place, "y").await, refused);
    assert_eq!(move_to(&anna, &Items::file(file), Some(place)).await, refused);
    assert_eq!(delete(&anna, &Items::file(file)).await, refused);
    assert_eq!(
        add_folder(&anna, space, None, "b").await.err(),
        Some(AppError::NotAllowed)
    );
    assert!(open(&anna, file).await.is_ok());
}
