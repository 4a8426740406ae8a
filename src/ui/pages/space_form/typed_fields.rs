//! The contents of a form's custom fields, as plain data.

use std::collections::BTreeMap;

use super::state::GoneField;
use crate::ui::components::{Choice, Entered, FieldEntry};
use domain::{
    custom_field::{CustomField, FieldWithValue, Value, Values},
    error::{Field, FieldError},
    ids::FieldId,
    person::{Language, PersonRef},
};

/// The custom fields and their contents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedFields {
    definitions: Vec<CustomField>,
    entered: BTreeMap<FieldId, Entered>,
    language: Language,
}

/// A field of a draft: its id, its text, and value and label of each choice.
pub type DraftField = (FieldId, String, Vec<(String, String)>);

impl TypedFields {
    /// Creates blank fields.
    pub fn new(definitions: Vec<CustomField>, language: Language) -> Self {
        Self {
            definitions,
            entered: BTreeMap::new(),
            language,
        }
    }

    /// Returns the contents with other field definitions; contents of fields that are gone are dropped.
    pub fn redefined(mut self, now: Vec<CustomField>) -> Self {
        self.entered.retain(|id, _| now.iter().any(|field| field.id == *id));
        self.definitions = now;
        self
    }

    /// Returns the fields with contents that are not among `now`.
    pub fn missing_from(&self, now: &[CustomField]) -> Vec<GoneField> {
        self.definitions
            .iter()
            .filter(|field| self.entered.contains_key(&field.id) && !now.iter().any(|known| known.id == field.id))
            .map(|field| GoneField {
                label: field.label.clone(),
                held: self.shown(field.id),
            })
            .collect()
    }

    /// Returns the fields with the defaults of a new space.
    pub fn with_defaults(mut self) -> Self {
        for field in &self.definitions {
            if let Some(value) = &field.default {
                self.entered
                    .insert(field.id, Entered::of(field, value, None, self.language));
            }
        }
        self
    }

    /// Returns the fields with the values of a space.
    pub fn filled(mut self, held: &[FieldWithValue]) -> Self {
        for held in held {
            self.entered
                .insert(held.field.id, Entered::of_value(held, self.language));
        }
        self
    }

    /// Returns the fields with these values. The names of people come from `people`, or else from the previous
    /// contents.
    pub fn holding(mut self, values: &Values, people: &[PersonRef]) -> Self {
        let before = std::mem::take(&mut self.entered);
        for field in &self.definitions {
            let Some(value) = values.get(&field.id) else { continue };
            let person = match value {
                Value::Person(id) => people.iter().find(|person| person.id == *id),
                _ => None,
            };
            let mut entered = Entered::of(field, value, person, self.language);
            if let (None, Some(old)) = (person, before.get(&field.id)) {
                for choice in &mut entered.chosen {
                    if let Some(known) = old.chosen.iter().find(|known| known.value == choice.value) {
                        choice.label.clone_from(&known.label);
                    }
                }
            }
            self.entered.insert(field.id, entered);
        }
        self
    }

    /// Returns the fields with these contents.
    pub fn with(mut self, entered: impl Iterator<Item = (FieldId, Entered)>) -> Self {
        self.entered = entered.filter(|(_, entered)| *entered != Entered::default()).collect();
        self
    }

    /// Returns the fields reset to the defaults of a new space.
    pub fn next(self) -> Self {
        Self::new(self.definitions, self.language).with_defaults()
    }

    /// Returns whether any field differs from its default.
    pub fn are_touched(&self) -> bool {
        self.entered != self.clone().next().entered
    }

    /// Creates signals with these contents.
    pub fn entries(&self) -> Vec<FieldEntry> {
        let entry = |field: &CustomField| FieldEntry::new(field.clone(), self.entered(field.id));
        self.definitions.iter().map(entry).collect()
    }

    /// Returns the contents of a field.
    pub fn entered(&self, id: FieldId) -> Entered {
        self.entered.get(&id).cloned().unwrap_or_default()
    }

    /// Returns the definitions of the fields.
    pub fn definitions(&self) -> &[CustomField] {
        &self.definitions
    }

    /// Returns the values of the fields; wrong and blank fields are left out.
    pub fn values(&self) -> Values {
        let value = |field: &CustomField| {
            let value = self.entered(field.id).value(field, self.language).ok().flatten()?;
            Some((field.id, value))
        };
        self.definitions.iter().filter_map(value).collect()
    }

    /// Returns the errors of all fields.
    pub fn wrong(&self) -> Vec<FieldError> {
        let wrong = |field: &CustomField| {
            let reason = self.entered(field.id).value(field, self.language).err()?;
            Some(FieldError {
                field: Field::Custom(field.id),
                reason,
            })
        };
        self.definitions.iter().filter_map(wrong).collect()
    }

    /// Copies the contents of one field from `other`.
    pub fn take(&mut self, id: FieldId, other: &Self) {
        match other.entered.get(&id) {
            Some(entered) => self.entered.insert(id, entered.clone()),
            None => self.entered.remove(&id),
        };
    }

    /// Returns the label of a field.
    pub fn label(&self, id: FieldId) -> String {
        let field = self.definitions.iter().find(|field| field.id == id);
        field.map(|field| field.label.clone()).unwrap_or_default()
    }

    /// Returns the contents of a field as text.
    pub fn shown(&self, id: FieldId) -> String {
        let entered = self.entered(id);
        let Some(field) = self.definitions.iter().find(|field| field.id == id) else {
            return entered.text;
        };
        let name = entered
            .chosen
            .first()
            .map(|choice| choice.label.clone())
            .unwrap_or_default();
        match entered.value(field, self.language) {
            Ok(Some(value)) => field.written(&value, self.language, &name),
            _ => entered.text,
        }
    }

    /// Returns the contents as a draft stores them.
    pub fn draft(&self) -> Vec<DraftField> {
        let pair = |choice: &Choice| (choice.value.clone(), choice.label.clone());
        self.entered
            .iter()
            .map(|(id, entered)| (*id, entered.text.clone(), entered.chosen.iter().map(pair).collect()))
            .collect()
    }

    /// Returns the fields with the contents of a draft; fields that are gone are left out.
    pub fn drafted(mut self, draft: Vec<DraftField>) -> Self {
        for (id, text, chosen) in draft {
            if self.definitions.iter().any(|field| field.id == id) {
                let chosen = chosen
                    .into_iter()
                    .map(|(value, label)| Choice { value, label })
                    .collect();
                self.entered.insert(id, Entered { text, chosen });
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        custom_field::{Decimal, FieldForm, Kind},
        error::Reason,
    };
    use uuid::Uuid;

    use super::*;

    fn field(number: u128, kind: Kind) -> CustomField {
        FieldForm {
            label: format!("Field {number}"),
            kind,
            ..FieldForm::default()
        }
        .field(FieldId(Uuid::from_u128(number)))
    }

    fn text(text: &str) -> Entered {
        Entered {
            text: text.into(),
            chosen: Vec::new(),
        }
    }

    #[test]
    fn defaults_alone_are_no_draft() {
        let mut with_default = field(1, Kind::Number);
        with_default.default = Some(Value::Number(Decimal(1_500_000)));
        let fields = TypedFields::new(vec![with_default, field(2, Kind::ShortText)], Language::Pl).with_defaults();
        assert_eq!(fields.entered(FieldId(Uuid::from_u128(1))).text, "1,5");
        assert!(!fields.are_touched());
        let typed = fields.with([(FieldId(Uuid::from_u128(2)), text("x"))].into_iter());
        assert!(typed.are_touched());
        assert_eq!(typed.clone().next().values().len(), 1);
    }

    #[test]
    fn contents_of_a_deleted_field_are_reported_and_dropped() {
        let (kept, gone) = (field(1, Kind::Number), field(2, Kind::ShortText));
        let typed = TypedFields::new(vec![kept.clone(), gone.clone(), field(3, Kind::Date)], Language::En)
            .with([(kept.id, text("7")), (gone.id, text("dear"))].into_iter());
        let now = vec![kept.clone(), field(4, Kind::YesNo)];
        assert_eq!(
            typed.missing_from(&now),
            [GoneField {
                label: gone.label,
                held: "dear".into()
            }]
        );
        let typed = typed.redefined(now);
        assert_eq!(typed.entered(kept.id), text("7"));
        assert_eq!(typed.entered(gone.id), Entered::default());
        assert_eq!(typed.definitions().len(), 2);
    }

    #[test]
    fn invalid_text_is_an_error_of_its_field_and_kept_in_the_draft() {
        let fields = TypedFields::new(vec![field(1, Kind::Number)], Language::Pl);
        let id = FieldId(Uuid::from_u128(1));
        let typed = fields.clone().with([(id, text("12 x"))].into_iter());
        assert!(typed.values().is_empty());
        assert_eq!(
            typed.wrong(),
            [FieldError {
                field: Field::Custom(id),
                reason: Reason::NotANumber
            }]
        );
        assert_eq!(fields.clone().drafted(typed.draft()), typed);
        let others = TypedFields::new(vec![field(2, Kind::Number)], Language::Pl);
        assert_eq!(others.clone().drafted(typed.draft()), others);
    }
}
