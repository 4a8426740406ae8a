//! What an administrator types to add a field or to change one.

use serde::{Deserialize, Serialize};

use super::{CustomField, FieldChoice, Kind, Value};
use crate::{
    error::{Field, FieldError, Reason},
    fold::fold,
    ids::FieldId,
    limits,
    person::keep,
    text,
};

/// A field as it is typed. Choices have their ids from the browser, so that a default can name one that is new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldForm {
    pub label: String,
    pub kind: Kind,
    /// The code of money's currency, as PLN.
    pub currency: String,
    pub required: bool,
    pub help: String,
    /// The heading that it stands under; none where empty.
    pub section: String,
    /// What a new space begins with.
    pub default: Option<Value>,
    pub choices: Vec<FieldChoice>,
    /// The version that the change started from; 0 for a new field.
    pub version: i64,
}

impl FieldForm {
    /// The same form with trimmed texts, or everything that is wrong with it.
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
        // People come and go: a default that is deactivated would make every new space wrong.
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

    /// The currency that the field's amounts get, where it is another than now: they stay the numbers that they are.
    pub fn another_currency(&self, before: &CustomField) -> Option<String> {
        let now = self.currency.trim().to_uppercase();
        let money = before.kind == Kind::Money && self.kind == Kind::Money;
        (money && now != before.currency).then_some(now)
    }

    /// Whether values of the field may change, or mean something else: what it does to them is to be looked at first.
    pub fn touches_values(&self, before: &CustomField) -> bool {
        let kept = |id| self.choices.iter().any(|choice| choice.id == id);
        before.kind != self.kind
            || self.another_currency(before).is_some()
            || before.choices.iter().any(|choice| !kept(choice.id))
    }

    /// The field as this form makes it.
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

/// Three letters of ISO 4217.
fn currency(raw: &str) -> Result<String, Reason> {
    let code = raw.trim().to_ascii_uppercase();
    match code.len() {
        0 => Err(Reason::Required),
        3 if code.chars().all(|c| c.is_ascii_uppercase()) => Ok(code),
        _ => Err(Reason::NotACurrency),
    }
}

/// Blank ones are left out; no two may have the same label.
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
