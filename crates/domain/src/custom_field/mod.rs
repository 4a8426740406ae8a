//! Custom fields: what administrators add to the account's spaces, and what a space holds in them.

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
    /// The code of money's currency; empty for others.
    pub currency: String,
    pub required: bool,
    pub help: String,
    /// The heading that it stands under; empty where it stands under none.
    pub section: String,
    /// What a new space begins with.
    pub default: Option<Value>,
    /// In their order.
    pub choices: Vec<FieldChoice>,
    /// Put away: its values are kept and shown nowhere.
    pub archived: bool,
    pub version: i64,
}

/// One of the choices of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldChoice {
    pub id: ChoiceId,
    pub label: String,
}

/// A field with the value that a space holds in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub field: CustomField,
    pub value: Value,
    /// The person, where the value is one.
    pub person: Option<PersonRef>,
}

impl CustomField {
    /// The choice of this id.
    pub fn choice(&self, id: ChoiceId) -> Option<&FieldChoice> {
        self.choices.iter().find(|choice| choice.id == id)
    }

    /// The form that changes this field.
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

/// Things of fields by section, in the order in which the sections first come; those without one stand first.
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
