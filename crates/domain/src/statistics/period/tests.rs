//! Periods, their previous periods and their buckets.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn spans(period: Period, today: &str) -> [String; 4] {
    let asked = StatisticsQuery {
        period,
        ..StatisticsQuery::default()
    };
    let (now, before) = asked.spans(day(today));
    [now.from, now.to, before.from, before.to].map(|day| day.to_string())
}

#[test]
fn each_period_is_a_whole_unit_of_the_calendar() {
    for (period, today, expected) in [
        (
            Period::Today,
            "2026-03-01",
            ["2026-03-01", "2026-03-01", "2026-02-28", "2026-02-28"],
        ),
        (
            Period::Yesterday,
            "2024-03-01",
            ["2024-02-29", "2024-02-29", "2024-02-28", "2024-02-28"],
        ),
        (
            Period::ThisWeek,
            "2026-11-24",
            ["2026-11-23", "2026-11-29", "2026-11-16", "2026-11-22"],
        ),
        (
            Period::LastWeek,
            "2026-01-04",
            ["2025-12-22", "2025-12-28", "2025-12-15", "2025-12-21"],
        ),
        (
            Period::ThisMonth,
            "2024-02-10",
            ["2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31"],
        ),
        (
            Period::LastMonth,
            "2026-01-31",
            ["2025-12-01", "2025-12-31", "2025-11-01", "2025-11-30"],
        ),
        (
            Period::ThisQuarter,
            "2026-11-24",
            ["2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"],
        ),
        (
            Period::LastQuarter,
            "2026-01-01",
            ["2025-10-01", "2025-12-31", "2025-07-01", "2025-09-30"],
        ),
        (
            Period::ThisYear,
            "2026-11-24",
            ["2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"],
        ),
        (
            Period::LastYear,
            "2026-11-24",
            ["2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"],
        ),
    ] {
        assert_eq!(spans(period, today), expected, "{period:?}");
    }
}

#[test]
fn custom_dates_are_sorted() {
    let asked = StatisticsQuery::from_query("period=own&from=2026-03-10&to=2026-03-01");
    let (span, before) = asked.spans(day("2026-11-24"));
    assert_eq!((span.from, span.to), (day("2026-03-01"), day("2026-03-10")));
    assert_eq!((before.from, before.to), (day("2026-02-19"), day("2026-02-28")));
    let endless = StatisticsQuery::from_query("period=own&from=0001-01-01&to=9999-12-31");
    let (span, _) = endless.spans(day("2026-11-24"));
    assert_eq!((span.from, span.to), (day("1970-01-01"), day("2199-12-31")));
}

proptest! {
    #[test]
    fn buckets_contain_each_day_once(start in 0_i64..80_000, length in 0_i64..3_000, step in 0_usize..4) {
        let from = moved(first_of(1970, 1).unwrap(), start);
        let span = Span::new(from, moved(from, length));
        let step = [Step::Day, Step::Week, Step::Month, Step::Year][step];
        let buckets = span.buckets(step);
        prop_assert_eq!(buckets.first().unwrap().from, span.from);
        prop_assert_eq!(buckets.last().unwrap().to, span.to);
        prop_assert_eq!(buckets.iter().map(|bucket| bucket.days()).sum::<i64>(), span.days());
        for pair in buckets.windows(2) {
            prop_assert_eq!(pair[0].to.0.next_day(), Some(pair[1].from.0));
        }
        prop_assert!(span.buckets(span.step()).len() <= 60);
    }

    #[test]
    fn the_previous_period_ends_where_this_begins(period in 0_usize..10, today in 0_i64..80_000) {
        let today = Day(moved(first_of(1970, 1).unwrap(), today));
        let asked = StatisticsQuery { period: Period::ALL[period], ..StatisticsQuery::default() };
        let (span, previous) = asked.spans(today);
        prop_assert_eq!(previous.to.0.next_day(), Some(span.from.0));
        prop_assert!(span.from <= span.to && previous.from <= previous.to);
    }

    #[test]
    fn a_link_shows_the_same_statistics(
        period in 0_usize..11,
        person in proptest::option::of(any::<u128>()),
        own in any::<bool>(),
    ) {
        let period = Period::ALL[period];
        let asked = StatisticsQuery {
            period,
            from: Day::parse("2024-02-29").filter(|_| own && period == Period::Own),
            to: Day::parse("2024-03-05").filter(|_| own && period == Period::Own),
            person: person.map(|id| UserId(Uuid::from_u128(id))),
        };
        let address = asked.address();
        let query = address.split_once('?').map_or("", |(_, query)| query);
        prop_assert_eq!(StatisticsQuery::from_query(query), asked);
    }
}
