//! Search, filters, counts, cursors and saved views reveal nothing that is hidden from the reader, and hidden spaces
//! cost no time. The file is long because all tests compare the same queries.

use std::collections::BTreeSet;

use domain::{
    access::{self, AccountAction, Action, Viewer, Visible},
    ids::{SpaceId, UserId, ViewId},
    limits::PAGE_ROWS,
    list_query::{ListQuery, Place, Sort, SortBy},
    operation::{Operation, Selection},
    person::Role,
    saved_view::{SavedView, ViewForm},
    space::SpaceState,
    visibility::Visibility,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::Row;

use super::{
    pages::{all, names, page, searching},
    world::{World, add, add_with, form, put, save},
};
use crate::server::{
    clock,
    gate::Gate,
    operations,
    store::{
        engine::sql::Sql,
        groups, search,
        spaces::{self, act, links::Link},
        tags, views,
    },
};

/// A query, and whether it matches something that an outline shows as well.
fn queries(gate_groups: &[domain::ids::GroupId]) -> Vec<(ListQuery, bool)> {
    let tagged = ListQuery {
        tags: vec!["label".into()],
        ..ListQuery::default()
    };
    let grouped = ListQuery {
        groups: gate_groups.to_vec(),
        ..ListQuery::default()
    };
    vec![
        (searching("nam"), true),
        (searching("desc"), false),
        (searching("label"), false),
        (searching("team"), false),
        (searching("nam desc"), false),
        (searching("label team nam"), false),
        (tagged, false),
        (grouped, true),
    ]
}

async fn found(gate: &Gate, query: &ListQuery, state: SpaceState) -> BTreeSet<SpaceId> {
    let query = ListQuery { state, ..query.clone() };
    all(gate, &query).await.into_iter().map(|row| row.id).collect()
}

/// Checks that every query finds for every viewer what the domain permits them to know.
async fn agree(gates: &[Gate], ids: &[SpaceId], queries: &[(ListQuery, bool)], about: &str) {
    for gate in gates {
        let viewer = gate.viewer();
        let mut all_facts = Vec::new();
        let mut tx = gate.read().await.unwrap();
        for id in ids {
            let facts = spaces::access_facts(&mut tx, &viewer, *id).await.unwrap().unwrap();
            all_facts.push((*id, facts.state, access::visible(&viewer, &facts)));
        }
        drop(tx);
        for (query, by_outline) in queries {
            for state in SpaceState::ALL {
                let expected: BTreeSet<SpaceId> = all_facts
                    .iter()
                    .filter(|(_, now, seen)| {
                        *now == state && (*seen == Visible::Full || *by_outline && *seen == Visible::Outline)
                    })
                    .map(|(id, ..)| *id)
                    .collect();
                let who = &gate.me().name;
                assert_eq!(
                    found(gate, query, state).await,
                    expected,
                    "{about}: {who} {state:?} {query:?}"
                );
            }
        }
    }
    readers_are_right(&gates[0], about).await;
}

/// Checks that each link stores the right reader.
async fn readers_are_right(gate: &Gate, about: &str) {
    let mut tx = gate.read().await.unwrap();
    for link in Link::ALL {
        let mut sql = Sql::new(&format!(
            "SELECT count(*) FROM {} l JOIN spaces s ON s.id = l.space_id WHERE l.reader <> {}",
            link.table(),
            link.reader()
        ));
        assert_eq!(sql.push("").count(&mut tx).await.unwrap(), 0, "{about}: {link:?}");
    }
}

async fn described(gate: &Gate, group: domain::ids::GroupId, visibility: Visibility, people: &[UserId]) -> SpaceId {
    let mut space = form("name", visibility);
    space.description = "description".into();
    space.tags = vec!["Label".into()];
    space.groups = vec![group];
    space.people = people.to_vec();
    add(gate, space).await
}

async fn everybody(world: &World) -> Vec<Gate> {
    vec![
        world.person("Admin", Role::Administrator).await,
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Stranger").await,
    ]
}

#[tokio::test]
async fn searches_by_word_group_and_tag_find_only_what_the_viewer_may_know() {
    let world = World::new().await;
    let gates = everybody(&world).await;
    let group = world.group(&gates[0], "Team").await;
    let mut runner = TestRunner::deterministic();
    let any = (
        0_usize..4,
        0_usize..3,
        0_usize..3,
        proptest::collection::vec(0_usize..4, 0..3),
    );
    let mut ids = Vec::new();
    for _ in 0..40 {
        let (owner, level, state, members) = any.new_tree(&mut runner).unwrap().current();
        let people: Vec<_> = members.iter().map(|place| gates[*place].me().id).collect();
        let id = described(&gates[owner], group, Visibility::ALL[level], &people).await;
        put(&gates[owner], id, SpaceState::ALL[state]).await;
        ids.push(id);
    }
    agree(&gates, &ids, &queries(&[group]), "as added").await;
}

#[tokio::test]
async fn every_change_of_access_to_a_space_changes_who_finds_it() {
    let world = World::new().await;
    let gates = everybody(&world).await;
    let (owner, member) = (&gates[1], gates[2].me().id);
    let group = world.group(&gates[0], "Team").await;
    let queries = queries(&[group]);
    let id = described(owner, group, Visibility::Public, &[]).await;
    let ids = [id];
    agree(&gates, &ids, &queries, "public").await;
    for to in [Visibility::Private, Visibility::Hidden] {
        let mut permit = owner.space(id, Action::ChangeVisibility).await.unwrap();
        act::change_visibility(&mut permit, to).await.unwrap();
        permit.commit().await.unwrap();
        agree(&gates, &ids, &queries, to.as_str()).await;
    }
    let mut permit = owner.space(id, Action::ManagePeople).await.unwrap();
    act::give_access(&mut permit, &[member]).await.unwrap();
    permit.commit().await.unwrap();
    agree(&gates, &ids, &queries, "access given").await;
    let mut permit = owner.space(id, Action::HandOver).await.unwrap();
    act::hand_over(&mut permit, member).await.unwrap();
    permit.commit().await.unwrap();
    agree(&gates, &ids, &queries, "handed over").await;
    let new_owner = &gates[2];
    let mut permit = new_owner.space(id, Action::ManagePeople).await.unwrap();
    act::take_access(&mut permit, &[owner.me().id]).await.unwrap();
    permit.commit().await.unwrap();
    agree(&gates, &ids, &queries, "access taken").await;
    put(new_owner, id, SpaceState::Trash).await;
    agree(&gates, &ids, &queries, "deleted").await;
    let mut permit = new_owner.space(id, Action::Restore).await.unwrap();
    act::restore(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    agree(&gates, &ids, &queries, "restored").await;
    let mut edited = form("name", Visibility::Private);
    edited.description = "other description".into();
    edited.tags = vec!["label".into(), "second".into()];
    edited.groups = vec![group];
    edited.version = {
        let mut tx = new_owner.read().await.unwrap();
        let mut sql = Sql::new("SELECT version FROM spaces WHERE id = ");
        sql.text(id).count(&mut tx).await.unwrap()
    };
    save(new_owner, id, edited).await.unwrap();
    agree(&gates, &ids, &queries, "edited").await;
}

#[tokio::test]
async fn operations_and_their_undo_change_who_finds_spaces() {
    let world = World::new().await;
    let gates = everybody(&world).await;
    let (owner, member) = (&gates[1], gates[2].me().id);
    let group = world.group(&gates[0], "Team").await;
    let queries = queries(&[group]);
    let mut ids = Vec::new();
    for level in Visibility::ALL {
        ids.push(described(owner, group, level, &[]).await);
    }
    for operation in [
        Operation::GiveAccess(vec![member]),
        Operation::ChangeVisibility(Visibility::Hidden),
        Operation::ChangeVisibility(Visibility::Public),
        Operation::Delete,
        Operation::ChangeOwner(member),
    ] {
        let id = domain::ids::OperationId(clock::new_id());
        let selection = Selection::Ids(ids.clone());
        operations::apply(owner, id, selection, operation.clone(), None)
            .await
            .unwrap();
        agree(&gates, &ids, &queries, &format!("{operation:?}")).await;
        operations::undo(owner, id).await.unwrap();
        agree(&gates, &ids, &queries, &format!("undo of {operation:?}")).await;
    }
}

#[tokio::test]
async fn members_of_a_space_with_very_many_members_find_it_by_its_words() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let mut people = Vec::new();
    for number in 0..25 {
        people.push(world.user(&format!("Member{number}")).await);
    }
    let ids: Vec<UserId> = people.iter().map(|gate| gate.me().id).collect();
    add_with(&owner, "crowd", Visibility::Hidden, &ids).await;
    for gate in people.iter().chain([&owner]) {
        assert_eq!(names(gate, &searching("crow")).await, ["crowd"]);
    }
    assert_eq!(names(&stranger, &searching("crow")).await, [""; 0]);
}

/// A search reads the same number of rows whether 60 hidden spaces contain the word or none does, before any access
/// rule is evaluated.
#[tokio::test]
async fn a_word_in_hidden_spaces_reads_as_few_rows_as_a_word_in_none() {
    let world = World::new().await;
    let (owner, stranger) = (world.user("Owner").await, world.user("Stranger").await);
    let group = world.group(&owner, "Team").await;
    for _ in 0..60 {
        let mut space = form("secretname", Visibility::Hidden);
        space.description = "secretword".into();
        space.tags = vec!["secrettag".into()];
        space.groups = vec![group];
        add(&owner, space).await;
    }
    let read = async |viewer: &Viewer, word: &str| {
        let mut tx = owner.read().await.unwrap();
        search::candidates(viewer, word).integers(&mut tx).await.unwrap().len()
    };
    for word in ["secret", "secretname", "secretword", "secrettag", "team", "nowhere"] {
        assert_eq!(read(&stranger.viewer(), word).await, 0, "{word}");
        let all = if word == "nowhere" { 0 } else { 60 };
        assert_eq!(read(&owner.viewer(), word).await, all, "{word}");
    }
    // Links that can be read without a further check.
    let mut tx = owner.read().await.unwrap();
    for link in Link::ALL {
        let mut sql = Sql::new(&format!(
            "SELECT count(*) FROM {} l WHERE l.reader IN ('', ",
            link.table()
        ));
        let readable = sql.text(stranger.me().id).push(")").count(&mut tx).await.unwrap();
        assert_eq!(readable, 0, "{link:?}");
    }
    let counts = groups::counts(&mut tx, &stranger.viewer(), &stranger.zone(), &ListQuery::default()).await;
    assert!(counts.unwrap().iter().all(|(_, count)| count.shown == 0));
    assert!(
        tags::suggest(&mut tx, &stranger.viewer(), "secret")
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        tags::suggest(&mut tx, &owner.viewer(), "secret").await.unwrap(),
        ["secrettag"]
    );
}

#[tokio::test]
async fn a_cursor_is_valid_only_for_its_reader_and_list() {
    let world = World::new().await;
    let (owner, other) = (world.user("Owner").await, world.user("Other").await);
    for number in 0..PAGE_ROWS + 10 {
        add(&owner, form(&format!("Space {number:03}"), Visibility::Public)).await;
    }
    let plain = ListQuery::default();
    let first = page(&owner, &plain, Place::First).await;
    let next = first.next.clone().unwrap();
    assert_eq!(page(&owner, &plain, Place::After(next.clone())).await.rows.len(), 10);
    let by_time = ListQuery {
        sort: Sort {
            by: SortBy::Created,
            descending: false,
        },
        ..ListQuery::default()
    };
    let mut altered = next.clone();
    altered.replace_range(0..1, if next.starts_with('0') { "1" } else { "0" });
    let id = first.rows[3].id.to_string();
    let old_form = format!("0.{}.{}", hex::encode("61"), hex::encode(&id));
    for forged in [altered, id, old_form, String::new(), "0.35.35".into()] {
        for place in [Place::After(forged.clone()), Place::Before(forged.clone())] {
            assert_eq!(page(&owner, &plain, place).await, first, "{forged}");
        }
    }
    // A cursor of another reader, and one of another list.
    let unknown = page(&other, &plain, Place::First).await;
    assert_eq!(page(&other, &plain, Place::After(next.clone())).await, unknown);
    let unsorted = page(&owner, &by_time, Place::First).await;
    assert_eq!(page(&owner, &by_time, Place::After(next.clone())).await, unsorted);
    // The shown columns do not make it another list.
    let columns = ListQuery {
        columns: domain::column::Columns::parse("tags"),
        ..ListQuery::default()
    };
    assert_eq!(page(&owner, &columns, Place::After(next)).await.rows.len(), 10);
}

async fn keep(gate: &Gate, query: &str, shared: bool) -> ViewId {
    let mut permit = gate.account(AccountAction::UseAccount).await.unwrap();
    let form = ViewForm {
        name: format!("View of {query}"),
        query: query.into(),
        shared,
        version: 0,
    };
    let id = views::add(&mut permit, form).await.unwrap();
    permit.commit().await.unwrap();
    id
}

async fn view(gate: &Gate, id: ViewId) -> SavedView {
    let mut tx = gate.read().await.unwrap();
    let views = views::list(&mut tx, &gate.viewer()).await.unwrap();
    views.into_iter().find(|view| view.id == id).unwrap()
}

#[tokio::test]
async fn a_shared_view_hides_filters_that_its_reader_cannot_see_and_lists_the_same_rows() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    let tagged = async |name: &str, level, tag: &str| {
        let mut space = form(name, level);
        space.tags = vec![tag.into()];
        add(&owner, space).await
    };
    tagged("Open", Visibility::Public, "known").await;
    let hidden = tagged("Hidden", Visibility::Hidden, "secret").await;
    let gone = domain::ids::FieldId(clock::new_id());
    let shared = keep(&owner, "tag=known&tag=secret", true).await;
    let alone = keep(&owner, "tag=secret", true).await;
    let field = keep(&owner, &format!("field.{gone}=words%3Asecret"), true).await;
    for id in [shared, alone, field] {
        assert!(view(&owner, id).await.query.contains("secret"));
        assert!(view(&admin, id).await.query.contains("secret"));
        let masked = view(&reader, id).await;
        assert!(!masked.query.contains("secret"), "{}", masked.query);
        assert_eq!(masked.list().unseen, [id]);
    }
    assert_eq!(view(&reader, shared).await.list().tags, ["known"]);
    // Each person gets the same rows as with the visible filters.
    for gate in [&owner, &reader, &admin] {
        let words = |query: &str| ListQuery::from_query(query).0;
        for (id, query) in [(shared, "tag=known&tag=secret"), (alone, "tag=secret")] {
            let by_view = names(gate, &view(gate, id).await.list()).await;
            assert_eq!(by_view, names(gate, &words(query)).await, "{} {query}", gate.me().name);
        }
        assert_eq!(names(gate, &view(gate, field).await.list()).await, [""; 0]);
    }
    // For the owner, the address that the reader sends shows the whole list.
    let sent = view(&reader, alone).await.list();
    assert_eq!(names(&owner, &sent).await, ["Hidden"]);
    let counted = spaces::list::count(&mut owner.read().await.unwrap(), &owner.viewer(), &owner.zone(), &sent).await;
    assert_eq!(counted.unwrap().shown, 1);
    // A copy keeps the filter and still hides its text.
    let copy = keep(&reader, &view(&reader, alone).await.query, false).await;
    assert_eq!(names(&reader, &view(&reader, copy).await.list()).await, [""; 0]);
    // A person who may see the tag by now sees its text.
    let mut permit = owner.space(hidden, Action::ManagePeople).await.unwrap();
    act::give_access(&mut permit, &[reader.me().id]).await.unwrap();
    permit.commit().await.unwrap();
    assert!(view(&reader, alone).await.query.contains("secret"));
    assert_eq!(names(&reader, &view(&reader, copy).await.list()).await, ["Hidden"]);
}

#[tokio::test]
async fn the_filters_of_an_unknown_view_find_nothing() {
    let world = World::new().await;
    let (owner, reader) = (world.user("Owner").await, world.user("Reader").await);
    add(&owner, form("Open", Visibility::Public)).await;
    let own = keep(&owner, "tag=secret", false).await;
    for view in [own, ViewId(clock::new_id())] {
        let query = ListQuery {
            unseen: vec![view],
            ..ListQuery::default()
        };
        assert_eq!(names(&reader, &query).await, [""; 0]);
        let mut tx = reader.read().await.unwrap();
        let counts = groups::counts(&mut tx, &reader.viewer(), &reader.zone(), &query).await;
        assert!(counts.unwrap().iter().all(|(_, count)| count.shown == 0));
        let operation = Operation::AddTag("tag".into());
        let selection = Selection::Matching(Box::new(query));
        assert_eq!(
            operations::preview(&reader, &selection, &operation)
                .await
                .unwrap()
                .outcome
                .total,
            0
        );
    }
    let mut tx = owner.read().await.unwrap();
    let rows = Sql::new("SELECT count(*) FROM spaces")
        .row(&mut tx)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(rows.get::<i64, _>(0), 1);
}
