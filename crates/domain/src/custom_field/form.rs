//! The form for adding or changing a custom field.

use serde::{Deserialize, Serialize};

use super::{CustomField, FieldChoice, Kind, Value};
use crate::{
    error::{Field, FieldError, Reason},
    fold::fold,
    ids::FieldId,
    letters::uppercase,
    limits,
    person::keep,
    text,
};

/// The form of a field. The browser assigns the ids of new choices, so that the default value can refer to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldForm {
    pub label: String,
    pub kind: Kind,
    /// The currency code of a money field, such as PLN.
    pub currency: String,
    pub required: bool,
    pub help: String,
    /// The heading above the field; empty for none.
    pub section: String,
    /// The value of the field in a new space.
    pub default: Option<Value>,
    pub choices: Vec<FieldChoice>,
    /// The version from which the change started; 0 for a new field.
    pub version: i64,
}

impl FieldForm {
    /// Returns the same form with trimmed texts, or everything that is wrong with it.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let mut wrong = Vec::new();
        self.label = keep(text::line(&self.label, limits::FIELD_LABEL), Field::Label, &mut wrong);
        self.help = keep(text::block(&self.help, limits::FIELD_HELP), Field::Help, &mut wrong);
        self.section = match text::line(&self.section, limits::SECTION) {
            Err(Reason::Required) => String::new(),
            read => keep(read, Field::Section, &mut wrong),
        };
        self.currency = match self.kind {
            Kind::Money => keep(currency(&self.currency), Field::Currency, &mut wrong),
            _ => String::new(),
        };
        self.choices = match self.kind.has_choices() {
            true => keep(choices(self.choices), Field::Choices, &mut wrong),
            false => Vec::new(),
        };
        // A person cannot be a default: if they were deactivated, every new space would be invalid.
        if self.kind == Kind::Person {
            self.default = None;
        }
        if wrong.is_empty()
            && let Some(value) = self.default.take()
        {
            self.default = keep(
                self.field(FieldId(uuid::Uuid::nil())).check(value),
                Field::Default,
                &mut wrong,
            );
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    /// Returns the new currency of the field's amounts if it changes. The numbers stay the same.
    pub fn another_currency(&self, before: &CustomField) -> Option<String> {
        let now = uppercase(self.currency.trim());
        let money = before.kind == Kind::Money && self.kind == Kind::Money;
        (money && now != before.currency).then_some(now)
    }

    /// Returns whether values of the field may change or change their meaning, so that a preview is needed.
    pub fn touches_values(&self, before: &CustomField) -> bool {
        let kept = |id| self.choices.iter().any(|choice| choice.id == id);
        before.kind != self.kind
            || self.another_currency(before).is_some()
            || before.choices.iter().any(|choice| !kept(choice.id))
    }

    /// Returns the field that results from this form.
    pub fn field(&self, id: FieldId) -> CustomField {
        CustomField {
            id,
            label: self.label.clone(),
            kind: self.kind,
            currency: self.currency.clone(),
            required: self.required,
            help: self.help.clone(),
            section: self.section.clone(),
            default: self.default.clone(),
            choices: self.choices.clone(),
            archived: false,
            version: self.version,
        }
    }
}

/// Reads a code of three letters (ISO 4217).
fn currency(raw: &str) -> Result<String, Reason> {
    let code = raw.trim().to_ascii_uppercase();
    match code.len() {
        0 => Err(Reason::Required),
        3 if code.chars().all(|c| c.is_ascii_uppercase()) => Ok(code),
        _ => Err(Reason::NotACurrency),
    }
}

/// Leaves blank choices out. Two choices must not have the same label.
fn choices(raw: Vec<FieldChoice>) -> Result<Vec<FieldChoice>, Reason> {
    let mut seen = std::collections::HashSet::new();
    let mut choices = Vec::with_capacity(raw.len());
    for choice in raw {
        let label = match text::line(&choice.label, limits::CHOICE) {
            Err(Reason::Required) => continue,
            read => read?,
        };
        if !seen.insert(fold(&label)) || choices.iter().any(|held: &FieldChoice| held.id == choice.id) {
            return Err(Reason::Taken);
        }
        choices.push(FieldChoice { id: choice.id, label });
    }
    match choices.len() {
        0 => Err(Reason::Required),
        more if more > limits::CHOICES_A_FIELD => Err(Reason::TooMany {
            max: limits::CHOICES_A_FIELD,
        }),
        _ => Ok(choices),
    }
}
