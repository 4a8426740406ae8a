//! Splitting the values in a cell.

use serde::{Deserialize, Serialize};

use crate::text::is_blank;

/// The separators in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separators {
    pub new_line: bool,
    pub semicolon: bool,
    pub comma: bool,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            new_line: true,
            semicolon: true,
            comma: true,
        }
    }
}

impl Separators {
    /// Returns the values of a cell, trimmed and without empty ones.
    pub fn split(self, cell: &str) -> impl Iterator<Item = &str> {
        cell.split(move |c| match c {
            '\n' | '\r' => self.new_line,
            ';' => self.semicolon,
            ',' => self.comma,
            _ => false,
        })
        .map(str::trim)
        .filter(|value| !is_blank(value))
    }

    /// Returns the same, but keeps a known value whole even if it contains separators: a line, else a part between
    /// semicolons, else the longest run of parts between commas.
    pub fn split_known(self, cell: &str, known: impl Fn(&str) -> bool) -> Vec<&str> {
        // Most cells have one value, which need not be looked up.
        if !cell.contains([',', ';']) {
            return self.split(cell).collect();
        }
        let lines = Self {
            semicolon: false,
            comma: false,
            ..self
        };
        let mut values = Vec::new();
        for line in lines.split(cell) {
            if !line.contains([',', ';']) || known(line) {
                values.push(line);
                continue;
            }
            let parts = Self {
                new_line: false,
                comma: false,
                ..self
            };
            for part in parts.split(line) {
                if !self.comma || !part.contains(',') || known(part) {
                    values.push(part);
                } else {
                    between_commas(part, &known, &mut values);
                }
            }
        }
        values
    }
}

/// The maximum number of parts between commas that are tried as one value.
const LONGEST_RUN: usize = 8;

fn between_commas<'a>(text: &'a str, known: &impl Fn(&str) -> bool, values: &mut Vec<&'a str>) {
    let ends: Vec<usize> = text
        .match_indices(',')
        .map(|(place, _)| place)
        .chain([text.len()])
        .collect();
    let (mut start, mut next) = (0, 0);
    while next < ends.len() {
        let run = |last: usize| {
            ends.get(last)
                .and_then(|end| text.get(start..*end))
                .unwrap_or_default()
                .trim()
        };
        let longest = (next + 1..ends.len().min(next + LONGEST_RUN)).rev();
        let last = longest.into_iter().find(|last| known(run(*last))).unwrap_or(next);
        let value = run(last);
        if !is_blank(value) {
            values.push(value);
        }
        start = ends.get(last).map_or(text.len(), |end| end + 1);
        next = last + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(cell: &str, known: &[&str]) -> Vec<String> {
        let parts = Separators::default().split_known(cell, |value| known.contains(&value));
        parts.into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn known_values_may_contain_separators() {
        let known = ["A, B", "C; D", "E", "F, G; H"];
        for (cell, values) in [
            ("A, B", &["A, B"][..]),
            ("A, B, E", &["A, B", "E"]),
            ("E, A, B", &["E", "A, B"]),
            ("A, C, B", &["A", "C", "B"]),
            ("A, B; E", &["A, B", "E"]),
            ("C; D", &["C; D"]),
            ("C; D\nA, B", &["C; D", "A, B"]),
            ("F, G; H\nE, X", &["F, G; H", "E", "X"]),
            (" , E,, ", &["E"]),
            ("", &[]),
        ] {
            assert_eq!(split(cell, &known), values, "{cell:?}");
        }
    }

    #[test]
    fn a_separator_that_is_not_in_use_separates_nothing() {
        let semicolon = Separators {
            new_line: false,
            semicolon: true,
            comma: false,
        };
        let parts: Vec<&str> = semicolon.split_known("A, B; C\nD", |_| false);
        assert_eq!(parts, ["A, B", "C\nD"]);
    }
}
