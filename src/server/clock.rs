//! Time and new ids: the only place where the server asks for either.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in milliseconds UTC.
pub fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A new id; ids made later sort later.
pub fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// Minutes east of UTC of a time zone at an instant; 0 for a zone that is not known.
pub fn utc_offset(time_zone: &str, at: i64) -> i32 {
    let Ok(zone) = jiff::tz::TimeZone::get(time_zone) else {
        return 0;
    };
    jiff::Timestamp::from_millisecond(at).map_or(0, |instant| zone.to_offset(instant).seconds() / 60)
}

/// Whether the name is one of a time zone.
pub fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poland_is_one_hour_east_in_winter_and_two_in_summer() {
        assert_eq!(utc_offset("Europe/Warsaw", 1_768_478_400_000), 60);
        assert_eq!(utc_offset("Europe/Warsaw", 1_784_116_800_000), 120);
        assert_eq!(utc_offset("Nowhere/Else", 0), 0);
    }

    #[test]
    fn ids_grow() {
        let first = new_id();
        assert!(first < new_id());
    }
}
