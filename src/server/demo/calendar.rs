//! The instants of the demo events: working hours before now, pseudorandom with a fixed seed.

use rand::{Rng, SeedableRng, rngs::StdRng};

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
/// The earliest time at which offices in Poland open, in UTC, as milliseconds of the day.
const OPENS: i64 = 6 * HOUR;
/// For how long the offices are open, milliseconds.
const OPEN: i64 = 9 * HOUR;

/// A generator of instants (milliseconds since the Unix epoch) and of choices. Two calendars with the same end return
/// the same.
pub(super) struct Calendar {
    chance: StdRng,
    now: i64,
}

impl Calendar {
    /// Returns a calendar whose instants are all before `now`.
    pub(super) fn before(now: i64) -> Self {
        Self {
            chance: StdRng::seed_from_u64(2_024),
            now,
        }
    }

    pub(super) fn now(&self) -> i64 {
        self.now
    }

    /// Returns an instant in working hours on the day that many days ago, or on the last working day before it.
    pub(super) fn days_ago(&mut self, days: i64) -> i64 {
        self.on_working_day(self.now - days * DAY)
    }

    /// Returns an instant in working hours after `from`, at most `days` days later, or `None` if it would be in the
    /// future.
    pub(super) fn after(&mut self, from: i64, days: i64) -> Option<i64> {
        let wanted = from + self.chance.random_range(0..=days.max(0) * DAY);
        let at = self.on_working_day(wanted).max(from + self.minutes(10, 180));
        (at < self.now).then_some(at)
    }

    /// Returns an instant about that many minutes ago.
    pub(super) fn minutes_ago(&mut self, minutes: i64) -> i64 {
        self.now - minutes * MINUTE - self.minutes(0, 3)
    }

    /// Returns when a person comes to work on the day of this instant, or `None` on their days off.
    pub(super) fn arrival(&mut self, day: i64, presence: f64) -> Option<i64> {
        let midnight = day - day.rem_euclid(DAY);
        let at = midnight + OPENS + self.minutes(0, 150);
        (!is_weekend(at) && self.chance.random_bool(presence) && at < self.now).then_some(at)
    }

    fn on_working_day(&mut self, wanted: i64) -> i64 {
        let mut midnight = wanted - wanted.rem_euclid(DAY);
        while is_weekend(midnight) {
            midnight -= DAY;
        }
        let at = midnight + OPENS + self.chance.random_range(0..OPEN);
        // Today's working hours may not be over.
        if at < self.now { at } else { self.minutes_ago(5) }
    }

    fn minutes(&mut self, least: i64, most: i64) -> i64 {
        self.chance.random_range(least * MINUTE..=most * MINUTE)
    }

    /// Returns a number below the limit, which must not be 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.chance.random_range(0..limit.max(1))
    }

    /// Returns `true` with this probability.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.chance.random_bool(probability)
    }

    /// Returns for how many days an item of the last two years has existed. The company grows, so more items are
    /// recent.
    pub(super) fn age(&mut self, oldest: i64) -> i64 {
        let share: f64 = self.chance.random();
        (oldest as f64 * (1.0 - share.powf(0.7))) as i64
    }

    /// Returns one of these, or `None` if there are none.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).copied()
    }
}

/// The Unix epoch began on a Thursday.
fn is_weekend(at: i64) -> bool {
    (at.div_euclid(DAY) + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_on_working_days_before_now() {
        // 2026-11-28T11:00:00Z, a Saturday.
        let now = 1_795_863_600_000;
        assert!(is_weekend(now) && is_weekend(now + DAY) && !is_weekend(now + 2 * DAY));
        let mut calendar = Calendar::before(now);
        for days in 0..400 {
            let at = calendar.days_ago(days);
            assert!(at < now && !is_weekend(at), "{days}");
            if let Some(later) = calendar.after(at, 30) {
                assert!(at < later && later < now, "{days}");
            }
        }
    }

    #[test]
    fn the_same_end_gives_the_same_instants() {
        let instants = |now| {
            let mut calendar = Calendar::before(now);
            (0..50).map(|days| calendar.days_ago(days) - now).collect::<Vec<_>>()
        };
        assert_eq!(instants(1_795_863_600_000), instants(1_795_863_600_000));
    }
}
