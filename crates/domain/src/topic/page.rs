//! Pages: topics whose first post is a document that several people edit.

use serde::{Deserialize, Serialize};
use time::{Duration, Month};

use super::Post;
use crate::{day::Day, person::PersonRef};

/// The minute of the day, in the reader's time zone, from which the followers of a page are told to check it again.
const CHECK_MINUTE: u16 = 8 * 60;
/// The number of months that 'Checked' proposes until the next check.
const CHECK_AFTER_MONTHS: u8 = 6;

/// What a page has beside its comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFacet {
    /// The first post, with anchors in its headings.
    pub document: Post,
    /// The person who wrote its present text.
    pub written_by: PersonRef,
    /// Its headings in order; empty if there are fewer than two.
    pub contents: Vec<Heading>,
    /// The day on which the page is to be checked again.
    pub check_on: Option<Day>,
    /// When it was checked last, and by which person.
    pub checked: Option<Checked>,
    /// Whether the viewer has a notice about the check that they have not seen.
    pub check_unseen: bool,
    /// The numbers of the replies that were put into the page.
    pub put: Vec<i64>,
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The id of its element. It depends on the words of the heading and not on its place.
    pub id: String,
    /// 1 for the highest.
    pub level: u8,
    pub text: String,
}

/// The last check of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub by: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
}

/// A version of a page, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageVersion {
    pub version: i64,
    /// The person who wrote it.
    pub author: PersonRef,
    /// When it was written, milliseconds since the Unix epoch.
    pub at: i64,
}

/// The version that somebody saved while the page was edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageConflict {
    /// Markdown, with the names that the reader may see.
    pub text: String,
    pub saved: PageVersion,
}

/// A line of the difference between two versions, in the order in which it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceLine {
    /// A line of both versions.
    Same(String),
    /// A line of the older version alone.
    Deleted(Vec<Piece>),
    /// A line of the newer version alone.
    Inserted(Vec<Piece>),
    /// A number of lines of both versions that are left out.
    Skipped(usize),
}

/// A part of a line that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    /// Whether the other version lacks it; else it is a part of a similar line there.
    pub changed: bool,
}

/// Returns whether a reader is told to check a page again: on its day from eight o'clock on, or later. `today` and `minute`
/// are those of the reader's time zone.
pub fn is_check_due(check_on: Day, today: Day, minute: u16) -> bool {
    today > check_on || (today == check_on && minute >= CHECK_MINUTE)
}

/// Returns the day that 'Checked' proposes for the next check: half a year later, or the last day of that month.
pub fn next_check(today: Day) -> Day {
    let months = u8::from(today.0.month()) + CHECK_AFTER_MONTHS;
    let (years, month) = ((months - 1) / 12, (months - 1) % 12 + 1);
    let Ok(month) = Month::try_from(month) else {
        return today;
    };
    let year = today.0.year() + i32::from(years);
    let day = today.0.day().min(month.length(year));
    time::Date::from_calendar_date(year, month, day).map_or(today, Day)
}

/// Returns the last day that it is anywhere on earth at this instant, milliseconds since the Unix epoch.
pub fn last_day_on_earth(now: i64) -> Option<Day> {
    let utc = time::OffsetDateTime::from_unix_timestamp(now.div_euclid(1000)).ok()?;
    Some(Day(utc.checked_add(Duration::hours(14))?.date()))
}

/// Returns the Markdown that puts a reply into a page: its text as a quote, with the name of its author and the day.
pub fn put_quote(text: &str, author: &str, day: &str) -> String {
    let mut quote = String::new();
    for line in text.trim_end().lines() {
        quote.push_str(format!("> {line}").trim_end());
        quote.push('\n');
    }
    let author: String = author
        .chars()
        .flat_map(|c| {
            let escaped = matches!(
                c,
                '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '@' | '~' | '|' | '&'
            );
            escaped.then_some('\\').into_iter().chain([c])
        })
        .collect();
    quote.push_str(&format!(">\n> — {author}, {day}\n"));
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_check_is_due_from_the_morning_of_its_day_on() {
        let on = day("2026-11-23");
        for (today, minute, due) in [
            ("2026-11-22", 1439, false),
            ("2026-11-23", 479, false),
            ("2026-11-23", 480, true),
            ("2026-11-24", 0, true),
        ] {
            assert_eq!(is_check_due(on, day(today), minute), due, "{today} {minute}");
        }
    }

    #[test]
    fn the_next_check_is_half_a_year_later_and_never_on_a_day_that_does_not_exist() {
        for (today, next) in [
            ("2026-01-15", "2026-07-15"),
            ("2026-08-31", "2027-02-28"),
            ("2027-08-31", "2028-02-29"),
            ("2026-06-30", "2026-12-30"),
            ("2026-12-31", "2027-06-30"),
        ] {
            assert_eq!(next_check(day(today)), day(next));
        }
    }

    #[test]
    fn the_last_day_on_earth_begins_fourteen_hours_before_that_of_utc() {
        // 2026-01-15T12:00:00Z
        let noon = 1_768_478_400_000;
        assert_eq!(last_day_on_earth(noon), Some(day("2026-01-16")));
        assert_eq!(last_day_on_earth(noon - 3 * 60 * 60 * 1000), Some(day("2026-01-15")));
    }

    #[test]
    fn a_reply_is_put_as_a_quote_that_names_its_author() {
        assert_eq!(
            put_quote("one\n\n- two\n", "Anna *A* Łuczak", "23 Nov 2026"),
            "> one\n>\n> - two\n>\n> — Anna \\*A\\* Łuczak, 23 Nov 2026\n"
        );
    }
}
