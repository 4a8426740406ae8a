//! The files that a text names: `![name](file:ID)` is a picture, `[name](file:ID)` another file.

use std::ops::Range;

use domain::ids::FileId;

use super::edits::Edit;

/// What begins the address of a file.
const ADDRESS: &str = "](file:";

/// A file that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub file: FileId,
    pub name: String,
    /// The Markdown, in bytes.
    range: Range<usize>,
}

/// Returns the files that a text names, in their order.
pub fn named(text: &str) -> Vec<Named> {
    let found = text.match_indices(ADDRESS);
    found.filter_map(|(at, _)| named_at(text, at)).collect()
}

/// Returns whether a text names the file.
pub fn names_file(text: &str, file: FileId) -> bool {
    named(text).iter().any(|named| named.file == file)
}

/// Reads the file whose label ends at `at`.
fn named_at(text: &str, at: usize) -> Option<Named> {
    let rest = &text[at + ADDRESS.len()..];
    let (id, _) = rest.split_once(')')?;
    let file = id.parse().ok()?;
    let open = label_start(text, at)?;
    let start = if text[..open].ends_with('!') { open - 1 } else { open };
    Some(Named {
        file,
        name: unescaped(&text[open + 1..at]),
        range: start..at + ADDRESS.len() + id.len() + 1,
    })
}

/// Returns the place of the bracket that opens the label.
fn label_start(text: &str, end: usize) -> Option<usize> {
    let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let escaped = |at: usize| {
        let before = text[line..at].chars().rev().take_while(|c| *c == '\\').count();
        before % 2 == 1
    };
    let brackets = text[line..end].rmatch_indices('[').map(|(at, _)| line + at);
    brackets.into_iter().find(|at| !escaped(*at))
}

/// Returns the Markdown of a file.
pub fn markdown(file: FileId, name: &str, picture: bool) -> String {
    let sign = if picture { "!" } else { "" };
    format!("{sign}[{}](file:{file})", escaped(name))
}

/// Returns the name as text of a label, without any of Markdown's meanings.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        // An underscore inside a word has no meaning.
        let inside = |next: Option<&char>| {
            before.is_some_and(char::is_alphanumeric) && next.is_some_and(|next: &char| next.is_alphanumeric())
        };
        let meaning = match c {
            '\\' | '[' | ']' | '*' | '`' | '<' | '>' | '~' | '&' | '|' | '$' => true,
            '_' => !inside(rest.peek()),
            _ => false,
        };
        if meaning {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn unescaped(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut rest = label.chars().peekable();
    while let Some(c) = rest.next() {
        let meant = match c {
            '\\' => rest.next_if(char::is_ascii_punctuation).unwrap_or(c),
            c => c,
        };
        out.push(meant);
    }
    out
}

/// Returns the removal of a file from a text, with its line if nothing else is in it.
pub fn removal(text: &str, file: FileId) -> Option<Edit> {
    let found = named(text).into_iter().find(|named| named.file == file)?;
    let (mut start, mut end) = (found.range.start, found.range.end);
    let before = text[..start].trim_end_matches(' ');
    let after = text[end..].trim_start_matches(' ');
    let alone = (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    if alone {
        start = before.trim_end_matches('\n').len();
        end = text.len() - after.trim_start_matches('\n').len();
        let gap = if start == 0 || end == text.len() { "" } else { "\n\n" };
        return Some(Edit::replace(start..end, gap.to_owned()));
    }
    Some(Edit::replace(start..end, String::new()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ONE: FileId = FileId(Uuid::from_u128(1));
    const TWO: FileId = FileId(Uuid::from_u128(2));

    fn names(text: &str) -> Vec<(FileId, String)> {
        named(text).into_iter().map(|named| (named.file, named.name)).collect()
    }

    fn without(text: &str, file: FileId) -> String {
        let edit = removal(text, file).unwrap();
        format!("{}{}{}", &text[..edit.range.start], edit.text, &text[edit.range.end..])
    }

    #[test]
    fn a_text_has_a_file_that_it_names() {
        let (file, other) = (FileId(uuid::Uuid::from_u128(1)), FileId(uuid::Uuid::from_u128(2)));
        for picture in [true, false] {
            let text = format!("Before\n\n{}", markdown(file, "plan.pdf", picture));
            assert!(names_file(&text, file) && !names_file(&text, other), "{text}");
        }
    }

    #[test]
    fn a_name_is_read_as_it_was_written() {
        for name in [
            "plan.png",
            "a [b] (c).pdf",
            "x\\y*z_.txt",
            "snake_case.rs",
            "_a_",
            "Żółć & <co>.md",
        ] {
            let text = format!("Before {} after", markdown(ONE, name, true));
            assert_eq!(names(&text), [(ONE, name.to_owned())], "{text}");
        }
        assert_eq!(
            markdown(ONE, "snake_case.rs", false),
            format!("[snake_case.rs](file:{ONE})")
        );
    }

    #[test]
    fn only_files_count() {
        let text = format!("[a](https://e.org) [b](file:nothing) ![c](file:{ONE})\n[d](file:{TWO})");
        assert_eq!(names(&text), [(ONE, "c".to_owned()), (TWO, "d".to_owned())]);
        assert!(named("](file:").is_empty());
    }

    #[test]
    fn a_removed_file_leaves_no_empty_lines() {
        let (one, two) = (markdown(ONE, "a", true), markdown(TWO, "b", false));
        assert_eq!(without(&format!("See\n\n{one}\n"), ONE), "See");
        assert_eq!(
            without(&format!("See\n\n{one}\n\n{two}\n"), ONE),
            format!("See\n\n{two}\n")
        );
        assert_eq!(without(&format!("See {one} here"), ONE), "See  here");
        assert_eq!(without(&one, ONE), "");
        assert!(removal("See", ONE).is_none());
    }
}
