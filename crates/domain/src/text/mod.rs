//! Checking typed texts: trimmed, without control and invisible characters, of limited length.

mod invisible;

use std::borrow::Cow;

pub use invisible::{is_blank, is_invisible, revealed, without_invisible};

use crate::error::Reason;

/// Checks a one-line text of 1 to `max` characters. White space inside becomes one space, the ends are trimmed,
/// invisible characters are removed.
pub fn line(raw: &str, max: usize) -> Result<String, Reason> {
    let text = without_invisible(raw)
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if is_blank(&text) {
        return Err(Reason::Required);
    }
    within(text, max)
}

/// Checks a text of several lines with 0 to `max` characters. Line ends become `\n`, the ends are trimmed, invisible
/// characters are removed. No-break spaces stay, because they decide where lines break.
pub fn block(raw: &str, max: usize) -> Result<String, Reason> {
    let text = without_invisible(raw).replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    within(text.trim().to_owned(), max)
}

/// Returns a cell of a CSV file that no spreadsheet program evaluates. A text that would be read as a formula gets an
/// apostrophe before it, and so does a text that already begins like this, so that [`plain_cell`] returns the same
/// text.
pub fn harmless_cell(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the text of a cell without the apostrophe of [`harmless_cell`].
pub fn plain_cell(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Checks an e-mail address against the form that browsers accept in `<input type=email>`, approximately (HTML Living
/// Standard, 4.10.5.1.5).
pub fn email(raw: &str, max: usize) -> Result<String, Reason> {
    let text = without_invisible(raw);
    let text = text.trim();
    if text.is_empty() {
        return Err(Reason::Required);
    }
    let (local, host) = text.rsplit_once('@').ok_or(Reason::NotAnEmail)?;
    let local_ok = !local.is_empty()
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let label_ok = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if !local_ok || !host.split('.').all(label_ok) {
        return Err(Reason::NotAnEmail);
    }
    within(text.to_owned(), max)
}

fn within(text: String, max: usize) -> Result<String, Reason> {
    if text.chars().count() > max {
        Err(Reason::TooLong { max })
    } else {
        Ok(text)
    }
}

/// Inserts a separator between groups of three digits, from the right.
pub fn in_threes(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_blank_name_is_refused() {
        for raw in ["", "   ", "\n\t", "\u{200b}", "\u{a0}"] {
            assert_eq!(line(raw, 10), Err(Reason::Required), "{raw:?}");
        }
    }

    #[test]
    fn invisible_characters_are_not_part_of_a_text() {
        assert_eq!(line("Lista\u{a0}5\u{200b}", 10).as_deref(), Ok("Lista 5"));
        assert_eq!(line(" \u{200b} a \u{ad} b", 10).as_deref(), Ok("a b"));
        assert_eq!(
            block("\u{feff}w\u{a0}domu\u{ad}\nx", 10).as_deref(),
            Ok("w\u{a0}domu\nx")
        );
        assert_eq!(
            email("kontakt@example.test\u{a0}", 99).as_deref(),
            Ok("kontakt@example.test")
        );
        assert_eq!(line("👩\u{200d}💻", 10).as_deref(), Ok("👩\u{200d}💻"));
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(line(&"ł".repeat(10), 10).as_deref(), Ok("łłłłłłłłłł"));
        assert_eq!(line(&"ł".repeat(11), 10), Err(Reason::TooLong { max: 10 }));
    }

    #[test]
    fn harmless_cells_are_never_formulas() {
        for formula in ["=1+1", "+48 22", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-2"] {
            assert_eq!(harmless_cell(formula), format!("'{formula}"));
        }
        for text in ["", "Anna", "1=1", "'t Hooft", " =1", "łódź"] {
            assert_eq!(harmless_cell(text), text);
        }
    }

    #[test]
    fn addresses() {
        for good in [
            "a@b.pl",
            "jan.kowalski+x@firma.com.pl",
            "zażółć@łódź.pl",
            "root@localhost",
            "\u{feff}jan@firma.pl\u{a0}\u{200b}",
        ] {
            assert!(email(good, 254).is_ok(), "{good}");
        }
        for bad in ["a", "@b.pl", "a@", "a b@c.pl", "a@b..pl", "a@-b.pl", "a@b.pl\u{0}"] {
            assert!(email(bad, 254).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_harmless_cell_is_read_back_unchanged(text in "['=+@a\t-]{0,6}") {
            let harmless = harmless_cell(&text);
            prop_assert_eq!(plain_cell(&harmless), text.as_str());
        }

        #[test]
        fn a_checked_line_is_unchanged(raw in ".{0,60}") {
            if let Ok(once) = line(&raw, 60) {
                prop_assert_eq!(line(&once, 60), Ok(once.clone()));
                prop_assert!(!once.contains(['\n', '\r', '\0']));
            }
        }
    }
}
