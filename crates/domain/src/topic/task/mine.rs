//! The tasks that are assigned to a person, across spaces.

use serde::{Deserialize, Serialize};
use time::Duration;

use super::{super::TopicAddress, Progress};
use crate::day::Day;

/// A part of the list of a person's tasks. The days are those of the person's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Overdue,
    Today,
    /// After today, until Sunday.
    ThisWeek,
    Later,
    /// Without a due day.
    NoDay,
}

impl When {
    pub const ALL: [When; 5] = [Self::Overdue, Self::Today, Self::ThisWeek, Self::Later, Self::NoDay];

    /// Returns the part of a task with this due day.
    pub fn of(due: Option<Day>, today: Day) -> Self {
        let Some(due) = due else { return Self::NoDay };
        let left = 6 - i64::from(today.0.weekday().number_days_from_monday());
        match due {
            due if due < today => Self::Overdue,
            due if due == today => Self::Today,
            due if due.0 - today.0 <= Duration::days(left) => Self::ThisWeek,
            _ => Self::Later,
        }
    }

    /// Returns the word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::ThisWeek => "this-week",
            Self::Later => "later",
            Self::NoDay => "no-day",
        }
    }
}

/// A task of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTask {
    pub address: TopicAddress,
    pub space_name: String,
    /// The title, or the first words of the first post if it has none.
    pub title: String,
    pub due: Option<Day>,
    pub checklist: Progress,
    pub repeats: bool,
    pub private: bool,
}

/// A page of the person's open tasks: by due day, then those without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTasksPage {
    pub tasks: Vec<MyTask>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The present day in the person's time zone.
    pub today: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_sunday() {
        let day = |text| Day::parse(text).unwrap();
        // A Thursday.
        let today = day("2026-12-03");
        for (due, when) in [
            ("2026-12-02", When::Overdue),
            ("2026-12-03", When::Today),
            ("2026-12-06", When::ThisWeek),
            ("2026-12-07", When::Later),
        ] {
            assert_eq!(When::of(Some(day(due)), today), when, "{due}");
        }
        assert_eq!(When::of(None, today), When::NoDay);
        // On a Sunday nothing is left of the week.
        assert_eq!(When::of(Some(day("2026-12-07")), day("2026-12-06")), When::Later);
    }
}
