//! The demo account has the variety that lists and statistics need.

use std::collections::HashSet;

use domain::{
    deal::DealQuery,
    ids::SpaceId,
    list_query::{ListQuery, Place, Sort, SortBy},
    statistics::{Measure, Period, StatisticsQuery, Step},
    topic::{ThreadPlace, TopicsQuery},
};

use super::{
    super::store::{
        deals as deal_list,
        spaces::{self, list as space_list},
        statistics, topics, views,
    },
    *,
};

/// 2026-11-28T11:00:00Z, a Saturday.
const NOW: i64 = 1_795_863_600_000;

async fn made() -> (tempfile::TempDir, Store, Gate) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let made = make(&store, NOW).await.unwrap();
    assert!(made.spaces > 240 && made.deals == 150 && made.topics > 70, "{made:?}");
    let (anna, _) = users::credentials(&store, ADMINISTRATOR).await.unwrap().unwrap();
    let mut conn = store.reader().acquire().await.unwrap();
    let me = users::me(&mut conn, anna).await.unwrap().unwrap();
    drop(conn);
    let gate = Gate::of(store.clone(), me);
    (folder, store, gate)
}

#[tokio::test]
async fn the_demo_account_has_varied_lists_and_statistics() {
    let (_folder, _store, gate) = made().await;
    views_are_filled(&gate).await;
    this_year_is_busy_and_its_numbers_are_those_of_lists(&gate).await;
    last_activities_differ(&gate).await;
    people_converse(&gate).await;
}

async fn people_converse(gate: &Gate) {
    let mut rows = Vec::new();
    for space in recently_active(gate).await {
        let query = TopicsQuery::default();
        let page = topics::list::page_visited(gate.store(), &gate.viewer(), space, &query, None)
            .await
            .unwrap();
        rows.extend(page.rows);
    }
    assert!(rows.len() >= 20, "{}", rows.len());
    assert!(rows.iter().any(|row| row.pinned));
    assert!(rows.iter().any(|row| row.outcome.is_some()));
    assert!(rows.iter().any(|row| !row.titled && !row.title.is_empty()));
    assert!(rows.iter().any(|row| row.replies >= 4));
    let mut conn = gate.read().await.unwrap();
    let mut reactions = 0;
    for row in &rows {
        let thread = topics::thread::open(&mut conn, &gate.viewer(), row.address, ThreadPlace::FirstUnread, NOW)
            .await
            .unwrap();
        assert!(thread.posts.is_sorted_by_key(|post| post.at), "{}", row.title);
        reactions += thread.posts.iter().map(|post| post.reactions.len()).sum::<usize>();
    }
    assert!(reactions >= 10, "{reactions}");
}

/// Returns the spaces of the first page, most recently active first.
async fn recently_active(gate: &Gate) -> Vec<SpaceId> {
    let mut conn = gate.read().await.unwrap();
    let query = ListQuery {
        sort: Sort {
            by: SortBy::LastActivity,
            descending: true,
        },
        ..ListQuery::default()
    };
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let cursors = gate.store().cursors();
    let page = space_list::page(&mut conn, &viewer, &zone, cursors, &query, &Place::First, NOW)
        .await
        .unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

async fn views_are_filled(gate: &Gate) {
    let mut conn = gate.read().await.unwrap();
    let views = views::list(&mut conn, &gate.viewer()).await.unwrap();
    assert_eq!(views.iter().map(|view| view.shared).collect::<Vec<_>>(), [true, false]);
    for view in views {
        let list = view.list();
        let page = space_list::page(
            &mut conn,
            &gate.viewer(),
            &gate.zone(),
            gate.store().cursors(),
            &list,
            &Place::First,
            0,
        )
        .await
        .unwrap();
        assert_eq!(page.columns, list.columns, "{}", view.name);
        assert!(page.rows.len() > 20, "{}", view.name);
    }
}

async fn this_year_is_busy_and_its_numbers_are_those_of_lists(gate: &Gate) {
    let mut conn = gate.read().await.unwrap();
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let query = StatisticsQuery {
        period: Period::ThisYear,
        ..StatisticsQuery::default()
    };
    let statistics = statistics::activities(&mut conn, &viewer, &zone, &query, zone.today(NOW))
        .await
        .unwrap();
    assert_eq!(statistics.step, Step::Month);
    assert_eq!(
        statistics.sign_ins_kept, None,
        "the sign-ins of the previous year must be there"
    );
    // The demo account has no files.
    for counted in statistics
        .rows
        .iter()
        .filter(|counted| counted.measure != Measure::FilesAdded)
    {
        let name = counted.measure.as_str();
        let busy = |months: &[u32]| months.iter().filter(|number| **number > 0).count();
        assert!(busy(&counted.now) >= 9, "{name}: {:?}", counted.now);
        assert!(busy(&counted.before) >= 6, "{name}: {:?}", counted.before);
        assert!(
            counted.now.iter().collect::<HashSet<_>>().len() > 3,
            "{name}: {:?}",
            counted.now
        );
        let address = counted.measure.list(statistics.span, None, &viewer).unwrap();
        let (_, list) = address.split_once('?').unwrap();
        let listed = match counted.measure {
            Measure::SpacesCreated => {
                let (list, _) = ListQuery::from_query(list);
                space_list::count(&mut conn, &viewer, &zone, &list).await.unwrap()
            }
            Measure::SignIns | Measure::TopicsAdded | Measure::PostsWritten | Measure::FilesAdded => continue,
            _ => {
                let (list, _) = DealQuery::from_query(list);
                deal_list::count(&mut conn, &viewer, &zone, &list).await.unwrap()
            }
        };
        assert_eq!(counted.total(), listed.shown, "{name}");
    }
}

async fn last_activities_differ(gate: &Gate) {
    let mut conn = gate.read().await.unwrap();
    let (viewer, zone) = (gate.viewer(), gate.zone());
    let query = ListQuery {
        sort: Sort {
            by: SortBy::LastActivity,
            descending: true,
        },
        ..ListQuery::default()
    };
    let page = space_list::page(
        &mut conn,
        &viewer,
        &zone,
        gate.store().cursors(),
        &query,
        &Place::First,
        NOW,
    )
    .await
    .unwrap();
    let last: Vec<i64> = page
        .rows
        .iter()
        .map(|row| row.details.as_ref().unwrap().last_activity)
        .collect();
    let days: HashSet<i64> = last.iter().map(|at| at / DAY).collect();
    assert!(days.len() >= 7, "{days:?}");
    let newest = last[0];
    assert!(
        newest < NOW && NOW - newest < DAY / 24,
        "the newest activity must be less than an hour old"
    );
    // The activity of a space is in chronological order.
    for row in &page.rows {
        let lines = spaces::activity(&mut conn, &viewer, row.id, None).await.unwrap();
        assert!(
            lines.is_sorted_by_key(|line| std::cmp::Reverse(line.at)),
            "{}",
            row.name
        );
    }
}

#[tokio::test]
async fn the_command_fails_on_an_account_with_people_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    make_people(&store).await.unwrap();
    store.close().await;
    let config = Config {
        data: folder.path().into(),
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        trusted_proxies: Vec::new(),
        mail: None,
        files: Default::default(),
    };
    let refused = fill(&config).await.unwrap_err();
    assert!(refused.contains("nothing was changed"), "{refused}");
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(users::list(&store).await.unwrap().len(), COLLEAGUES.len() + 1);
}
