//! Every order of a library is read by an index, so that its first page costs the same however many files it has.

use domain::{
    file::{LibraryQuery, LibrarySort, SortFiles},
    ids::{FolderId, TopicId},
    visibility::Visibility,
};

use crate::server::{
    clock,
    store::{
        engine::sql::Value,
        files::list::{List, Shown, people_of},
        tests::{
            plans::plan,
            world::{World, add_with},
        },
    },
};

fn keys(by: SortFiles) -> Vec<Value> {
    let text = || Value::from("a");
    match by {
        SortFiles::Name => vec![text(), text()],
        SortFiles::Added | SortFiles::Size => vec![Value::from(1), text()],
        SortFiles::Kind => vec![text(), text(), text()],
    }
}

#[tokio::test]
async fn every_order_follows_an_index() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let (viewer, zone) = (owner.viewer(), owner.zone());
    let folder = FolderId(clock::new_id());
    let every = [
        (Shown::Folder(None), "space_id=? AND folder_id=?"),
        (Shown::Folder(Some(folder)), "space_id=? AND folder_id=?"),
        (Shown::Below(vec![folder]), "space_id=?"),
        (Shown::Everything, "space_id=?"),
        (Shown::Topic(TopicId(clock::new_id())), "space_id=?"),
    ];
    for (shown, found_by) in &every {
        for by in SortFiles::ALL {
            for descending in [false, true] {
                let query = LibraryQuery {
                    sort: LibrarySort { by, descending },
                    search: "ofe".into(),
                    ..LibraryQuery::default()
                };
                let list = List {
                    viewer: &viewer,
                    zone: &zone,
                    space,
                    query: &query,
                    shown,
                };
                for from in [None, Some(keys(by))] {
                    let plan = plan(&owner, &list.select(from.as_deref(), 51)).await;
                    let place = format!("{shown:?} {by:?} {descending} {}: {plan}", from.is_some());
                    assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN f"), "{place}");
                    assert!(plan.contains("SEARCH f USING INDEX files_"), "{place}");
                    assert!(plan.contains(found_by), "{place}");
                }
            }
        }
    }
}

#[tokio::test]
async fn files_of_posts_are_found_by_their_space() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let (viewer, zone, query) = (owner.viewer(), owner.zone(), LibraryQuery::default());
    let list = List {
        viewer: &viewer,
        zone: &zone,
        space,
        query: &query,
        shown: &Shown::Topics,
    };
    let plan = plan(&owner, &list.select(None, 51)).await;
    assert!(!plan.contains("SCAN"), "{plan}");
}

#[tokio::test]
async fn people_who_added_files_are_looked_up_one_by_one() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let plan = plan(&owner, &people_of(&owner.viewer(), space)).await;
    assert!(plan.contains("files_by_person (space_id=? AND added_by>?)"), "{plan}");
    assert!(!plan.contains("SCAN f\n"), "{plan}");
}
