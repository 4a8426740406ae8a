//! The rows that the page shows, and those that it sends to the server.

use domain::import::{RowAction, RowVerdict, Target};

use super::Session;
use crate::protocol::{Answer, Found, SHOWN_CHARACTERS, Show, Window, WindowRow, WorkerError};

/// Maximum number of rows of a window; a chunk has its own limit below.
const MAX_WINDOW: usize = 500;
const MAX_CHUNK: usize = 10_000;

/// Returns the text as it is shown, and whether it was truncated.
pub fn shown(text: &str) -> (String, bool) {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => (text.get(..end).unwrap_or(text).to_owned(), true),
        None => (text.to_owned(), false),
    }
}

impl Session {
    pub(super) fn window(&self, from: usize, count: usize, show: Show) -> Result<Answer, WorkerError> {
        if self.book.is_none() {
            return Err(WorkerError::TooEarly);
        }
        let count = count.min(MAX_WINDOW);
        let (total, indexes): (usize, Vec<usize>) = match show {
            Show::All => (
                self.rows(),
                (from..self.rows().min(from.saturating_add(count))).collect(),
            ),
            Show::Wrong | Show::Left => {
                let shown = || (0..self.rows()).filter(|index| self.shows(show, *index));
                (shown().count(), shown().skip(from).take(count).collect())
            }
        };
        let rows = indexes
            .into_iter()
            .map(|index| self.window_row(index))
            .collect::<Result<_, _>>()?;
        Ok(Answer::Window(Window { from, total, rows }))
    }

    fn shows(&self, show: Show, index: usize) -> bool {
        match show {
            Show::All => true,
            Show::Wrong => self.is_wrong(index),
            Show::Left => self.stays_out(index),
        }
    }

    pub(super) fn window_row(&self, index: usize) -> Result<WindowRow, WorkerError> {
        let number = self.number_of(index);
        let mut row = WindowRow {
            row: number,
            cells: Vec::with_capacity(self.names.len()),
            cut: Vec::new(),
            edited: self
                .edits
                .get(&number)
                .map(|cells| cells.keys().copied().collect())
                .unwrap_or_default(),
            reads: Vec::new(),
            wrong: Vec::new(),
            action: None,
            candidates: Vec::new(),
            differences: Vec::new(),
            changed_since: false,
            closed: false,
            left_out: self.is_left_out(index),
        };
        for column in 0..self.names.len() {
            let (text, cut) = shown(self.shown_cell(index, column));
            row.cells.push(text);
            if cut {
                row.cut.push(column);
            }
        }
        if self.outcomes.is_empty() {
            return Ok(row);
        }
        row.reads = self.reads(index);
        let verdict = self.verdict(index)?;
        if let Some(comparison) = self.compare(index, &verdict) {
            row.changed_since = comparison.changed_since && !comparison.differences.is_empty();
            row.closed = comparison.closed;
            row.differences = comparison.differences;
            for difference in &mut row.differences {
                difference.before = shown(&difference.before).0;
            }
        }
        match verdict {
            RowVerdict::Right(read) => row.action = Some(read.action),
            RowVerdict::Wrong(wrong) => row.wrong = wrong,
        }
        if let (Some(checker), Some(column)) = (&self.checker, self.mapping.column_of(Target::Name)) {
            row.candidates = checker
                .spaces_named(self.cell(index, column))
                .map(|space| space.id)
                .take(20)
                .collect();
        }
        if let (Some(checker), Some(column)) = (&self.checker, self.mapping.column_of(Target::Id))
            && let Some(named) = checker.space_of(self.cell(index, column))
        {
            row.candidates = named;
        }
        Ok(row)
    }

    /// Returns the values that are read from the cells whose text is ambiguous.
    fn reads(&self, index: usize) -> Vec<(usize, String)> {
        let Some(checker) = &self.checker else {
            return Vec::new();
        };
        let custom = self.mapping.columns.iter().enumerate();
        let reads = custom.filter_map(|(column, target)| match target {
            Some(Target::Custom(field)) => {
                let reads = checker.reads_as(*field, self.cell(index, column), self.is_number(index, column));
                reads.map(|reads| (column, reads))
            }
            _ => None,
        });
        reads.collect()
    }

    pub(super) fn next_wrong(&self, after: Option<u32>, show: Show) -> Option<Found> {
        let after = after.and_then(|row| self.index_of(row).ok());
        let from = after.map_or(0, |index| index + 1);
        // After the last row, the search continues with the first.
        let index = (from..self.rows())
            .chain(0..from.min(self.rows()))
            .find(|index| self.is_wrong(*index))?;
        let place = (0..index).filter(|index| self.shows(show, *index)).count();
        Some(Found {
            row: self.number_of(index),
            place,
        })
    }

    pub(super) fn chunk(&self, from: usize, count: usize) -> Result<Answer, WorkerError> {
        if self.outcomes.is_empty() {
            return Err(WorkerError::TooEarly);
        }
        let count = count.clamp(1, MAX_CHUNK);
        let mut rows = Vec::with_capacity(count.min(self.rows()));
        let mut index = from;
        while index < self.rows() && rows.len() < count {
            if !self.is_left_out(index)
                && let RowVerdict::Right(row) = self.verdict(index)?
            {
                // A skipped row is sent only to be counted and linked to its space. An unchanged row is not sent.
                let counts = !matches!(
                    row.action,
                    RowAction::Skip { space: None } | RowAction::Unchanged { .. }
                );
                rows.extend(counts.then_some(row));
            }
            index += 1;
        }
        let next = (index < self.rows()).then_some(index);
        Ok(Answer::Chunk { rows, next })
    }
}
