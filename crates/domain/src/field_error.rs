//! Errors in the fields of a form or in the cells of a file.

mod sent;

use serde::{Deserialize, Serialize};

use crate::{
    ids::FieldId,
    notation::{DateOrder, DecimalMark},
};

/// An error in one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Field,
    pub reason: Reason,
}

/// The field or cell with the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The id of the space, in an exported file.
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
    /// The title of a topic.
    Title,
    /// The text of a post.
    Post,
    /// The outcome with which a topic is closed.
    Outcome,
    /// The person to whom a task is assigned.
    Assignee,
    /// The due day of a task.
    Due,
    /// How a task repeats.
    Repetition,
    /// When the assignee of a task is reminded.
    Reminder,
    /// The checklist of a task.
    Checklist,
    /// A column of a board.
    Column,
    /// The emoji of a reaction.
    Emoji,
    /// The sentence of a request for access.
    Sentence,
    /// The space to which a topic is moved.
    Space,
    /// The folder to which files are moved or added.
    Folder,
    /// The files of a note, or of a new space.
    Files,
    /// The size of the largest file that may be uploaded.
    LargestFile,
    /// The size of all files of the account.
    Quota,
}

/// The reason why a field is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "sent::Sent", into = "sent::Sent")]
pub enum Reason {
    /// The field is empty and must not be.
    Required,
    /// It has more than `max` characters.
    TooLong {
        max: usize,
    },
    /// It has fewer than `min` characters.
    TooShort {
        min: usize,
    },
    /// It has more than `max` entries.
    TooMany {
        max: usize,
    },
    /// The number is outside of the permitted range.
    OutOfRange {
        min: u32,
        max: u32,
    },
    /// The page cannot have sent this value.
    Malformed,
    /// The cell has a formula, and the file was saved without its result.
    NoFormulaValue,
    /// It is not a date.
    NotADate,
    /// The month has only `days` days.
    NoSuchDay {
        days: u8,
    },
    /// The date is not in the order of its column.
    OtherDateOrder {
        order: DateOrder,
    },
    /// It is a number without separators instead of a date. It may be a serial date.
    BareNumber,
    /// It is a time without a day.
    TimeAlone,
    /// It is not a number.
    NotANumber,
    /// The number does not have the decimal mark of its column.
    OtherDecimalMark {
        mark: DecimalMark,
    },
    /// The amount is in another currency than the field.
    OtherCurrency {
        currency: String,
    },
    /// It has more than `max` decimal places.
    TooManyPlaces {
        max: usize,
    },
    /// It has more than `max` digits before the decimal mark.
    TooManyDigits {
        max: usize,
    },
    /// It is neither yes nor no.
    NotYesOrNo,
    NotAnEmail,
    NotALink,
    NotAPhone,
    /// It is not a currency code of three letters.
    NotACurrency,
    /// It is not exactly one emoji.
    NotAnEmoji,
    /// It contains a comma or semicolon, which separate values.
    HoldsSeparator,
    /// The name is already in use.
    Taken,
    /// The person, group or word is unknown.
    Unknown {
        value: String,
    },
    /// Several people or spaces have that name.
    Ambiguous {
        value: String,
    },
    /// The account does not use this visibility level.
    NotOffered,
    /// Only the owner or an administrator may change it.
    NotAllowed,
    /// The person is deactivated.
    Deactivated,
    /// The person may not open the space.
    CannotOpen,
    /// A board needs a column for open tasks and one for those that are done.
    LastColumn,
    /// The password is wrong.
    WrongPassword,
    /// The account must have an administrator.
    LastAdministrator,
    /// The pipeline must have a stage.
    LastStage,
    /// The stage has deals, and no other stage was chosen for them.
    StageInUse,
    /// Folders would be nested more than three levels deep.
    TooDeep,
    /// A folder cannot be moved into itself or a folder inside it.
    InsideItself,
    /// It has changed since it was shown.
    ChangedMeanwhile,
}
