//! What is wrong with what was typed: in which field, and why.

mod sent;

use serde::{Deserialize, Serialize};

use crate::{
    ids::FieldId,
    notation::{DateOrder, DecimalMark},
};

/// One thing that is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Field,
    pub reason: Reason,
}

/// Where it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Which space a row of a file is.
    Id,
    Version,
    Name,
    Description,
    Groups,
    Tags,
    Visibility,
    Owner,
    People,
    Email,
    Password,
    CurrentPassword,
    Role,
    Language,
    TimeZone,
    Search,
    CreatedFrom,
    CreatedTo,
    Rows,
    Label,
    Help,
    Section,
    Choices,
    Default,
    /// A custom field of the account.
    Custom(FieldId),
    Value,
    Currency,
    Stage,
    Note,
    AllowedLevels,
    DefaultLevel,
    KeptDays,
}

/// Why it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "sent::Sent", into = "sent::Sent")]
pub enum Reason {
    /// Nothing is there, and something must be.
    Required,
    /// More characters than `max`.
    TooLong {
        max: usize,
    },
    /// Fewer characters than `min`.
    TooShort {
        min: usize,
    },
    /// More entries than `max`.
    TooMany {
        max: usize,
    },
    /// A number outside of what may be chosen.
    OutOfRange {
        min: u32,
        max: u32,
    },
    /// Not what the page can have sent.
    Malformed,
    /// A formula in a file that was saved without its value.
    NoFormulaValue,
    /// No date.
    NotADate,
    /// The month has no such day, only `days`.
    NoSuchDay {
        days: u8,
    },
    /// A date in another order than the one that its column has.
    OtherDateOrder {
        order: DateOrder,
    },
    /// A number where a date must be: a serial date, perhaps.
    BareNumber,
    /// A time without a day.
    TimeAlone,
    /// No number.
    NotANumber,
    /// A number with another decimal mark than the one that its column has.
    OtherDecimalMark {
        mark: DecimalMark,
    },
    /// An amount in another currency than the field's.
    OtherCurrency {
        currency: String,
    },
    /// More decimal places than `max`.
    TooManyPlaces {
        max: usize,
    },
    /// More digits before the decimal mark than `max`.
    TooManyDigits {
        max: usize,
    },
    /// Neither yes nor no.
    NotYesOrNo,
    NotAnEmail,
    NotALink,
    NotAPhone,
    /// No code of three letters.
    NotACurrency,
    /// It holds a comma or semicolon, which separate such things.
    HoldsSeparator,
    /// The name is in use.
    Taken,
    /// No such person, group or word.
    Unknown {
        value: String,
    },
    /// More than one person or space of that name.
    Ambiguous {
        value: String,
    },
    /// The account does not offer this level.
    NotOffered,
    /// The owner's or an administrator's to change.
    NotAllowed,
    /// The person is deactivated.
    Deactivated,
    /// The password is not the right one.
    WrongPassword,
    /// The last administrator cannot go.
    LastAdministrator,
    /// The pipeline needs a stage.
    LastStage,
    /// Deals are in the stage: another must be named for them.
    StageInUse,
    /// It is not what was shown before any more.
    ChangedMeanwhile,
}
