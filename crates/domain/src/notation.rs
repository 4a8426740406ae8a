//! How people write numbers and dates: what a column of a file has to say once for all its cells.

use serde::{Deserialize, Serialize};

/// The character before a number's fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    Comma,
    Point,
}

impl DecimalMark {
    pub const ALL: [Self; 2] = [Self::Comma, Self::Point];

    /// The character.
    pub fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    /// The one that is not this one.
    pub fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }

    /// The word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Point => "point",
        }
    }
}

/// The order of day, month and year in a date of three numbers. A year of four digits that comes first is always read as
/// the year.
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

    /// The word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::YearFirst => "year-first",
        }
    }
}

/// What a number without separators is in a column of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareNumbers {
    /// No date.
    #[default]
    Refused,
    /// Year, month and day: `20260803`.
    Compact,
    /// Days since 1900, as spreadsheet programs count them.
    Serial1900,
    /// Days since 1904, as old workbooks of the Macintosh count them.
    Serial1904,
}

impl BareNumbers {
    pub const ALL: [Self; 4] = [Self::Refused, Self::Compact, Self::Serial1900, Self::Serial1904];

    /// The word in message names and selects.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Compact => "compact",
            Self::Serial1900 => "serial-1900",
            Self::Serial1904 => "serial-1904",
        }
    }
}

/// How all cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notation {
    pub mark: DecimalMark,
    pub order: DateOrder,
    pub bare: BareNumbers,
}

/// What a person chose of a column's notation; `None` follows the column's cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotationChoice {
    pub mark: Option<DecimalMark>,
    pub order: Option<DateOrder>,
    pub bare: Option<BareNumbers>,
}
