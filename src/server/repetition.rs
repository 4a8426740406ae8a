//! The days on which a repeated task is due.

use domain::{
    day::Day,
    topic::task::{Repetition, Weekdays},
};
use rrule::RRuleSet;

/// The maximum number of days of a rule that are looked at, so that a due day in the far past costs little.
const DAYS_MAX: usize = 20_000;

/// Returns the first day of the rule that is after the due day of the task that was done and not before `today`. The rule
/// counts its distances from that due day. `None` after the last day of the calendar.
pub fn next_due(rule: Repetition, due: Day, today: Day) -> Option<Day> {
    let begin = due.to_string().replace('-', "");
    let set: RRuleSet = format!("DTSTART:{begin}T000000Z\nRRULE:{}", text(rule)).parse().ok()?;
    let days = set.into_iter().take(DAYS_MAX);
    days.filter_map(|at| Day::parse(&at.format("%Y-%m-%d").to_string()))
        .find(|day| *day > due && *day >= today)
}

/// Returns the rule as iCalendar writes it (RFC 5545, 3.3.10). A day that a month does not have is left out there, so the
/// rule names the days before it too and takes the last of them.
fn text(rule: Repetition) -> String {
    match rule {
        Repetition::Days { every } => format!("FREQ=DAILY;INTERVAL={every}"),
        Repetition::Weeks { every, on } => format!("FREQ=WEEKLY;INTERVAL={every};WKST=MO;BYDAY={}", weekdays(on)),
        Repetition::Months { every, day } => format!("FREQ=MONTHLY;INTERVAL={every};{}", last_until(day)),
        Repetition::Years { every, month, day } => {
            format!("FREQ=YEARLY;INTERVAL={every};BYMONTH={month};{}", last_until(day))
        }
    }
}

fn weekdays(on: Weekdays) -> String {
    const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let names: Vec<&str> = on.iter().map(|weekday| NAMES[usize::from(weekday)]).collect();
    names.join(",")
}

/// Returns the part of a rule that selects the day of the month, or the last one before it.
fn last_until(day: u8) -> String {
    let days: Vec<String> = (day.min(28)..=day).map(|day| day.to_string()).collect();
    format!("BYMONTHDAY={};BYSETPOS=-1", days.join(","))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Date, Duration, Month, util::days_in_month};

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn next(rule: Repetition, due: &str, today: &str) -> String {
        next_due(rule, day(due), day(today)).unwrap().to_string()
    }

    #[test]
    fn monthly_on_the_31st_falls_on_the_last_day() {
        let rule = Repetition::Months { every: 1, day: 31 };
        let mut due = "2026-12-31".to_owned();
        for expected in ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"] {
            due = next(rule, &due, "2026-12-31");
            assert_eq!(due, expected);
        }
        assert_eq!(next(rule, "2028-01-31", "2028-01-31"), "2028-02-29");
        let rule = Repetition::Months { every: 1, day: 30 };
        assert_eq!(next(rule, "2027-01-30", "2027-01-30"), "2027-02-28");
        assert_eq!(next(rule, "2027-02-28", "2027-02-28"), "2027-03-30");
    }

    #[test]
    fn a_task_done_late_is_due_again_in_the_future() {
        let weekly = Repetition::Weeks {
            every: 1,
            on: Weekdays(1),
        };
        assert_eq!(next(weekly, "2026-11-02", "2026-11-20"), "2026-11-23");
        // Done on a day of the rule, the next one is due on that day.
        assert_eq!(next(weekly, "2026-11-02", "2026-11-23"), "2026-11-23");
        // Done early, the next one follows the day on which this one was due.
        assert_eq!(next(weekly, "2026-11-23", "2026-11-20"), "2026-11-30");
        assert_eq!(
            next(Repetition::Days { every: 3 }, "2026-11-02", "2026-11-07"),
            "2026-11-08"
        );
    }

    #[test]
    fn weeks_on_several_days_count_from_the_week_of_the_due_day() {
        // Mondays and Thursdays of every second week.
        let rule = Repetition::Weeks {
            every: 2,
            on: Weekdays(0b1001),
        };
        assert_eq!(next(rule, "2026-11-30", "2026-11-30"), "2026-12-03");
        assert_eq!(next(rule, "2026-12-03", "2026-12-03"), "2026-12-14");
    }

    #[test]
    fn a_leap_day_is_the_28th_in_other_years() {
        let rule = Repetition::Years {
            every: 1,
            month: 2,
            day: 29,
        };
        assert_eq!(next(rule, "2024-02-29", "2024-02-29"), "2025-02-28");
        assert_eq!(next(rule, "2027-02-28", "2027-02-28"), "2028-02-29");
    }

    fn dates() -> impl Strategy<Value = Day> {
        let first = Date::from_calendar_date(2020, Month::January, 1).unwrap();
        (0_i64..20_000).prop_map(move |days| Day(first + Duration::days(days)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_next_day_is_later_and_not_in_the_past(due in dates(), late in 0_i64..400, every in 1_u16..40, day in 1_u8..=31) {
            let today = Day(due.0 + Duration::days(late));
            for rule in [
                Repetition::Days { every },
                Repetition::Weeks { every, on: Weekdays(1 << (day % 7)) },
                Repetition::Months { every, day },
                Repetition::Years { every: 1 + every % 3, month: 1 + day % 12, day: 1 + day % 28 },
            ] {
                let next = next_due(rule, due, today).unwrap();
                prop_assert!(next > due && next >= today, "{rule:?} {due} {today} {next}");
                if let Repetition::Months { day, .. } = rule {
                    let last = days_in_month(next.0.month(), next.0.year());
                    prop_assert_eq!(next.0.day(), day.min(last));
                }
            }
        }
    }
}
