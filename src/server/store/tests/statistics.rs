//! Statistics agree with the lists behind them and reveal nothing that the viewer may not see.

use domain::{
    audit::KEPT_DAYS,
    deal::DealQuery,
    ids::UserId,
    list_query::{Day, ListQuery},
    person::Role,
    space::SpaceState,
    statistics::{Measure, Span, Statistics, StatisticsQuery},
    topic::{PostQuery, TopicAddress},
    visibility::Visibility,
};

use super::{
    deals::{add as add_deal, close, form as deal_form, pipeline},
    files::people::{draft, upload},
    plans::plan,
    post_search::searched,
    topics::people::{delete_post, reply, start},
    world::{World, add_with, put},
};
use crate::server::{
    clock,
    gate::Gate,
    store::{Zone, deals, engine::sql::Sql, spaces, statistics},
};

async fn counted(gate: &Gate, measure: Measure, span: Span, person: Option<UserId>) -> u32 {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone) = (gate.viewer(), gate.zone());
    statistics::count(&mut tx, &viewer, &zone, &[measure], &[span], person)
        .await
        .unwrap()[0][0]
}

/// Returns the number of rows of the list behind the number.
async fn listed(gate: &Gate, measure: Measure, span: Span, person: Option<UserId>) -> u32 {
    let mut tx = gate.read().await.unwrap();
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let address = measure.list(span, person, &gate.viewer()).unwrap();
    let (page, query) = address.split_once('?').unwrap();
    if page == "/search" {
        drop(tx);
        let query = PostQuery::from_query(query);
        let (mut after, mut count) = (None, 0);
        loop {
            let found = searched(gate, &query, after.as_deref()).await;
            count += found.posts.len() as u32;
            after = found.next;
            if after.is_none() {
                return count;
            }
        }
    }
    let count = if page == "/spaces" {
        let (query, _) = ListQuery::from_query(query);
        spaces::list::count(&mut tx, &viewer, &zone, &query).await.unwrap()
    } else {
        let (query, _) = DealQuery::from_query(query);
        deals::count(&mut tx, &viewer, &zone, &query).await.unwrap()
    };
    count.shown
}

fn span(from: &str, to: &str) -> Span {
    Span {
        from: Day::parse(from).unwrap(),
        to: Day::parse(to).unwrap(),
    }
}

async fn move_in_time(world: &World, statement: &str, at: i64, id: &str) {
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new(statement);
    sql.bind(at).push(" WHERE id = ").text(id).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn move_posts_in_time(world: &World, topic: TopicAddress, at: i64) {
    let mut tx = world.store.begin().await.unwrap();
    let mut sql = Sql::new("UPDATE posts SET at = ");
    sql.bind(at)
        .push(" WHERE topic_id = (SELECT t.id FROM topics t WHERE t.number = ");
    sql.bind(topic.number)
        .push(" AND t.space_id = ")
        .text(topic.space)
        .push(")");
    sql.run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

const DAY: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn each_number_is_the_count_of_its_list_for_every_viewer() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let gates = [
        world.person("Admin", Role::Administrator).await,
        world.user("Owner").await,
        world.user("Member").await,
        world.user("Stranger").await,
    ];
    let (owner, member) = (&gates[1], gates[2].me().id);
    let now = clock::now();
    for number in 0..27_usize {
        let (level, state) = (Visibility::ALL[number % 3], SpaceState::ALL[number / 3 % 3]);
        let people = if number % 2 == 0 { vec![member] } else { vec![] };
        let id = add_with(owner, "space", level, &people).await;
        let topic = start(owner, id, "begins").await;
        reply(owner, topic, "answers").await;
        upload(owner, id, None, "a.pdf").await;
        draft(owner, id, "b.png").await;
        if number % 4 == 0 {
            let post = reply(owner, topic, "is deleted").await;
            delete_post(owner, topic, post, true).await.unwrap();
        }
        put(owner, id, state).await;
        let at = now - (number as i64 % 5) * DAY;
        move_in_time(&world, "UPDATE spaces SET created_at = ", at, &id.to_string()).await;
        move_posts_in_time(&world, topic, at).await;
        let id = add_deal(owner, deal_form("deal", stages[0].id, owner.me().id, &people)).await;
        if number % 3 > 0 {
            close(owner, id, number % 3 == 1).await;
        }
        move_in_time(&world, "UPDATE deals SET created_at = ", at, &id.to_string()).await;
    }
    let today = owner.zone().today(now);
    let yesterday = Day(today.0.previous_day().unwrap());
    let spans = [
        Span { from: today, to: today },
        Span {
            from: yesterday,
            to: today,
        },
        span("2020-01-01", "2199-12-31"),
        span("2019-01-01", "2019-12-31"),
    ];
    for gate in &gates {
        let listed_measures = |measure: &Measure| !matches!(measure, Measure::SignIns | Measure::FilesAdded);
        for measure in Measure::ALL.into_iter().filter(listed_measures) {
            for span in spans {
                for person in [None, Some(owner.me().id), Some(member)] {
                    let number = counted(gate, measure, span, person).await;
                    let list = listed(gate, measure, span, person).await;
                    assert_eq!(number, list, "{} {measure:?} {span:?} {person:?}", gate.me().name);
                }
            }
        }
    }
    // Hidden and deleted spaces are not counted for people who may not see them; archived ones are counted.
    let ever = spans[2];
    let of = async |gate: &Gate| counted(gate, Measure::SpacesCreated, ever, None).await;
    assert_eq!((of(&gates[0]).await, of(&gates[1]).await), (18, 18));
    assert_eq!(of(&gates[3]).await, 6, "the public ones");
    let posts = async |gate: &Gate, measure| counted(gate, measure, ever, None).await;
    assert_eq!(posts(&gates[1], Measure::TopicsAdded).await, 18);
    assert_eq!(
        posts(&gates[1], Measure::PostsWritten).await,
        36,
        "deleted posts are not counted"
    );
    assert_eq!(posts(&gates[3], Measure::TopicsAdded).await, 6);
    assert_eq!(
        posts(&gates[1], Measure::FilesAdded).await,
        18,
        "drafts are not counted"
    );
    assert_eq!(posts(&gates[3], Measure::FilesAdded).await, 6);
    assert_eq!(counted(&gates[3], Measure::DealsAdded, ever, None).await, 0);
    assert_eq!(counted(&gates[2], Measure::DealsAdded, ever, None).await, 14);
}

#[tokio::test]
async fn events_on_days_when_the_clocks_change_are_counted_on_those_days() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    // Warsaw, 2026: 29 March has 23 hours, 25 October 25.
    for (day, instants) in [
        ("2026-03-29", ["2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"]),
        ("2026-10-25", ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"]),
    ] {
        for instant in instants {
            let at: jiff::Timestamp = instant.parse().unwrap();
            let id = add_with(&owner, "space", Visibility::Public, &[]).await;
            let statement = "UPDATE spaces SET created_at = ";
            move_in_time(&world, statement, at.as_millisecond(), &id.to_string()).await;
        }
        let day = Day::parse(day).unwrap();
        let (before, after) = (day.0.previous_day().unwrap(), day.0.next_day().unwrap());
        let mut counts = Vec::new();
        for day in [before, day.0, after] {
            let span = Span {
                from: Day(day),
                to: Day(day),
            };
            counts.push(counted(&owner, Measure::SpacesCreated, span, None).await);
        }
        assert_eq!(counts, [0, 2, 0], "{day}");
    }
    let zone = Zone::named("Europe/Warsaw");
    let at: jiff::Timestamp = "2026-03-28T23:30:00Z".parse().unwrap();
    assert_eq!(zone.today(at.as_millisecond()).to_string(), "2026-03-29");
}

#[tokio::test]
async fn every_count_reads_an_index() {
    let world = World::new().await;
    let gates = [
        world.person("Admin", Role::Administrator).await,
        world.user("User").await,
    ];
    let year = span("2026-01-01", "2026-12-31");
    for gate in &gates {
        for person in [None, Some(gates[1].me().id)] {
            let sql = statistics::counting(&gate.viewer(), &gate.zone(), &Measure::ALL, &[year], person);
            let plan = plan(gate, &sql).await;
            let who = format!("{} {person:?}: {plan}", gate.me().name);
            let searched = |table: &str| -> Vec<&str> {
                let search = format!("SEARCH {table} USING ");
                plan.lines().filter_map(|line| line.strip_prefix(&search)).collect()
            };
            let posts = searched("p")
                .iter()
                .filter(|by| by.starts_with("INDEX posts_by_"))
                .count();
            assert_eq!(posts, 2, "topics and posts: {who}");
            let files = searched("f");
            assert!(
                files.iter().any(|by| by.starts_with("INDEX files_by_creation")),
                "{who}"
            );
            // The spaces of posts are looked up by their ids.
            let mut spaces = searched("s");
            spaces.retain(|by| !by.starts_with("INDEX sqlite_autoindex_spaces"));
            assert_eq!(spaces.len(), 2, "each part of the levels: {who}");
            assert!(
                spaces.iter().all(|by| by.starts_with("COVERING INDEX spaces_created")),
                "{who}"
            );
            // Spaces that everyone sees are counted by an index that has only their days.
            let narrow = spaces
                .iter()
                .any(|by| by.starts_with("COVERING INDEX spaces_created ("));
            assert_eq!(narrow, person.is_none(), "{who}");
            let deals = searched("d");
            let index = if gate.viewer().is_admin() {
                "COVERING INDEX deals_"
            } else {
                "INDEX sqlite_autoindex_deals"
            };
            assert!(deals.iter().any(|by| by.starts_with(index)), "{who}");
            assert!(searched("a").iter().all(|by| by.contains("INDEX sign_ins")), "{who}");
            // No table is scanned completely, except those that the query itself builds.
            for table in ["s", "a"] {
                assert!(!plan.contains(&format!("SCAN {table}\n")), "{who}");
            }
            assert!(!gate.viewer().is_admin() || !plan.contains("SCAN d\n"), "{who}");
        }
    }
}

async fn activities(gate: &Gate, query: &str) -> Statistics {
    let mut tx = gate.read().await.unwrap();
    let query = StatisticsQuery::from_query(query);
    let today = gate.zone().today(clock::now());
    statistics::activities(&mut tx, &gate.viewer(), &gate.zone(), &query, today)
        .await
        .unwrap()
}

#[tokio::test]
async fn only_administrators_see_sign_ins_of_others() {
    let world = World::new().await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let mut tx = world.store.begin().await.unwrap();
    for (number, gate) in [&admin, &user, &user].into_iter().enumerate() {
        let mut sql = Sql::new("INSERT INTO audit_lines (id, at, actor_id, kind, subject_id, detail) VALUES (");
        sql.text(number)
            .push(", ")
            .bind(clock::now())
            .push(", ")
            .text(gate.me().id);
        sql.push(", 'signed_in', NULL, '{}')").run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let sign_ins = |statistics: Statistics| {
        let mut rows = statistics.rows.iter();
        rows.find(|row| row.measure == Measure::SignIns).unwrap().total()
    };
    assert_eq!(sign_ins(activities(&admin, "period=year").await), 3);
    assert_eq!(sign_ins(activities(&user, "period=year").await), 2);
    let of_admin = format!("period=today&person={}", admin.me().id);
    assert_eq!(sign_ins(activities(&admin, &of_admin).await), 1);
    assert_eq!(sign_ins(activities(&user, &of_admin).await), 0);
    assert_eq!(activities(&user, &of_admin).await.person.unwrap().name, "Admin");
}

/// Measures a year with 1,000,000 activities: `cargo test --release … -- --ignored --nocapture statistics`.
#[tokio::test]
#[ignore = "a measurement"]
async fn a_million_activities() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let admin = world.person("Admin", Role::Administrator).await;
    let user = world.user("User").await;
    let (start, year) = (clock::now() - 2 * 365 * DAY, 2 * 365 * DAY);
    let numbers =
        |count: i64| format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) ");
    let at = |count: i64| format!("{start} + i * {}", year / count);
    let id = "lower(hex(randomblob(16)))";
    // The user did a tenth of them; a third of the spaces is hidden.
    let stage = stages[0].id;
    let owner = format!(
        "CASE i % 10 WHEN 0 THEN '{}' ELSE '{}' END",
        user.me().id,
        admin.me().id
    );
    let statements = [
        format!(
            "INSERT INTO spaces (id, name, name_key, name_folded, description, visibility, visibility_rank, state, \
             owner_id, owner_key, groups_key, tags_key, people, created_at, created_by, last_activity_at, version) \
             {} SELECT {id}, 'space', '', '', '', CASE i % 3 WHEN 0 THEN 'hidden' ELSE 'public' END, 0, 'active', \
             {owner}, '', '', '', 1, {}, {owner}, 0, 1 FROM n",
            numbers(250_000),
            at(250_000)
        ),
        format!(
            "INSERT INTO deals (id, name, name_key, name_words, description, currency, stage_id, owner_id, state, \
             closed_at, created_at, created_by, changed_at, version) {} SELECT {id}, 'deal', '', '', '', 'PLN', \
             '{stage}', {owner}, CASE i % 3 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' ELSE 'open' END, {at}, {at}, \
             {owner}, 0, 1 FROM n",
            numbers(150_000),
            at = at(150_000)
        ),
        format!(
            "INSERT INTO audit_lines (id, at, actor_id, kind, detail) {} SELECT {id}, {}, {owner}, 'signed_in', '{{}}' \
             FROM n",
            numbers(600_000),
            at(600_000)
        ),
    ];
    let mut tx = world.store.begin().await.unwrap();
    for statement in statements {
        Sql::new(&statement).run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    for gate in [&admin, &user] {
        for period in ["period=year", "period=last-year", "period=month", "period=today"] {
            activities(gate, period).await;
            let begun = std::time::Instant::now();
            let counts: Vec<u32> = activities(gate, period)
                .await
                .rows
                .iter()
                .map(|row| row.total())
                .collect();
            println!("{} {period}: {:?} {counts:?}", gate.me().name, begun.elapsed());
        }
    }
}

#[tokio::test]
async fn periods_older_than_the_audit_log_report_for_how_long_sign_ins_are_kept() {
    let world = World::new().await;
    let owner = world.user("Owner").await;
    for (period, kept) in [("period=today", None), ("period=year", Some(KEPT_DAYS))] {
        assert_eq!(activities(&owner, period).await.sign_ins_kept, kept, "{period}");
    }
}
