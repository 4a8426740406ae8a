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

    /// Returns the bytes of a node that is on one line.
    pub(super) fn range(&self, position: Sourcepos) -> Option<Range<usize>> {
        let line = self.0.get(position.start.line.checked_sub(1)?)?;
        let start = line + position.start.column.checked_sub(1)?;
        (position.start.line == position.end.line).then_some(start..line + position.end.column)
    }

    /// Returns the last byte of a node.
    pub(super) fn last_byte(&self, position: Sourcepos) -> Option<usize> {
        let line = self.0.get(position.end.line.checked_sub(1)?)?;
        Some(line + position.end.column.checked_sub(1)?)
    }
}
