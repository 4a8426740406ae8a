//! The columns of a list of spaces and their order.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    ids::FieldId,
    limits,
    sort::{FIELD, SortBy},
};

/// A column. The name is not among them: it is always shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Column {
    Groups,
    Tags,
    Owner,
    People,
    LastActivity,
    Visibility,
    Created,
    CreatedBy,
    /// The beginning of the description.
    Description,
    /// What the space is for.
    Preset,
    /// The value of a custom field.
    Field(FieldId),
}

impl Column {
    /// All columns except custom fields.
    pub const ALL: [Column; 10] = [
        Self::Groups,
        Self::Tags,
        Self::Owner,
        Self::People,
        Self::LastActivity,
        Self::Visibility,
        Self::Created,
        Self::CreatedBy,
        Self::Description,
        Self::Preset,
    ];

    /// Returns the word in addresses, and in message names if it is not a custom field.
    pub fn word(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Groups => "groups",
            Self::Tags => "tags",
            Self::Owner => "owner",
            Self::People => "people",
            Self::LastActivity => "activity",
            Self::Visibility => "visibility",
            Self::Created => "created",
            Self::CreatedBy => "by",
            Self::Description => "description",
            Self::Preset => "preset",
            Self::Field(id) => return Cow::Owned(format!("{FIELD}{id}")),
        })
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix(FIELD) {
            Some(id) => id.parse().ok().map(Self::Field),
            None => Self::ALL.into_iter().find(|column| column.word() == word),
        }
    }

    /// Returns the order that a click on the header selects, if the column can sort the list.
    pub fn sort(self) -> Option<SortBy> {
        match self {
            Self::Groups => Some(SortBy::Groups),
            Self::Tags => Some(SortBy::Tags),
            Self::Owner => Some(SortBy::Owner),
            Self::People => Some(SortBy::People),
            Self::LastActivity => Some(SortBy::LastActivity),
            Self::Visibility => Some(SortBy::Visibility),
            Self::Created => Some(SortBy::Created),
            Self::Field(id) => Some(SortBy::Field(id)),
            Self::CreatedBy | Self::Description | Self::Preset => None,
        }
    }
}

impl TryFrom<String> for Column {
    type Error = &'static str;
    fn try_from(word: String) -> Result<Self, Self::Error> {
        Self::parse(&word).ok_or("not a column")
    }
}

impl From<Column> for String {
    fn from(column: Column) -> Self {
        column.word().into_owned()
    }
}

/// The columns after the name, in their order, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Column>", into = "Vec<Column>")]
pub struct Columns(Vec<Column>);

/// The word in an address for a list with only the name.
const NAME: &str = "name";

impl Default for Columns {
    fn default() -> Self {
        Self(Column::ALL[..5].to_vec())
    }
}

impl From<Vec<Column>> for Columns {
    fn from(columns: Vec<Column>) -> Self {
        let mut kept = Vec::new();
        for column in columns {
            if !kept.contains(&column) && kept.len() < limits::COLUMNS {
                kept.push(column);
            }
        }
        Self(kept)
    }
}

impl From<Columns> for Vec<Column> {
    fn from(columns: Columns) -> Self {
        columns.0
    }
}

impl Columns {
    /// Returns the columns in their order.
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// Returns whether this column is shown.
    pub fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    /// Returns the custom fields among the columns.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.0.iter().filter_map(|column| match column {
            Column::Field(id) => Some(*id),
            _ => None,
        })
    }

    /// Returns whether these are the default columns.
    pub fn are_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the columns without unknown custom fields.
    pub fn known(&self, is_known: impl Fn(FieldId) -> bool) -> Self {
        let kept = self.0.iter().copied().filter(|column| match column {
            Column::Field(id) => is_known(*id),
            _ => true,
        });
        Self(kept.collect())
    }

    /// Returns the words for an address.
    pub fn words(&self) -> String {
        let words: Vec<_> = self.0.iter().map(|column| column.word()).collect();
        if words.is_empty() { NAME.into() } else { words.join(",") }
    }

    /// Reads the words of an address. Unknown words are ignored; if none is known, the default columns are returned.
    pub fn parse(words: &str) -> Self {
        let columns: Vec<Column> = words.split(',').filter_map(Column::parse).collect();
        if columns.is_empty() && words != NAME {
            Self::default()
        } else {
            columns.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_read_from_its_word() {
        for column in Column::ALL {
            assert_eq!(Column::parse(&column.word()), Some(column));
        }
        assert_eq!(Column::parse("name"), None);
    }

    #[test]
    fn unknown_columns_are_ignored_and_each_is_listed_once() {
        let columns = Columns::parse("owner,size,tags,owner");
        assert_eq!(columns.all(), [Column::Owner, Column::Tags]);
        assert!(Columns::parse("size").are_usual());
        assert!(Columns::parse("").are_usual());
    }

    #[test]
    fn names_alone_can_be_shown() {
        let none = Columns::from(Vec::new());
        assert_eq!(none.words(), "name");
        assert_eq!(Columns::parse("name"), none);
    }

    #[test]
    fn a_deleted_field_has_no_column() {
        let (one, other) = (FieldId(uuid::Uuid::from_u128(1)), FieldId(uuid::Uuid::from_u128(2)));
        let columns = Columns::from(vec![Column::Field(one), Column::Tags, Column::Field(other)]);
        let known = columns.known(|id| id == other);
        assert_eq!(known.all(), [Column::Tags, Column::Field(other)]);
        assert_eq!(known.fields().collect::<Vec<_>>(), [other]);
    }
}
