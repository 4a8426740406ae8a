//! A private topic exists for its author and its assignee alone, in every channel.

use domain::{
    access::{AccountAction, Action},
    audit::Filter,
    column::Column,
    error::AppError,
    file::{Items, LibraryQuery, LibraryView, access::FileAction, content_path},
    ids::{FileId, SpaceId},
    list_query::{Day, ListQuery, Place},
    person::Role,
    statistics::{Measure, Span},
    topic::{
        FollowLevel, NoticesFilter, PostQuery, ThreadPlace, TopicAddress, TopicKind, TopicState, TopicsQuery,
        access::TopicAction,
    },
    visibility::Visibility,
};

use super::people::*;
use crate::server::{
    gate::Gate,
    store::{
        StoreError, audit,
        files::{self, serving::Subject, zip::Wanted},
        spaces, statistics,
        tests::{
            check::assert_agrees,
            files::people as file_acts,
            notices::mention,
            post_search::posts,
            world::{World, add_with},
        },
        topics::{export, follows, list, moves, notices, notify, search, suggest, thread, trash, unread},
    },
};

/// The people of a space with a private topic.
struct Scene {
    world: World,
    owner: Gate,
    author: Gate,
    assignee: Gate,
    administrator: Gate,
    space: SpaceId,
}

impl Scene {
    async fn new(level: Visibility) -> Self {
        let world = World::new().await;
        let (owner, author, assignee) = (
            world.user("Owner").await,
            world.user("Author").await,
            world.user("Assignee").await,
        );
        let administrator = world.person("Administrator", Role::Administrator).await;
        let space = add_with(&owner, "Plans", level, &[author.me().id, assignee.me().id]).await;
        let scene = Self {
            world,
            owner,
            author,
            assignee,
            administrator,
            space,
        };
        let topic = start(&scene.author, space, "For everybody").await;
        reply(&scene.owner, topic, &mention(scene.assignee.me().id)).await;
        for gate in [&scene.owner, &scene.author, &scene.assignee, &scene.administrator] {
            visit(gate, space).await;
            let mut permit = gate.space(space, Action::Open).await.unwrap();
            follows::set_space(&mut permit, Some(FollowLevel::Everything))
                .await
                .unwrap();
            permit.commit().await.unwrap();
        }
        scene
    }

    /// Adds a private topic with a file, which mentions everybody.
    async fn private_topic(&self) -> (TopicAddress, FileId) {
        let file = file_acts::draft(&self.author, self.space, "zebra.png").await;
        let everybody = [&self.owner, &self.assignee, &self.administrator].map(|gate| mention(gate.me().id));
        let text = format!("zebra [zebra.png](file:{file}) {}", everybody.join(" "));
        let topic = start_private(&self.author, self.space, "Zebra", &text).await;
        self.notices().await;
        (topic, file)
    }

    async fn notices(&self) {
        notify::catch_up(&self.world.store).await.unwrap();
    }
}

/// Returns the time of the last activity of the space.
async fn last_activity(gate: &Gate, space: SpaceId) -> i64 {
    counted(
        gate,
        &format!("SELECT s.last_activity_at FROM spaces s WHERE s.id = '{space}'"),
    )
    .await
}

/// Returns everything that the person sees through the channels in which topics, posts and files show, as text. The number
/// of the newest post is left out, which says nothing of topics.
async fn seen(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut seen = lists(gate, space).await;
    seen.extend(conversations(gate, space).await);
    seen.extend(libraries(gate, space).await);
    seen.extend(spaces_and_logs(gate, space).await);
    seen
}

async fn lists(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let (viewer, cursors) = (gate.viewer(), gate.store().cursors());
    let mut seen = Vec::new();
    let queries = [
        TopicsQuery::default(),
        TopicsQuery {
            kind: Some(TopicKind::Task),
            ..TopicsQuery::default()
        },
        TopicsQuery {
            state: Some(TopicState::Closed),
            ..TopicsQuery::default()
        },
        TopicsQuery {
            mine: true,
            ..TopicsQuery::default()
        },
    ];
    for query in &queries {
        let page = list::page(&mut tx, cursors, &viewer, space, (query, None), 0)
            .await
            .unwrap();
        seen.push(format!(
            "list {:?} {} {} {:?}",
            page.rows, page.unread, page.empty, page.readers
        ));
    }
    let deleted = trash::deleted(&mut tx, &viewer, space).await.unwrap();
    seen.push(format!("trash {deleted:?}"));
    seen
}

async fn conversations(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone, cursors) = (gate.viewer(), gate.zone(), gate.store().cursors());
    let mut seen = Vec::new();
    for search in ["zebra", "everybody", ""] {
        let query = PostQuery {
            search: search.into(),
            space: Some(space),
            ..PostQuery::default()
        };
        let page = search::page(&mut tx, &viewer, &zone, cursors, &query, None, 0)
            .await
            .unwrap();
        seen.push(format!("search {:?}", page.posts));
    }
    for filter in NoticesFilter::ALL {
        let page = notices::page(&mut tx, &viewer, cursors, filter, None, 0).await.unwrap();
        seen.push(format!("notices {:?} {}", page.lines, page.unread));
    }
    let digest = notices::digest(&mut tx, &viewer, 0).await.unwrap();
    seen.push(format!("digest {digest:?}"));
    let unread_spaces = unread::spaces(&mut tx, &viewer).await.unwrap();
    seen.push(format!("unread {unread_spaces:?}"));
    let catch_up = unread::catch_up(&mut tx, &viewer, 0).await.unwrap();
    seen.push(format!("catch-up {catch_up:?}"));
    let size = export::size(&mut tx, &viewer, space).await.unwrap();
    let exported = export::posts(&mut tx, &viewer, space, (0, 0), 100).await.unwrap();
    seen.push(format!("export {size:?} {exported:?}"));
    let people = suggest::people(&mut tx, &viewer, (space, None), "").await.unwrap();
    let readers = suggest::readers(&mut tx, &viewer, (space, None), "").await.unwrap();
    seen.push(format!("suggestions {people:?} {readers:?}"));
    seen
}

async fn libraries(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone, cursors) = (gate.viewer(), gate.zone(), gate.store().cursors());
    let mut seen = Vec::new();
    let by_topic = LibraryQuery {
        view: LibraryView::Topics,
        ..LibraryQuery::default()
    };
    for query in [LibraryQuery::default(), by_topic, file_acts::searched("zebra")] {
        let page = files::list::page(&mut tx, cursors, (&viewer, &zone), space, (&query, None), 0)
            .await
            .unwrap();
        seen.push(format!("library {page:?}"));
    }
    let deleted = files::trash::deleted(&mut tx, &viewer, space).await.unwrap();
    seen.push(format!("trash of files {deleted:?}"));
    drop(tx);
    let packed = files::zip::packed_audited(gate.store(), &viewer, &Wanted::Library(space))
        .await
        .unwrap();
    seen.push(format!("zip {packed:?}"));
    seen
}

async fn spaces_and_logs(gate: &Gate, space: SpaceId) -> Vec<String> {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone, cursors) = (gate.viewer(), gate.zone(), gate.store().cursors());
    let mut seen = Vec::new();
    let (view, _) = spaces::open(&mut tx, &viewer, space, 0).await.unwrap();
    seen.push(format!("space {view:?}"));
    let activity = spaces::activity(&mut tx, &viewer, space, None).await.unwrap();
    seen.push(format!("activity {activity:?}"));
    let query = ListQuery {
        columns: Column::ALL.to_vec().into(),
        ..ListQuery::default()
    };
    let page = spaces::list::page(&mut tx, &viewer, &zone, cursors, &query, &Place::First, 0)
        .await
        .unwrap();
    seen.push(format!("spaces {:?}", page.rows));
    let span = Span {
        from: Day::parse("2020-01-01").unwrap(),
        to: Day::parse("2099-12-31").unwrap(),
    };
    let counts = statistics::count(&mut tx, &viewer, &zone, &Measure::ALL, &[span], None)
        .await
        .unwrap();
    seen.push(format!("statistics {counts:?}"));
    if viewer.is_admin() {
        let (lines, _) = audit::log::lines(&mut tx, &zone, &Filter::default(), None, 1_000)
            .await
            .unwrap();
        seen.push(format!("audit log {lines:?}"));
    }
    seen
}

/// Fails if any address of the topic or its file answers the person otherwise than one that nothing has.
async fn assert_unknown(gate: &Gate, topic: TopicAddress, file: FileId, elsewhere: SpaceId) {
    let not_found = |found: Result<(), StoreError>| assert_eq!(found.map_err(AppError::from), Err(AppError::NotFound));
    for action in TopicAction::ALL {
        assert_eq!(
            gate.topic(topic, action).await.err(),
            Some(AppError::NotFound),
            "{action:?}"
        );
    }
    for action in FileAction::ALL {
        let refused = gate.files(&Items::file(file), action).await.err();
        assert_eq!(refused, Some(AppError::NotFound), "{action:?}");
    }
    assert_eq!(
        open(gate, topic, ThreadPlace::FirstUnread).await.err(),
        Some(AppError::NotFound)
    );
    assert_eq!(file_acts::open(gate, file).await.err(), Some(AppError::NotFound));
    let of_topic = LibraryQuery {
        topic: Some(topic.number),
        ..LibraryQuery::default()
    };
    let library = file_acts::page(gate, topic.space, &of_topic, None).await.err();
    assert_eq!(library, Some(AppError::NotFound));
    let viewer = gate.viewer();
    let content = files::serving::content_audited(gate.store(), &viewer, Subject::File(file, None)).await;
    assert!(content.is_err(), "{}", content_path(file, 1));
    let zip = files::zip::packed_audited(gate.store(), &viewer, &Wanted::Items(Items::file(file))).await;
    assert!(zip.is_err());
    let mut tx = gate.read().await.unwrap();
    assert_eq!(files::detail::read(&mut tx, &viewer, &[file]).await.unwrap(), []);
    let readable = files::serving::is_readable(&mut tx, viewer.id, Subject::File(file, None)).await;
    assert!(!readable.unwrap());
    let place = (topic.space, Some(topic.number));
    assert!(suggest::readers(&mut tx, &viewer, place, "").await.is_err());
    assert!(suggest::people(&mut tx, &viewer, place, "").await.is_err());
    not_found(moves::preview(&mut tx, &viewer, topic, elsewhere).await.map(drop));
    not_found(thread::source(&mut tx, &viewer, topic, 1).await.map(drop));
    not_found(thread::versions(&mut tx, &viewer, topic, 1).await.map(drop));
}

/// The owner and administrators of the account see exactly what they would see without the topic, whatever its people do.
#[tokio::test]
async fn whatever_happens_in_a_private_topic_changes_nothing_that_others_see() {
    for level in Visibility::ALL {
        let scene = Scene::new(level).await;
        scene.notices().await;
        let elsewhere = add_with(&scene.author, "Elsewhere", Visibility::Public, &[]).await;
        let observers = [&scene.owner, &scene.administrator];
        let mut before = Vec::new();
        for observer in observers {
            before.push(seen(observer, scene.space).await);
        }
        let (topic, file) = scene.private_topic().await;
        let same = async |act: &str| {
            scene.notices().await;
            for (observer, before) in observers.iter().zip(&before) {
                for (then, now) in before.iter().zip(seen(observer, scene.space).await) {
                    assert_eq!(*then, now, "{act}, {level:?}, {}", observer.me().name);
                }
                assert_unknown(observer, topic, file, elsewhere).await;
            }
        };
        same("added").await;
        assign(&scene.author, topic, Some(scene.assignee.me().id))
            .await
            .unwrap();
        let more = file_acts::draft(&scene.assignee, scene.space, "more zebra.png").await;
        let text = format!("zebra [more](file:{more}) {}", mention(scene.owner.me().id));
        let post = reply(&scene.assignee, topic, &text).await;
        react(&scene.author, topic, post, "👍", true).await.unwrap();
        same("answered").await;
        edit(&scene.assignee, topic, post, &format!("{text} again"), 1)
            .await
            .unwrap();
        rename(&scene.author, topic, "Zebras", 1).await.unwrap();
        pin(&scene.assignee, topic, true).await.unwrap();
        close(&scene.author, topic, "zebra outcome").await.unwrap();
        same("changed").await;
        file_acts::rename(&scene.author, file, "another zebra.png", 1)
            .await
            .unwrap();
        file_acts::delete(&scene.assignee, &Items::file(more)).await.unwrap();
        same("files changed").await;
        file_acts::bring_back(&scene.assignee, &Items::file(more))
            .await
            .unwrap();
        delete_post(&scene.assignee, topic, post, true).await.unwrap();
        delete_post(&scene.assignee, topic, post, false).await.unwrap();
        same("restored").await;
        delete(&scene.author, topic).await.unwrap();
        same("deleted").await;
        restore(&scene.author, topic).await.unwrap();
        assign(&scene.author, topic, None).await.unwrap();
        let moved = move_to(&scene.author, topic, elsewhere).await.unwrap();
        same("moved away").await;
        move_to(&scene.author, moved, scene.space).await.unwrap();
        same("moved back").await;
        assert_agrees(&scene.world).await;
    }
}

async fn listed_topics(gate: &Gate, space: SpaceId) -> Vec<i64> {
    let mut found = numbers(&listed_only(gate, space).await);
    found.sort_unstable();
    found
}

async fn rows(gate: &Gate, person: &Gate, topic: TopicAddress) -> i64 {
    let mut all = 0;
    for table in ["read_marks", "topic_follows", "notices"] {
        let of = format!(
            "x.person_id = '{}' AND x.topic_id = (SELECT t.id FROM topics t WHERE t.space_id = '{}' AND t.number = {})",
            person.me().id,
            topic.space,
            topic.number
        );
        all += counted(gate, &format!("SELECT count(*) FROM {table} x WHERE {of}")).await;
    }
    all
}

#[tokio::test]
async fn an_assignee_gets_everything_of_a_private_topic_and_loses_it_with_the_task() {
    for level in Visibility::ALL {
        let scene = Scene::new(level).await;
        let (topic, file) = scene.private_topic().await;
        let assignee = &scene.assignee;
        let elsewhere = add_with(&scene.author, "Elsewhere", Visibility::Public, &[]).await;
        let before = seen(assignee, scene.space).await;
        assert_unknown(assignee, topic, file, elsewhere).await;
        assert_eq!(posts(assignee, "zebra").await, []);

        assign(&scene.author, topic, Some(assignee.me().id)).await.unwrap();
        assert!(listed_topics(assignee, scene.space).await.contains(&topic.number));
        assert_eq!(posts(assignee, "zebra").await.len(), 1);
        assert_eq!(posts(&scene.author, "zebra").await.len(), 1);
        assert_eq!(posts(&scene.administrator, "zebra").await, []);
        opened(assignee, topic).await;
        file_acts::open(assignee, file).await.unwrap();
        assert_eq!(
            file_acts::names(assignee, scene.space, &file_acts::searched("zebra"))
                .await
                .len(),
            1
        );
        let post = reply(&scene.author, topic, &mention(assignee.me().id)).await;
        scene.notices().await;
        assert!(rows(&scene.owner, assignee, topic).await > 0);
        let own = file_acts::draft(assignee, scene.space, "zebra of mine.png").await;
        reply(assignee, topic, &format!("[mine](file:{own})")).await;
        read(assignee, topic, post).await;
        let mut tx = assignee.read().await.unwrap();
        let place = (scene.space, Some(topic.number));
        let readers = suggest::readers(&mut tx, &assignee.viewer(), place, &mention(scene.owner.me().id)).await;
        let readers = readers.unwrap();
        assert_eq!(
            (readers.count, readers.private, readers.may_give),
            (Some(1), true, false)
        );
        assert_eq!(readers.cannot_open.len(), 1);
        let people = suggest::people(&mut tx, &assignee.viewer(), place, "").await.unwrap();
        assert_eq!(people.len(), 2);
        drop(tx);

        assign(&scene.author, topic, Some(scene.author.me().id)).await.unwrap();
        scene.notices().await;
        assert_eq!(rows(&scene.owner, assignee, topic).await, 0);
        assert_unknown(assignee, topic, file, elsewhere).await;
        assert_unknown(assignee, topic, own, elsewhere).await;
        assert_eq!(seen(assignee, scene.space).await, before);
        assert_agrees(&scene.world).await;
    }
}

#[tokio::test]
async fn the_author_makes_a_task_private_and_public_again() {
    let scene = Scene::new(Visibility::Private).await;
    let (topic, file) = scene.private_topic().await;
    set_private(&scene.author, topic, false).await.unwrap();
    assert!(listed_topics(&scene.owner, scene.space).await.contains(&topic.number));
    assert_eq!(posts(&scene.owner, "zebra").await.len(), 1);
    assert_eq!(posts(&scene.administrator, "zebra").await.len(), 1);
    file_acts::open(&scene.owner, file).await.unwrap();
    reply(&scene.author, topic, &mention(scene.owner.me().id)).await;
    scene.notices().await;
    opened(&scene.owner, topic).await;
    assert!(rows(&scene.owner, &scene.owner, topic).await > 0);
    // Only the author may do that, and only with a task.
    for gate in [&scene.owner, &scene.administrator, &scene.assignee] {
        assert_eq!(set_private(gate, topic, true).await, Err(AppError::NotAllowed));
    }
    let talk = start(&scene.author, scene.space, "a conversation").await;
    assert_eq!(set_private(&scene.author, talk, true).await, Err(AppError::NotAllowed));

    let activity = last_activity(&scene.owner, scene.space).await;
    set_private(&scene.author, topic, true).await.unwrap();
    assert_eq!(last_activity(&scene.owner, scene.space).await, activity);
    scene.notices().await;
    let elsewhere = add_with(&scene.author, "Elsewhere", Visibility::Public, &[]).await;
    for gate in [&scene.owner, &scene.administrator] {
        assert_eq!(rows(&scene.owner, gate, topic).await, 0);
        assert_unknown(gate, topic, file, elsewhere).await;
        assert_eq!(posts(gate, "zebra").await, []);
    }
    assert_agrees(&scene.world).await;
}

#[tokio::test]
async fn what_is_marked_as_read_counts_no_private_topics() {
    let scene = Scene::new(Visibility::Private).await;
    let page = listed_only(&scene.owner, scene.space).await;
    read_all(&scene.owner, scene.space, page.newest).await;
    scene.private_topic().await;
    let page = listed_only(&scene.owner, scene.space).await;
    assert_eq!(page.unread, 0);
    read_all(&scene.owner, scene.space, page.newest).await;
    let mut permit = scene.owner.account(AccountAction::UseAccount).await.unwrap();
    notices::mark_read(&mut permit, i64::MAX).await.unwrap();
    permit.commit().await.unwrap();
    assert_agrees(&scene.world).await;
}
