//! Filters by a custom field, in the form of an address: `field.{id}=from:1.5..20`.

use serde::{Deserialize, Serialize};

use super::Decimal;
use crate::{
    day::Day,
    ids::{ChoiceId, FieldId, UserId},
    limits,
    person::Language,
};

/// A filter of the spaces whose value of the field passes the test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFilter {
    pub field: FieldId,
    pub test: FieldTest,
}

/// A condition on a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "what", rename_all = "snake_case")]
pub enum FieldTest {
    /// There is a value.
    Filled,
    /// There is no value.
    Blank,
    /// A text in which each of these words is the beginning of a word.
    Words(String),
    /// A number in this range, which includes both ends.
    Numbers {
        from: Option<Decimal>,
        to: Option<Decimal>,
    },
    /// A day in this range, which includes both ends.
    Days {
        from: Option<Day>,
        to: Option<Day>,
    },
    /// Stored as `truth`.
    #[serde(rename = "truth")]
    Boolean(bool),
    /// Any of these choices.
    AnyOf(Vec<ChoiceId>),
    Person(UserId),
}

impl FieldTest {
    /// Reads the condition in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        Some(match word {
            "filled" => Self::Filled,
            "blank" => Self::Blank,
            "yes" => Self::Boolean(true),
            "no" => Self::Boolean(false),
            "words" => Self::Words(rest.chars().take(limits::SEARCH).collect()),
            "number" => {
                let (from, to) = range(rest, |part| Decimal::read(part, Language::En).ok())?;
                Self::Numbers { from, to }
            }
            "day" => {
                let (from, to) = range(rest, Day::parse)?;
                Self::Days { from, to }
            }
            "choice" => Self::AnyOf(rest.split(',').map(|id| id.parse().ok()).collect::<Option<_>>()?),
            "person" => Self::Person(rest.parse().ok()?),
            _ => return None,
        })
    }
}

/// Reads `from..to`, of which one end may be missing.
fn range<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<(Option<T>, Option<T>)> {
    let (from, to) = text.split_once("..")?;
    let end = |part: &str| match part {
        "" => Some(None),
        part => read(part).map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    (from.is_some() || to.is_some()).then_some((from, to))
}

/// Formats the condition for an address.
impl std::fmt::Display for FieldTest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn end<T: ToString>(value: &Option<T>) -> String {
            value.as_ref().map(ToString::to_string).unwrap_or_default()
        }
        match self {
            Self::Filled => f.write_str("filled"),
            Self::Blank => f.write_str("blank"),
            Self::Boolean(true) => f.write_str("yes"),
            Self::Boolean(false) => f.write_str("no"),
            Self::Words(words) => write!(f, "words:{words}"),
            Self::Numbers { from, to } => write!(f, "number:{}..{}", end(from), end(to)),
            Self::Days { from, to } => write!(f, "day:{}..{}", end(from), end(to)),
            Self::AnyOf(choices) => {
                let ids: Vec<String> = choices.iter().map(ToString::to_string).collect();
                write!(f, "choice:{}", ids.join(","))
            }
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}
