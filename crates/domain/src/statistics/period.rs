//! The days of a period, and splitting them into buckets.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month};

use crate::{ids::UserId, list_query::Day};

/// Days outside of these years are not accepted.
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2199;

/// A period that can be chosen from the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Today,
    Yesterday,
    ThisWeek,
    LastWeek,
    #[default]
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisYear,
    LastYear,
    /// Custom dates, which include both days.
    Own,
}

impl Period {
    pub const ALL: [Period; 11] = [
        Self::Today,
        Self::Yesterday,
        Self::ThisWeek,
        Self::LastWeek,
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisQuarter,
        Self::LastQuarter,
        Self::ThisYear,
        Self::LastYear,
        Self::Own,
    ];

    /// Returns the word in addresses and in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Yesterday => "yesterday",
            Self::ThisWeek => "week",
            Self::LastWeek => "last-week",
            Self::ThisMonth => "month",
            Self::LastMonth => "last-month",
            Self::ThisQuarter => "quarter",
            Self::LastQuarter => "last-quarter",
            Self::ThisYear => "year",
            Self::LastYear => "last-year",
            Self::Own => "own",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == word)
    }
}

/// The days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Day,
    pub to: Day,
}

/// A unit of the calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Day,
    Week,
    Months(u8),
}

impl Span {
    fn new(from: Date, to: Date) -> Self {
        Self {
            from: Day(from),
            to: Day(to),
        }
    }

    /// Returns the number of days.
    pub fn days(self) -> i64 {
        (self.to.0 - self.from.0).whole_days() + 1
    }

    /// Returns the same number of days directly before.
    fn before(self) -> Self {
        let to = moved(self.from.0, -1);
        Self::new(moved(to, 1 - self.days()), to)
    }

    /// Returns the unit of a chart: few enough buckets to be legible, each a whole unit of the calendar except at the
    /// ends.
    pub fn step(self) -> Step {
        match self.days() {
            ..=45 => Step::Day,
            46..=200 => Step::Week,
            201..=1_200 => Step::Month,
            _ => Step::Year,
        }
    }

    /// Splits the days into buckets by the unit, without gaps and overlaps.
    pub fn buckets(self, step: Step) -> Vec<Span> {
        let mut buckets = Vec::new();
        let mut from = self.from.0;
        loop {
            let end = step.last_day(from).min(self.to.0);
            buckets.push(Self::new(from, end));
            match end.next_day() {
                Some(next) if next <= self.to.0 => from = next,
                _ => return buckets,
            }
        }
    }
}

/// The unit into which a chart splits its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    /// Returns the last day of the bucket with this day.
    fn last_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => stretch(day, Stretch::Week).to.0,
            Self::Month => stretch(day, Stretch::Months(1)).to.0,
            Self::Year => stretch(day, Stretch::Months(12)).to.0,
        }
    }
}

/// Returns the day at this distance, or the day itself at the end of the calendar.
fn moved(day: Date, days: i64) -> Date {
    day.checked_add(Duration::days(days)).unwrap_or(day)
}

fn first_of(year: i32, month: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, 1).ok()
}

/// Returns the whole unit that contains the day. Weeks begin on Monday.
fn stretch(day: Date, stretch: Stretch) -> Span {
    match stretch {
        Stretch::Day => Span::new(day, day),
        Stretch::Week => {
            let monday = moved(day, -i64::from(day.weekday().number_days_from_monday()));
            Span::new(monday, moved(monday, 6))
        }
        Stretch::Months(length) => {
            let month = u8::from(day.month());
            let first = month - (month - 1) % length;
            let from = first_of(day.year(), first).unwrap_or(day);
            let next = if first + length > 12 {
                first_of(day.year() + 1, 1)
            } else {
                first_of(day.year(), first + length)
            };
            Span::new(from, next.and_then(Date::previous_day).unwrap_or(day))
        }
    }
}

/// The query of the statistics. It is stored only in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsQuery {
    pub period: Period,
    /// Custom dates.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// The person whose actions are counted.
    pub person: Option<UserId>,
}

impl StatisticsQuery {
    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "period" => asked.period = Period::parse(&value).unwrap_or_default(),
                "from" => asked.from = Day::parse(&value),
                "to" => asked.to = Day::parse(&value),
                "person" => asked.person = value.parse().ok(),
                _ => {}
            }
        }
        if asked.period != Period::Own {
            (asked.from, asked.to) = (None, None);
        }
        asked
    }

    /// Returns the address of these statistics.
    pub fn address(&self) -> String {
        self.at("/statistics/activities")
    }

    /// Returns the address of their file.
    pub fn file(&self) -> String {
        self.at(super::EXPORT)
    }

    fn at(&self, path: &str) -> String {
        let mut out = Serializer::new(String::new());
        if self.period != Period::default() {
            out.append_pair("period", self.period.as_str());
        }
        for (key, day) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = day.filter(|_| self.period == Period::Own) {
                out.append_pair(key, &day.to_string());
            }
        }
        if let Some(person) = self.person {
            out.append_pair("person", &person.to_string());
        }
        match out.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// Returns the days of the period and of the previous period, given the current day. Custom dates are sorted; a
    /// missing one is today, and one outside of the accepted years is the nearest accepted day.
    pub fn spans(&self, today: Day) -> (Span, Span) {
        let today = today.0;
        let this_and_last = |length| {
            let this = stretch(today, length);
            let last = stretch(moved(this.from.0, -1), length);
            let before = stretch(moved(last.from.0, -1), length);
            (this, last, before)
        };
        let length = match self.period {
            Period::Own => {
                let day = |day: Option<Day>| within(day.map_or(today, |day| day.0));
                let (one, other) = (day(self.from), day(self.to));
                let span = Span::new(one.min(other), one.max(other));
                return (span, span.before());
            }
            Period::Today | Period::Yesterday => Stretch::Day,
            Period::ThisWeek | Period::LastWeek => Stretch::Week,
            Period::ThisMonth | Period::LastMonth => Stretch::Months(1),
            Period::ThisQuarter | Period::LastQuarter => Stretch::Months(3),
            Period::ThisYear | Period::LastYear => Stretch::Months(12),
        };
        let (this, last, before) = this_and_last(length);
        match self.period {
            Period::Yesterday | Period::LastWeek | Period::LastMonth | Period::LastQuarter | Period::LastYear => {
                (last, before)
            }
            _ => (this, last),
        }
    }
}

fn within(day: Date) -> Date {
    let first = first_of(FIRST_YEAR, 1).unwrap_or(day);
    let last = first_of(LAST_YEAR, 12).map_or(day, |first| moved(first, 30));
    day.clamp(first, last)
}

#[cfg(test)]
mod tests;
