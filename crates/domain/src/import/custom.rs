//! Custom fields in an import: recognising columns, reading cells, and choices that do not exist yet.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{
    Cells, Checker, ImportRow, Mapping, RowAction, Target,
    header::{before_bracket, is_exports_own},
    notations::has_notation,
    reading::RowReading,
};
use crate::{
    custom_field::{CustomField, Kind, Value},
    error::{Field, FieldError, Reason},
    fold::fold,
    ids::{ChoiceId, FieldId},
    limits, text,
};

/// What to do with choices that do not exist yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownChoices {
    /// The cell is wrong.
    #[default]
    Refuse,
    /// The choice is added, if the person may change fields.
    Create,
    LeaveOut,
}

impl UnknownChoices {
    pub const ALL: [Self; 3] = [Self::Refuse, Self::Create, Self::LeaveOut];

    /// Returns the rule that the person may apply. A new choice changes its field, so without the permission to change
    /// fields such cells are wrong, unless they are left out.
    pub fn within(self, may_add: bool) -> Self {
        match self {
            Self::Create if !may_add => Self::Refuse,
            rule => rule,
        }
    }
}

/// The content of a row for one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldCell {
    pub field: FieldId,
    /// `None` if all chosen choices are new, or if an update removes the value.
    pub value: Option<Value>,
    /// Choices that are added to the field, once for all rows with them.
    #[serde(default)]
    pub new_choices: Vec<String>,
}

/// Finds the columns that are custom fields by their headers. A column whose header is the label of a field becomes
/// that field if it has no target yet, or if its target was guessed from a word that an export does not write or that
/// an earlier column already has.
pub fn match_fields(
    headers: &[impl AsRef<str>],
    columns: &[Option<Target>],
    fields: &[CustomField],
) -> Vec<Option<Target>> {
    let mut taken: HashSet<FieldId> = HashSet::new();
    let known = columns.iter().flatten().filter_map(|target| match target {
        Target::Custom(id) => Some(*id),
        _ => None,
    });
    taken.extend(known);
    let mut columns = columns.to_vec();
    columns.resize(headers.len(), None);
    let mut exported = HashSet::new();
    for (column, header) in columns.iter_mut().zip(headers) {
        let own = column.is_some_and(|target| {
            matches!(target, Target::Custom(_)) || is_exports_own(header.as_ref(), target) && exported.insert(target)
        });
        let header = header.as_ref().trim();
        let named = |header: &str| fields.iter().find(|field| fold(&field.label) == fold(header));
        // 'Budżet (w złotych)' is recognised as 'Budżet' unless it already has a target.
        let short = before_bracket(header).filter(|_| column.is_none());
        let named = named(header).or_else(|| named(short?));
        if let Some(field) = named.filter(|_| !own)
            && taken.insert(field.id)
        {
            *column = Some(Target::Custom(field.id));
        }
    }
    columns
}

impl Checker {
    /// Returns the words in a cell of the field that are not choices of it, ignoring the mapping.
    pub fn unknown_choices<'a>(&self, field: FieldId, cell: &'a str, mapping: &Mapping) -> Vec<&'a str> {
        let field = self.fields.iter().find(|known| known.id == field);
        let Some(field) = field.filter(|field| field.kind.has_choices()) else {
            return Vec::new();
        };
        let mut named = choices_named(field, cell, mapping);
        named.retain(|word| labelled(field, word).is_none());
        named
    }

    /// Returns the value that is read in a cell of the field, as text. Returns `None` if the text is the same, or if
    /// the cell is wrong.
    pub fn reads_as(&self, field: FieldId, cell: &str, is_number: bool) -> Option<String> {
        let field = self.fields.iter().find(|known| known.id == field)?;
        if !has_notation(field) {
            return None;
        }
        let value = field.read_cell(cell, &self.notation(field.id), is_number).ok()??;
        let plain = |text: &str| text.trim().replace(['\u{a0}', '\u{202f}'], " ");
        let cell = plain(cell);
        let written = field.written(&value, self.language, "");
        let same = |text: &str| plain(text) == cell;
        let says_so = match &value {
            Value::Number(number) => [
                number.typed(self.language),
                number.grouped(self.language),
                number.amount(self.language),
            ]
            .iter()
            .any(|text| same(text)),
            _ => false,
        };
        (!says_so && !same(&written)).then_some(written)
    }

    pub(super) fn verify_fields(&self, row: &ImportRow) -> Vec<FieldError> {
        let creates = matches!(row.action, RowAction::Create { .. });
        let mut wrong = Vec::new();
        let mut seen = HashSet::new();
        for cell in &row.fields {
            let field = self.fields.iter().find(|field| field.id == cell.field);
            let result = match field {
                _ if !seen.insert(cell.field) => Err(Reason::Malformed),
                Some(field) => self.verify_cell(field, cell, creates),
                None => Err(Reason::Unknown {
                    value: cell.field.to_string(),
                }),
            };
            wrong.extend(result.err().map(|reason| (cell.field, reason)));
        }
        let missing = self
            .fields
            .iter()
            .filter(|field| creates && field.required && !seen.contains(&field.id));
        wrong.extend(missing.map(|field| (field.id, Reason::Required)));
        let error = |(id, reason)| FieldError {
            field: Field::Custom(id),
            reason,
        };
        wrong.into_iter().map(error).collect()
    }

    fn verify_cell(&self, field: &CustomField, cell: &FieldCell, creates: bool) -> Result<(), Reason> {
        if !cell.new_choices.is_empty() {
            self.verify_new_choices(field, cell)?;
        }
        match &cell.value {
            Some(Value::Person(person)) if field.kind == Kind::Person => self.people.verify(*person),
            Some(value) if field.check(value.clone())?.as_ref() == Some(value) => Ok(()),
            None if !cell.new_choices.is_empty() => Ok(()),
            // An update may remove the value.
            None if field.required => Err(Reason::Required),
            None if !creates => Ok(()),
            _ => Err(Reason::Malformed),
        }
    }

    fn verify_new_choices(&self, field: &CustomField, cell: &FieldCell) -> Result<(), Reason> {
        if !self.may_add_choices {
            return Err(Reason::NotAllowed);
        }
        let held = match &cell.value {
            Some(Value::Choices(chosen)) => chosen.len(),
            _ => 0,
        };
        if !field.kind.has_choices() || (field.kind == Kind::OneChoice && held + cell.new_choices.len() > 1) {
            return Err(Reason::TooMany { max: 1 });
        }
        for label in &cell.new_choices {
            if choice_label(label)? != *label {
                return Err(Reason::Malformed);
            }
        }
        Ok(())
    }
}

/// Checks the label of a new choice.
fn choice_label(raw: &str) -> Result<String, Reason> {
    text::line(raw, limits::CHOICE)
}

fn labelled(field: &CustomField, word: &str) -> Option<ChoiceId> {
    let wanted = fold(word.trim());
    let found = field.choices.iter().find(|choice| fold(&choice.label) == wanted);
    found.map(|choice| choice.id)
}

/// Returns the choice that a word means: the choice with that label, or else the choice to which the word was mapped,
/// if it still exists.
fn meant(field: &CustomField, word: &str, mapping: &Mapping) -> Option<ChoiceId> {
    let mapped = || {
        let choice = mapping.choice_words.get(&field.id)?.get(&fold(word.trim()))?;
        field.choices.iter().any(|known| known.id == *choice).then_some(*choice)
    };
    labelled(field, word).or_else(mapped)
}

/// Returns the words of a cell, or the whole cell as one word if the field takes only one choice. A label that contains
/// separators is recognised as a whole.
fn choices_named<'a>(field: &CustomField, cell: &'a str, mapping: &Mapping) -> Vec<&'a str> {
    match field.kind {
        Kind::OneChoice => Some(cell.trim())
            .filter(|word| !text::is_blank(word))
            .into_iter()
            .collect(),
        _ => mapping
            .separators
            .split_known(cell, |word| meant(field, word, mapping).is_some()),
    }
}

impl<'a, C: Cells<'a>> RowReading<'_, 'a, C> {
    /// Reads the custom fields of the row. A new space gets the default values of fields without a cell.
    pub(super) fn custom_fields(&mut self, creates: bool) -> Vec<FieldCell> {
        let checker = self.checker;
        let mut cells = Vec::new();
        for field in &checker.fields {
            let column = self.mapping.column_of(Target::Custom(field.id));
            let text = column.map_or("", |column| self.cells.text(column));
            if text::is_blank(text) {
                let default = field.default.clone().filter(|_| creates);
                cells.extend(default.map(|value| FieldCell {
                    field: field.id,
                    value: Some(value),
                    new_choices: Vec::new(),
                }));
                continue;
            }
            let is_number = column.is_some_and(|column| self.cells.is_number(column));
            match self.custom_cell(field, text, is_number) {
                Ok(cell) => cells.extend(cell),
                Err(reason) => self.note(column, Target::Custom(field.id), reason),
            }
        }
        cells
    }

    fn custom_cell(&self, field: &CustomField, text: &str, is_number: bool) -> Result<Option<FieldCell>, Reason> {
        let cell = |value: Option<Value>, new_choices: Vec<String>| FieldCell {
            field: field.id,
            value,
            new_choices,
        };
        if field.kind == Kind::Person {
            let person = self.checker.people.find_kept(text, &self.kept)?;
            return Ok(Some(cell(Some(Value::Person(person)), Vec::new())));
        }
        if !field.kind.has_choices() {
            let value = field.read_cell(text, &self.checker.notation(field.id), is_number)?;
            return Ok(value.map(|value| cell(Some(value), Vec::new())));
        }
        let (mut known, mut new) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        let unknown = self.mapping.unknown_choices.within(self.checker.may_add_choices);
        for part in choices_named(field, text, self.mapping) {
            match (meant(field, part, self.mapping), unknown) {
                (Some(id), _) if known.contains(&id) => {}
                (Some(id), _) => known.push(id),
                (None, UnknownChoices::Refuse) => {
                    let value = text::without_invisible(part).into_owned();
                    return Err(Reason::Unknown { value });
                }
                (None, UnknownChoices::LeaveOut) => {}
                (None, UnknownChoices::Create) => {
                    let label = choice_label(part)?;
                    if seen.insert(fold(&label)) {
                        new.push(label);
                    }
                }
            }
        }
        let value = match known.is_empty() {
            true => None,
            false => field.check(Value::Choices(known))?,
        };
        // If all choices were left out, the cell is treated as missing and not as empty.
        Ok((value.is_some() || !new.is_empty()).then(|| cell(value, new)))
    }
}
