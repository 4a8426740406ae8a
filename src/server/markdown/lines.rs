//! Where the nodes of a parsed text are in it.

use std::ops::Range;

use comrak::nodes::Sourcepos;

/// The byte at which each line of a text begins.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines. A line ends with CR, LF or both.
    pub(super) fn new(markdown: &str) -> Self {
        let bytes = markdown.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// Returns the bytes of a node. Beside a definition of a reference link, and in cells with escaped characters, the parser's
    /// positions are not exact.
    pub(super) fn span(&self, position: Sourcepos) -> Option<Range<usize>> {
        let line = |line: usize| self.0.get(line.checked_sub(1)?).copied();
        let start = line(position.start.line)? + position.start.column.checked_sub(1)?;
        Some(start..line(position.end.line)? + position.end.column)
    }

    /// Returns the bytes of a node that is on one line.
    pub(super) fn range(&self, position: Sourcepos) -> Option<Range<usize>> {
        let one_line = position.start.line == position.end.line;
        self.span(position).filter(|_| one_line)
    }
}
