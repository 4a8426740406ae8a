//! The types of custom fields.

use serde::{Deserialize, Serialize};

/// A custom field's type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    #[default]
    ShortText,
    /// Several lines.
    LongText,
    /// An exact decimal number.
    Number,
    /// An exact decimal number in the field's currency.
    Money,
    /// A date without a time.
    Date,
    YesNo,
    OneChoice,
    SeveralChoices,
    Link,
    Email,
    Phone,
    Person,
}

impl Kind {
    pub const ALL: [Kind; 12] = [
        Self::ShortText,
        Self::LongText,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::YesNo,
        Self::OneChoice,
        Self::SeveralChoices,
        Self::Link,
        Self::Email,
        Self::Phone,
        Self::Person,
    ];

    /// Returns the word in storage and in message names: `field-kind-short-text`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ShortText => "short-text",
            Self::LongText => "long-text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes-no",
            Self::OneChoice => "one-choice",
            Self::SeveralChoices => "several-choices",
            Self::Link => "link",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Person => "person",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Returns whether the field has a list of choices.
    pub fn has_choices(self) -> bool {
        matches!(self, Self::OneChoice | Self::SeveralChoices)
    }

    /// Returns whether the value is a text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::ShortText | Self::LongText | Self::Link | Self::Email | Self::Phone
        )
    }

    /// Returns whether the value is an exact decimal number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }
}
