//! The one error that crosses the wire.

mod sent;
mod sent_reason;

use serde::{Deserialize, Serialize};

use crate::{
    account_rules::SpaceRules,
    custom_field::CustomField,
    deal::DealForm,
    ids::FieldId,
    notation::{DateOrder, DecimalMark},
    operation::SkipReason,
    space::SpaceForm,
};

/// Why a request failed. Each variant is something a person can be told; causes stay in the server's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(try_from = "sent::Sent", into = "sent::Sent")]
pub enum AppError {
    /// No such thing, or one that the viewer may not know of: the same, word for word. 404.
    #[error("not found")]
    NotFound,
    /// The viewer knows of it and may not do this. 403.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody is signed in, or no longer. 401.
    #[error("signed out")]
    SignedOut,
    /// Something that was typed is not right; beside which field and why. 422.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed it meanwhile; what it is now. 409.
    #[error("conflict")]
    Conflict(Box<Current>),
    /// More than may be sent at once. 413.
    #[error("too large")]
    TooLarge,
    /// The request is not of the form that this address takes. 400.
    #[error("malformed")]
    Malformed,
    /// Too many tries; seconds until the next. 429.
    #[error("too many tries")]
    TooManyTries { seconds: u64 },
    /// More is asked of the server than it does at once; seconds until the next try. 503.
    #[error("busy")]
    Busy { seconds: u64 },
    /// The server cannot do it now; what was tried may be tried again. 503.
    #[error("unavailable")]
    Unavailable,
    /// The server did not answer: made by the browser, never sent.
    #[error("offline")]
    Offline,
}

impl AppError {
    /// The HTTP status that carries this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotAllowed => 403,
            Self::SignedOut => 401,
            Self::Invalid(_) => 422,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Malformed => 400,
            Self::TooManyTries { .. } => 429,
            Self::Busy { .. } | Self::Unavailable | Self::Offline => 503,
        }
    }

    /// One field, one reason.
    pub fn field(field: Field, reason: Reason) -> Self {
        Self::Invalid(vec![FieldError { field, reason }])
    }
}

impl From<crate::access::Denied> for AppError {
    fn from(denied: crate::access::Denied) -> Self {
        match denied {
            crate::access::Denied::NotFound => Self::NotFound,
            crate::access::Denied::NotAllowed => Self::NotAllowed,
        }
    }
}

/// What a lost race left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "now", rename_all = "snake_case")]
pub enum Current {
    /// The space as it is now.
    Space(SpaceForm),
    /// The deal as it is now.
    Deal(DealForm),
    /// The custom field as it is now.
    CustomField(CustomField),
    /// A group, a person or a setting: its name now.
    Named(String),
    /// The settings of spaces as they are now.
    SpaceRules(SpaceRules),
    /// An undo that can no longer be done, or only in part.
    Skipped(Vec<(SkipReason, u32)>),
}

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
#[serde(try_from = "sent_reason::Sent", into = "sent_reason::Sent")]
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
