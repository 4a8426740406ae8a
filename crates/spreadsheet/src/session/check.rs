//! Checking the rows.

use domain::error::{Field, Reason};
use domain::ids::SpaceId;
use domain::import::{Comparison, FoundNames, RowAction, RowChoice, RowVerdict, Target, WrongCell};

use super::{Report, Session, notations::RowCells};
use crate::options::Progress;
use crate::protocol::{Answer, Totals, WorkerError};

const ROWS_PER_REPORT: usize = 4_096;

/// The result of checking a row. The errors themselves are computed again when the row is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Add,
    Update(SpaceId),
    /// An update of a space that was changed after it was exported.
    UpdateSince(SpaceId),
    Skip,
    Unchanged,
    Wrong,
}

impl Outcome {
    fn updates(self) -> Option<SpaceId> {
        match self {
            Self::Update(space) | Self::UpdateSince(space) => Some(space),
            _ => None,
        }
    }

    fn of(verdict: &RowVerdict) -> Self {
        match verdict {
            RowVerdict::Wrong(_) => Self::Wrong,
            RowVerdict::Right(row) => match row.action {
                RowAction::Create { .. } => Self::Add,
                RowAction::Update { space, .. } => Self::Update(space),
                RowAction::Skip { .. } => Self::Skip,
                RowAction::Unchanged { .. } => Self::Unchanged,
            },
        }
    }
}

impl Session {
    pub(super) fn check_all(&mut self, report: Report<'_>) -> Result<Totals, WorkerError> {
        self.forget_check();
        let problems = self.mapping.problems();
        if !problems.is_empty() {
            return Err(WorkerError::Mapping(problems));
        }
        self.settle_notations();
        let rows = self.rows();
        let mut outcomes = Vec::with_capacity(rows);
        for index in 0..rows {
            if index.is_multiple_of(ROWS_PER_REPORT) {
                report(Progress {
                    done: index as u64,
                    total: rows as u64,
                });
            }
            outcomes.push(self.outcome(index)?);
        }
        self.outcomes = outcomes;
        self.count_claims();
        Ok(self.totals())
    }

    fn outcome(&self, index: usize) -> Result<Outcome, WorkerError> {
        let verdict = self.read_row(index)?;
        Ok(match (Outcome::of(&verdict), self.compare(index, &verdict)) {
            (Outcome::Update(space), Some(comparison)) if comparison.changed_since => Outcome::UpdateSince(space),
            (outcome, _) => outcome,
        })
    }

    /// Compares a valid row with the space that it names.
    pub(super) fn compare(&self, index: usize, verdict: &RowVerdict) -> Option<Comparison> {
        match (&self.checker, verdict) {
            (Some(checker), RowVerdict::Right(row)) => checker.compare(row, &self.row_cells(index), &self.mapping),
            _ => None,
        }
    }

    /// Returns the ids of spaces in the file.
    pub(super) fn named_spaces(&self) -> Vec<SpaceId> {
        let Some(column) = self.mapping.column_of(Target::Id) else {
            return Vec::new();
        };
        let ids = (0..self.rows()).filter_map(|index| self.cell(index, column).trim().parse().ok());
        let ids: std::collections::BTreeSet<SpaceId> = ids.collect();
        ids.into_iter().collect()
    }

    /// Reads one row without regard to the others.
    fn read_row(&self, index: usize) -> Result<RowVerdict, WorkerError> {
        let checker = self.checker.as_ref().ok_or(WorkerError::TooEarly)?;
        let verdict = checker.check(self.number_of(index), &self.row_cells(index), &self.mapping);
        match self.table.has_valueless() {
            true => Ok(self.with_valueless(index, verdict)),
            false => Ok(verdict),
        }
    }

    fn row_cells(&self, index: usize) -> RowCells<'_> {
        RowCells { session: self, index }
    }

    /// Returns the verdict of a row in which mapped cells may be formulas without a value. Such cells are wrong, unless
    /// the row is skipped.
    fn with_valueless(&self, index: usize, verdict: RowVerdict) -> RowVerdict {
        let mapped = self.mapping.columns.iter().enumerate();
        let mapped = mapped.filter_map(|(column, target)| Some((column, (*target)?)));
        let valueless = mapped.filter(|(column, _)| self.is_valueless(index, *column));
        let valueless: Vec<WrongCell> = valueless
            .map(|(column, target)| WrongCell {
                column: Some(column),
                field: target.field(),
                reason: Reason::NoFormulaValue,
            })
            .collect();
        match verdict {
            verdict if valueless.is_empty() => verdict,
            RowVerdict::Right(row) if matches!(row.action, RowAction::Skip { .. }) => RowVerdict::Right(row),
            RowVerdict::Right(_) => RowVerdict::Wrong(valueless),
            RowVerdict::Wrong(mut wrong) => {
                wrong.retain(|cell| !valueless.iter().any(|other| other.column == cell.column));
                wrong.extend(valueless);
                RowVerdict::Wrong(wrong)
            }
        }
    }

    /// Reads one row with regard to the others: two rows that update the same space are both wrong.
    pub(super) fn verdict(&self, index: usize) -> Result<RowVerdict, WorkerError> {
        let verdict = self.read_row(index)?;
        match &verdict {
            RowVerdict::Right(row) if self.is_contested(Outcome::of(&verdict)) => {
                Ok(RowVerdict::Wrong(vec![WrongCell {
                    column: self.mapping.column_of(Target::Name),
                    field: Field::Name,
                    reason: Reason::Ambiguous {
                        value: row.name.clone(),
                    },
                }]))
            }
            _ => Ok(verdict),
        }
    }

    fn is_contested(&self, outcome: Outcome) -> bool {
        outcome
            .updates()
            .is_some_and(|space| self.claims.get(&space).is_some_and(|claims| *claims > 1))
    }

    fn count_claims(&mut self) {
        self.claims.clear();
        for (index, outcome) in self.outcomes.iter().enumerate() {
            if let Some(space) = outcome.updates()
                && !self.left_out.contains(&self.number_of(index))
            {
                *self.claims.entry(space).or_default() += 1;
            }
        }
    }

    pub(super) fn is_wrong(&self, index: usize) -> bool {
        let wrong = self
            .outcomes
            .get(index)
            .is_some_and(|outcome| *outcome == Outcome::Wrong || self.is_contested(*outcome));
        wrong && !self.is_left_out(index)
    }

    pub(super) fn is_left_out(&self, index: usize) -> bool {
        !self.left_out.is_empty() && self.left_out.contains(&self.number_of(index))
    }

    /// Returns whether the row is excluded from the import, now or since rows were sent.
    pub(super) fn stays_out(&self, index: usize) -> bool {
        match &self.stayed_out {
            Some(rows) => rows.contains(&self.number_of(index)),
            None => self.is_wrong(index) || self.is_left_out(index),
        }
    }

    pub(super) fn settle(&mut self) {
        self.stayed_out = None;
        let rows = (0..self.rows()).filter(|index| self.stays_out(*index));
        self.stayed_out = Some(rows.map(|index| self.number_of(index)).collect());
    }

    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals {
            rows: self.rows(),
            ..Totals::default()
        };
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let counter = match outcome {
                _ if self.is_left_out(index) => &mut totals.left_out,
                Outcome::Wrong => &mut totals.wrong,
                outcome if self.is_contested(*outcome) => &mut totals.wrong,
                Outcome::Add => &mut totals.add,
                Outcome::Update(_) => &mut totals.update,
                Outcome::UpdateSince(_) => {
                    totals.changed_since += 1;
                    &mut totals.update
                }
                Outcome::Skip => &mut totals.skip,
                Outcome::Unchanged => &mut totals.unchanged,
            };
            *counter += 1;
        }
        totals
    }

    pub(super) fn edit_cell(&mut self, row: u32, column: usize, text: String) -> Result<Answer, WorkerError> {
        let index = self.index_of(row)?;
        if column >= self.names.len() {
            return Err(WorkerError::NoSuchRow);
        }
        if self.table.cell(self.first() + index, column) == text {
            if let Some(cells) = self.edits.get_mut(&row) {
                cells.remove(&column);
                if cells.is_empty() {
                    self.edits.remove(&row);
                }
            }
        } else {
            self.edits.entry(row).or_default().insert(column, text);
        }
        self.changed(index)
    }

    pub(super) fn leave_out(&mut self, row: u32, out: bool) -> Result<Answer, WorkerError> {
        let index = self.index_of(row)?;
        if out {
            self.left_out.insert(row);
        } else {
            self.left_out.remove(&row);
        }
        self.changed(index)
    }

    pub(super) fn choose_row(&mut self, row: u32, choice: Option<RowChoice>) -> Result<Answer, WorkerError> {
        let index = self.index_of(row)?;
        match choice {
            Some(choice) => self.mapping.choices.insert(row, choice),
            None => self.mapping.choices.remove(&row),
        };
        self.changed(index)
    }

    pub(super) fn learn(&mut self, found: FoundNames, row: u32) -> Result<Answer, WorkerError> {
        let index = self.index_of(row)?;
        if let Some(checker) = &mut self.checker {
            checker.learn(found);
        }
        self.changed(index)
    }

    fn changed(&mut self, index: usize) -> Result<Answer, WorkerError> {
        if !self.outcomes.is_empty() {
            let outcome = self.outcome(index)?;
            if let Some(before) = self.outcomes.get_mut(index) {
                *before = outcome;
            }
            self.count_claims();
        }
        Ok(Answer::Edited {
            row: self.window_row(index)?,
            totals: self.totals(),
            not_looked_up: Box::new(self.not_looked_up(index)),
        })
    }
}
