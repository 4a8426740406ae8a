//! Amounts of money: exact decimal numbers with at most six places, never floating-point.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{error::Reason, person::Language, text::in_threes};

const PLACES: usize = 6;
const ONE: i64 = 1_000_000;
/// Maximum number of digits before the decimal mark.
const WHOLE_DIGITS: usize = 12;
/// The currencies that a form offers first. Any other code of three letters is accepted as well.
pub const CURRENCIES: [&str; 12] = [
    "PLN", "EUR", "USD", "GBP", "CHF", "CZK", "DKK", "HUF", "NOK", "RON", "SEK", "UAH",
];

/// An amount that is not negative, stored in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(i64);

impl Amount {
    /// Returns the amount with this stored value, or `None` if it is not valid.
    pub fn from_millionths(value: i64) -> Option<Self> {
        (value >= 0).then_some(Self(value))
    }

    /// Returns the stored value.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// Reads a typed amount: blanks may group digits, the language's decimal mark separates the fraction. The other one
    /// of comma and point groups digits if three follow it each time, and otherwise separates the fraction.
    pub fn parse(text: &str, language: Language) -> Result<Self, Reason> {
        let decimal = language.decimal_mark();
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let other = if decimal == ',' { '.' } else { ',' };
        let (whole, fraction) = match text.split_once(decimal) {
            Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
            None if groups(&text, other) => (text.clone(), String::new()),
            None => match text.split_once(other) {
                Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
                None => (text.clone(), String::new()),
            },
        };
        let whole = if groups(&whole, other) {
            whole.replace(other, "")
        } else {
            whole
        };
        Self::of_digits(&whole, &fraction)
    }

    fn of_digits(whole: &str, fraction: &str) -> Result<Self, Reason> {
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(Reason::NotANumber);
        }
        if fraction.len() > PLACES {
            return Err(Reason::TooManyPlaces { max: PLACES });
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > WHOLE_DIGITS {
            return Err(Reason::TooManyDigits { max: WHOLE_DIGITS });
        }
        let number = |part: &str| if part.is_empty() { Ok(0) } else { part.parse::<i64>() };
        let padded = format!("{fraction:0<PLACES$}");
        match (number(whole), number(&padded)) {
            (Ok(whole), Ok(fraction)) => Ok(Self(whole * ONE + fraction)),
            _ => Err(Reason::NotANumber),
        }
    }

    /// Formats the amount: digits in groups of three, and at least two decimal places if there is a fraction.
    pub fn grouped(self, language: Language) -> String {
        let whole = (self.0 / ONE).to_string();
        let mut out = in_threes(&whole, language.group_mark());
        let fraction = self.0 % ONE;
        if fraction > 0 {
            let fraction = format!("{fraction:06}");
            let kept = fraction.trim_end_matches('0').len().max(2);
            out.push(language.decimal_mark());
            out.push_str(&fraction[..kept]);
        }
        out
    }
}

/// Returns whether the separator splits the text into groups of three digits after a first group of one to three.
fn groups(text: &str, separator: char) -> bool {
    let mut parts = text.split(separator);
    let first = parts.next().is_some_and(|part| (1..=3).contains(&part.len()));
    let mut several = false;
    let rest = parts.all(|part| {
        several = true;
        part.len() == 3
    });
    first && rest && several
}

/// Formats the amount as `1234.5`, its form in JSON.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:06}", self.0 % ONE);
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{}", self.0 / ONE),
            fraction => write!(f, "{}.{fraction}", self.0 / ONE),
        }
    }
}

impl TryFrom<String> for Amount {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        Self::of_digits(whole, fraction).map_err(|_| "not an amount")
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}

/// Checks the code of a currency, which has three letters (ISO 4217).
pub fn currency(raw: &str) -> Result<String, Reason> {
    let code = raw.trim().to_ascii_uppercase();
    match code.len() {
        0 => Err(Reason::Required),
        3 if code.chars().all(|c| c.is_ascii_uppercase()) => Ok(code),
        _ => Err(Reason::NotACurrency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, language: Language) -> Option<String> {
        Amount::parse(text, language).ok().map(|amount| amount.to_string())
    }

    #[test]
    fn amounts_are_read_as_each_language_writes_them() {
        for (text, language, amount) in [
            ("1 234,56", Language::Pl, "1234.56"),
            ("1\u{a0}234", Language::Pl, "1234"),
            ("1.234,56", Language::Pl, "1234.56"),
            ("12.5", Language::Pl, "12.5"),
            ("1,234.56", Language::En, "1234.56"),
            ("1,234", Language::En, "1234"),
            ("1,5", Language::En, "1.5"),
            ("0,10", Language::Pl, "0.1"),
            ("1,234,567", Language::En, "1234567"),
            ("000012", Language::En, "12"),
        ] {
            assert_eq!(read(text, language).as_deref(), Some(amount), "{text}");
        }
        for text in ["", "-1", "1e3", "1,2,3", "one", "1.1234567", "1.2.3", ".5", "٣"] {
            assert_eq!(read(text, Language::En), None, "{text}");
        }
        assert!(Amount::parse(&"9".repeat(13), Language::En).is_err());
    }

    #[test]
    fn a_currency_has_three_letters() {
        assert_eq!(currency(" pln ").as_deref(), Ok("PLN"));
        assert_eq!(currency(""), Err(Reason::Required));
        assert_eq!(currency("ZŁ"), Err(Reason::NotACurrency));
    }

    proptest! {
        #[test]
        fn a_formatted_amount_is_read_back(value in 0_i64..999_999_999_999_999_999) {
            let amount = Amount(value);
            prop_assert_eq!(Amount::parse(&amount.grouped(Language::Pl), Language::Pl), Ok(amount));
            prop_assert_eq!(Amount::parse(&amount.grouped(Language::En), Language::En), Ok(amount));
            prop_assert_eq!(Amount::try_from(amount.to_string()), Ok(amount));
        }
    }
}
