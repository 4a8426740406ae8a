//! Notations of numbers and dates. A column of a file has one for all its cells.

use serde::{Deserialize, Serialize};

/// The character before the fraction of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Comma,
    Point,
}

impl DecimalMark {
    pub const ALL: [Self; 2] = [Self::Comma, Self::Point];

    /// Returns the character.
    pub fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    /// Returns the other decimal mark.
    pub fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }

    /// Returns the word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Point => "point",
        }
    }
}

/// The order of day, month and year in a date of three numbers. A first number of four digits is always the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
    YearFirst,
}

impl DateOrder {
    pub const ALL: [Self; 3] = [Self::DayFirst, Self::MonthFirst, Self::YearFirst];

    /// Returns the word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::YearFirst => "year-first",
        }
    }
}

/// The meaning of a number without separators in a column of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareNumbers {
    /// Not a date.
    #[default]
    Refused,
    /// Year, month and day: `20260803`.
    Compact,
    /// Days since 1900, as in spreadsheet programs.
    Serial1900,
    /// Days since 1904, as in old workbooks of the Macintosh.
    Serial1904,
}

impl BareNumbers {
    pub const ALL: [Self; 4] = [Self::Refused, Self::Compact, Self::Serial1900, Self::Serial1904];

    /// Returns the word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Compact => "compact",
            Self::Serial1900 => "serial-1900",
            Self::Serial1904 => "serial-1904",
        }
    }
}

/// The notation of all cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notation {
    pub mark: DecimalMark,
    pub order: DateOrder,
    pub bare: BareNumbers,
}

/// The notation that a person chose for a column; `None` derives it from the cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotationChoice {
    pub mark: Option<DecimalMark>,
    pub order: Option<DateOrder>,
    pub bare: Option<BareNumbers>,
}
