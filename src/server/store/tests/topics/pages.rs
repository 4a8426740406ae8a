//! Pages: who edits them, their versions, replies that are put into them, and checking them again.

use domain::{
    day::Day,
    error::{AppError, Field, Reason},
    ids::SpaceId,
    mail::Kind,
    person::Role,
    topic::{
        Facet, FollowLevel, Notice, NoticeAbout, NoticesFilter, ThreadPlace, TopicAddress, TopicKind,
        access::TopicAction,
        page::{DifferenceLine, PageConflict, PageFacet, Piece},
    },
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    clock,
    gate::Gate,
    permits::{Purpose, SystemPermit},
    store::{
        StoreError,
        engine::sql::Sql,
        mail,
        tests::{
            check::assert_agrees,
            notices::{follow_topic, page as notices_page},
            requests::take,
            world::{World, add_with},
        },
        topics::{content::PostContent, facets::page, notices, thread},
    },
};

const HOUR: i64 = 60 * 60 * 1000;
/// 2026-01-15T12:00:00Z
const NOON: i64 = 1_768_478_400_000;

async fn start_page(gate: &Gate, space: SpaceId, text: &str) -> TopicAddress {
    let mut topic = new_topic("Prices", text);
    topic.kind = TopicKind::Page;
    let number = send_topic(gate, space, topic, clock::new_id()).await.unwrap();
    TopicAddress { space, number }
}

async fn edit_page(gate: &Gate, topic: TopicAddress, text: &str, version: i64, put: &[i64]) -> Result<(), AppError> {
    let content = PostContent::new(text)?;
    let mut permit = gate.topic(topic, TopicAction::EditPage).await?;
    page::edit(&mut permit, &content, version, put).await?;
    Ok(permit.commit().await?)
}

async fn facet(gate: &Gate, topic: TopicAddress) -> PageFacet {
    match opened(gate, topic).await.topic.facet {
        Facet::Page(page) => *page,
        other => panic!("{other:?}"),
    }
}

async fn set_day(gate: &Gate, topic: TopicAddress, day: &str) {
    let mut permit = gate.topic(topic, TopicAction::EditPage).await.unwrap();
    page::checks::set_day(&mut permit, Day::parse(day)).await.unwrap();
    permit.commit().await.unwrap();
}

async fn put_into_zone(gate: &Gate, zone: &str) {
    let mut tx = SystemPermit::begin(gate.store(), Purpose::OwnSettings).await.unwrap();
    let mut sql = Sql::new("UPDATE users SET time_zone = ");
    sql.bind(zone).push(" WHERE id = ").text(gate.me().id);
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn tell(world: &World, now: i64) -> u64 {
    page::checks::tell(&world.store, now).await.unwrap()
}

async fn lines(gate: &Gate) -> Vec<Notice> {
    notices_page(gate, NoticesFilter::All, None).await.lines
}

#[tokio::test]
async fn a_page_is_edited_by_members_and_its_author_and_each_version_knows_who_wrote_it() {
    let world = World::new().await;
    let (owner, member, author) = (
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Author").await,
    );
    let (reader, admin) = (
        world.user("Reader").await,
        world.person("Admin", Role::Administrator).await,
    );
    let space = add_with(&owner, "Offers", Visibility::Public, &[member.me().id]).await;
    let topic = start_page(&author, space, "one").await;
    edit_page(&member, topic, "two", 1, &[]).await.unwrap();
    edit_page(&author, topic, "three", 2, &[]).await.unwrap();
    edit_page(&admin, topic, "four", 3, &[]).await.unwrap();
    edit_page(&owner, topic, "five", 4, &[]).await.unwrap();
    assert_eq!(
        edit_page(&reader, topic, "six", 5, &[]).await,
        Err(AppError::NotAllowed)
    );
    let page = facet(&reader, topic).await;
    assert_eq!((page.written_by.name.as_str(), page.document.version), ("Owner", 5));
    assert_eq!(page.document.author.name, "Author");
    let mut tx = reader.read().await.unwrap();
    let versions = page::versions::all(&mut tx, &reader.viewer(), topic).await.unwrap();
    let authors: Vec<(i64, &str)> = versions
        .iter()
        .map(|version| (version.version, version.author.name.as_str()))
        .collect();
    assert_eq!(
        authors,
        [(5, "Owner"), (4, "Admin"), (3, "Author"), (2, "Member"), (1, "Author")]
    );
    let texts = thread::versions(&mut tx, &reader.viewer(), topic, 1).await.unwrap();
    let authors: Vec<&str> = texts.iter().map(|version| version.author.name.as_str()).collect();
    assert_eq!(authors, ["Admin", "Author", "Member", "Author"]);
}

#[tokio::test]
async fn the_first_post_of_another_kind_is_edited_by_its_author_alone() {
    let world = World::new().await;
    let (owner, author) = (world.user("Owner").await, world.user("Author").await);
    let space = add_with(&owner, "Offers", Visibility::Public, &[]).await;
    let topic = start(&author, space, "What is it?").await;
    assert_eq!(
        edit_page(&owner, topic, "mine", 1, &[]).await,
        Err(AppError::NotAllowed)
    );
    change_kind(&owner, topic, TopicKind::Page).await.unwrap();
    assert_eq!(opened(&owner, topic).await.topic.row.title, "What is it?");
    edit_page(&owner, topic, "ours", 1, &[]).await.unwrap();
    change_kind(&owner, topic, TopicKind::Talk).await.unwrap();
    assert_eq!(
        edit_page(&author, topic, "mine", 2, &[]).await,
        Err(AppError::NotAllowed)
    );
    edit(&author, topic, 1, "mine", 2).await.unwrap();
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_page_has_a_title() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "Offers", Visibility::Public, &[]).await;
    let missing = AppError::field(Field::Title, Reason::Required);
    let mut untitled = new_topic("", "text");
    untitled.kind = TopicKind::Page;
    assert_eq!(
        send_topic(&owner, space, untitled, clock::new_id()).await,
        Err(missing.clone())
    );
    let topic = start_page(&owner, space, "text").await;
    assert_eq!(rename(&owner, topic, " ", 1).await, Err(missing.clone()));
    let deleted = start(&owner, space, "text").await;
    delete_post(&owner, deleted, 2, true).await.unwrap();
    assert_eq!(change_kind(&owner, deleted, TopicKind::Page).await, Err(missing));
}

#[tokio::test]
async fn an_edit_from_an_old_version_is_a_conflict_with_the_text_and_the_person_of_the_new_one() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "Offers", Visibility::Private, &[member.me().id]).await;
    let topic = start_page(&owner, space, "one").await;
    edit_page(&member, topic, "two", 1, &[]).await.unwrap();
    let refused = edit_page(&owner, topic, "mine", 1, &[]).await.unwrap_err();
    let AppError::Conflict(current) = refused else {
        panic!("{refused:?}")
    };
    let theirs: PageConflict = current.read().unwrap();
    assert_eq!((theirs.text.as_str(), theirs.saved.version), ("two", 2));
    assert_eq!(theirs.saved.author.name, "Member");
    edit_page(&owner, topic, "both", theirs.saved.version, &[])
        .await
        .unwrap();
    // A text that is the present one makes no version.
    edit_page(&member, topic, "both", 3, &[]).await.unwrap();
    assert_eq!(facet(&owner, topic).await.document.version, 3);
}

#[tokio::test]
async fn two_versions_are_compared_and_an_earlier_one_is_restored_as_a_new_one() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let space = add_with(&owner, "Offers", Visibility::Public, &[]).await;
    let topic = start_page(&owner, space, "Valid until May").await;
    edit_page(&owner, topic, "Valid until June", 1, &[]).await.unwrap();
    let mut tx = reader.read().await.unwrap();
    let viewer = reader.viewer();
    let lines = page::versions::difference(&mut tx, &viewer, topic, (1, 2))
        .await
        .unwrap();
    let piece = |text: &str, changed| Piece {
        text: text.to_owned(),
        changed,
    };
    assert_eq!(
        lines,
        [
            DifferenceLine::Deleted(vec![piece("Valid until ", false), piece("May", true)]),
            DifferenceLine::Inserted(vec![piece("Valid until ", false), piece("June", true)]),
        ]
    );
    let unknown = page::versions::difference(&mut tx, &viewer, topic, (1, 7)).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
    let first = page::versions::stored_text(&mut tx, &viewer, topic, 1).await.unwrap();
    drop(tx);
    edit_page(&owner, topic, &first, 2, &[]).await.unwrap();
    let page = facet(&owner, topic).await;
    assert_eq!(
        (page.document.version, page.document.html.as_str()),
        (3, "<p>Valid until May</p>")
    );
}

#[tokio::test]
async fn contents_are_those_of_the_document_alone() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "Offers", Visibility::Public, &[]).await;
    let topic = start_page(&owner, space, "# One\n\ntext").await;
    assert_eq!(facet(&owner, topic).await.contents, []);
    edit_page(&owner, topic, "# One\n\ntext\n\n## Łódź\n", 1, &[])
        .await
        .unwrap();
    reply(&owner, topic, "# One").await;
    let page = facet(&owner, topic).await;
    let contents: Vec<(&str, u8, &str)> = page
        .contents
        .iter()
        .map(|heading| (heading.id.as_str(), heading.level, heading.text.as_str()))
        .collect();
    assert_eq!(contents, [("section-one", 1, "One"), ("section-lodz", 2, "Łódź")]);
    assert!(page.document.html.contains("<h4 id=\"section-lodz\">"));
    // Other posts have no ids, so that none is twice in a document.
    let posts = open(&owner, topic, ThreadPlace::Around(1)).await.unwrap().posts;
    assert_eq!(posts[1].html, "<h3>One</h3>");
    assert!(!posts[0].html.contains("id="));
}

#[tokio::test]
async fn a_reply_that_was_put_into_the_page_keeps_its_mark_when_the_topic_is_moved() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "Offers", Visibility::Public, &[member.me().id]).await;
    let target = add_with(&owner, "Prices", Visibility::Public, &[]).await;
    start(&owner, target, "Other").await;
    let topic = start_page(&owner, space, "one").await;
    let (first, second) = (reply(&member, topic, "put").await, reply(&member, topic, "other").await);
    let elsewhere = reply(&member, start(&owner, space, "x").await, "y").await;
    edit_page(&owner, topic, "one\n\n> put", 1, &[first, 1, elsewhere])
        .await
        .unwrap();
    assert_eq!(facet(&member, topic).await.put, [first]);
    // Without a change of the text nothing is marked.
    edit_page(&owner, topic, "one\n\n> put", 2, &[second]).await.unwrap();
    let moved = move_to(&owner, topic, target).await.unwrap();
    let page = facet(&member, moved).await;
    assert_eq!(page.put, [page.document.number + 1]);
}

#[tokio::test]
async fn an_edit_of_a_page_gives_no_notice() {
    let world = World::new().await;
    let (owner, member) = (world.user("Owner").await, world.user("Member").await);
    let space = add_with(&owner, "Offers", Visibility::Public, &[member.me().id]).await;
    let topic = start_page(&owner, space, "one").await;
    follow_topic(&owner, topic, FollowLevel::Everything).await;
    edit_page(&member, topic, &format!("[@x](person:{})", owner.me().id), 1, &[])
        .await
        .unwrap();
    crate::server::store::tests::notices::notify(&owner).await;
    assert_eq!(lines(&owner).await, []);
}

#[tokio::test]
async fn pinned_pages_are_listed_before_other_pinned_topics() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let space = add_with(&owner, "Offers", Visibility::Public, &[]).await;
    let page = start_page(&owner, space, "one").await;
    let pinned = start(&owner, space, "two").await;
    start(&owner, space, "three").await;
    for topic in [page, pinned] {
        pin(&owner, topic, true).await.unwrap();
    }
    assert_eq!(numbers(&visit(&owner, space).await), [1, 2, 3]);
}

#[tokio::test]
async fn followers_are_told_once_on_the_day_in_their_time_zone() {
    let world = World::new().await;
    let (author, east, west) = (
        world.user("Author").await,
        world.user("East").await,
        world.user("West").await,
    );
    let other = world.user("Other").await;
    let space = add_with(
        &author,
        "Offers",
        Visibility::Private,
        &[east.me().id, west.me().id, other.me().id],
    )
    .await;
    let topic = start_page(&author, space, "one").await;
    put_into_zone(&east, "Pacific/Kiritimati").await;
    put_into_zone(&west, "America/Los_Angeles").await;
    for gate in [&east, &west] {
        follow_topic(gate, topic, FollowLevel::Everything).await;
    }
    // Kiritimati is 14 hours east: it is two o'clock on the 16th there.
    set_day(&author, topic, "2026-01-16").await;
    assert_eq!(tell(&world, NOON).await, 0);
    assert_eq!(tell(&world, NOON + 6 * HOUR).await, 1);
    assert_eq!(tell(&world, NOON + 7 * HOUR).await, 0);
    let line = lines(&east).await.remove(0);
    assert_eq!((line.actor.name.as_str(), line.unread), ("Author", true));
    let NoticeAbout::Check {
        topic: page,
        title,
        day,
    } = line.about
    else {
        panic!("{:?}", line.about)
    };
    assert_eq!(
        (page, title.as_str(), Some(day)),
        (topic, "Prices", Day::parse("2026-01-16"))
    );
    assert_eq!(lines(&west).await, []);
    // The author, in Warsaw, takes part; eight o'clock in Los Angeles is 16:00 UTC.
    assert_eq!(tell(&world, NOON + 19 * HOUR).await, 1);
    assert_eq!(tell(&world, NOON + 28 * HOUR).await, 1);
    assert_eq!(tell(&world, NOON + 72 * HOUR).await, 0);
    assert_eq!(lines(&other).await, []);
    let told = "SELECT count(*) FROM pages g WHERE g.told = 1";
    assert_eq!(counted(&author, told).await, 1);
    // Who begins to follow later is not told.
    follow_topic(&other, topic, FollowLevel::Everything).await;
    assert_eq!(tell(&world, NOON + 73 * HOUR).await, 0);
}

#[tokio::test]
async fn a_notice_of_a_check_is_seen_marked_read_withdrawn_and_lost_with_access() {
    let world = World::new().await;
    let (author, reader) = (world.user("Author").await, world.user("Reader").await);
    let space = add_with(&author, "Offers", Visibility::Private, &[reader.me().id]).await;
    let topic = start_page(&author, space, "one").await;
    follow_topic(&reader, topic, FollowLevel::Everything).await;
    let unread = async |gate: &Gate| notices_page(gate, NoticesFilter::Unread, None).await.unread;
    let told = async || {
        set_day(&author, topic, "2026-01-10").await;
        assert_eq!(tell(&world, NOON).await, 2);
        assert_eq!(unread(&reader).await, 1);
    };
    told().await;
    assert!(facet(&reader, topic).await.check_unseen);
    let mut permit = reader.topic(topic, TopicAction::Read).await.unwrap();
    page::checks::see(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!((unread(&reader).await, lines(&reader).await.len()), (0, 1));
    assert!(!facet(&reader, topic).await.check_unseen);

    told().await;
    let mut permit = reader.account(domain::access::AccountAction::UseAccount).await.unwrap();
    notices::mark_read(&mut permit, NOON).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(unread(&reader).await, 0);

    told().await;
    let mut permit = author.topic(topic, TopicAction::EditPage).await.unwrap();
    page::checks::check(&mut permit, None).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(lines(&reader).await, []);
    let page = facet(&reader, topic).await;
    assert_eq!(page.check_on, None);
    assert_eq!(page.checked.map(|checked| checked.by.name).as_deref(), Some("Author"));
    assert_eq!(tell(&world, NOON).await, 0);

    told().await;
    take(&author, space, reader.me().id).await;
    assert_eq!(lines(&reader).await, []);
    assert_agrees(&world).await;
}

#[tokio::test]
async fn a_check_is_mailed_to_whoever_wants_it_and_not_when_it_was_seen() {
    let world = World::new().await;
    let (author, reader) = (world.user("Author").await, world.user("Reader").await);
    let space = add_with(&author, "Offers", Visibility::Public, &[]).await;
    let topic = start_page(&author, space, "one").await;
    follow_topic(&reader, topic, FollowLevel::Everything).await;
    let mut tx = SystemPermit::begin(&world.store, Purpose::OwnSettings).await.unwrap();
    mail::switch_off(&mut tx, author.me(), Kind::Check, NOON).await.unwrap();
    tx.commit().await.unwrap();
    set_day(&author, topic, "2026-01-10").await;
    assert_eq!(tell(&world, NOON).await, 2);
    let mut tx = SystemPermit::begin(&world.store, Purpose::Mail).await.unwrap();
    let queued = mail::claim(&mut tx, NOON).await.unwrap().unwrap();
    assert_eq!((queued.person, queued.kind), (reader.me().id, Kind::Check));
    assert!(mail::claim(&mut tx, NOON).await.unwrap().is_none());
    let content = mail::check_of(&mut tx, reader.me(), &queued.subject)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (content.page_title.as_str(), content.author.as_str()),
        ("Prices", "Author")
    );
    assert_eq!(content.link, topic.path());
    tx.commit().await.unwrap();
    let mut permit = reader.topic(topic, TopicAction::Read).await.unwrap();
    page::checks::see(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    let mut tx = world.store.reader().acquire().await.unwrap();
    let content = mail::check_of(&mut tx, reader.me(), &queued.subject).await.unwrap();
    assert_eq!(content, None);
}
