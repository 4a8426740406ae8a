//! The list of added files has exactly the files that the statistics count, for every viewer.

use domain::{
    file::{AddedFile, AddedFilesQuery, Items},
    ids::UserId,
    limits::PAGE_ROWS,
    list_query::Day,
    person::Role,
    space::SpaceState,
    statistics::{Measure, Span},
    visibility::Visibility,
};

use super::{people as files, posts::link};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::{Sql, Value},
        files::added,
        statistics,
        tests::{
            plans::plan,
            requests::{change, take},
            topics::people::*,
            world::{World, add_with, put},
        },
    },
};

/// Returns all files of the list, page by page.
pub async fn added_files(gate: &Gate, query: &AddedFilesQuery) -> Vec<AddedFile> {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone, cursors) = (gate.viewer(), gate.zone(), gate.store().cursors());
    let (mut after, mut found) = (None::<String>, Vec::new());
    loop {
        let from = (cursors, after.as_deref());
        let page = added::page(&mut tx, (&viewer, &zone), query, from, clock::now()).await;
        let page = page.unwrap();
        found.extend(page.files);
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

fn ever() -> Span {
    Span {
        from: Day::parse("2020-01-01").unwrap(),
        to: Day::parse("2199-12-31").unwrap(),
    }
}

/// Returns the names of the added files in alphabetical order, after checking that the number is their count.
async fn names(gate: &Gate, person: Option<UserId>) -> Vec<String> {
    let address = Measure::FilesAdded.list(ever(), person, &gate.viewer()).unwrap();
    let query = AddedFilesQuery::from_query(address.split_once('?').unwrap().1);
    let mut names: Vec<String> = added_files(gate, &query)
        .await
        .into_iter()
        .map(|file| file.name)
        .collect();
    names.sort();
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let counts = statistics::count(&mut tx, &viewer, &zone, &[Measure::FilesAdded], &[ever()], person).await;
    assert_eq!(
        counts.unwrap()[0][0] as usize,
        names.len(),
        "{}: {names:?}",
        gate.me().name
    );
    names
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn files_of_closed_spaces_are_counted_and_listed_for_their_people_alone() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (anna, jan, ewa) = (
        world.user("Anna").await,
        world.user("Jan").await,
        world.user("Ewa").await,
    );
    let mut spaces = Vec::new();
    for level in Visibility::ALL {
        let space = add_with(&anna, level.as_str(), level, &[jan.me().id]).await;
        files::upload(&jan, space, None, &format!("{}.pdf", level.as_str())).await;
        spaces.push((level, space));
    }
    let all = ["hidden.pdf", "private.pdf", "public.pdf"];
    for gate in [&admin, &anna, &jan] {
        assert_eq!(names(gate, None).await, all);
        assert_eq!(names(gate, Some(jan.me().id)).await, all);
        assert_eq!(names(gate, Some(anna.me().id)).await, NONE);
    }
    // Of a private space, an outsider knows neither the names nor the number of files.
    assert_eq!(names(&ewa, None).await, ["public.pdf"]);
    assert_eq!(names(&ewa, Some(jan.me().id)).await, ["public.pdf"]);
    for (level, space) in spaces {
        take(&anna, space, jan.me().id).await;
        let kept = names(&jan, None).await.contains(&format!("{}.pdf", level.as_str()));
        assert_eq!(kept, level == Visibility::Public);
        change(&anna, space, Visibility::Public).await;
    }
    assert_eq!(names(&ewa, None).await, all);
}

#[tokio::test]
async fn deleted_files_and_drafts_are_neither_counted_nor_listed() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let folder = files::folder(&anna, space, None, "Folder").await;
    files::upload(&anna, space, Some(folder), "inside.pdf").await;
    let file = files::upload(&anna, space, None, "library.pdf").await;
    // A version is no file of its own, whoever adds it.
    files::add(
        &jan,
        space,
        files::new_file(domain::file::upload::Target::Version { file }, &[], "v2.pdf", "v2"),
    )
    .await
    .unwrap();
    let draft = files::draft(&anna, space, "post.png").await;
    files::draft(&anna, space, "unsent.png").await;
    for gate in [&anna, &jan] {
        assert_eq!(names(gate, None).await, ["inside.pdf", "library.pdf"]);
        assert_eq!(names(gate, Some(jan.me().id)).await, NONE);
    }
    let topic = start(&anna, space, "text").await;
    let post = reply(&anna, topic, &link("x", draft)).await;
    assert_eq!(names(&jan, None).await, ["inside.pdf", "library.pdf", "post.png"]);
    // In the trash, with their folder or their post, they are not counted for their author either.
    delete_post(&anna, topic, post, true).await.unwrap();
    files::delete(&anna, &Items::folder(folder)).await.unwrap();
    for gate in [&anna, &jan] {
        assert_eq!(names(gate, None).await, ["library.pdf"]);
    }
    files::delete(&anna, &Items::file(file)).await.unwrap();
    assert_eq!(names(&anna, None).await, NONE);
    delete_post(&anna, topic, post, false).await.unwrap();
    files::bring_back(&anna, &Items::folder(folder)).await.unwrap();
    assert_eq!(names(&jan, None).await, ["inside.pdf", "post.png"]);
    delete(&anna, topic).await.unwrap();
    assert_eq!(names(&jan, None).await, ["inside.pdf"]);
    put(&anna, space, SpaceState::Archived).await;
    assert_eq!(names(&jan, None).await, ["inside.pdf"]);
    put(&anna, space, SpaceState::Trash).await;
    assert_eq!(names(&anna, None).await, NONE);
}

#[tokio::test]
async fn the_list_is_newest_first_and_goes_on_after_the_last_file_of_a_page() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let count = PAGE_ROWS * 2 + 1;
    for number in 0..count {
        files::upload(&anna, space, None, &format!("{number}.txt")).await;
    }
    // Many files of one instant, as from an import or a folder.
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("UPDATE files SET created_at = ");
    sql.bind(clock::now()).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let found = added_files(&anna, &AddedFilesQuery::default()).await;
    assert_eq!(found.len(), count);
    assert!(
        found.is_sorted_by(|before, after| (before.added, before.id.to_string()) > (after.added, after.id.to_string()))
    );
    assert_eq!((&*found[0].space_name, &*found[0].added_by.name), ("space", "Anna"));
}

#[tokio::test]
async fn the_list_is_read_by_the_index_of_its_order() {
    let world = World::new().await;
    for gate in [
        world.person("Admin", Role::Administrator).await,
        world.user("User").await,
    ] {
        for person in [None, Some(gate.me().id)] {
            let query = AddedFilesQuery {
                person,
                from: Day::parse("2026-11-01"),
                to: Day::parse("2026-11-30"),
            };
            for after in [None, Some([Value::from(1), Value::from("a")])] {
                let sql = added::select(&gate.viewer(), &gate.zone(), &query, after);
                let plan = plan(&gate, &sql).await;
                assert!(plan.contains("SEARCH f USING INDEX files_by_creation"), "{plan}");
                assert!(!plan.contains("SCAN"), "{plan}");
            }
        }
    }
}
