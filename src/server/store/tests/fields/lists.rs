//! Lists by custom fields: filters, order, pages, and visibility.

use domain::{
    custom_field::{Decimal, FieldFilter, FieldTest, Kind, Value},
    ids::ChoiceId,
    list_query::Day,
    operation::{Operation, Selection, SkipReason},
    person::Role,
    visibility::Visibility,
};

use super::{
    super::{
        operations::{apply, fill},
        pages::{all, names},
        plans::plan,
        world::World,
    },
    add_field, chosen, day, filtered, number, of, sorted, space, text,
};
use crate::server::{
    clock,
    gate::Gate,
    store::{
        engine::sql::Sql,
        fields, groups,
        spaces::{self, list::List},
    },
};

#[tokio::test]
async fn each_kind_of_field_filters_and_sorts_by_its_meaning() {
    let world = World::new().await;
    let admin = world.person("Ćma", Role::Administrator).await;
    let other = world.user("Ala").await;
    let label = add_field(&admin, of("Text", Kind::ShortText)).await.unwrap();
    let amount = add_field(&admin, of("Amount", Kind::Money)).await.unwrap();
    let due = add_field(&admin, of("Due", Kind::Date)).await.unwrap();
    let done = add_field(&admin, of("Done", Kind::YesNo)).await.unwrap();
    let size = add_field(&admin, of("Size", Kind::OneChoice)).await.unwrap();
    let keeper = add_field(&admin, of("Keeper", Kind::Person)).await.unwrap();
    let make = async |name: &str, word: &str, money: i64, on: &str, place: usize, by: &Gate| {
        let values = [
            (&label, text(word)),
            (&amount, number(money)),
            (&due, day(on)),
            (&done, Value::Boolean(money > 0)),
            (&size, chosen(&size, &[place])),
            (&keeper, Value::Person(by.me().id)),
        ];
        space(&admin, name, Visibility::Public, &values).await
    };
    make("A", "Łódź Fabryczna", -5, "2026-02-01", 2, &admin).await;
    make("B", "Lublin", 10, "1999-12-31", 0, &other).await;
    make("C", "łoś", 1_000, "2026-01-31", 1, &other).await;
    space(&admin, "D", Visibility::Public, &[]).await;

    for (field, expected) in [
        // Polish order: 'l' before 'ł', 'o' before 'ó'.
        (&label, ["B", "C", "A"]),
        (&amount, ["A", "B", "C"]),
        (&due, ["B", "C", "A"]),
        (&size, ["B", "C", "A"]),
        (&done, ["A", "B", "C"]),
        (&keeper, ["B", "C", "A"]),
    ] {
        let mut up: Vec<&str> = expected.to_vec();
        let mut down = up.clone();
        down.reverse();
        up.push("D");
        down.push("D");
        assert_eq!(names(&admin, &sorted(field, false)).await, up, "{}", field.label);
        assert_eq!(names(&admin, &sorted(field, true)).await, down, "{}", field.label);
    }
    let between = |from: i64, to: i64| FieldTest::Numbers {
        from: Some(Decimal(from * 1_000_000)),
        to: Some(Decimal(to * 1_000_000)),
    };
    let days = |from, to| FieldTest::Days {
        from: Day::parse(from),
        to: Day::parse(to),
    };
    for (field, test, expected) in [
        (&label, FieldTest::Words("fab lodz".into()), vec!["A"]),
        (&label, FieldTest::Words("odz".into()), vec![]),
        (&label, FieldTest::Filled, vec!["A", "B", "C"]),
        (&label, FieldTest::Blank, vec!["D"]),
        (&amount, between(-5, 10), vec!["A", "B"]),
        (&amount, between(11, 999), vec![]),
        (&due, days("2026-01-31", ""), vec!["A", "C"]),
        (&due, days("", "2026-01-31"), vec!["B", "C"]),
        (&done, FieldTest::Boolean(false), vec!["A"]),
        (
            &size,
            FieldTest::AnyOf(vec![size.choices[0].id, size.choices[2].id]),
            vec!["A", "B"],
        ),
        (&keeper, FieldTest::Person(other.me().id), vec!["B", "C"]),
        // A filter that the kind of field does not support finds nothing.
        (&label, between(0, 1), vec![]),
        (&amount, FieldTest::Words("1".into()), vec![]),
    ] {
        let query = filtered(field, test.clone());
        assert_eq!(names(&admin, &query).await, expected, "{} {test:?}", field.label);
        let mut tx = admin.read().await.unwrap();
        let count = spaces::list::count(&mut tx, &admin.viewer(), &admin.zone(), &query)
            .await
            .unwrap();
        assert_eq!(count.shown as usize, expected.len());
    }
    let mut both = filtered(&done, FieldTest::Boolean(true));
    both.fields.push(FieldFilter {
        field: keeper.id,
        test: FieldTest::Person(other.me().id),
    });
    both.sort = sorted(&amount, true).sort;
    assert_eq!(names(&admin, &both).await, ["C", "B"]);

    // A renamed person is sorted by the new name.
    let mut me = other.me().clone();
    me.name = "Żaba".into();
    let mut tx = world.store.begin().await.unwrap();
    crate::server::store::people::users::save_settings(&mut tx, &me)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&admin, &sorted(&keeper, false)).await, ["A", "B", "C", "D"]);
}

#[tokio::test]
async fn a_person_outside_a_private_space_cannot_filter_or_sort_by_its_values() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let owner = world.user("Owner").await;
    let stranger = world.user("Stranger").await;
    let field = add_field(&admin, of("Secret", Kind::Number)).await.unwrap();
    for (name, level, value) in [
        ("Private 9", Visibility::Private, Some(9)),
        ("Private 1", Visibility::Private, Some(1)),
        ("Private -", Visibility::Private, None),
        ("Hidden", Visibility::Hidden, Some(5)),
        ("Public 5", Visibility::Public, Some(5)),
        ("Public -", Visibility::Public, None),
    ] {
        let values: Vec<_> = value.map(|value| (&field, number(value))).into_iter().collect();
        space(&owner, name, level, &values).await;
    }
    for test in [
        FieldTest::Filled,
        FieldTest::Numbers {
            from: Some(Decimal(0)),
            to: None,
        },
    ] {
        let query = filtered(&field, test);
        assert_eq!(names(&stranger, &query).await, ["Public 5"]);
        let mut tx = stranger.read().await.unwrap();
        let count = spaces::list::count(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
            .await
            .unwrap();
        assert_eq!(count.shown, 1);
        let groups = groups::counts(&mut tx, &stranger.viewer(), &stranger.zone(), &query)
            .await
            .unwrap();
        assert_eq!(groups.last().unwrap().1.shown, 1);
        assert_eq!(names(&owner, &query).await.len(), 4);
    }
    assert_eq!(
        names(&stranger, &filtered(&field, FieldTest::Blank)).await,
        ["Public -"]
    );
    // The other spaces are sorted by name, so that the order does not reveal which of them have a value.
    for descending in [false, true] {
        assert_eq!(
            names(&stranger, &sorted(&field, descending)).await,
            ["Public 5", "Private -", "Private 1", "Private 9", "Public -"]
        );
    }
    assert_eq!(
        names(&owner, &sorted(&field, true)).await,
        ["Private 9", "Public 5", "Hidden", "Private 1", "Private -", "Public -"]
    );
    // An operation on all matching spaces covers only these spaces.
    let selection = Selection::Matching(Box::new(filtered(&field, FieldTest::Filled)));
    let (_, outcome) = apply(&stranger, selection, Operation::AddTag("x".into())).await;
    assert_eq!((outcome.total, outcome.skipped), (1, vec![(SkipReason::NotAllowed, 1)]));
}

#[tokio::test]
async fn pages_by_a_field_are_the_whole_list_both_ways() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let field = add_field(&admin, of("Number", Kind::Number)).await.unwrap();
    for place in 0..120_i64 {
        let values: Vec<_> = (place % 3 != 0)
            .then(|| (&field, number(place * 7 % 40 - 20)))
            .into_iter()
            .collect();
        space(&admin, &format!("S {place}"), Visibility::Public, &values).await;
    }
    for descending in [false, true] {
        let query = sorted(&field, descending);
        let rows = all(&admin, &query).await;
        assert_eq!(rows.len(), 120);
        let mut ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let mut tx = admin.read().await.unwrap();
        let last = spaces::list::page(
            &mut tx,
            &admin.viewer(),
            &admin.zone(),
            admin.store().cursors(),
            &query,
            &domain::list_query::Place::Last,
            0,
        )
        .await
        .unwrap();
        assert_eq!(last.rows, rows[70..]);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 120);
    }
}

#[tokio::test]
async fn lists_by_a_field_follow_an_index() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let field = add_field(&admin, of("Number", Kind::Number)).await.unwrap();
    let tests = [
        (
            FieldTest::Numbers {
                from: Some(Decimal(0)),
                to: None,
            },
            "space_field_values_by_key (field=? AND key>?",
        ),
        (
            FieldTest::Boolean(true),
            "space_field_values_by_key (field=? AND key=?)",
        ),
        (FieldTest::Words("a".into()), "v USING PRIMARY KEY (field=?)"),
        (
            FieldTest::AnyOf(vec![ChoiceId(clock::new_id())]),
            "l USING PRIMARY KEY (choice=?)",
        ),
        (FieldTest::Person(user.me().id), "space_field_values_by_person"),
        // Evaluated for each space in turn.
        (FieldTest::Blank, "v USING PRIMARY KEY (field=? AND space=?)"),
    ];
    for gate in [&admin, &user] {
        for descending in [false, true] {
            let query = sorted(&field, descending);
            let (viewer, zone) = (gate.viewer(), gate.zone());
            let list = List::planned(&viewer, &zone, &query, None);
            for place in 0..list.phases.len() {
                let plan = plan(gate, &list.select(list.phases[place], None, false, 51)).await;
                let index = ["space_field_values_by_key (field=?", "INDEX spaces_by_name"][place];
                assert!(plan.contains(index), "{place}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{place}: {plan}");
            }
        }
        for (test, index) in &tests {
            let query = filtered(&field, test.clone());
            let (viewer, zone) = (gate.viewer(), gate.zone());
            let list = List::planned(&viewer, &zone, &query, None);
            let plan = plan(gate, &list.select(list.phases[0], None, false, 51)).await;
            assert!(plan.contains(index), "{test:?}: {plan}");
            assert!(!plan.contains("SCAN v") && !plan.contains("SCAN l"), "{test:?}: {plan}");
        }
    }
}

#[tokio::test]
#[ignore = "a measurement: cargo test --features ssr -- --ignored --nocapture fifty_fields"]
async fn fifty_fields_of_a_hundred_thousand_spaces_are_filtered_and_sorted_at_once() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    fill(&world, &admin, 100_000).await;
    let mut numbers = Vec::new();
    for place in 0..50 {
        let kind = if place % 2 == 0 { Kind::Number } else { Kind::ShortText };
        numbers.push(add_field(&admin, of(&format!("F{place}"), kind)).await.unwrap());
    }
    let mut tx = world.store.begin().await.unwrap();
    for numbered in fields::active(&mut tx).await.unwrap() {
        // Spread over the spaces in no particular order.
        let mut sql = Sql::new(match numbered.field.kind {
            Kind::Number => {
                "INSERT INTO space_field_values (space, field, key, number) SELECT s.number, f.number, \
                 printf('8%015x', s.number * 7919 % 100003 * 1000000), s.number * 7919 % 100003 * 1000000"
            }
            _ => {
                "INSERT INTO space_field_values (space, field, key, text, words) SELECT s.number, f.number, \
                 printf('%060x', s.number * 104729 % 100003), 'Słowo ' || s.number, ' slowo ' || s.number"
            }
        });
        sql.push(" FROM spaces s, fields f WHERE f.number = ")
            .bind(numbered.number);
        sql.run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let numbers_between = |from: i64, to: i64| FieldTest::Numbers {
        from: Some(Decimal(from * 1_000_000)),
        to: Some(Decimal(to * 1_000_000)),
    };
    let mut both = filtered(&numbers[21], FieldTest::Words("slowo 77".into()));
    both.sort = sorted(&numbers[40], true).sort;
    for gate in [&admin, &user] {
        for (what, query) in [
            ("sorted by a number", sorted(&numbers[20], true)),
            ("sorted by a text", sorted(&numbers[31], false)),
            (
                "half of them by a number",
                filtered(&numbers[20], numbers_between(0, 50_000)),
            ),
            (
                "ten of them by a number",
                filtered(&numbers[20], numbers_between(500, 509)),
            ),
            (
                "by a word that all have",
                filtered(&numbers[21], FieldTest::Words("slowo".into())),
            ),
            (
                "by a word that few have",
                filtered(&numbers[21], FieldTest::Words("77777".into())),
            ),
            ("by words, sorted by a number", both.clone()),
            ("those without a value", filtered(&numbers[20], FieldTest::Blank)),
        ] {
            let mut tx = gate.read().await.unwrap();
            let start = std::time::Instant::now();
            let place = domain::list_query::Place::First;
            let page = spaces::list::page(
                &mut tx,
                &gate.viewer(),
                &gate.zone(),
                gate.store().cursors(),
                &query,
                &place,
                0,
            )
            .await
            .unwrap();
            let shown = start.elapsed();
            let count = spaces::list::count(&mut tx, &gate.viewer(), &gate.zone(), &query)
                .await
                .unwrap();
            println!(
                "{what}: {} rows in {shown:?}, {} counted in {:?}",
                page.rows.len(),
                count.shown,
                start.elapsed() - shown
            );
        }
    }
}
