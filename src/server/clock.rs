//! The current time and new ids. No other module of the server reads the clock.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

/// Returns the current time, milliseconds since the Unix epoch.
pub fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Returns a new id. Ids sort by the time at which they were made.
pub fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// For how many years back and ahead [`utc_offsets`] returns the changes of offset.
const YEARS: (i64, i64) = (5, 2);
const YEAR_MS: i64 = 366 * 24 * 60 * 60 * 1000;

/// Returns an instant as HTTP writes it (RFC 9110), or `None` if it is outside of the calendar. `at` is in milliseconds
/// since the Unix epoch.
pub fn http_date(at: i64) -> Option<String> {
    let instant = jiff::Timestamp::from_millisecond(at).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&instant)
        .ok()
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Pairs of an instant and the offset from then on, in minutes east of UTC.
type Offsets = Vec<(i64, i32)>;

/// The offsets of the time zones that were looked up, each with the day of the lookup.
static OFFSETS: LazyLock<Mutex<HashMap<String, (i64, Offsets)>>> = LazyLock::new(Mutex::default);

/// Returns the offsets of a time zone in the years around `now`, as pairs of an instant (milliseconds since the Unix
/// epoch) and the offset from then on, in minutes east of UTC. Empty for an unknown time zone. Each zone is looked up
/// once a day.
pub fn utc_offsets(time_zone: &str, now: i64) -> Vec<(i64, i32)> {
    let today = now - now.rem_euclid(DAY_MS);
    let mut known = OFFSETS.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(time_zone) {
        Some((day, offsets)) if *day == today => offsets.clone(),
        _ => {
            let offsets = look_up_offsets(time_zone, today);
            // Unknown names are not cached: there is no limit to them.
            if !offsets.is_empty() {
                known.insert(time_zone.to_owned(), (today, offsets.clone()));
            }
            offsets
        }
    }
}

fn look_up_offsets(time_zone: &str, now: i64) -> Vec<(i64, i32)> {
    let instant = |at: i64| jiff::Timestamp::from_millisecond(at).ok();
    let (Ok(zone), Some(first), Some(last)) = (
        jiff::tz::TimeZone::get(time_zone),
        instant(now - YEARS.0 * YEAR_MS),
        instant(now + YEARS.1 * YEAR_MS),
    ) else {
        return Vec::new();
    };
    let mut offsets = vec![(first.as_millisecond(), zone.to_offset(first).seconds() / 60)];
    let changes = zone.following(first).take_while(|change| change.timestamp() <= last);
    offsets.extend(changes.map(|change| (change.timestamp().as_millisecond(), change.offset().seconds() / 60)));
    offsets
}

/// Returns the first full hour of the time zone after `now`, milliseconds since the Unix epoch. An unknown time zone is read as UTC.
pub fn next_hour(time_zone: &str, now: i64) -> Option<i64> {
    let zoned = zoned(time_zone, now)?;
    let hour = jiff::ZonedRound::new()
        .smallest(jiff::Unit::Hour)
        .mode(jiff::RoundMode::Trunc);
    let next = zoned.round(hour).ok()?.checked_add(jiff::Span::new().hours(1)).ok()?;
    Some(next.timestamp().as_millisecond())
}

/// Returns the first instant after `now` at which the clocks of the time zone show this minute of the day. On a day
/// without this minute, because the clocks go forward, it is as much later. An unknown time zone is read as UTC.
pub fn next_minute_of_day(time_zone: &str, minute: u16, now: i64) -> Option<i64> {
    let zoned = zoned(time_zone, now)?;
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let on = |date: jiff::civil::Date| {
        let at = date.at(hour, minute, 0, 0).to_zoned(zoned.time_zone().clone());
        at.ok().map(|at| at.timestamp().as_millisecond())
    };
    match on(zoned.date())? {
        today if today > now => Some(today),
        _ => on(zoned.date().tomorrow().ok()?),
    }
}

/// Returns the instant at which the clocks of the time zone show this minute of this day. On a day without this minute it is as
/// much later. An unknown time zone is read as UTC.
pub fn minute_of_day(time_zone: &str, day: domain::day::Day, minute: u16) -> Option<i64> {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let date: jiff::civil::Date = day.to_string().parse().ok()?;
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let at = date.at(hour, minute, 0, 0).to_zoned(zone).ok()?;
    Some(at.timestamp().as_millisecond())
}

fn zoned(time_zone: &str, now: i64) -> Option<jiff::Zoned> {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Some(jiff::Timestamp::from_millisecond(now).ok()?.to_zoned(zone))
}

/// Returns whether there is a time zone with this name.
pub fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::session::UtcOffsets;

    #[test]
    fn poland_is_one_hour_east_in_winter_and_two_in_summer() {
        let (winter, summer) = (1_768_478_400_000, 1_784_116_800_000);
        for now in [winter, summer] {
            let offsets = UtcOffsets(utc_offsets("Europe/Warsaw", now));
            assert_eq!((offsets.at(winter), offsets.at(summer)), (60, 120));
            // 2026-03-29T01:00:00Z
            assert_eq!(
                (offsets.at(1_774_745_999_999), offsets.at(1_774_746_000_000)),
                (60, 120)
            );
            // Instants before the first known change get its offset.
            assert!(offsets.at(0) > 0);
        }
        assert_eq!(utc_offsets("Asia/Kolkata", winter).len(), 1);
        assert_eq!(UtcOffsets(utc_offsets("Nowhere/Else", 0)).at(winter), 0);
    }

    #[test]
    fn the_next_time_of_the_day_follows_the_clocks() {
        const HOUR: i64 = 60 * 60 * 1000;
        // 2026-03-28T00:30:00Z; in the night to the 29th the clocks of Warsaw go from 2:00 to 3:00.
        let now = 1_774_657_800_000;
        let next = |minute, now| next_minute_of_day("Europe/Warsaw", minute, now).unwrap();
        // 8:00 is 7:00 UTC on the 28th and 6:00 UTC on the 29th.
        let first = next(8 * 60, now);
        assert_eq!(first, now + 6 * HOUR + HOUR / 2);
        assert_eq!(next(8 * 60, first), first + 23 * HOUR);
        // 2:30 does not exist on the 29th; it is 3:30.
        let skipped = next(2 * 60 + 30, now + 2 * HOUR);
        assert_eq!(skipped, now + 25 * HOUR);
        assert_eq!(next_minute_of_day("Nowhere/Else", 60, now), Some(now + HOUR / 2));
        assert_eq!(next_hour("Europe/Warsaw", now), Some(now + HOUR / 2));
        assert_eq!(next_hour("Asia/Kolkata", now), Some(now + HOUR));
        assert_eq!(next_hour("Europe/Warsaw", now + HOUR / 2), Some(now + HOUR + HOUR / 2));
    }

    #[test]
    fn later_ids_sort_later() {
        let first = new_id();
        assert!(first < new_id());
    }
}
