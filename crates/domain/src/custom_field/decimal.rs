//! Exact decimal numbers with up to six decimal places, as people write them in Polish and in English.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{error::Reason, notation::DecimalMark, person::Language, text::in_threes};

/// A number in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(pub i64);

const PLACES: usize = 6;
const ONE: u64 = 1_000_000;

/// Number of digits before the decimal mark that always fit.
const WHOLE_DIGITS: usize = 12;

impl Decimal {
    /// Reads a number with a decimal comma or point, with or without groups of three digits. The language decides if a
    /// comma could be either, as in '1,234'; a single point is always the decimal point.
    pub fn read(raw: &str, language: Language) -> Result<Self, Reason> {
        let comma = Self::read_with(raw, DecimalMark::Comma);
        match (Self::read_with(raw, DecimalMark::Point), comma) {
            (Ok(_), Ok(comma)) if raw.contains(',') && language == Language::Pl => Ok(comma),
            (Ok(point), _) => Ok(point),
            (Err(_), Ok(comma)) => Ok(comma),
            (Err(Reason::NotANumber), Err(reason)) | (Err(reason), Err(_)) => Err(reason),
        }
    }

    /// Reads a number whose decimal mark is known. Other separators form groups of three digits. In brackets, or with
    /// the sign after it, the number is negative, as in accounting.
    pub fn read_with(raw: &str, mark: DecimalMark) -> Result<Self, Reason> {
        let (negative, text) = signed(raw.trim());
        let (whole, fraction) = text.split_once(mark.char()).unwrap_or((text, "0"));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if fraction.is_empty() || !digits(fraction) || text.is_empty() {
            return Err(Reason::NotANumber);
        }
        let whole = ungrouped(whole)?;
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > PLACES {
            return Err(Reason::TooManyPlaces { max: PLACES });
        }
        let number = format!("{whole}{fraction:0<PLACES$}");
        let value: i64 = number
            .parse()
            .map_err(|_| Reason::TooManyDigits { max: WHOLE_DIGITS })?;
        Ok(Self(if negative { -value } else { value }))
    }

    /// Returns the number as the language writes it, without groups, for editing.
    pub fn typed(self, language: Language) -> String {
        self.written(language.decimal_mark(), None, 0)
    }

    /// Returns the number as the language writes it, in groups of three digits.
    pub fn grouped(self, language: Language) -> String {
        self.written(language.decimal_mark(), Some(language.group_mark()), 0)
    }

    /// Returns the number as an amount of money: without a fraction or with at least two decimal places.
    pub fn amount(self, language: Language) -> String {
        self.written(language.decimal_mark(), Some(language.group_mark()), 2)
    }

    /// Formats the number. A fraction has at least `places` digits.
    fn written(self, mark: char, group: Option<char>, places: usize) -> String {
        let size = self.0.unsigned_abs();
        let whole = (size / ONE).to_string();
        let mut text = String::from(if self.0 < 0 { "-" } else { "" });
        text.push_str(&group.map_or(whole.clone(), |group| in_threes(&whole, group)));
        let fraction = format!("{:06}", size % ONE);
        let fraction = fraction.trim_end_matches('0');
        if !fraction.is_empty() {
            text.push(mark);
            text.push_str(fraction);
            text.extend(std::iter::repeat_n('0', places.saturating_sub(fraction.len())));
        }
        text
    }
}

/// Formats the number with a decimal point and without groups, independent of language.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written('.', None, 0))
    }
}

/// Returns whether the number is negative, and its text without the sign.
pub(super) fn signed(text: &str) -> (bool, &str) {
    const MINUS: [char; 3] = ['-', '−', '–'];
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match bracketed
        .or_else(|| text.strip_prefix(MINUS))
        .or_else(|| text.strip_suffix(MINUS))
    {
        Some(inside) => (true, inside.trim()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Returns the digits of an integer. Its groups of three, if it has any, must all have the same separator.
fn ungrouped(text: &str) -> Result<String, Reason> {
    let mut marks = text.chars().filter(|c| !c.is_ascii_digit()).map(|c| {
        if c.is_whitespace() || matches!(c, '\'' | '’') {
            ' '
        } else {
            c
        }
    });
    let Some(mark) = marks.next() else {
        return Ok(text.to_owned());
    };
    if !matches!(mark, ' ' | ',' | '.') || marks.any(|other| other != mark) {
        return Err(Reason::NotANumber);
    }
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let (first, others) = groups.split_first().ok_or(Reason::NotANumber)?;
    // Nobody groups digits after a zero: '0,500' is a half.
    let whole =
        (1..=3).contains(&first.len()) && !first.starts_with('0') && others.iter().all(|group| group.len() == 3);
    if whole {
        Ok(groups.concat())
    } else {
        Err(Reason::NotANumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, language: Language) -> Option<String> {
        Decimal::read(text, language).ok().map(|number| number.to_string())
    }

    #[test]
    fn polish_and_english_numbers_are_read() {
        for (text, number) in [
            ("1234,56", "1234.56"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234\u{a0}567,5", "1234567.5"),
            ("1\u{202f}234", "1234"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1.234.567", "1234567"),
            ("0,000001", "0.000001"),
            (",5", "0.5"),
            ("-3", "-3"),
            ("−3,10", "-3.1"),
            ("+7", "7"),
            ("007", "7"),
            ("2,50", "2.5"),
        ] {
            for language in Language::ALL {
                assert_eq!(read(text, language).as_deref(), Some(number), "{text} {language:?}");
            }
        }
        assert_eq!(read("1,234", Language::En).as_deref(), Some("1234"));
        assert_eq!(read("1,234", Language::Pl).as_deref(), Some("1.234"));
        assert_eq!(read("1.234", Language::Pl).as_deref(), Some("1.234"));
    }

    #[test]
    fn money_has_no_fraction_or_at_least_two_places() {
        let money = |text, language| Decimal::read(text, language).map(|number| number.amount(language));
        for (text, shown) in [("1234,5", "1\u{a0}234,50"), ("7", "7"), ("0,1234", "0,1234")] {
            assert_eq!(money(text, Language::Pl).as_deref(), Ok(shown));
        }
        assert_eq!(money("-1234.5", Language::En).as_deref(), Ok("-1,234.50"));
    }

    #[test]
    fn a_text_that_is_not_a_number_is_refused() {
        for text in [
            "",
            "-",
            "x",
            "1x",
            "1,2,3",
            "12 34",
            "1 2345",
            "1,",
            "1.2.3,4,5",
            "1e5",
            "٣",
            "1 234.567.890",
            "--1",
        ] {
            assert_eq!(Decimal::read(text, Language::Pl), Err(Reason::NotANumber), "{text}");
        }
        let read = |text| Decimal::read(text, Language::Pl);
        assert_eq!(read("0,0000001"), Err(Reason::TooManyPlaces { max: 6 }));
        for text in ["99999999999999", "1000000000000000000000"] {
            assert_eq!(read(text), Err(Reason::TooManyDigits { max: 12 }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_written_number_is_read_back(value in -9_000_000_000_000_000_000_i64..=9_000_000_000_000_000_000) {
            let number = Decimal(value);
            for language in Language::ALL {
                prop_assert_eq!(Decimal::read(&number.typed(language), language), Ok(number));
                prop_assert_eq!(Decimal::read(&number.grouped(language), language), Ok(number));
                prop_assert_eq!(Decimal::read(&number.to_string(), language), Ok(number));
            }
        }

        #[test]
        fn small_numbers_are_read_back_too(value in -5_000_000_000_i64..5_000_000_000) {
            let number = Decimal(value);
            for language in Language::ALL {
                prop_assert_eq!(Decimal::read(&number.grouped(language), language), Ok(number));
            }
        }

        #[test]
        fn reading_never_panics(text in ".{0,30}") {
            let _ = Decimal::read(&text, Language::Pl);
        }
    }
}
