//! The access rule of files in SQL agrees with the rule in the domain.

use domain::{
    access::Action,
    error::AppError,
    file::{
        Items,
        access::{FileAction, decide_file},
    },
    ids::{FileId, FolderId},
    person::Role,
    space::SpaceState,
    visibility::Visibility,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::people::{delete, draft, folder, open, page, upload};
use crate::server::{
    clock,
    gate::{Gate, files::permitted},
    store::{
        engine::{rows::boolean, sql::Sql},
        files::access,
        tests::{
            topics::people::{delete_post, start},
            world::{World, add_with, put},
        },
    },
};

#[tokio::test]
async fn the_sql_and_the_domain_agree_for_every_viewer_file_and_action() {
    let world = World::new().await;
    let gates = [
        world.person("Admin", Role::Administrator).await,
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Stranger").await,
    ];
    let mut runner = TestRunner::deterministic();
    let any = (
        (0_usize..4, 0_usize..3, 0_usize..3),
        proptest::collection::vec(0_usize..4, 0..3),
        (0_usize..4, 0_usize..4, any::<bool>()),
    );
    for _ in 0..80 {
        let ((owner, level, state), members, (author, kind, deleted)) = any.new_tree(&mut runner).unwrap().current();
        let people: Vec<_> = members.iter().map(|place| gates[*place].me().id).collect();
        // Everybody can add files while the space is public.
        let space = add_with(&gates[owner], "space", Visibility::Public, &people).await;
        let author = &gates[author];
        let file = match kind {
            0 => upload(author, space, None, "a.pdf").await,
            _ => draft(author, space, "a.pdf").await,
        };
        if kind > 1 {
            let topic = start(author, space, &format!("[a](file:{file})")).await;
            if kind > 2 {
                delete_post(author, topic, 1, true).await.unwrap();
            }
        }
        let place = folder(author, space, None, "a").await;
        if deleted {
            delete(author, &Items::file(file)).await.unwrap();
            delete(author, &Items::folder(place)).await.unwrap();
        }
        let mut tx = world.store.begin().await.unwrap();
        let mut sql = Sql::new("UPDATE spaces SET visibility = ");
        sql.bind(Visibility::ALL[level].as_str()).push(" WHERE id = ");
        sql.text(space).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        put(&gates[owner], space, SpaceState::ALL[state]).await;
        for gate in &gates {
            agree(gate, file, place).await;
        }
    }
}

async fn agree(gate: &Gate, file: FileId, folder: FolderId) {
    let viewer = gate.viewer();
    let mut tx = gate.read().await.unwrap();
    let of_file = access::facts(&mut tx, &viewer, file).await.unwrap().unwrap().facts;
    let of_folder = access::folder_facts(&mut tx, &viewer, folder)
        .await
        .unwrap()
        .unwrap()
        .facts;
    let mut sql = Sql::new("SELECT CASE WHEN ");
    access::readable(&mut sql, &viewer);
    sql.push(" THEN 1 ELSE 0 END FROM files f JOIN spaces s ON s.id = f.space_id WHERE f.id = ");
    let row = sql.text(file).row(&mut tx).await.unwrap().unwrap();
    let reads = decide_file(&viewer, &of_file, FileAction::Read).is_ok();
    assert_eq!(boolean(&row, 0).unwrap(), reads, "{of_file:?}");
    let mut sql = Sql::new("SELECT CASE WHEN ");
    access::readable_folder(&mut sql, &viewer);
    sql.push(" THEN 1 ELSE 0 END FROM folders d JOIN spaces s ON s.id = d.space_id WHERE d.id = ");
    let row = sql.text(folder).row(&mut tx).await.unwrap().unwrap();
    let reads = decide_file(&viewer, &of_folder, FileAction::Read).is_ok();
    assert_eq!(boolean(&row, 0).unwrap(), reads, "{of_folder:?}");
    for action in FileAction::ALL {
        for (items, facts) in [(Items::file(file), of_file), (Items::folder(folder), of_folder)] {
            let expected = decide_file(&viewer, &facts, action).map_err(AppError::from);
            let found = permitted(&mut tx, &viewer, &items, action).await;
            assert_eq!(found.map(|_| ()), expected, "{facts:?} {action:?}");
        }
    }
    drop(tx);
    let opened = open(gate, file).await.map(|_| ());
    let expected = decide_file(&viewer, &of_file, FileAction::Read).map_err(AppError::from);
    assert_eq!(opened, expected, "{of_file:?}");
}

#[tokio::test]
async fn a_file_of_a_space_that_one_may_not_open_is_like_an_unknown_one() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    for level in [Visibility::Private, Visibility::Hidden] {
        let space = add_with(&anna, "space", level, &[]).await;
        let (file, place) = (
            upload(&anna, space, None, "a").await,
            folder(&anna, space, None, "f").await,
        );
        for id in [file, FileId(clock::new_id())] {
            assert_eq!(open(&jan, id).await, Err(AppError::NotFound));
            for action in FileAction::ALL {
                let refused = jan.files(&Items::file(id), action).await.err();
                assert_eq!(refused, Some(AppError::NotFound));
            }
        }
        for id in [place, FolderId(clock::new_id())] {
            let refused = jan.files(&Items::folder(id), FileAction::Change).await.err();
            assert_eq!(refused, Some(AppError::NotFound));
        }
        let library = page(&jan, space, &Default::default(), None).await.err();
        let space_itself = jan.space(space, Action::Open).await.err();
        assert_eq!(library, space_itself);
    }
}
