//! The files of posts: who has them, who sees them, and what takes them away.

use domain::{
    error::{AppError, Field, Reason},
    file::Items,
    ids::{FileId, SpaceId},
    limits::FILES_A_POST,
    person::Role,
    topic::{PostQuery, TopicAddress},
    visibility::Visibility,
};

use super::people as files;
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        files::posts::delete_unplaced,
        tests::{
            check::assert_agrees,
            post_search::searched,
            requests::{give, take},
            topics::people::*,
            world::{World, add_with},
        },
        topics::{content::PostContent, export, thread, trash},
    },
};

/// The words for a file that the reader may not see.
pub const GONE: &str = "a file that is no longer here";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub fn link(name: &str, file: FileId) -> String {
    format!("[{name}](file:{file})")
}

/// Returns the HTML of the last post of the topic.
pub async fn html(gate: &Gate, topic: TopicAddress) -> String {
    opened(gate, topic).await.posts.pop().unwrap().html
}

/// Returns whether the reader sees the card of this name in the last post. If not, they see the words and neither name nor
/// address.
pub async fn sees(gate: &Gate, topic: TopicAddress, name: &str) -> bool {
    let html = html(gate, topic).await;
    let seen = html.contains(&format!("<span class=\"file-card-name\">{name}</span>"));
    assert_ne!(seen, html.contains(GONE), "{html}");
    assert!(seen || (!html.contains(name) && !html.contains("/files/")), "{html}");
    seen
}

async fn exists(gate: &Gate, file: FileId) -> bool {
    match files::open(gate, file).await {
        Ok(_) => true,
        Err(refused) => {
            assert_eq!(refused, AppError::NotFound);
            false
        }
    }
}

pub async fn rows(gate: &Gate) -> i64 {
    counted(gate, "SELECT count(*) FROM post_files").await
}

async fn run(world: &World, statement: &str) {
    let mut tx = world.store.begin().await.unwrap();
    Sql::new(statement).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn public(gate: &Gate) -> SpaceId {
    add_with(gate, "Space", Visibility::Public, &[]).await
}

#[tokio::test]
async fn a_sent_file_is_seen_by_the_readers_of_its_post() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let file = files::draft(&anna, space, "offer.pdf").await;
    assert!(exists(&anna, file).await && !exists(&jan, file).await);
    let topic = start(&anna, space, &format!("See {}", link("our offer", file))).await;
    let shown = html(&jan, topic).await;
    let card = format!("<a class=\"file-card\" href=\"/files/{file}\" data-kind=\"pdf\">");
    assert!(shown.contains(&card) && shown.contains("PDF, 9\u{a0}B"), "{shown}");
    assert!(sees(&jan, topic, "offer.pdf").await && exists(&jan, file).await);
    let uses = files::open(&jan, file).await.unwrap().uses;
    assert_eq!((uses.len(), uses[0].topic.address, uses[0].post), (1, topic, 1));
    // What is stored has the id alone.
    let named = "SELECT count(*) FROM posts p WHERE p.html LIKE '%offer%'";
    assert_eq!(counted(&anna, named).await, 0);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_picture_is_shown_at_its_size() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    let file = files::draft(&anna, space, "chart.png").await;
    let topic = start(&anna, space, &format!("![chart](file:{file})")).await;
    // Its size is unknown.
    assert!(sees(&anna, topic, "chart.png").await);
    run(
        &world,
        "UPDATE blobs SET width = 2560, height = 1440, thumbnails = 'pending'",
    )
    .await;
    let picture = |path: &str| {
        format!(
            "<p><a href=\"/files/{file}\"><img class=\"file-picture\" src=\"/files/{file}/{path}?version=1\" width=\"1280\" \
             height=\"720\" alt=\"chart.png\" loading=\"lazy\" decoding=\"async\"></a></p>"
        )
    };
    assert_eq!(html(&anna, topic).await.trim(), picture("content"));
    run(&world, "UPDATE blobs SET thumbnails = 'ready'").await;
    assert_eq!(html(&anna, topic).await.trim(), picture("thumbnail/1280"));
    run(&world, "UPDATE blobs SET thumbnails = 'failed'").await;
    assert!(sees(&anna, topic, "chart.png").await);
}

#[tokio::test]
async fn a_post_gets_no_files_that_its_author_may_not_read() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let (space, other) = (public(&anna).await, public(&anna).await);
    let draft = files::draft(&anna, space, "draft.pdf").await;
    let elsewhere = files::draft(&anna, other, "elsewhere.pdf").await;
    start(&anna, other, &link("x", elsewhere)).await;
    assert_eq!(rows(&anna).await, 1);
    for file in [draft, elsewhere, FileId(clock::new_id())] {
        let topic = start(&jan, space, &link("x", file)).await;
        for gate in [&jan, &anna] {
            assert!(!sees(gate, topic, "draft.pdf").await && !sees(gate, topic, "elsewhere.pdf").await);
        }
    }
    assert_eq!(rows(&anna).await, 1);
    assert!(!exists(&jan, draft).await);
}

#[tokio::test]
async fn a_file_that_the_author_may_read_can_be_quoted() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let file = files::draft(&anna, space, "offer.pdf").await;
    let topic = start(&anna, space, &link("offer", file)).await;
    reply(&jan, topic, &format!("> {}", link("offer", file))).await;
    assert_eq!(rows(&anna).await, 2);
    delete_post(&anna, topic, 1, true).await.unwrap();
    assert!(sees(&jan, topic, "offer.pdf").await && exists(&jan, file).await);
}

#[tokio::test]
async fn a_file_that_is_edited_out_is_gone_for_its_readers() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let admin = world.person("Admin", Role::Administrator).await;
    let space = public(&anna).await;
    let (gone, kept) = (
        files::draft(&anna, space, "gone.pdf").await,
        files::draft(&anna, space, "kept.pdf").await,
    );
    let both = format!("{} {}", link("gone", gone), link("kept", kept));
    let topic = start(&anna, space, &both).await;
    edit(&anna, topic, 1, &link("kept", kept), 1).await.unwrap();
    for gate in [&jan, &admin] {
        assert!(!exists(gate, gone).await && exists(gate, kept).await);
    }
    assert!(exists(&anna, gone).await);
    let mut tx = jan.read().await.unwrap();
    let versions = thread::versions(&mut tx, &jan.viewer(), topic, 1).await.unwrap();
    drop(tx);
    let before = &versions[0].html;
    assert!(
        before.contains(GONE) && before.contains("kept.pdf") && !before.contains("gone.pdf"),
        "{before}"
    );
    assert!(!before.contains(&gone.to_string()), "{before}");
    // The author may put it back.
    edit(&anna, topic, 1, &both, 2).await.unwrap();
    assert!(exists(&jan, gone).await && html(&jan, topic).await.contains("gone.pdf"));
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_deleted_post_or_topic_hides_its_files_until_it_is_restored() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let topic = start(&anna, space, "text").await;
    let file = files::draft(&anna, space, "offer.pdf").await;
    let post = reply(&anna, topic, &link("offer", file)).await;
    for deleted in [true, false] {
        delete_post(&anna, topic, post, deleted).await.unwrap();
        assert_eq!(exists(&jan, file).await, !deleted);
    }
    delete(&anna, topic).await.unwrap();
    assert!(!exists(&jan, file).await);
    restore(&anna, topic).await.unwrap();
    assert!(exists(&jan, file).await && sees(&jan, topic, "offer.pdf").await);
}

#[tokio::test]
async fn a_file_in_the_trash_is_no_longer_here_and_comes_back_with_its_restoration() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let file = files::draft(&anna, space, "offer.pdf").await;
    let topic = start(&anna, space, &link("x", file)).await;
    files::delete(&anna, &Items::file(file)).await.unwrap();
    // Nor do the people see it in the post who may restore it.
    for gate in [&jan, &anna] {
        assert!(!sees(gate, topic, "offer.pdf").await);
    }
    edit(&anna, topic, 1, &format!("{} and text", link("x", file)), 1)
        .await
        .unwrap();
    files::bring_back(&anna, &Items::file(file)).await.unwrap();
    assert!(sees(&jan, topic, "offer.pdf").await);
}

#[tokio::test]
async fn a_file_of_the_library_is_linked_under_its_present_name() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let file = files::upload(&anna, space, None, "offer.pdf").await;
    let topic = start(&jan, space, &link("x", file)).await;
    assert_eq!(files::open(&jan, file).await.unwrap().uses.len(), 1);
    files::rename(&anna, file, "contract.pdf", 1).await.unwrap();
    assert!(sees(&jan, topic, "contract.pdf").await);
    edit(&jan, topic, 1, "nothing", 1).await.unwrap();
    assert!(exists(&jan, file).await && files::open(&jan, file).await.unwrap().uses.is_empty());
}

#[tokio::test]
async fn a_person_without_access_has_no_files() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = add_with(&anna, "secret", Visibility::Hidden, &[jan.me().id]).await;
    let file = files::draft(&anna, space, "offer.pdf").await;
    let topic = start(&anna, space, &link("x", file)).await;
    assert!(sees(&jan, topic, "offer.pdf").await && exists(&jan, file).await);
    take(&anna, space, jan.me().id).await;
    assert!(!exists(&jan, file).await);
    // A post in another space that names it does not open it.
    let own = public(&jan).await;
    let stolen = start(&jan, own, &link("x", file)).await;
    assert!(!sees(&jan, stolen, "offer.pdf").await && !sees(&anna, stolen, "offer.pdf").await);
    give(&anna, space, jan.me().id).await;
    assert!(sees(&jan, topic, "offer.pdf").await);
}

#[tokio::test]
async fn a_draft_goes_along_to_the_space_in_which_it_is_sent() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let (space, other) = (public(&anna).await, public(&jan).await);
    let file = files::draft(&jan, space, "offer.pdf").await;
    let topic = start(&jan, other, &link("x", file)).await;
    assert!(sees(&anna, topic, "offer.pdf").await);
    assert_eq!(files::open(&anna, file).await.unwrap().space, other);
    // Not a draft of another person, nor out of a space that was closed to its author.
    let closed = add_with(&anna, "closed", Visibility::Private, &[jan.me().id]).await;
    let lost = files::draft(&jan, closed, "lost.pdf").await;
    take(&anna, closed, jan.me().id).await;
    let foreign = files::draft(&anna, space, "foreign.pdf").await;
    for (file, name) in [(lost, "lost.pdf"), (foreign, "foreign.pdf")] {
        let topic = start(&jan, other, &link("x", file)).await;
        assert!(!sees(&jan, topic, name).await && !sees(&anna, topic, name).await);
    }
}

#[tokio::test]
async fn a_preview_shows_the_files_of_the_draft_to_its_author() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let text = link("x", files::draft(&anna, space, "offer.pdf").await);
    for (gate, seen) in [(&anna, true), (&jan, false)] {
        let mut tx = gate.read().await.unwrap();
        let preview = thread::preview(&mut tx, &gate.viewer(), space, &text).await.unwrap();
        assert_eq!(preview.contains("offer.pdf"), seen, "{preview}");
        assert_ne!(preview.contains(GONE), seen, "{preview}");
    }
}

#[tokio::test]
async fn a_post_has_no_more_files_than_the_maximum() {
    let text = |count: u128| -> String {
        let files = (1..=count).map(|number| link("a", FileId(uuid::Uuid::from_u128(number))));
        files.collect::<Vec<_>>().join(" ")
    };
    assert!(PostContent::new(&text(FILES_A_POST as u128)).is_ok());
    let max = FILES_A_POST;
    let refused = AppError::field(Field::Post, Reason::TooMany { max });
    assert_eq!(PostContent::new(&text(max as u128 + 1)).unwrap_err(), refused);
    let same = link("a", FileId(clock::new_id())).repeat(60);
    assert!(PostContent::new(&same).is_ok());
}

#[tokio::test]
async fn a_post_of_files_alone_is_named_and_found_by_their_names() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let (one, two) = (
        files::draft(&anna, space, "oferta.pdf").await,
        files::draft(&anna, space, "chart.png").await,
    );
    let topic = start(
        &anna,
        space,
        &format!("{}\n![chart.png](file:{two})", link("oferta.pdf", one)),
    )
    .await;
    assert_eq!(opened(&jan, topic).await.topic.row.title, "oferta.pdf chart.png");
    let query = PostQuery {
        search: "oferta chart".into(),
        ..PostQuery::default()
    };
    let found = searched(&jan, &query, None).await.posts;
    assert_eq!(found.len(), 1);
    let excerpt = format!("{:?}", found[0].excerpt);
    assert!(excerpt.contains("oferta") && !excerpt.contains("file:"), "{excerpt}");
    for search in ["file", &one.to_string()[..8]] {
        let query = PostQuery {
            search: search.into(),
            ..PostQuery::default()
        };
        assert!(searched(&jan, &query, None).await.posts.is_empty(), "{search}");
    }
    assert_agrees(&world).await;
}

#[tokio::test]
async fn an_exported_conversation_has_the_names_of_files_and_no_links() {
    let world = World::new().await;
    let (anna, jan) = (world.user("Anna").await, world.user("Jan").await);
    let space = public(&anna).await;
    let (one, two) = (
        files::draft(&anna, space, "offer_1.pdf").await,
        files::draft(&anna, space, "draft.pdf").await,
    );
    start(&anna, space, &format!("See {}, *please*", link("x", one))).await;
    start(&jan, space, &format!("And {}", link("x", two))).await;
    let mut tx = jan.read().await.unwrap();
    let posts = export::posts(&mut tx, &jan.viewer(), space, (0, 0), 10).await.unwrap();
    let texts: Vec<&str> = posts.iter().map(|post| post.text.as_str()).collect();
    assert_eq!(texts, ["See offer\\_1.pdf, *please*", &format!("And {GONE}")]);
}

#[tokio::test]
async fn files_that_no_post_has_are_deleted_after_30_days() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    let mut all = Vec::new();
    for name in [
        "unsent",
        "edited out",
        "of a deleted post",
        "sent",
        "of a restored post",
    ] {
        all.push(files::draft(&anna, space, name).await);
    }
    all.push(files::upload(&anna, space, None, "in the library").await);
    let edited = start(&anna, space, &link("x", all[1])).await;
    let deleted = start(&anna, space, &link("x", all[2])).await;
    start(&anna, space, &link("x", all[3])).await;
    let restored = start(&anna, space, &link("x", all[4])).await;
    edit(&anna, edited, 1, "text", 1).await.unwrap();
    for topic in [deleted, restored] {
        let post = opened(&anna, topic).await.posts[0].number;
        delete_post(&anna, topic, post, true).await.unwrap();
        if topic == restored {
            delete_post(&anna, topic, post, false).await.unwrap();
        }
    }
    let names = async || {
        let mut tx = anna.read().await.unwrap();
        let rows = Sql::new("SELECT f.name FROM files f ORDER BY f.name")
            .rows(&mut tx)
            .await
            .unwrap();
        let name = |row| sqlx::Row::try_get::<String, _>(row, 0).unwrap();
        rows.iter().map(name).collect::<Vec<_>>()
    };
    let now = clock::now();
    assert_eq!(delete_unplaced(&world.store, now + 29 * DAY_MS).await.unwrap(), 0);
    // Files that a post had until lately are kept, however old they are.
    run(&world, "UPDATE files SET created_at = 0 WHERE name <> 'unsent'").await;
    assert_eq!(delete_unplaced(&world.store, now + 29 * DAY_MS).await.unwrap(), 0);
    assert_eq!(delete_unplaced(&world.store, now + 31 * DAY_MS).await.unwrap(), 3);
    assert_eq!(names().await, ["in the library", "of a restored post", "sent"]);
    assert_eq!(delete_unplaced(&world.store, now + 31 * DAY_MS).await.unwrap(), 0);
    assert_eq!(counted(&anna, "SELECT count(*) FROM file_versions").await, 3);
}

#[tokio::test]
async fn a_topic_that_is_deleted_for_ever_takes_its_files_along() {
    let world = World::new().await;
    let anna = world.user("Anna").await;
    let space = public(&anna).await;
    let (own, shared) = (
        files::draft(&anna, space, "own.pdf").await,
        files::draft(&anna, space, "shared.pdf").await,
    );
    let library = files::upload(&anna, space, None, "library.pdf").await;
    let all = [own, shared, library].map(|file| link("x", file)).join(" ");
    let topic = start(&anna, space, &all).await;
    let other = start(&anna, space, &link("x", shared)).await;
    delete(&anna, topic).await.unwrap();
    assert_eq!(trash::purge(&world.store, clock::now() + 31 * DAY_MS).await.unwrap(), 1);
    assert!(!exists(&anna, own).await && exists(&anna, library).await);
    assert!(sees(&anna, other, "shared.pdf").await);
}
