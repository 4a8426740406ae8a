//! The difference between two texts, line by line, and word by word in lines that resemble each other.

use std::time::Duration;

use domain::topic::page::{DifferenceLine, Piece};
use similar::{ChangeTag, DiffOp, InlineChange, TextDiff};

/// How many equal lines are shown around lines that differ.
const AROUND: usize = 3;
/// After this time the difference is no longer the smallest one.
const TIME: Duration = Duration::from_millis(300);

/// Returns the lines that differ with those around them. Nothing if the texts are equal.
pub fn difference(older: &str, newer: &str) -> Vec<DifferenceLine> {
    let diff = TextDiff::configure().timeout(TIME).diff_lines(older, newer);
    let (mut lines, mut shown) = (Vec::new(), 0);
    for group in diff.grouped_ops(AROUND) {
        let begins = group.first().map_or(shown, |op| op.old_range().start);
        skip(&mut lines, begins - shown);
        shown = group.last().map_or(begins, |op| op.old_range().end);
        for op in &group {
            lines.extend(lines_of(&diff, op));
        }
    }
    if !lines.is_empty() {
        skip(&mut lines, diff.old_len() - shown);
    }
    lines
}

fn skip(lines: &mut Vec<DifferenceLine>, count: usize) {
    if count > 0 {
        lines.push(DifferenceLine::Skipped(count));
    }
}

fn lines_of(diff: &TextDiff<'_, '_, str>, op: &DiffOp) -> Vec<DifferenceLine> {
    diff.iter_inline_changes(op).map(|change| line(&change)).collect()
}

fn line(change: &InlineChange<'_, str>) -> DifferenceLine {
    let pieces = || {
        let marked = change.values().iter().any(|(changed, _)| *changed);
        let mut pieces: Vec<Piece> = Vec::new();
        for (changed, text) in change.values() {
            // A line without marks resembles none of the other version.
            let changed = *changed || !marked;
            let text = text.trim_end_matches(['\n', '\r']);
            match pieces.last_mut() {
                _ if text.is_empty() => {}
                Some(last) if last.changed == changed => last.text.push_str(text),
                _ => pieces.push(Piece {
                    text: text.to_owned(),
                    changed,
                }),
            }
        }
        pieces
    };
    match change.tag() {
        ChangeTag::Equal => DifferenceLine::Same(pieces().into_iter().map(|piece| piece.text).collect()),
        ChangeTag::Delete => DifferenceLine::Deleted(pieces()),
        ChangeTag::Insert => DifferenceLine::Inserted(pieces()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> DifferenceLine {
        DifferenceLine::Same(text.to_owned())
    }

    fn pieces(texts: &[(&str, bool)]) -> Vec<Piece> {
        let piece = |(text, changed): &(&str, bool)| Piece {
            text: (*text).to_owned(),
            changed: *changed,
        };
        texts.iter().map(piece).collect()
    }

    #[test]
    fn lines_that_resemble_each_other_differ_by_words() {
        let lines = difference(
            "Prices\nThe offer is valid until May\nEnd",
            "Prices\nThe offer is valid until June\nEnd",
        );
        assert_eq!(
            lines,
            [
                same("Prices"),
                DifferenceLine::Deleted(pieces(&[("The offer is valid until ", false), ("May", true)])),
                DifferenceLine::Inserted(pieces(&[("The offer is valid until ", false), ("June", true)])),
                same("End"),
            ]
        );
    }

    #[test]
    fn a_line_of_one_version_alone_is_changed_as_a_whole() {
        let lines = difference("one\ntwo\n", "one\nzero\n\ntwo\n");
        assert_eq!(
            lines,
            [
                same("one"),
                DifferenceLine::Inserted(pieces(&[("zero", true)])),
                DifferenceLine::Inserted(Vec::new()),
                same("two"),
            ]
        );
        assert_eq!(difference("a\nb", "a\nb"), []);
    }

    #[test]
    fn lines_far_from_a_change_are_counted() {
        let text: String = (0..20).map(|line| format!("line {line}\n")).collect();
        let lines = difference(&text, &text.replace("line 10\n", ""));
        assert_eq!(lines.first(), Some(&DifferenceLine::Skipped(7)));
        assert_eq!(lines.last(), Some(&DifferenceLine::Skipped(6)));
        assert_eq!(lines.len(), 1 + 3 + 1 + 3 + 1);
    }

    #[test]
    fn texts_without_anything_in_common_take_no_long_time() {
        let text = |word: &str| (0..10_000).map(|line| format!("{word}{line}\n")).collect::<String>();
        let (older, newer) = (text("a"), text("b"));
        let started = std::time::Instant::now();
        assert_eq!(difference(&older, &newer).len(), 20_000);
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}
