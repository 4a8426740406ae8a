//! Amounts as people write them, with the code or sign of the currency before or after the number.

use super::{Decimal, decimal::signed};
use crate::{error::Reason, fold::fold, notation::DecimalMark};

/// The codes of currencies, each with its other spellings, folded.
const CURRENCIES: [(&str, &[&str]); 20] = [
    ("PLN", &["zl", "zloty", "zlote", "zlotych"]),
    ("EUR", &["€", "euro"]),
    ("USD", &["$", "us$"]),
    ("GBP", &["£"]),
    ("CHF", &["fr", "sfr"]),
    ("CZK", &["kc"]),
    ("DKK", &["kr"]),
    ("NOK", &["kr"]),
    ("SEK", &["kr"]),
    ("HUF", &["ft"]),
    ("RON", &["lei", "leu"]),
    ("UAH", &["₴", "грн"]),
    ("BGN", &["лв"]),
    ("JPY", &["¥"]),
    ("CNY", &["¥"]),
    ("TRY", &["₺"]),
    ("RUB", &["₽"]),
    ("CAD", &["$"]),
    ("AUD", &["$"]),
    ("ILS", &["₪"]),
];

/// Returns the number of an amount in this currency, and whether it is negative. An amount in another currency is
/// refused.
pub(super) fn without_currency<'a>(raw: &'a str, currency: &str) -> Result<(bool, &'a str), Reason> {
    // The sign may be before or after the currency, and brackets may enclose both.
    let (negative, text) = signed(raw.trim());
    let begins = |c: char| c.is_ascii_digit() || ",.+-−–(".contains(c);
    let ends = |c: char| c.is_ascii_digit() || "-−–)".contains(c);
    let start = text.find(begins).unwrap_or(text.len());
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let end = rest
        .char_indices()
        .rfind(|(_, c)| ends(*c))
        .map_or(0, |(place, c)| place + c.len_utf8());
    let (number, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    for word in [before, after] {
        let word = word.trim();
        if !word.is_empty() {
            own(word, currency)?;
        }
    }
    Ok((negative, number.trim()))
}

fn own(word: &str, currency: &str) -> Result<(), Reason> {
    let word = fold(word);
    let written = |(code, signs): &(&str, &[&str])| code.eq_ignore_ascii_case(&word) || signs.contains(&word.as_str());
    let is_own =
        currency.eq_ignore_ascii_case(&word) || CURRENCIES.iter().any(|known| known.0 == currency && written(known));
    match is_own {
        true => Ok(()),
        false if CURRENCIES.iter().any(written) => Err(Reason::OtherCurrency {
            currency: currency.to_owned(),
        }),
        false => Err(Reason::NotANumber),
    }
}

/// Reads an amount with the decimal mark of its column.
pub(super) fn amount(raw: &str, currency: &str, mark: DecimalMark) -> Result<Decimal, Reason> {
    let (negative, number) = without_currency(raw, currency)?;
    negated(negative, Decimal::read_with(number, mark)?)
}

/// Returns the number, negated if `negative`. Two minus signs are not a number.
pub(super) fn negated(negative: bool, number: Decimal) -> Result<Decimal, Reason> {
    match negative {
        true if number.0 < 0 => Err(Reason::NotANumber),
        true => Ok(Decimal(-number.0)),
        false => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_the_currency_of_the_field() {
        for (text, number) in [
            ("12 000 zł", "12000"),
            ("zł 15", "15"),
            ("PLN 1 500,00", "1500"),
            (" -116,62 PLN", "-116.62"),
            ("(35,01)", "-35.01"),
            ("(35,01 zł)", "-35.01"),
            ("-zł 15", "-15"),
            ("zł -15", "-15"),
            ("−7,25", "-7.25"),
            ("35,01-", "-35.01"),
            ("1'234,50", "1234.5"),
            ("5 ZŁ", "5"),
        ] {
            let read = amount(text, "PLN", DecimalMark::Comma).map(|number| number.to_string());
            assert_eq!(read.as_deref(), Ok(number), "{text}");
        }
        for text in ["5 EUR", "€5", "$ 5", "5 usd", "5 kr"] {
            let currency = String::from("PLN");
            assert_eq!(
                amount(text, "PLN", DecimalMark::Comma),
                Err(Reason::OtherCurrency { currency }),
                "{text}"
            );
        }
        for text in ["5 szt", "zł", "-(5)", "(-5)", "1,2,3", "5 zł netto"] {
            assert_eq!(
                amount(text, "PLN", DecimalMark::Comma),
                Err(Reason::NotANumber),
                "{text}"
            );
        }
        assert_eq!(amount("5 XAU", "XAU", DecimalMark::Comma), Ok(Decimal(5_000_000)));
        assert_eq!(amount("$5", "CAD", DecimalMark::Comma), Ok(Decimal(5_000_000)));
    }
}
