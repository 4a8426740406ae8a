//! What the buttons of the toolbar do to a text: pure functions over byte offsets.

use std::ops::Range;

/// A button of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Bold,
    Italic,
    List,
    Numbered,
    Quote,
    Code,
    Link,
    Table,
}

impl Format {
    pub const ALL: [Format; 8] = [
        Self::Bold,
        Self::Italic,
        Self::List,
        Self::Numbered,
        Self::Quote,
        Self::Code,
        Self::Link,
        Self::Table,
    ];

    /// Returns the name of the button's message.
    pub fn message(self) -> &'static str {
        match self {
            Self::Bold => "writing-bold",
            Self::Italic => "writing-italic",
            Self::List => "writing-list",
            Self::Numbered => "writing-numbered",
            Self::Quote => "writing-quote",
            Self::Code => "writing-code",
            Self::Link => "writing-link",
            Self::Table => "writing-table",
        }
    }
}

/// A replacement in a text. Offsets are bytes; those of the selection are of the text after the replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub text: String,
    pub select: Range<usize>,
}

impl Edit {
    /// Returns the replacement of a range, after which the caret is behind the new text.
    pub fn replace(range: Range<usize>, text: String) -> Self {
        let end = range.start + text.len();
        Self {
            range,
            text,
            select: end..end,
        }
    }
}

/// Returns what a button does to the selected part of a text.
pub fn format(text: &str, selected: Range<usize>, format: Format) -> Edit {
    let inside = text.get(selected.clone()).unwrap_or_default();
    match format {
        Format::Bold => around(text, selected, "**"),
        Format::Italic => around(text, selected, "*"),
        Format::Code if inside.contains('\n') => {
            let before = line_break_before(text, selected.start);
            let new = format!("{before}```\n{}\n```\n", inside.trim_end_matches('\n'));
            Edit::replace(selected, new)
        }
        Format::Code => around(text, selected, "`"),
        Format::List => lines(text, selected, |_| "- ".to_owned()),
        Format::Numbered => lines(text, selected, |at| format!("{}. ", at + 1)),
        Format::Quote => lines(text, selected, |_| "> ".to_owned()),
        Format::Link => link(selected, inside),
        Format::Table => table(text, selected, inside),
    }
}

/// Puts the delimiter around the selection, or takes it away.
fn around(text: &str, selected: Range<usize>, mark: &str) -> Edit {
    let (before, rest) = text.split_at_checked(selected.start).unwrap_or((text, ""));
    let (inside, after) = rest
        .split_at_checked(selected.end - selected.start)
        .unwrap_or((rest, ""));
    // A single star is not half of a double one.
    let stars = |text: &str, from_end: bool| {
        let count = |c: &char| *c == '*';
        if from_end {
            text.chars().rev().take_while(count).count()
        } else {
            text.chars().take_while(count).count()
        }
    };
    let whole = match mark {
        "*" => stars(before, true) % 2 == 1 && stars(after, false) % 2 == 1,
        _ => before.ends_with(mark) && after.starts_with(mark),
    };
    if whole {
        let start = selected.start - mark.len();
        return Edit {
            range: start..selected.end + mark.len(),
            text: inside.to_owned(),
            select: start..start + inside.len(),
        };
    }
    // Delimiters next to blanks have no effect, so blanks stay outside.
    let trimmed = inside.trim();
    let lead = inside.len() - inside.trim_start().len();
    let (start, body) = if trimmed.is_empty() {
        (selected.start, inside)
    } else {
        (selected.start + lead, trimmed)
    };
    let first = start + mark.len();
    Edit {
        range: start..start + body.len(),
        text: format!("{mark}{body}{mark}"),
        select: first..first + body.len(),
    }
}

/// Puts a mark before each line of the selection, or takes it away if all have it.
fn lines(text: &str, selected: Range<usize>, mark: impl Fn(usize) -> String) -> Edit {
    let start = text[..selected.start].rfind('\n').map_or(0, |at| at + 1);
    let last = if selected.is_empty() {
        selected.end
    } else {
        selected.end.max(selected.start + 1) - 1
    };
    let last = (0..=last)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at).max(start);
    let marked: Vec<&str> = text[start..end].split('\n').collect();
    let all = marked.iter().enumerate().all(|(at, line)| line.starts_with(&mark(at)));
    let changed: Vec<String> = marked
        .iter()
        .enumerate()
        .map(|(at, line)| match line.strip_prefix(&mark(at)) {
            Some(rest) if all => rest.to_owned(),
            _ => format!("{}{line}", mark(at)),
        })
        .collect();
    let new = changed.join("\n");
    let end_of_new = start + new.len();
    let caret = if selected.is_empty() {
        end_of_new..end_of_new
    } else {
        start..end_of_new
    };
    Edit {
        range: start..end,
        text: new,
        select: caret,
    }
}

fn link(selected: Range<usize>, inside: &str) -> Edit {
    let address = ["http://", "https://"].iter().any(|start| inside.starts_with(start));
    if address {
        let text = format!("[]({inside})");
        let caret = selected.start + 1;
        return Edit {
            range: selected,
            text,
            select: caret..caret,
        };
    }
    let text = format!("[{inside}](https://)");
    let start = selected.start + inside.len() + 3;
    // With a selected text, the address is next; otherwise the text.
    let select = if inside.is_empty() {
        selected.start + 1..selected.start + 1
    } else {
        start..start + "https://".len()
    };
    Edit {
        range: selected,
        text,
        select,
    }
}

/// Inserts an empty table, or makes one of selected lines with tabs.
fn table(text: &str, selected: Range<usize>, inside: &str) -> Edit {
    let before = match &text[..selected.start] {
        "" => "",
        before if before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let rows: Vec<Vec<&str>> = inside.trim().lines().map(|line| line.split('\t').collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default().max(2);
    let row = |cells: &[&str]| {
        let cells: Vec<&str> = (0..width).map(|at| cells.get(at).copied().unwrap_or("  ")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let first: &[&str] = rows.first().map_or(&[], Vec::as_slice);
    let mut made = vec![row(first), format!("|{}", " --- |".repeat(width))];
    made.extend(rows.iter().skip(1).map(|cells| row(cells)));
    if rows.len() < 2 {
        made.push(row(&[]));
    }
    let caret = selected.start + before.len() + 2;
    Edit {
        range: selected,
        text: format!("{before}{}\n", made.join("\n")),
        select: caret..caret,
    }
}

/// Returns the insertion of a paragraph after the line of the caret, which is behind it if it was at the end of the line, and
/// otherwise stays.
pub fn own_paragraph(text: &str, caret: usize, paragraph: &str) -> Edit {
    let caret = (0..=caret.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    let at = text[caret..].find('\n').map_or(text.len(), |end| caret + end);
    let (before, after) = text.split_at(at);
    let gap = match before.trim_end_matches(' ') {
        "" => "",
        before if before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let end = if after.starts_with("\n\n") { "" } else { "\n" };
    let edit = Edit::replace(at..at, format!("{gap}{paragraph}{end}"));
    if caret == at {
        return edit;
    }
    Edit {
        select: caret..caret,
        ..edit
    }
}

fn line_break_before(text: &str, at: usize) -> &'static str {
    if at == 0 || text[..at].ends_with('\n') {
        ""
    } else {
        "\n"
    }
}

/// Returns the byte offset of a place that is given in UTF-16 units, as browsers do.
pub fn byte_at(text: &str, units: u32) -> usize {
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += c.len_utf16() as u32;
    }
    text.len()
}

/// Returns the number of UTF-16 units before a byte offset.
pub fn units_at(text: &str, byte: usize) -> u32 {
    text.char_indices()
        .take_while(|(at, _)| *at < byte)
        .map(|(_, c)| c.len_utf16() as u32)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, selected: Range<usize>, button: Format) -> (String, String) {
        let edit = format(text, selected, button);
        let after = format!("{}{}{}", &text[..edit.range.start], edit.text, &text[edit.range.end..]);
        let selection = after[edit.select].to_owned();
        (after, selection)
    }

    fn whole(text: &str, selected: Range<usize>, button: Format) -> String {
        applied(text, selected, button).0
    }

    #[test]
    fn a_format_is_put_around_the_words_and_taken_away_again() {
        assert_eq!(
            applied("a ból b", 2..7, Format::Bold),
            ("a **ból** b".into(), "ból".into())
        );
        assert_eq!(
            applied("a **ból** b", 4..8, Format::Bold),
            ("a ból b".into(), "ból".into())
        );
        assert_eq!(whole("**ból**", 2..6, Format::Italic), "***ból***");
        assert_eq!(whole("***ból***", 3..7, Format::Italic), "**ból**");
        assert_eq!(applied("", 0..0, Format::Bold), ("****".into(), String::new()));
        assert_eq!(format("", 0..0, Format::Bold).select, 2..2);
    }

    #[test]
    fn lines_become_a_list_and_lines_again() {
        assert_eq!(whole("a\nb\nc", 0..3, Format::List), "- a\n- b\nc");
        assert_eq!(whole("- a\n- b\nc", 0..7, Format::List), "a\nb\nc");
        assert_eq!(whole("x\na\nb", 2..5, Format::Numbered), "x\n1. a\n2. b");
        assert_eq!(whole("", 0..0, Format::Quote), "> ");
        assert_eq!(whole("ż\n", 3..3, Format::List), "ż\n- ");
    }

    #[test]
    fn a_link_asks_for_what_is_missing() {
        assert_eq!(
            applied("see it", 4..6, Format::Link),
            ("see [it](https://)".into(), "https://".into())
        );
        assert_eq!(whole("https://e.org", 0..13, Format::Link), "[](https://e.org)");
        assert_eq!(format("", 0..0, Format::Link).select, 1..1);
    }

    #[test]
    fn code_of_several_lines_is_a_block() {
        assert_eq!(whole("a\nb", 0..3, Format::Code), "```\na\nb\n```\n");
        assert_eq!(whole("a", 0..1, Format::Code), "`a`");
    }

    #[test]
    fn a_table_stands_alone() {
        assert_eq!(
            whole("a", 1..1, Format::Table),
            "a\n\n|    |    |\n| --- | --- |\n|    |    |\n"
        );
        assert_eq!(
            whole("x\ty\n1\t2", 0..7, Format::Table),
            "| x | y |\n| --- | --- |\n| 1 | 2 |\n"
        );
    }

    #[test]
    fn a_paragraph_is_put_after_the_line_of_the_caret() {
        let put = |text: &str, caret: usize| {
            let edit = own_paragraph(text, caret, "![a](b)");
            let after = format!("{}{}{}", &text[..edit.range.start], edit.text, &text[edit.range.end..]);
            (after, edit.select.start)
        };
        assert_eq!(put("", 0), ("![a](b)\n".into(), 8));
        assert_eq!(put("Look: ", 6), ("Look: \n\n![a](b)\n".into(), 16));
        assert_eq!(put("![a](b)\n", 8), ("![a](b)\n\n![a](b)\n".into(), 17));
        // Somebody who types elsewhere in the line goes on there.
        assert_eq!(put("żółw\nnext", 2), ("żółw\n\n![a](b)\n\nnext".into(), 2));
        assert_eq!(put("one\n\ntwo", 3), ("one\n\n![a](b)\n\ntwo".into(), 12));
    }

    #[test]
    fn offsets_of_the_browser_are_utf_16() {
        let text = "a😀ł b";
        for (byte, _) in text.char_indices() {
            assert_eq!(byte_at(text, units_at(text, byte)), byte);
        }
        assert_eq!(units_at(text, text.len()), 6);
        assert_eq!(byte_at(text, 99), text.len());
    }
}
