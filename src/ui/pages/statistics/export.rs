//! The numbers as a file of comma-separated values: the period as a whole, the previous one, then step by step.

use domain::statistics::{Span, Statistics};

use super::table::name;
use crate::i18n::Speech;

/// The file's text. Days are written so that every spreadsheet reads them; words and numbers need no quoting.
pub fn csv(speech: Speech, statistics: &Statistics) -> String {
    let header = [
        "statistics-activity",
        "statistics-part",
        "statistics-from",
        "statistics-to",
        "statistics-count",
    ];
    // The mark by which spreadsheets know UTF-8.
    let mut out = String::from("\u{feff}");
    out.push_str(&header.map(|name| quoted(&speech.text(name))).join(","));
    out.push_str("\r\n");
    let whole = speech.text("statistics-now");
    let previous = speech.text("statistics-before");
    let step = speech.text("statistics-step");
    let buckets = statistics.span.buckets(statistics.step);
    for row in &statistics.rows {
        let mut line = |part: &str, span: Span, count: u32| {
            let cells = [
                quoted(&name(speech, row.measure)),
                quoted(part),
                span.from.to_string(),
                span.to.to_string(),
                count.to_string(),
            ];
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        };
        line(&whole, statistics.span, row.total());
        line(&previous, statistics.previous, row.previous());
        for (bucket, count) in buckets.iter().zip(&row.now) {
            line(&step, *bucket, *count);
        }
    }
    out
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        list_query::Day,
        person::Language,
        statistics::{Counted, Measure, StatisticsQuery, Step},
    };

    use super::*;

    #[test]
    fn every_step_has_its_line() {
        let (span, previous) = StatisticsQuery::from_query("period=week").spans(Day::parse("2026-11-24").unwrap());
        let statistics = Statistics {
            span,
            previous,
            step: Step::Day,
            rows: vec![Counted {
                measure: Measure::DealsWon,
                now: vec![1, 0, 2, 0, 0, 0, 0],
                before: vec![0; 7],
            }],
            person: None,
        };
        let text = csv(Speech(Language::En), &statistics);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 10);
        assert_eq!(lines[1], "Deals won,This period,2026-11-23,2026-11-29,3");
        assert_eq!(lines[5], "Deals won,Step,2026-11-25,2026-11-25,2");
    }
}
