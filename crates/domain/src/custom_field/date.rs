//! Days as people write them: as numbers, with the name of the month, with a time, or as a single number.

use time::{Date, Duration, Month};

use super::months::month_named;
use crate::{
    error::Reason,
    letters::lowercase,
    list_query::Day,
    notation::{BareNumbers, DateOrder},
};

/// Two-digit years up to this one are in this century, higher ones in the previous century.
pub const LAST_SHORT_YEAR: u16 = 49;

/// A day that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadDay {
    pub day: Day,
    /// Whether a time followed the day. It is dropped.
    pub had_time: bool,
    /// Whether the year was written with two digits.
    pub short_year: bool,
}

/// A text that may be a date, before the order of its parts is known.
#[derive(Clone, Copy, Debug)]
pub struct WrittenDay {
    form: Form,
    had_time: bool,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    /// Three numbers, and whether they are separated by points.
    Numbers([Part; 3], bool),
    /// With the name of the month.
    Named {
        day: Part,
        month: u8,
        year: Part,
    },
    /// A number without separators, and its number of digits.
    Bare(u32, usize),
    /// A time without a day.
    Time,
    Nothing,
}

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    value: u32,
    digits: usize,
}

/// Reads a day without knowing the notation of a column. Ambiguous texts are refused.
pub fn read_alone(raw: &str) -> Result<Day, Reason> {
    let written = WrittenDay::parse(raw);
    let by = |order| written.read(order, BareNumbers::Refused);
    let (day_first, month_first) = (by(DateOrder::DayFirst), by(DateOrder::MonthFirst));
    match (day_first, month_first) {
        (Ok(one), Ok(other)) if one.day != other.day && !written.is_dotted() => Err(Reason::NotADate),
        (Ok(read), _) | (Err(_), Ok(read)) => Ok(read.day),
        (Err(reason), Err(_)) => Err(reason),
    }
}

impl WrittenDay {
    /// Splits a text into the parts of a date.
    pub fn parse(raw: &str) -> Self {
        let text = raw.trim();
        let (text, had_time) = without_time(text);
        if had_time && text.is_empty() {
            return Self {
                form: Form::Time,
                had_time,
            };
        }
        Self {
            form: bare(text).or_else(|| parts(text)).unwrap_or(Form::Nothing),
            had_time,
        }
    }

    /// Returns whether points separate the numbers, as in most of Europe, where the day comes first.
    pub fn is_dotted(&self) -> bool {
        matches!(self.form, Form::Numbers(_, true))
    }

    /// Returns whether the text is a number without separators.
    pub fn is_bare(&self) -> bool {
        matches!(self.form, Form::Bare(..))
    }

    /// Returns the day, with the order and the meaning of bare numbers of its column.
    pub fn read(&self, order: DateOrder, numbers: BareNumbers) -> Result<ReadDay, Reason> {
        let (date, short_year) = match self.form {
            Form::Numbers(parts, _) => in_order(parts, order).map_err(|reason| self.another(reason, order, parts))?,
            Form::Named { day, month, year } => of_parts(year, month.into(), day)?,
            Form::Bare(number, digits) => (of_number(number, digits, numbers)?, false),
            Form::Time => return Err(Reason::TimeAlone),
            Form::Nothing => return Err(Reason::NotADate),
        };
        Ok(ReadDay {
            day: Day(date),
            had_time: self.had_time,
            short_year,
        })
    }

    /// Returns the reason for numbers that are not a date in this order. It names another order in which they would be.
    fn another(&self, reason: Reason, order: DateOrder, parts: [Part; 3]) -> Reason {
        let others = DateOrder::ALL.into_iter().filter(|other| *other != order);
        let fits = reason == Reason::NotADate && others.into_iter().any(|other| in_order(parts, other).is_ok());
        match fits {
            true => Reason::OtherDateOrder { order },
            false => reason,
        }
    }
}

fn in_order(parts: [Part; 3], order: DateOrder) -> Result<(Date, bool), Reason> {
    let [first, second, third] = parts;
    let (year, month, day) = match order {
        _ if first.digits == 4 => (first, second, third),
        DateOrder::DayFirst => (third, second, first),
        DateOrder::MonthFirst => (third, first, second),
        DateOrder::YearFirst => (first, second, third),
    };
    if month.digits > 2 {
        return Err(Reason::NotADate);
    }
    of_parts(year, month.value, day)
}

fn of_parts(year: Part, month: u32, day: Part) -> Result<(Date, bool), Reason> {
    let (year, short) = match year.digits {
        4 => (year.value, false),
        2 if year.value <= u32::from(LAST_SHORT_YEAR) => (2000 + year.value, true),
        2 => (1900 + year.value, true),
        _ => return Err(Reason::NotADate),
    };
    if day.digits > 2 || day.value == 0 {
        return Err(Reason::NotADate);
    }
    Ok((civil(year, month, day.value)?, short))
}

fn civil(year: u32, month: u32, day: u32) -> Result<Date, Reason> {
    let year = i32::try_from(year).map_err(|_| Reason::NotADate)?;
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok());
    let month = month.ok_or(Reason::NotADate)?;
    let days = month.length(year);
    match u8::try_from(day) {
        Ok(day) if day <= days => Date::from_calendar_date(year, month, day).map_err(|_| Reason::NotADate),
        Ok(day) if day <= 31 => Err(Reason::NoSuchDay { days }),
        _ => Err(Reason::NotADate),
    }
}

fn of_number(number: u32, digits: usize, meaning: BareNumbers) -> Result<Date, Reason> {
    let since = |year, days: i64| {
        let start = Date::from_calendar_date(year, Month::January, 1).ok();
        start.and_then(|start| start.checked_add(Duration::days(days)))
    };
    let serial = i64::from(number);
    let date = match meaning {
        BareNumbers::Compact if digits == 8 => return civil(number / 10_000, number / 100 % 100, number % 100),
        // Spreadsheet programs count 29 February 1900 as the 60th day, although that day did not exist.
        BareNumbers::Serial1900 if (1..60).contains(&number) => since(1900, serial - 1),
        BareNumbers::Serial1900 if (61..=2_958_465).contains(&number) => since(1900, serial - 2),
        BareNumbers::Serial1904 if number <= 2_957_003 => since(1904, serial),
        _ => None,
    };
    date.ok_or(Reason::BareNumber)
}

/// Reads a number without separators. The fraction of a serial date, which is the time, is dropped.
fn bare(text: &str) -> Option<Form> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // '8.2026' is a month of a year.
    let is_fraction = whole.len() >= 4 || whole.len() == text.len();
    let number: u32 = whole.parse().ok()?;
    (digits(whole) && digits(fraction) && is_fraction).then_some(Form::Bare(number, whole.len()))
}

/// A number or a word in a date.
enum Token<'a> {
    Number(Part),
    Word(&'a str),
}

/// Returns the three parts of a date in numbers or with the name of a month.
fn parts(text: &str) -> Option<Form> {
    let (tokens, mark) = tokens(text)?;
    let (mut numbers, mut named) = (Vec::with_capacity(3), None);
    let last = tokens.len().saturating_sub(1);
    for (place, token) in tokens.into_iter().enumerate() {
        match token {
            Token::Number(part) => numbers.push(part),
            Token::Word(word) => match month_named(word) {
                Some(month) if named.is_none() => named = Some((numbers.len(), month)),
                None if is_filler(word, place, last) => {}
                _ => return None,
            },
        }
    }
    match (named, numbers.as_slice()) {
        (None, [first, second, third]) => mark.map(|mark| Form::Numbers([*first, *second, *third], mark == '.')),
        // '2026 Aug 3'
        (Some((1, month)), [year, day]) if year.digits == 4 => Some(Form::Named {
            day: *day,
            month,
            year: *year,
        }),
        // '3 Aug 2026', 'Aug 3, 2026'
        (Some((0 | 1, month)), [day, year]) => Some(Form::Named {
            day: *day,
            month,
            year: *year,
        }),
        _ => None,
    }
}

/// Returns whether the word has no meaning of its own: '3rd', '3rd of August', '2026 r.'
fn is_filler(word: &str, place: usize, last: usize) -> bool {
    let lower = lowercase(word);
    match lower.as_str() {
        "st" | "nd" | "rd" | "th" | "of" => place > 0,
        "r" | "roku" | "rok" => place == last && place > 0,
        _ => false,
    }
}

/// Returns numbers and words, and the character that separates them if it is neither a blank nor a comma.
fn tokens(text: &str) -> Option<(Vec<Token<'_>>, Option<char>)> {
    let (mut tokens, mut mark) = (Vec::new(), None);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let length = if c.is_ascii_digit() {
            let digits = end(|c| c.is_ascii_digit());
            let value = rest.get(..digits)?.parse().ok()?;
            tokens.push(Token::Number(Part { value, digits }));
            digits
        } else if c.is_alphabetic() {
            let letters = end(char::is_alphabetic);
            tokens.push(Token::Word(rest.get(..letters)?));
            letters
        } else {
            match c {
                '.' | '/' | '-' if tokens.is_empty() => return None,
                '/' | '-' if mark.is_some_and(|mark| mark != c) => return None,
                '/' | '-' => mark = Some(c),
                // A point may also follow an abbreviation or a Roman month.
                '.' if mark.is_none() => mark = Some(c),
                '.' | ',' => {}
                c if c.is_whitespace() => {}
                _ => return None,
            }
            c.len_utf8()
        };
        if tokens.len() > 6 {
            return None;
        }
        rest = rest.get(length..)?;
    }
    Some((tokens, mark))
}

/// Returns the text before a time, and whether there was a time.
fn without_time(text: &str) -> (&str, bool) {
    let Some(colon) = text.find(':') else {
        return (text, false);
    };
    let Some((before, after)) = text.get(..colon).zip(text.get(colon + 1..)) else {
        return (text, false);
    };
    let start = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |place| {
        place
            + before
                .get(place..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
    });
    let hour = before.get(start..).and_then(|hour| hour.parse::<u8>().ok());
    let minutes = after.get(..2).and_then(|minutes| minutes.parse::<u8>().ok());
    let rest = after.get(2..).unwrap_or_default();
    let behind = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.,+-aApPmMzZ".contains(c);
    let is_time = hour.is_some_and(|hour| hour <= 24)
        && minutes.is_some_and(|minutes| minutes < 60)
        && rest.chars().all(behind)
        && !rest.starts_with(|c: char| c.is_ascii_digit());
    let date = before.get(..start).unwrap_or_default();
    let parted = date.is_empty() || date.ends_with(|c: char| c.is_whitespace() || matches!(c, 'T' | 't' | ','));
    if !is_time || !parted {
        return (text, false);
    }
    let date = date.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let date = match date.strip_suffix(['T', 't']) {
        Some(day) if day.ends_with(|c: char| c.is_ascii_digit()) => day,
        _ => date,
    };
    (date, true)
}

#[cfg(test)]
mod tests;
