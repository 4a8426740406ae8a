//! Parsing of Markdown: CommonMark with GitHub's tables, strikethrough, autolinks and task lists.

use comrak::{Arena, Node, Options, parse_document};

/// Maximum number of table cells in a post. Short rows are filled with empty cells, so a small text can make large tables;
/// a post with more cells is parsed without tables.
const MAX_CELLS: usize = 20_000;

/// Parses the Markdown and returns what `read` makes of its tree.
pub(super) fn with_tree<T>(markdown: &str, read: impl for<'a> FnOnce(Node<'a>) -> T) -> T {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.table = cells(markdown) <= MAX_CELLS;
    let arena = Arena::new();
    read(parse_document(&arena, markdown, &options))
}

/// Returns an upper limit of the number of cells in the tables of the text: each line counts with the columns of the
/// widest line above it, up to an empty line, that may separate a table's header from its rows.
fn cells(markdown: &str) -> usize {
    let (mut cells, mut columns) = (0, 0);
    for line in markdown.split(['\n', '\r']) {
        let line = line.as_bytes();
        if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) {
            columns = 0;
        } else if separates(line) {
            columns = columns.max(1 + line.iter().filter(|byte| **byte == b'|').count());
        }
        cells += columns;
    }
    cells
}

/// Returns whether the line may separate a table's header from its rows, in a quote or list item too.
fn separates(line: &[u8]) -> bool {
    line.contains(&b'-') && line.iter().all(|byte| b"|-: \t>*+0123456789.)\x0b\x0c".contains(byte))
}
