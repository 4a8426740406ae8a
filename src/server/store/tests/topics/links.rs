//! Links: one topic for each address and space, through every act; tags, the list, and bookmarks.

use domain::{
    error::{AppError, Field, Reason},
    ids::SpaceId,
    limits::{BOOKMARKS_AN_IMPORT, PAGE_ROWS},
    topic::{
        Facet, NewTopic, TopicAddress, TopicKind,
        access::TopicAction,
        link::{Bookmark, BookmarkState, KnownLink, LinkFacet, LinkForm, LinksPage, LinksQuery},
    },
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        tests::world::{World, add_with},
        topics::{act, bookmarks, facets::link},
    },
};

fn new_link(text: &str) -> NewTopic {
    NewTopic {
        kind: TopicKind::Link,
        ..new_topic("", text)
    }
}

async fn add_link(gate: &Gate, space: SpaceId, text: &str) -> Result<TopicAddress, AppError> {
    let number = send_topic(gate, space, new_link(text), clock::new_id()).await?;
    Ok(TopicAddress { space, number })
}

/// Returns the topic of a conflict about an address.
fn known(error: AppError) -> TopicAddress {
    let AppError::Conflict(current) = error else {
        panic!("{error:?}")
    };
    current.read::<KnownLink>().unwrap().topic
}

async fn facet(gate: &Gate, topic: TopicAddress) -> LinkFacet {
    match opened(gate, topic).await.topic.facet {
        Facet::Link(link) => link,
        other => panic!("{other:?}"),
    }
}

async fn save(gate: &Gate, topic: TopicAddress, address: &str, tags: &[&str]) -> Result<(), AppError> {
    let version = opened(gate, topic).await.topic.version;
    let form = LinkForm {
        address: address.into(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    save_from(gate, topic, form, version).await
}

async fn save_from(gate: &Gate, topic: TopicAddress, form: LinkForm, version: i64) -> Result<(), AppError> {
    let content = link::LinkContent::new(&form)?;
    let mut permit = gate.topic(topic, TopicAction::Change).await?;
    link::save(&mut permit, &content, version).await?;
    Ok(permit.commit().await?)
}

async fn make(gate: &Gate, topic: TopicAddress, kind: TopicKind) {
    let mut permit = gate.topic(topic, TopicAction::Change).await.unwrap();
    act::change_kind(&mut permit, kind).await.unwrap();
    permit.commit().await.unwrap();
}

async fn links(gate: &Gate, space: SpaceId, search: &str, tag: Option<&str>, after: Option<&str>) -> LinksPage {
    let query = LinksQuery {
        search: search.into(),
        tag: tag.map(str::to_owned),
    };
    link::list::page_visited(gate.store(), &gate.viewer(), space, (&query, after))
        .await
        .unwrap()
}

async fn found(gate: &Gate, space: SpaceId, search: &str, tag: Option<&str>) -> Vec<i64> {
    let page = links(gate, space, search, tag, None).await;
    page.rows.iter().map(|row| row.topic.number).collect()
}

/// Checks that each address of a space has at most one holder.
async fn holders(gate: &Gate) -> i64 {
    counted(gate, "SELECT count(*) FROM links l WHERE l.holds = 1").await
}

#[tokio::test]
async fn a_known_address_is_refused_with_the_topic_that_has_it() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let elsewhere = add_with(&owner, "elsewhere", Visibility::Public, &[]).await;
    let first = add_link(&owner, space, "https://www.example.com/a?utm_source=x")
        .await
        .unwrap();
    let spelled = "Look: http://example.com/a/#top";
    assert_eq!(known(add_link(&other, space, spelled).await.unwrap_err()), first);
    // Other addresses, other kinds and other spaces may have it.
    add_link(&other, space, "https://example.com/b").await.unwrap();
    send_topic(&other, space, new_topic("", spelled), clock::new_id())
        .await
        .unwrap();
    add_link(&other, elsewhere, spelled).await.unwrap();
    let wrong = add_link(&other, space, "no address").await.unwrap_err();
    assert_eq!(wrong, AppError::field(Field::Post, Reason::NotALink));
    let facet = facet(&other, first).await;
    assert_eq!(facet.url.as_deref(), Some("https://www.example.com/a?utm_source=x"));
    assert_eq!((facet.host.as_str(), facet.same), ("example.com", None));
}

#[tokio::test]
async fn two_people_who_add_an_address_at_once_get_one_topic() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let (one, two) = tokio::join!(
        add_link(&owner, space, "https://example.com/a"),
        add_link(&other, space, "http://example.com/a/"),
    );
    let (added, refused) = match (one, two) {
        (Ok(added), Err(refused)) | (Err(refused), Ok(added)) => (added, refused),
        both => panic!("{both:?}"),
    };
    assert_eq!(known(refused), added);
    assert_eq!(visit(&owner, space).await.rows.len(), 1);
}

#[tokio::test]
async fn a_repeated_request_adds_its_link_once() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let request = clock::new_id();
    for _ in 0..2 {
        let sent = send_topic(&owner, space, new_link("https://example.com"), request).await;
        assert_eq!(sent, Ok(1));
    }
}

#[tokio::test]
async fn a_link_in_the_trash_frees_its_address_and_comes_back_beside_another() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let first = add_link(&owner, space, "https://example.com/a").await.unwrap();
    delete(&owner, first).await.unwrap();
    assert!(links(&owner, space, "", None, None).await.empty);
    let second = add_link(&owner, space, "https://example.com/a").await.unwrap();
    restore(&owner, first).await.unwrap();
    assert_eq!(holders(&owner).await, 1);
    let same = |facet: LinkFacet| facet.same.map(|same| same.topic);
    assert_eq!(same(facet(&owner, first).await), Some(second));
    assert_eq!(same(facet(&owner, second).await), Some(first));
    assert_eq!(
        known(
            add_link(&owner, space, "example.com https://example.com/a")
                .await
                .unwrap_err()
        ),
        second
    );
    delete(&owner, second).await.unwrap();
    // The other one is found although it did not hold the address.
    assert_eq!(
        known(add_link(&owner, space, "https://example.com/a").await.unwrap_err()),
        first
    );
    rename(&owner, first, "Again", opened(&owner, first).await.topic.version)
        .await
        .unwrap();
    assert_eq!(holders(&owner).await, 1);
}

#[tokio::test]
async fn a_moved_link_has_its_address_in_the_other_space() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let from = add_with(&owner, "from", Visibility::Public, &[]).await;
    let to = add_with(&owner, "to", Visibility::Public, &[]).await;
    let topic = add_link(&owner, from, "https://example.com/a").await.unwrap();
    save(&owner, topic, "https://example.com/a", &["Ceny"]).await.unwrap();
    let moved = move_to(&owner, topic, to).await.unwrap();
    assert_eq!(found(&owner, to, "", Some("ceny")).await, [moved.number]);
    assert!(links(&owner, from, "", None, None).await.empty);
    assert_eq!(
        known(add_link(&owner, to, "https://example.com/a").await.unwrap_err()),
        moved
    );
    let again = add_link(&owner, from, "https://example.com/a").await.unwrap();
    let twin = move_to(&owner, again, to).await.unwrap();
    assert_eq!(facet(&owner, twin).await.same.map(|same| same.topic), Some(moved));
    assert_eq!(holders(&owner).await, 1);
}

#[tokio::test]
async fn a_topic_that_becomes_a_link_takes_the_address_in_its_first_post() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let with = start(&owner, space, "See [this](https://example.com/a).").await;
    let without = start(&owner, space, "Nothing here").await;
    for topic in [with, without] {
        make(&owner, topic, TopicKind::Link).await;
    }
    assert_eq!(facet(&owner, with).await.url.as_deref(), Some("https://example.com/a"));
    assert_eq!(facet(&owner, without).await, LinkFacet::default());
    assert_eq!(found(&owner, space, "", None).await, [with.number]);
    // What is no link any more has no address for others, and has it again later.
    make(&owner, with, TopicKind::Talk).await;
    assert!(links(&owner, space, "", None, None).await.empty);
    let other = add_link(&owner, space, "https://example.com/a").await.unwrap();
    make(&owner, with, TopicKind::Link).await;
    assert_eq!(facet(&owner, with).await.same.map(|same| same.topic), Some(other));
    save(&owner, without, "example.com/b", &[]).await.unwrap();
    assert_eq!(
        facet(&owner, without).await.url.as_deref(),
        Some("https://example.com/b")
    );
}

#[tokio::test]
async fn an_address_is_changed_unless_it_is_known_or_was_changed_meanwhile() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let first = add_link(&owner, space, "https://example.com/a").await.unwrap();
    let second = add_link(&owner, space, "https://example.com/b").await.unwrap();
    assert_eq!(
        known(save(&owner, second, "http://www.example.com/a", &[]).await.unwrap_err()),
        first
    );
    assert_eq!(
        save(&reader, second, "https://c.pl", &[]).await,
        Err(AppError::NotAllowed)
    );
    let wrong = save(&owner, second, "javascript:alert(1)", &[]).await;
    assert_eq!(wrong, Err(AppError::field(Field::Address, Reason::NotALink)));
    let wrong = save(&owner, second, "https://c.pl", &["a,b"]).await;
    assert_eq!(wrong, Err(AppError::field(Field::Tags, Reason::HoldsSeparator)));
    let version = opened(&owner, second).await.topic.version;
    save(&owner, second, "https://example.com/c", &["x"]).await.unwrap();
    let form = LinkForm {
        address: "https://example.com/d".into(),
        tags: Vec::new(),
    };
    let AppError::Conflict(current) = save_from(&owner, second, form, version).await.unwrap_err() else {
        panic!("no conflict")
    };
    let now = current.read::<LinkForm>().unwrap();
    assert_eq!((now.address.as_str(), now.tags.len()), ("https://example.com/c", 1));
    // The former address is free.
    add_link(&owner, space, "https://example.com/b").await.unwrap();
}

#[tokio::test]
async fn a_private_topic_of_another_person_is_no_known_address() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let private = add_link(&owner, space, "https://example.com/a").await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    Sql::new("UPDATE topics SET private = 1").run(&mut tx).await.unwrap();
    link::rows::follow(&mut tx, private).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(holders(&owner).await, 0);
    assert!(links(&other, space, "", None, None).await.empty);
    let second = add_link(&other, space, "https://example.com/a").await.unwrap();
    assert_eq!(facet(&other, second).await.same, None);
    assert_eq!(facet(&owner, second).await.same.map(|same| same.topic), Some(private));
    assert_eq!(found(&owner, space, "", None).await, [second.number, private.number]);
}

#[tokio::test]
async fn links_are_found_by_words_of_title_host_and_tags() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let one = add_link(&owner, space, "https://łódź.example.com/a").await.unwrap();
    let two = add_link(&owner, space, "https://other.pl/b").await.unwrap();
    save(&owner, one, "https://łódź.example.com/a", &["Sprzedaż", "ceny"])
        .await
        .unwrap();
    save(&owner, two, "https://other.pl/b", &["CENY"]).await.unwrap();
    let version = opened(&owner, one).await.topic.version;
    rename(&owner, one, "Techniki rozmów", version).await.unwrap();
    for (search, tag, wanted) in [
        ("lodz", None, vec![one.number]),
        ("rozmow tech", None, vec![one.number]),
        ("echniki", None, vec![]),
        ("sprzedaz", None, vec![one.number]),
        ("ceny", None, vec![two.number, one.number]),
        ("other.pl", None, vec![two.number]),
        ("", Some("Ceny"), vec![two.number, one.number]),
        ("%", None, vec![two.number, one.number]),
        ("other", Some("sprzedaz"), vec![]),
    ] {
        assert_eq!(found(&owner, space, search, tag).await, wanted, "{search} {tag:?}");
    }
    let page = links(&owner, space, "", None, None).await;
    let tags: Vec<(&str, i64)> = page.tags.iter().map(|tag| (tag.name.as_str(), tag.count)).collect();
    assert_eq!(tags, [("CENY", 2), ("Sprzedaż", 1)]);
    assert_eq!(page.rows[1].tags, ["ceny", "Sprzedaż"]);
    let mut tx = owner.read().await.unwrap();
    let suggested = link::list::suggest(&mut tx, &owner.viewer(), space, "SPR")
        .await
        .unwrap();
    assert_eq!(suggested, ["Sprzedaż"]);
}

fn bookmark(address: &str, title: &str, tags: &[&str]) -> Bookmark {
    Bookmark {
        address: address.into(),
        title: title.into(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

async fn import(gate: &Gate, space: SpaceId, found: &[Bookmark]) -> Result<(u32, u32, u32), AppError> {
    let prepared = bookmarks::prepare(found)?;
    let mut permit = gate.space(space, domain::access::Action::Discuss).await?;
    let added = bookmarks::add(&mut permit, prepared).await?;
    permit.commit().await?;
    Ok((added.added, added.known, added.wrong))
}

#[tokio::test]
async fn bookmarks_become_links_unless_they_are_known_or_wrong() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let known = add_link(&other, space, "https://example.com/known").await.unwrap();
    let file = [
        bookmark("https://example.com/a", "A page", &["Ceny"]),
        bookmark("http://www.example.com/known/", "Known", &[]),
        bookmark("https://example.com/a#part", "Again", &[]),
        bookmark("javascript:void(0)", "Script", &[]),
        bookmark("https://example.com/b", "", &[]),
    ];
    let prepared = bookmarks::prepare(&file).unwrap();
    let mut tx = owner.read().await.unwrap();
    let states = bookmarks::check(&mut tx, &owner.viewer(), space, &prepared)
        .await
        .unwrap();
    drop(tx);
    assert!(matches!(&states[1], BookmarkState::Known(link) if link.topic == known));
    assert_eq!(
        (&states[0], &states[2]),
        (&BookmarkState::New, &BookmarkState::Repeated)
    );
    assert_eq!(states[3], BookmarkState::Wrong(Reason::NotALink));
    let before = newest_event(&owner).await;
    assert_eq!(import(&owner, space, &file).await, Ok((2, 2, 1)));
    assert_eq!(events_after(&owner, before).await.len(), 1);
    assert_eq!(import(&owner, space, &file).await, Ok((0, 4, 1)));
    let rows = links(&owner, space, "", None, None).await.rows;
    let titles: Vec<&str> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["https://example.com/b", "A page", "https://example.com/known"]);
    assert_eq!(found(&owner, space, "", Some("ceny")).await, [2]);
    // The person who imported has read them; the search finds them.
    assert_eq!(unread_of(&visit(&owner, space).await), [known.number]);
    let indexed =
        "SELECT count(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM posts_search_docsize d WHERE d.id = p.seq)";
    assert_eq!(counted(&owner, indexed).await, 0);
    let many = vec![bookmark("https://example.com", "", &[]); BOOKMARKS_AN_IMPORT + 1];
    assert_eq!(import(&owner, space, &many).await, Err(AppError::TooLarge));
}

#[tokio::test]
async fn the_pages_of_a_list_of_links_follow_each_other() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "space", Visibility::Public, &[]).await;
    let count = PAGE_ROWS + 3;
    let file: Vec<Bookmark> = (0..count)
        .map(|number| bookmark(&format!("https://example.com/{number}"), "", &[]))
        .collect();
    import(&owner, space, &file).await.unwrap();
    let first = links(&owner, space, "", None, None).await;
    let second = links(&owner, space, "", None, first.next.as_deref()).await;
    assert_eq!((first.rows.len(), second.rows.len()), (PAGE_ROWS, 3));
    assert_eq!(second.next, None);
    let numbers: Vec<i64> = first
        .rows
        .iter()
        .chain(&second.rows)
        .map(|row| row.topic.number)
        .collect();
    assert_eq!(numbers, (1..=count as i64).rev().collect::<Vec<_>>());
    // A cursor of another list gives the first page.
    let other = links(&owner, space, "example", None, first.next.as_deref()).await;
    assert_eq!(other.rows.len(), PAGE_ROWS);
}
