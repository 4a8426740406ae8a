//! How a task repeats. The rules are plain data; the server computes the days.

use serde::{Deserialize, Serialize};

use crate::{day::Day, error::Reason};

/// The rule by which the next task follows when one is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "unit", rename_all = "snake_case")]
pub enum Repetition {
    Days {
        every: u16,
    },
    Weeks {
        every: u16,
        on: Weekdays,
    },
    /// On this day of the month; on the last one in months that are shorter. The 31st is always the last day.
    Months {
        every: u16,
        day: u8,
    },
    /// On this day of the year; 29 February is 28 February in other years.
    Years {
        every: u16,
        month: u8,
        day: u8,
    },
}

/// A set of days of the week, Monday being bit 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weekdays(pub u8);

impl Weekdays {
    /// Returns the set of the weekday of this date.
    pub fn of(day: Day) -> Self {
        Self(1 << day.0.weekday().number_days_from_monday())
    }

    /// Returns whether the set contains the weekday, 0 being Monday.
    pub fn has(self, weekday: u8) -> bool {
        self.0 >> weekday & 1 == 1
    }

    /// Returns the set with or without the weekday.
    pub fn with(self, weekday: u8, on: bool) -> Self {
        match on {
            true => Self(self.0 | 1 << weekday),
            false => Self(self.0 & !(1 << weekday)),
        }
    }

    /// Returns the weekdays of the set in their order, 0 being Monday.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..7).filter(move |weekday| self.has(*weekday))
    }
}

impl Repetition {
    /// Maximum distance, in the unit of the rule.
    pub const EVERY_MAX: u16 = 365;

    /// Returns the distance, in the unit of the rule.
    pub fn every(self) -> u16 {
        match self {
            Self::Days { every }
            | Self::Weeks { every, .. }
            | Self::Months { every, .. }
            | Self::Years { every, .. } => every,
        }
    }

    /// Returns the rule, or why it is none.
    pub fn checked(self) -> Result<Self, Reason> {
        let max = u32::from(Self::EVERY_MAX);
        if !(1..=Self::EVERY_MAX).contains(&self.every()) {
            return Err(Reason::OutOfRange { min: 1, max });
        }
        let valid = match self {
            Self::Days { .. } => true,
            Self::Weeks { on: Weekdays(0), .. } => return Err(Reason::Required),
            Self::Weeks { on, .. } => on.0 < 1 << 7,
            Self::Months { day, .. } => (1..=31).contains(&day),
            // 2024 is a leap year.
            Self::Years { month, day, .. } => Day::parse(&format!("2024-{month:02}-{day:02}")).is_some(),
        };
        valid.then_some(self).ok_or(Reason::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_needs_a_distance_and_days_that_exist() {
        let years = |month, day| Repetition::Years { every: 1, month, day };
        let months = |day| Repetition::Months { every: 1, day };
        let weeks = |on| Repetition::Weeks {
            every: 2,
            on: Weekdays(on),
        };
        for right in [years(2, 29), years(12, 31), months(31), months(1), weeks(0b1000_001)] {
            assert_eq!(right.checked(), Ok(right));
        }
        for wrong in [years(2, 30), years(13, 1), months(0), months(32), weeks(0), weeks(128)] {
            assert!(wrong.checked().is_err(), "{wrong:?}");
        }
        assert!(Repetition::Days { every: 0 }.checked().is_err());
        assert!(Repetition::Days { every: 366 }.checked().is_err());
    }

    #[test]
    fn weekdays_are_a_set() {
        let monday = Day::parse("2026-11-30").unwrap();
        let days = Weekdays::of(monday).with(6, true);
        assert_eq!(days.iter().collect::<Vec<_>>(), [0, 6]);
        assert_eq!(days.with(0, false), Weekdays(64));
    }

    #[test]
    fn a_stored_rule_is_read_as_it_was() {
        let rule = Repetition::Weeks {
            every: 2,
            on: Weekdays(5),
        };
        let stored = serde_json::to_string(&rule).unwrap();
        assert_eq!(stored, r#"{"unit":"weeks","every":2,"on":5}"#);
        assert_eq!(serde_json::from_str::<Repetition>(&stored).unwrap(), rule);
    }
}
