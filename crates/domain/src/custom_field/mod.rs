//! Custom fields: what administrators add to the spaces of the account, and their values.

mod conversion;
mod currency;
mod date;
mod decimal;
mod filter;
mod form;
mod kind;
mod months;
mod value;

use serde::{Deserialize, Serialize};

pub use conversion::{Impact, Outlook, convert, outlook, remaining};
pub use date::{LAST_SHORT_YEAR, ReadDay, WrittenDay};
pub use decimal::Decimal;
pub use filter::{FieldFilter, FieldTest};
pub use form::FieldForm;
pub use kind::Kind;
pub use value::{Value, Values, check_values};

use crate::{
    ids::{ChoiceId, FieldId},
    person::PersonRef,
};

/// A field of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    pub id: FieldId,
    pub label: String,
    pub kind: Kind,
    /// The currency code of a money field; empty for other kinds.
    pub currency: String,
    pub required: bool,
    pub help: String,
    /// The heading above the field; empty if there is none.
    pub section: String,
    /// The value of the field in a new space.
    pub default: Option<Value>,
    /// In their order.
    pub choices: Vec<FieldChoice>,
    /// Whether the field is archived. Its values are kept and not shown.
    pub archived: bool,
    pub version: i64,
}

/// One of the choices of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldChoice {
    pub id: ChoiceId,
    pub label: String,
}

/// A field with its value in a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldWithValue {
    pub field: CustomField,
    pub value: Value,
    /// The person, if the value is one.
    pub person: Option<PersonRef>,
}

impl CustomField {
    /// Returns the choice with this id.
    pub fn choice(&self, id: ChoiceId) -> Option<&FieldChoice> {
        self.choices.iter().find(|choice| choice.id == id)
    }

    /// Returns the form for changing this field.
    pub fn form(&self) -> FieldForm {
        FieldForm {
            label: self.label.clone(),
            kind: self.kind,
            currency: self.currency.clone(),
            required: self.required,
            help: self.help.clone(),
            section: self.section.clone(),
            default: self.default.clone(),
            choices: self.choices.clone(),
            version: self.version,
        }
    }
}

/// Groups things by the section of their field, in the order in which the sections first occur. Those without a section
/// come first.
pub fn by_section<T>(things: Vec<T>, section: impl Fn(&T) -> &str) -> Vec<(String, Vec<T>)> {
    let mut sections: Vec<(String, Vec<T>)> = Vec::new();
    for thing in things {
        let name = section(&thing).to_owned();
        match sections.iter_mut().find(|(held, _)| *held == name) {
            Some((_, inside)) => inside.push(thing),
            None if name.is_empty() => sections.insert(0, (name, vec![thing])),
            None => sections.push((name, vec![thing])),
        }
    }
    sections
}

#[cfg(test)]
mod tests;
