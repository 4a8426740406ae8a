//! The pages of a library.

use domain::{
    error::AppError,
    file::{FileKind, LibraryQuery, LibrarySort, LibraryView, Place, SortFiles, upload::Target},
    limits::PAGE_ROWS,
    visibility::Visibility,
};

use super::people::{add, delete, draft, folder, in_folder, library, names, new_file, open, page, searched, upload};
use crate::server::store::{
    engine::sql::Sql,
    files::detail,
    tests::{
        topics::people::{delete_post, reply, start},
        world::{World, add_with},
    },
};

fn sorted(by: SortFiles, descending: bool) -> LibraryQuery {
    LibraryQuery {
        sort: LibrarySort { by, descending },
        ..LibraryQuery::default()
    }
}

fn topics() -> LibraryQuery {
    LibraryQuery {
        view: LibraryView::Topics,
        ..LibraryQuery::default()
    }
}

#[tokio::test]
async fn names_are_in_polish_order() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    for name in [
        "Żaba.pdf",
        "plan 10.pdf",
        "plan 2.pdf",
        "zoo.pdf",
        "łódź.pdf",
        "las.pdf",
    ] {
        upload(&anna, space, None, name).await;
    }
    let expected = [
        "las.pdf",
        "łódź.pdf",
        "plan 2.pdf",
        "plan 10.pdf",
        "zoo.pdf",
        "Żaba.pdf",
    ];
    assert_eq!(names(&anna, space, &LibraryQuery::default()).await, expected);
    let descending: Vec<_> = expected.into_iter().rev().collect();
    assert_eq!(names(&anna, space, &sorted(SortFiles::Name, true)).await, descending);
}

#[tokio::test]
async fn every_order_lists_each_file_once_over_its_pages() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let inside = folder(&anna, space, None, "inside").await;
    // The same names in two folders, the same sizes, kinds and times.
    let files = PAGE_ROWS + 7;
    for number in 0..files {
        let place = (number % 2 == 0).then_some(inside);
        let name = format!("{}.pdf", number / 2);
        let target = Target::Folder { folder: place };
        add(&anna, space, new_file(target, &[], &name, "the same"))
            .await
            .unwrap();
    }
    let mut tx = world.store.begin().await.unwrap();
    for table in ["UPDATE files SET added_at = 5", "UPDATE file_versions SET added_at = 5"] {
        Sql::new(table).run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    for by in SortFiles::ALL {
        for descending in [false, true] {
            // The dot is in every name.
            let query = LibraryQuery {
                search: ".".into(),
                ..sorted(by, descending)
            };
            let first = library(&anna, space, &query).await;
            assert_eq!(first.files.len(), PAGE_ROWS, "{by:?}");
            let after = first.next.as_deref();
            let second = page(&anna, space, &query, after).await.unwrap();
            assert_eq!((second.files.len(), second.next), (7, None), "{by:?}");
            assert!(second.folders.is_empty());
            let ids = first.files.iter().chain(&second.files).map(|file| file.id);
            let different: std::collections::HashSet<_> = ids.collect();
            assert_eq!(different.len(), files, "{by:?} {descending}");
            // A cursor of another list gives the first page.
            let other = page(&anna, space, &searched("pdf"), after).await.unwrap();
            assert_eq!(other.files.len(), PAGE_ROWS);
        }
    }
}

#[tokio::test]
async fn sizes_times_and_kinds_are_orders_of_their_own() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    for (name, bytes) in [("b.txt", "1"), ("c.png", "333"), ("a.pdf", "22")] {
        let new = new_file(Target::Folder { folder: None }, &[], name, bytes);
        add(&anna, space, new).await.unwrap();
    }
    for (by, expected) in [
        (SortFiles::Name, ["a.pdf", "b.txt", "c.png"]),
        (SortFiles::Size, ["b.txt", "a.pdf", "c.png"]),
        (SortFiles::Kind, ["a.pdf", "c.png", "b.txt"]),
    ] {
        assert_eq!(names(&anna, space, &sorted(by, false)).await, expected, "{by:?}");
    }
    let mut tx = world.store.begin().await.unwrap();
    Sql::new("UPDATE files SET added_at = size").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        names(&anna, space, &sorted(SortFiles::Added, true)).await,
        ["c.png", "a.pdf", "b.txt"]
    );
}

#[tokio::test]
async fn a_folder_shows_its_folders_and_files_and_the_way_to_it() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let empty = library(&anna, space, &LibraryQuery::default()).await;
    assert!(empty.empty && empty.rights.add && empty.people.is_empty());
    let offers = folder(&anna, space, None, "Oferty").await;
    let old = folder(&anna, space, Some(offers), "stare").await;
    folder(&anna, space, None, "Ąkać").await;
    upload(&anna, space, Some(old), "a.pdf").await;
    upload(&anna, space, None, "b.pdf").await;
    let root = library(&anna, space, &LibraryQuery::default()).await;
    let folders: Vec<_> = root.folders.iter().map(|folder| folder.name.as_str()).collect();
    assert_eq!(folders, ["Ąkać", "Oferty"]);
    assert_eq!(root.files.len(), 1);
    assert!(!root.empty && root.people[0].id == anna.me().id && root.people.len() == 1);
    let inside = library(&anna, space, &in_folder(Some(old))).await;
    let path: Vec<_> = inside.path.iter().map(|folder| folder.name.as_str()).collect();
    assert_eq!(path, ["Oferty", "stare"]);
    assert_eq!(inside.files[0].place, Place::Folder(Some(old)));
    let other = add_with(&anna, "other", Visibility::Public, &[]).await;
    let elsewhere = page(&anna, other, &in_folder(Some(old)), None).await;
    assert_eq!(elsewhere, Err(AppError::NotFound));
}

#[tokio::test]
async fn every_part_of_a_search_must_occur_in_the_name() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let deep = folder(&anna, space, None, "Łódzkie").await;
    upload(&anna, space, Some(deep), "Oferta Łódź 2026.pdf").await;
    upload(&anna, space, None, "oferta_100%.pdf").await;
    upload(&anna, space, None, "umowa.txt").await;
    for (search, expected) in [
        ("lodz", &["Oferta Łódź 2026.pdf"][..]),
        ("ŁÓDŹ erta", &["Oferta Łódź 2026.pdf"]),
        ("2026 oferta", &["Oferta Łódź 2026.pdf"]),
        ("oferta", &["Oferta Łódź 2026.pdf", "oferta_100%.pdf"]),
        // Neither is a placeholder.
        ("_", &["oferta_100%.pdf"]),
        ("0%", &["oferta_100%.pdf"]),
        ("!", &[]),
        ("umowa pdf", &[]),
    ] {
        assert_eq!(names(&anna, space, &searched(search)).await, expected, "{search}");
    }
    let found = library(&anna, space, &searched("lodz")).await;
    assert_eq!(found.folders.len(), 1);
    // Below a folder, other files are not found.
    let query = LibraryQuery {
        folder: Some(deep),
        ..searched("oferta")
    };
    assert_eq!(names(&anna, space, &query).await, ["Oferta Łódź 2026.pdf"]);
}

#[tokio::test]
async fn filters_narrow_the_files_of_all_folders() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let deep = folder(&anna, space, None, "folder").await;
    upload(&anna, space, Some(deep), "a.pdf").await;
    upload(&jan, space, None, "b.png").await;
    let of = |query: LibraryQuery| async move { query };
    let kind = of(LibraryQuery {
        kind: Some(FileKind::Pdf),
        ..LibraryQuery::default()
    })
    .await;
    assert_eq!(names(&anna, space, &kind).await, ["a.pdf"]);
    let person = LibraryQuery {
        person: Some(jan.me().id),
        ..LibraryQuery::default()
    };
    assert_eq!(names(&anna, space, &person).await, ["b.png"]);
    let mut tx = world.store.begin().await.unwrap();
    // Half past midnight on 2 May in Warsaw is still 1 May in UTC.
    Sql::new("UPDATE files SET added_at = 1777674600000 WHERE kind = 'pdf'")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let day = |from, to| LibraryQuery {
        from: domain::day::Day::parse(from),
        to: domain::day::Day::parse(to),
        ..LibraryQuery::default()
    };
    assert_eq!(names(&anna, space, &day("2026-05-02", "2026-05-02")).await, ["a.pdf"]);
    assert!(names(&anna, space, &day("2026-05-01", "2026-05-01")).await.is_empty());
}

#[tokio::test]
async fn files_of_posts_are_listed_by_their_newest_topic() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let mut files = Vec::new();
    for name in ["b.png", "a.png", "c.png", "both.png"] {
        files.push(draft(&anna, space, name).await);
    }
    let text = |places: &[usize]| {
        let parts: Vec<_> = places
            .iter()
            .map(|place| format!("[f](file:{})", files[*place]))
            .collect();
        parts.join(" ")
    };
    let old = start(&anna, space, &text(&[2, 3])).await;
    let new = start(&anna, space, &text(&[0, 1])).await;
    assert_eq!(
        names(&anna, space, &topics()).await,
        ["a.png", "b.png", "both.png", "c.png"]
    );
    // The newest topic of a file may be another than that of its first post.
    let post = reply(&anna, new, &text(&[3])).await;
    assert_eq!(
        names(&anna, space, &topics()).await,
        ["a.png", "b.png", "both.png", "c.png"]
    );
    let page = library(&anna, space, &topics()).await;
    let numbers: Vec<_> = page
        .files
        .iter()
        .map(|file| match &file.place {
            Place::Topic(topic) => topic.address.number,
            place => panic!("{place:?}"),
        })
        .collect();
    assert_eq!(numbers, [new.number, new.number, new.number, old.number]);
    let of_old = LibraryQuery {
        topic: Some(old.number),
        ..topics()
    };
    let page = library(&anna, space, &of_old).await;
    assert_eq!(page.topic.unwrap().address, old);
    assert_eq!(names(&anna, space, &of_old).await, ["both.png", "c.png"]);
    // They are no part of a folder, but the search finds them.
    assert!(names(&anna, space, &LibraryQuery::default()).await.is_empty());
    assert_eq!(names(&anna, space, &searched("both")).await, ["both.png"]);
    // Without the post they are listed nowhere.
    delete_post(&anna, new, post, true).await.unwrap();
    delete_post(&anna, old, old.number, true).await.ok();
    let detail = open(&anna, files[3]).await.unwrap();
    assert!(detail.uses.iter().all(|used| used.topic.address == old));
}

#[tokio::test]
async fn a_topic_without_pages_of_another_space_is_not_found() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let unknown = LibraryQuery {
        topic: Some(7),
        ..topics()
    };
    assert_eq!(page(&anna, space, &unknown, None).await, Err(AppError::NotFound));
}

#[tokio::test]
async fn pages_of_topics_list_each_file_once() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let mut texts = vec![String::new(); 3];
    let count = PAGE_ROWS + 5;
    for number in 0..count {
        let file = draft(&anna, space, "same.png").await;
        texts[number % 3].push_str(&format!("[f](file:{file}) "));
    }
    for text in &texts {
        start(&anna, space, text).await;
    }
    let first = library(&anna, space, &topics()).await;
    let second = page(&anna, space, &topics(), first.next.as_deref()).await.unwrap();
    assert_eq!((first.files.len(), second.files.len()), (PAGE_ROWS, 5));
    let ids = first.files.iter().chain(&second.files).map(|file| file.id);
    assert_eq!(ids.collect::<std::collections::HashSet<_>>().len(), count);
}

#[tokio::test]
async fn a_draft_is_read_by_its_author_alone() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let file = draft(&jan, space, "draft.png").await;
    assert_eq!(open(&jan, file).await.unwrap().row.place, Place::Draft);
    assert_eq!(open(&anna, file).await, Err(AppError::NotFound));
    let read = |gate: &crate::server::gate::Gate| {
        let gate = gate.clone();
        async move {
            let mut tx = gate.read().await.unwrap();
            detail::read(&mut tx, &gate.viewer(), &[file]).await.unwrap().len()
        }
    };
    assert_eq!((read(&jan).await, read(&anna).await), (1, 0));
    for gate in [&anna, &jan] {
        let page = library(gate, space, &searched("draft")).await;
        assert!(page.files.is_empty() && page.empty && page.people.is_empty());
    }
    start(&jan, space, &format!("![d](file:{file})")).await;
    assert_eq!(names(&anna, space, &searched("draft")).await, ["draft.png"]);
    assert_eq!(read(&anna).await, 1);
}

#[tokio::test]
async fn deleted_files_are_in_no_list() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = add_with(&anna, "space", Visibility::Public, &[]).await;
    let file = upload(&anna, space, None, "a.pdf").await;
    delete(&anna, &domain::file::Items::file(file)).await.unwrap();
    for query in [LibraryQuery::default(), searched("a"), topics()] {
        let page = library(&anna, space, &query).await;
        assert!(page.files.is_empty() && page.empty);
    }
}
