//! The notations of the columns: how numbers and dates are written.

use domain::{
    custom_field::CustomField,
    import::{Cells, ColumnEvidence, ColumnNotation, Target, has_notation},
    person::Language,
};

use super::Session;

/// The cells of a row below the header.
pub(super) struct RowCells<'s> {
    pub session: &'s Session,
    pub index: usize,
}

impl<'s> Cells<'s> for RowCells<'s> {
    fn text(&self, column: usize) -> &'s str {
        self.session.cell(self.index, column)
    }

    fn is_number(&self, column: usize) -> bool {
        self.session.is_number(self.index, column)
    }
}

impl Session {
    /// Returns one decision for each column that is mapped to a field of numbers or dates.
    pub(super) fn notations(&self, fields: &[CustomField], language: Language) -> Vec<ColumnNotation> {
        let mut columns = Vec::new();
        for (column, target) in self.mapping.columns.iter().enumerate() {
            let Some(Target::Custom(id)) = target else { continue };
            let field = fields.iter().find(|field| field.id == *id);
            let Some(field) = field.filter(|field| has_notation(field)) else {
                continue;
            };
            let mut evidence = ColumnEvidence::default();
            for index in (0..self.rows()).filter(|index| !self.is_left_out(*index)) {
                evidence.add(field, self.cell(index, column), self.is_number(index, column));
            }
            let choice = self.mapping.notations.get(id).copied().unwrap_or_default();
            columns.push(evidence.decide(column, field, choice, language));
        }
        columns
    }

    /// Determines the notation of each column, for the check of all rows.
    pub(super) fn settle_notations(&mut self) {
        let Some(checker) = &self.checker else { return };
        let found = self.notations(checker.fields(), checker.language());
        let found = found.into_iter().map(|column| (column.field, column.notation));
        if let Some(checker) = &mut self.checker {
            checker.set_notations(found);
        }
    }
}
