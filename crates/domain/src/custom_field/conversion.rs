//! Changing the type of a field: the conversion of values.

use serde::{Deserialize, Serialize};

use super::{CustomField, Decimal, Kind, Value};
use crate::{ids::ChoiceId, person::Language};

/// What is known about a change of type without the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// Every value can be converted.
    All,
    /// Values can be converted if they are valid in the new type.
    Some,
    /// No value can be converted.
    None,
}

/// The effect of a change of a field on the values of spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Number of spaces with a value.
    pub holding: u32,
    /// Number of those whose value is lost, in whole or in part.
    pub lost: u32,
    /// Some of the lost values, as text.
    pub examples: Vec<String>,
}

/// Returns what can be converted from one kind to another.
pub fn outlook(from: Kind, to: Kind) -> Outlook {
    use Kind::{Date, LongText, Money, Number, OneChoice, Person, SeveralChoices, ShortText, YesNo};
    match (from, to) {
        _ if from == to => Outlook::All,
        (_, LongText) => Outlook::All,
        (LongText, _) if to != Person => Outlook::Some,
        (SeveralChoices | Kind::Link, ShortText) => Outlook::Some,
        (_, ShortText) => Outlook::All,
        (Number, Money) | (Money, Number) | (YesNo, Number | Money) => Outlook::All,
        (OneChoice, SeveralChoices) => Outlook::All,
        (Person, OneChoice | SeveralChoices) => Outlook::Some,
        (_, Person) | (Person, _) => Outlook::None,
        (Date, Number | Money | YesNo) | (Number | Money | YesNo, Date) => Outlook::None,
        (Date | YesNo, Kind::Email | Kind::Link) | (Kind::Email, Number | Money | Date | YesNo) => Outlook::None,
        (YesNo, Kind::Phone) => Outlook::None,
        _ => Outlook::Some,
    }
}

/// Returns the value in the changed field, or `None` if it is lost, in whole or in part. `name` is the person's name if
/// the value is a person.
pub fn convert(from: &CustomField, to: &CustomField, value: &Value, language: Language, name: &str) -> Option<Value> {
    if let Value::Choices(chosen) = value
        && to.kind.has_choices()
    {
        let kept: Vec<ChoiceId> = chosen.iter().copied().filter(|id| to.choice(*id).is_some()).collect();
        return if kept.len() == chosen.len() {
            to.check(Value::Choices(kept)).ok().flatten()
        } else {
            None
        };
    }
    match (value, to.kind) {
        (Value::Number(number), Kind::Number | Kind::Money) => return Some(Value::Number(*number)),
        (Value::Number(number), Kind::YesNo) => {
            return match number.0 {
                0 => Some(Value::Boolean(false)),
                1_000_000 => Some(Value::Boolean(true)),
                _ => None,
            };
        }
        (Value::Boolean(boolean), Kind::Number | Kind::Money) => {
            return Some(Value::Number(Decimal(i64::from(*boolean) * 1_000_000)));
        }
        _ if from.kind == to.kind => return to.check(value.clone()).ok().flatten(),
        _ => {}
    }
    if outlook(from.kind, to.kind) == Outlook::None {
        return None;
    }
    to.read(&from.written(value, language, name), language).ok().flatten()
}

/// Returns the chosen choices without those that no longer exist.
pub fn remaining(to: &CustomField, value: &Value) -> Option<Value> {
    match value {
        Value::Choices(chosen) if to.kind.has_choices() => {
            let kept: Vec<ChoiceId> = chosen.iter().copied().filter(|id| to.choice(*id).is_some()).collect();
            to.check(Value::Choices(kept)).ok().flatten()
        }
        _ => None,
    }
}
