//! The list: order, pages, masking, search and counts.

use std::{cmp::Ordering, collections::HashMap};

use domain::{
    ids::SpaceId,
    list_query::{Day, ListQuery, Place, Sort, SortBy},
    person::Role,
    space::SpaceRow,
    visibility::Visibility,
};
use sqlx::{Row, any::AnyRow};

use super::world::{World, add, form};
use crate::server::{
    gate::Gate,
    store::{
        engine::{sort_key, sql::Sql},
        groups,
        spaces::{self, derived},
        tags,
    },
};

pub async fn page(gate: &Gate, query: &ListQuery, place: Place) -> domain::space::SpacePage {
    let mut tx = gate.read().await.unwrap();
    spaces::list::page(
        &mut tx,
        &gate.viewer(),
        &gate.zone(),
        gate.store().cursors(),
        query,
        &place,
        0,
    )
    .await
    .unwrap()
}

pub async fn all(gate: &Gate, query: &ListQuery) -> Vec<SpaceRow> {
    let mut rows = Vec::new();
    let mut place = Place::First;
    loop {
        let page = page(gate, query, place).await;
        rows.extend(page.rows);
        match page.next {
            Some(next) => place = Place::After(next),
            None => return rows,
        }
    }
}

pub async fn names(gate: &Gate, query: &ListQuery) -> Vec<String> {
    all(gate, query).await.into_iter().map(|row| row.name).collect()
}

pub fn searching(text: &str) -> ListQuery {
    ListQuery {
        search: text.into(),
        ..ListQuery::default()
    }
}

/// Returns the number of each space, which orders spaces with the same name.
async fn numbers(gate: &Gate) -> HashMap<SpaceId, i64> {
    let mut tx = gate.read().await.unwrap();
    let rows = Sql::new("SELECT id, number FROM spaces").rows(&mut tx).await.unwrap();
    let entry = |row: &AnyRow| (row.get::<String, _>(0).parse().unwrap(), row.get(1));
    rows.iter().map(entry).collect()
}

fn compare(numbers: &HashMap<SpaceId, i64>, by: SortBy, a: &SpaceRow, b: &SpaceRow) -> Ordering {
    let name = |row: &SpaceRow| (sort_key(&row.name), numbers[&row.id]);
    let details = |row: &SpaceRow| row.details.clone().unwrap();
    let keys = |row: &SpaceRow, names: Vec<String>| {
        let keys: Vec<String> = names.iter().map(|name| sort_key(name)).collect();
        (derived::joined(keys.iter().map(String::as_str)), name(row))
    };
    let groups = |row: &SpaceRow| keys(row, row.groups.iter().map(|group| group.name.clone()).collect());
    match by {
        SortBy::Name => name(a).cmp(&name(b)),
        SortBy::Visibility => (a.visibility, name(a)).cmp(&(b.visibility, name(b))),
        SortBy::Owner => (sort_key(&a.owner.name), name(a)).cmp(&(sort_key(&b.owner.name), name(b))),
        SortBy::Groups => groups(a).cmp(&groups(b)),
        SortBy::Tags => keys(a, details(a).tags).cmp(&keys(b, details(b).tags)),
        SortBy::People => (details(a).people, name(a)).cmp(&(details(b).people, name(b))),
        SortBy::LastActivity => {
            (details(a).last_activity, a.id.to_string()).cmp(&(details(b).last_activity, b.id.to_string()))
        }
        SortBy::Created => (details(a).created, a.id.to_string()).cmp(&(details(b).created, b.id.to_string())),
        SortBy::Field(_) => Ordering::Equal,
    }
}

#[tokio::test]
async fn pages_are_the_list_sorted_in_memory_whatever_the_order_and_the_viewer() {
    let world = World::new().await;
    let admin = world.person("Żaneta", Role::Administrator).await;
    let owner = world.user("Łukasz").await;
    let stranger = world.user("Anna").await;
    let sales = world.group(&owner, "Łowy").await;
    let projects = world.group(&owner, "Adaptacje").await;
    for number in 0..130_usize {
        let mut form = form(["Łódź", "Lipiec", "ąę", "Żuk"][number % 4], Visibility::ALL[number % 3]);
        form.name = format!("{} {}", form.name, number / 7);
        form.groups = [vec![], vec![sales], vec![sales, projects]][number % 5 % 3].clone();
        form.tags = [vec![], vec!["Oferta".into()], vec!["ćma".into(), "b".into()]][number % 7 % 3].clone();
        form.people = if number % 4 == 0 { vec![admin.me().id] } else { vec![] };
        if number % 11 == 0 {
            form.people.push(stranger.me().id);
        }
        add(if number % 9 == 0 { &admin } else { &owner }, form).await;
    }
    let numbers = numbers(&admin).await;
    let compare = |by, a: &SpaceRow, b: &SpaceRow| compare(&numbers, by, a, b);
    for gate in [&admin, &owner, &stranger] {
        for by in SortBy::ALL {
            for descending in [false, true] {
                let query = ListQuery {
                    sort: Sort { by, descending },
                    ..ListQuery::default()
                };
                let found = all(gate, &query).await;
                let mut expected = found.clone();
                expected.sort_by(|a, b| {
                    let masked = |row: &SpaceRow| by.is_masked() && row.details.is_none();
                    match (masked(a), masked(b)) {
                        (false, false) if descending => compare(by, b, a),
                        (false, false) => compare(by, a, b),
                        (true, true) => compare(SortBy::Name, a, b),
                        (a, b) => a.cmp(&b),
                    }
                });
                assert_eq!(found, expected, "{by:?} {descending}");
                backward_is_the_same(gate, &query, &found).await;
            }
        }
    }
    let plain = ListQuery::default();
    assert_eq!(all(&admin, &plain).await.len(), 130);
    let seen = all(&stranger, &plain).await;
    assert!(
        seen.iter()
            .all(|row| row.visibility != Visibility::Hidden || row.details.is_some())
    );
    assert!(seen.iter().any(|row| row.details.is_none()));
}

async fn backward_is_the_same(gate: &Gate, query: &ListQuery, rows: &[SpaceRow]) {
    let last = page(gate, query, Place::Last).await;
    assert_eq!(last.rows, rows[rows.len() - 50..]);
    assert_eq!(last.next, None);
    let before = page(gate, query, Place::Before(last.previous.unwrap())).await;
    let end = rows.len() - 50;
    if end >= 50 {
        assert_eq!(before.rows, rows[end - 50..end]);
    } else {
        assert_eq!(before.rows, rows[..50]);
    }
}

#[tokio::test]
async fn search_matches_the_beginnings_of_words_and_ignores_diacritics() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let group = world.group(&owner, "Targi/Łódź-Wschód").await;
    let mut described = form("Umowa", Visibility::Public);
    described.description = "Wdrożenie w Łodzi, etap 2".into();
    described.tags = vec!["zażółć".into()];
    described.groups = vec![group];
    add(&owner, described).await;
    add(&owner, form("Łódź Fabryczna", Visibility::Public)).await;
    for (text, expected) in [
        ("lodz", vec!["Łódź Fabryczna", "Umowa"]),
        ("ŁÓD fab", vec!["Łódź Fabryczna"]),
        ("lodzi etap", vec!["Umowa"]),
        ("zazol umo", vec!["Umowa"]),
        ("wsch", vec!["Umowa"]),
        ("odzi", vec![]),
        ("\" OR name:*", vec![]),
        ("% _ '", vec!["Łódź Fabryczna", "Umowa"]),
    ] {
        assert_eq!(names(&owner, &searching(text)).await, expected, "{text}");
    }
}

#[tokio::test]
async fn a_person_outside_a_private_space_finds_it_only_by_name() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let group = world.group(&owner, "Grupa").await;
    for level in [Visibility::Private, Visibility::Hidden] {
        let mut space = form(&format!("Tajne {}", level.as_str()), level);
        space.description = "opis".into();
        space.tags = vec!["znacznik".into()];
        space.groups = vec![group];
        add(&owner, space).await;
    }
    let filtered = |change: fn(&mut ListQuery)| {
        let mut query = ListQuery::default();
        change(&mut query);
        query
    };
    let nothing = [
        searching("opis"),
        searching("znacznik"),
        searching("grupa"),
        searching("tajne opis"),
        searching("hidden"),
        filtered(|query| query.tags = vec!["znacznik".into()]),
        filtered(|query| query.created_from = Day::parse("2000-01-01")),
        filtered(|query| query.created_to = Day::parse("2999-01-01")),
    ];
    for query in &nothing {
        for by in SortBy::ALL {
            let query = ListQuery {
                sort: Sort { by, descending: true },
                ..query.clone()
            };
            assert_eq!(names(&stranger, &query).await, Vec::<String>::new(), "{query:?}");
            let mut tx = stranger.read().await.unwrap();
            let count = spaces::list::count(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
                .await
                .unwrap();
            assert_eq!(count.shown, 0);
            let groups = groups::counts(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
                .await
                .unwrap();
            assert!(groups.iter().all(|(_, count)| count.shown == 0));
        }
        if query.search != "hidden" {
            assert_eq!(names(&owner, query).await.len(), 2, "{query:?}");
        }
    }
    let mut by_group = searching("taj");
    by_group.groups = vec![group];
    by_group.owner = Some(owner.me().id);
    assert_eq!(names(&stranger, &by_group).await, ["Tajne private"]);
    let mut tx = stranger.read().await.unwrap();
    let counts = groups::counts(&mut tx, &stranger.viewer(), &stranger.zone(), &by_group)
        .await
        .unwrap();
    assert_eq!(counts.iter().map(|(_, count)| count.shown).collect::<Vec<_>>(), [1, 0]);
    assert!(
        tags::suggest(&mut tx, &stranger.viewer(), "zna")
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        tags::suggest(&mut tx, &owner.viewer(), "ZNA").await.unwrap(),
        ["znacznik"]
    );
}

#[tokio::test]
async fn a_day_is_a_day_in_the_viewers_time_zone() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    let id = add(&owner, form("Nocna", Visibility::Public)).await;
    let mut tx = world.store.begin().await.unwrap();
    // 2026-03-01 00:30 in Warsaw is still February in UTC.
    let mut sql = Sql::new("UPDATE spaces SET created_at = 1772321400000 WHERE id = ");
    sql.text(id).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let day = |from: &str, to: &str| ListQuery {
        created_from: Day::parse(from),
        created_to: Day::parse(to),
        ..ListQuery::default()
    };
    assert_eq!(names(&owner, &day("2026-03-01", "2026-03-01")).await, ["Nocna"]);
    assert!(names(&owner, &day("2026-02-28", "2026-02-28")).await.is_empty());
}
