//! Days and periods in words.

use domain::{list_query::Day, statistics::Span};

use super::Messages;

/// Returns a day as '23 Nov 2026'.
pub fn day_words(messages: Messages, day: Day) -> String {
    let month = messages.text(&format!("month-{}", u8::from(day.0.month())));
    format!("{}\u{a0}{month}\u{a0}{}", day.0.day(), day.0.year())
}

/// Returns a period as '1 Nov 2026 – 30 Nov 2026', or as one day if it has only one.
pub fn span_words(messages: Messages, span: Span) -> String {
    between(messages, Some(span.from), Some(span.to))
}

/// Returns the period between two days, either of which may be missing.
pub fn between(messages: Messages, from: Option<Day>, to: Option<Day>) -> String {
    let words = |day: Option<Day>| day.map(|day| day_words(messages, day)).unwrap_or_default();
    if from == to {
        words(from)
    } else {
        format!("{} – {}", words(from), words(to)).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn a_period_of_one_day_is_that_day_and_an_open_end_stays_open() {
        let messages = Messages(Language::En);
        let day = Day::parse("2026-11-23");
        assert_eq!(between(messages, day, day), "23\u{a0}Nov\u{a0}2026");
        assert_eq!(between(messages, None, day), "– 23\u{a0}Nov\u{a0}2026");
        assert_eq!(
            between(messages, Day::parse("2026-11-01"), day),
            "1\u{a0}Nov\u{a0}2026 – 23\u{a0}Nov\u{a0}2026"
        );
    }
}
