//! Points in time as text, in the person's time zone. `at` and `now` are milliseconds since the Unix epoch, `offset` is
//! minutes east of UTC.

use domain::list_query::Day;
use leptos::prelude::*;
use time::{OffsetDateTime, UtcOffset};

use crate::{
    api::session::Session,
    i18n::{Messages, days::day_words, use_messages},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Returns the offset of the signed-in person's time zone at a point in time.
fn offset(at: i64) -> i32 {
    with_context::<Session, _>(|session| session.offsets.at(at)).unwrap_or_default()
}

fn local(at: i64, offset: i32) -> OffsetDateTime {
    let offset = UtcOffset::from_whole_seconds(offset * 60).unwrap_or(UtcOffset::UTC);
    OffsetDateTime::from_unix_timestamp(at.div_euclid(1000))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .to_offset(offset)
}

/// Returns the day.
pub fn day_of(at: i64, offset: i32) -> Day {
    Day(local(at, offset).date())
}

/// Returns the day, such as '23 Nov 2026'.
pub fn day_text(messages: Messages, at: i64, offset: i32) -> String {
    day_words(messages, day_of(at, offset))
}

/// Returns day and time, such as '23 Nov 2026, 14:05'.
pub fn exact_text(messages: Messages, at: i64, offset: i32) -> String {
    let when = local(at, offset);
    format!(
        "{}, {:02}:{:02}",
        day_text(messages, at, offset),
        when.hour(),
        when.minute()
    )
}

/// Returns how long ago it was, such as '3 hours ago'; after 30 days the day.
pub fn relative_text(messages: Messages, at: i64, now: i64, offset: i32) -> String {
    let ago = (now - at).max(0);
    let count = |name, unit| messages.with(name, [("count", ago / unit)]);
    match ago {
        _ if ago < MINUTE => messages.text("just-now"),
        _ if ago < HOUR => count("minutes-ago", MINUTE),
        _ if ago < DAY => count("hours-ago", HOUR),
        _ if ago < 2 * DAY => messages.text("yesterday"),
        _ if ago < 30 * DAY => count("days-ago", DAY),
        _ => day_text(messages, at, offset),
    }
}

/// Returns the instant in the form of HTML's `datetime` attribute.
pub(super) fn iso(at: i64) -> String {
    let when = local(at, 0);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        when.year(),
        u8::from(when.month()),
        when.day(),
        when.hour(),
        when.minute(),
        when.second()
    )
}

/// A point in time as 'how long ago', with day and time in the tooltip. `now` is the server's clock, so that server and
/// browser render the same.
#[component]
pub fn Relative(at: i64, now: i64) -> impl IntoView {
    let (messages, offset) = (use_messages(), offset(at));
    view! {
        <time datetime=iso(at) title=exact_text(messages, at, offset)>
            {relative_text(messages, at, now, offset)}
        </time>
    }
    .into_any()
}

/// A point in time as day and time.
#[component]
pub fn ExactTime(at: i64) -> impl IntoView {
    view! { <time datetime=iso(at)>{exact_text(use_messages(), at, offset(at))}</time> }.into_any()
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    const NOON: i64 = 1_795_435_500_000; // 2026-11-23T12:05:00Z

    #[test]
    fn a_day_is_written_as_each_language_writes_it() {
        assert_eq!(
            exact_text(Messages(Language::Pl), NOON, 60),
            "23\u{a0}lis\u{a0}2026, 13:05"
        );
        assert_eq!(
            exact_text(Messages(Language::En), NOON, 0),
            "23\u{a0}Nov\u{a0}2026, 12:05"
        );
        assert_eq!(day_text(Messages(Language::En), NOON, 720), "24\u{a0}Nov\u{a0}2026");
    }

    #[test]
    fn recent_times_are_relative_to_now() {
        let relative = |ago| relative_text(Messages(Language::Pl), NOON - ago, NOON, 0);
        assert_eq!(relative(0), "przed chwilą");
        assert_eq!(relative(MINUTE), "1 minutę temu");
        assert_eq!(relative(3 * HOUR), "3 godziny temu");
        assert_eq!(relative(DAY), "wczoraj");
        assert_eq!(relative(5 * DAY), "5 dni temu");
    }
}
