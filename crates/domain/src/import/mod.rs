//! Import: the meaning of columns, and the validity of rows.
//!
//! The import worker maps and checks rows in the browser. The server checks the rows that it receives with the same
//! [`Checker`], against the present state of the account. The file is long because it defines all types of the import,
//! with short bodies.

mod checker;
mod compare;
#[cfg(test)]
mod compare_tests;
mod custom;
#[cfg(test)]
mod custom_tests;
mod header;
mod notations;
#[cfg(test)]
mod notations_tests;
mod people;
mod progress;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use crate::separators::Separators;
pub use checker::Checker;
pub use compare::{Comparison, CurrentSpace, Difference, NamedSpaces};
pub use custom::{FieldCell, UnknownChoices, match_fields};
pub use header::{fingerprint, match_headers};
pub use notations::{Certainty, ColumnEvidence, ColumnNotation, has_notation, notation_of};
pub use people::person_keys;
pub use progress::{ImportResult, ImportState, PastImport, UndoPreview};

use crate::{
    custom_field::CustomField,
    error::{Field, Reason},
    group::GroupRef,
    ids::{ChoiceId, FieldId, GroupId, SpaceId, UserId},
    notation::NotationChoice,
    person::{Language, PersonRef},
    preset::Preset,
    visibility::{Visibility, VisibilityRules},
};

/// The target of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The id of the space, in an exported file.
    Id,
    /// The version of the space that was exported.
    Version,
    Name,
    Description,
    Groups,
    Tags,
    Visibility,
    /// What the space is for.
    Preset,
    Owner,
    People,
    /// A custom field.
    Custom(FieldId),
}

impl Target {
    /// All targets except custom fields.
    pub const ALL: [Self; 10] = [
        Self::Id,
        Self::Version,
        Self::Name,
        Self::Description,
        Self::Groups,
        Self::Tags,
        Self::Visibility,
        Self::Preset,
        Self::Owner,
        Self::People,
    ];

    /// Returns whether several columns may have this target; their values are combined.
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Groups | Self::Tags | Self::People)
    }

    /// Returns the field of the form.
    pub fn field(self) -> Field {
        match self {
            Self::Id => Field::Id,
            Self::Version => Field::Version,
            Self::Name => Field::Name,
            Self::Description => Field::Description,
            Self::Groups => Field::Groups,
            Self::Tags => Field::Tags,
            Self::Visibility => Field::Visibility,
            Self::Preset => Field::Preset,
            Self::Owner => Field::Owner,
            Self::People => Field::People,
            Self::Custom(id) => Field::Custom(id),
        }
    }
}

/// Values of new spaces that the file does not give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Defaults {
    /// By name. A group that does not exist yet follows [`UnknownGroups`].
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    /// `None` means the default of the account.
    pub visibility: Option<Visibility>,
    /// What new spaces are for.
    pub preset: Option<Preset>,
    /// `None` means the person who imports.
    pub owner: Option<UserId>,
}

/// What to do with a name that already exists among the spaces that the person may edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExistingName {
    #[default]
    Skip,
    Update,
    Create,
}

/// What to do with one row, chosen only for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", content = "space", rename_all = "snake_case")]
pub enum RowChoice {
    Create,
    Update(SpaceId),
    Skip,
}

/// What to do with groups that do not exist yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownGroups {
    #[default]
    Create,
    LeaveOut,
}

impl UnknownGroups {
    pub const ALL: [Self; 2] = [Self::Create, Self::LeaveOut];

    /// Returns the rule that the person may apply: without the permission to add groups they can only be left out.
    pub fn within(self, may_add: bool) -> Self {
        if may_add { self } else { Self::LeaveOut }
    }
}

/// How the columns and words of the file are interpreted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The target of each column; `None` leaves it out.
    pub columns: Vec<Option<Target>>,
    pub separators: Separators,
    pub defaults: Defaults,
    /// The level that a word of the file means, by its folded text ([`crate::fold::fold`]).
    pub visibility_words: BTreeMap<String, Visibility>,
    /// The choice of a field that a word of the file means, by its folded text.
    pub choice_words: BTreeMap<FieldId, BTreeMap<String, ChoiceId>>,
    /// The notation of numbers and dates in a field's column, if the person chose one.
    pub notations: BTreeMap<FieldId, NotationChoice>,
    pub existing: ExistingName,
    /// By row number in the file.
    pub choices: BTreeMap<u32, RowChoice>,
    pub unknown_groups: UnknownGroups,
    pub unknown_choices: UnknownChoices,
}

/// The reason why a mapping cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", content = "target", rename_all = "snake_case")]
pub enum MappingProblem {
    /// No column has the name.
    NameMissing,
    /// Two columns have a target that only one may have.
    Twice(Target),
}

impl Mapping {
    /// Returns a mapping guessed from the headers.
    pub fn for_headers(headers: &[impl AsRef<str>]) -> Self {
        Self {
            columns: match_headers(headers),
            ..Self::default()
        }
    }

    /// Returns the reasons why the mapping cannot be used.
    pub fn problems(&self) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        let names = [Target::Name, Target::Id]
            .iter()
            .any(|target| self.column_of(*target).is_some());
        if !names {
            problems.push(MappingProblem::NameMissing);
        }
        let custom = self.columns.iter().flatten().copied();
        let custom: BTreeSet<Target> = custom.filter(|target| matches!(target, Target::Custom(_))).collect();
        for target in Target::ALL.into_iter().chain(custom) {
            if !target.takes_several() && self.columns_of(target).count() > 1 {
                problems.push(MappingProblem::Twice(target));
            }
        }
        problems
    }

    /// Returns the columns with this target.
    pub fn columns_of(&self, target: Target) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(move |(index, mapped)| (*mapped == Some(target)).then_some(index))
    }

    /// Returns the first column with this target.
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.columns_of(target).next()
    }
}

/// A person to whom a file may refer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    pub id: UserId,
    pub name: String,
    /// Empty if the file does not contain it.
    pub email: String,
    pub active: bool,
}

/// A space that the person who imports may edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSpace {
    pub id: SpaceId,
    pub name: String,
    pub version: i64,
    pub visibility: Visibility,
    #[serde(default)]
    pub preset: Option<Preset>,
    pub owner: UserId,
    /// Whether the person may also change visibility, owner and people.
    pub may_give_access: bool,
}

/// The names in a file. The check looks up only these in the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileNames {
    /// Names of spaces.
    pub spaces: Vec<String>,
    /// E-mails or names of people.
    pub people: Vec<String>,
    /// People who were chosen for all rows.
    pub ids: Vec<UserId>,
}

impl FileNames {
    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.spaces.len() + self.people.len() + self.ids.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Splits the names into batches of at most `most`.
    pub fn batches(self, most: usize) -> Vec<Self> {
        let spaces = self.spaces.chunks(most).map(|spaces| Self {
            spaces: spaces.to_vec(),
            ..Self::default()
        });
        let people = self.people.chunks(most).map(|people| Self {
            people: people.to_vec(),
            ..Self::default()
        });
        let ids = self.ids.chunks(most).map(|ids| Self {
            ids: ids.to_vec(),
            ..Self::default()
        });
        spaces.chain(people).chain(ids).collect()
    }
}

/// The people and spaces of the account with those names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundNames {
    pub people: Vec<KnownPerson>,
    /// The spaces that the person may edit, and no others: a name must not reveal a hidden space.
    pub spaces: Vec<KnownSpace>,
    /// The owners of those spaces.
    pub owners: Vec<PersonRef>,
}

/// Facts about the account that the check needs, for the person who imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckContext {
    /// The people to whom the file refers.
    pub people: Vec<KnownPerson>,
    pub groups: Vec<GroupRef>,
    pub visibility: VisibilityRules,
    /// The spaces whose names are in the file and that the person may edit, and no others.
    pub spaces: Vec<KnownSpace>,
    /// The spaces that the file refers to by id.
    #[serde(default)]
    pub named: NamedSpaces,
    /// The custom fields that spaces show.
    #[serde(default)]
    pub fields: Vec<CustomField>,
    /// Whether the person may add choices to those fields.
    #[serde(default)]
    pub may_add_choices: bool,
    /// The language in which the person writes numbers.
    #[serde(default)]
    pub language: Language,
    /// Whether the person may not add spaces. Rows may still update existing ones.
    #[serde(default)]
    pub adding_refused: bool,
    /// Whether the person may not add groups. Rows may still use existing ones.
    #[serde(default)]
    pub new_groups_refused: bool,
}

/// A group of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "group", content = "is", rename_all = "snake_case")]
pub enum GroupChoice {
    Existing(GroupId),
    /// To be created, once for all rows that name it.
    New(String),
}

/// The effect of a valid row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum RowAction {
    Create {
        /// Whether a space with that name may already exist.
        anyway: bool,
    },
    Update {
        space: SpaceId,
        version: i64,
    },
    Skip {
        space: Option<SpaceId>,
    },
    /// The space already has these values. Such a row is not sent.
    Unchanged {
        space: SpaceId,
    },
}

/// A valid row as it is sent to the server.
///
/// In an update, `None` keeps the present value. In a new space only the owner, which means the person who
/// imports, and what it is for may be `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The row number in the file.
    pub row: u32,
    pub action: RowAction,
    pub name: String,
    pub description: Option<String>,
    pub groups: Option<Vec<GroupChoice>>,
    pub tags: Option<Vec<String>>,
    pub visibility: Option<Visibility>,
    /// In a new space, `None` leaves open what it is for.
    #[serde(default)]
    pub preset: Option<Preset>,
    pub owner: Option<UserId>,
    /// Members, without the owner.
    pub people: Option<Vec<UserId>>,
    /// Values of custom fields. In an update, other fields keep their values.
    #[serde(default)]
    pub fields: Vec<FieldCell>,
}

impl ImportRow {
    /// Returns a row with a name and nothing else.
    pub fn named(row: u32, action: RowAction, name: impl Into<String>) -> Self {
        Self {
            row,
            action,
            name: name.into(),
            description: None,
            groups: None,
            tags: None,
            visibility: None,
            preset: None,
            owner: None,
            people: None,
            fields: Vec::new(),
        }
    }
}

/// An error in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongCell {
    /// The column; `None` if the error is in a value chosen for all rows.
    pub column: Option<usize>,
    pub field: Field,
    pub reason: Reason,
}

/// The cells of a row, by column.
pub trait Cells<'a> {
    /// Returns the text of a cell; empty if there is none.
    fn text(&self, column: usize) -> &'a str;

    /// Returns whether the file stores the cell as a number. Its text then has a decimal point.
    fn is_number(&self, _column: usize) -> bool {
        false
    }
}

impl<'a, F: Fn(usize) -> &'a str> Cells<'a> for F {
    fn text(&self, column: usize) -> &'a str {
        self(column)
    }
}

/// The result of checking a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    Right(ImportRow),
    /// At least one error, in the order of the columns' targets.
    Wrong(Vec<WrongCell>),
}
