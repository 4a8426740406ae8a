//! Import: which column is what, and whether each row is right.
//!
//! The import worker maps and checks with this in the browser; the server verifies what it is sent
//! with the same [`Checker`], against what is true by then.

mod checker;
mod compare;
#[cfg(test)]
mod compare_tests;
mod custom;
mod header;
mod notations;
#[cfg(test)]
mod notations_tests;
mod people;
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

use crate::{
    custom_field::CustomField,
    error::{Field, Reason},
    group::GroupRef,
    ids::{ChoiceId, FieldId, GroupId, SpaceId, UserId},
    notation::NotationChoice,
    person::{Language, PersonRef},
    visibility::{Visibility, VisibilityRules},
};

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Which space the row is, in a file that was exported.
    Id,
    /// Which version of it was exported.
    Version,
    Name,
    Description,
    Groups,
    Tags,
    Visibility,
    Owner,
    People,
    /// A custom field.
    Custom(FieldId),
}

impl Target {
    /// All but the custom fields.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Version,
        Self::Name,
        Self::Description,
        Self::Groups,
        Self::Tags,
        Self::Visibility,
        Self::Owner,
        Self::People,
    ];

    /// Whether several columns may be this: their values are put together.
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Groups | Self::Tags | Self::People)
    }

    /// The form's field of that name.
    pub fn field(self) -> Field {
        match self {
            Self::Id => Field::Id,
            Self::Version => Field::Version,
            Self::Name => Field::Name,
            Self::Description => Field::Description,
            Self::Groups => Field::Groups,
            Self::Tags => Field::Tags,
            Self::Visibility => Field::Visibility,
            Self::Owner => Field::Owner,
            Self::People => Field::People,
            Self::Custom(id) => Field::Custom(id),
        }
    }
}

/// What new spaces get where the file says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Defaults {
    /// By name: one that does not exist yet follows [`UnknownGroups`].
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    /// The account's default where none is chosen.
    pub visibility: Option<Visibility>,
    /// Whoever imports where none is chosen.
    pub owner: Option<UserId>,
}

/// What to do with a name that exists already among the spaces that this person may edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExistingName {
    #[default]
    Skip,
    Update,
    Create,
}

/// What to do with one row, chosen for it alone.
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

    /// The rule as far as it may be followed: who may not add groups can only leave them out.
    pub fn within(self, may_add: bool) -> Self {
        if may_add { self } else { Self::LeaveOut }
    }
}

/// How the file's columns and words are to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// For each column what it is; `None` is left out.
    pub columns: Vec<Option<Target>>,
    pub separators: Separators,
    pub defaults: Defaults,
    /// Which level a word of the file means, by its folded text ([`crate::fold::fold`]).
    pub visibility_words: BTreeMap<String, Visibility>,
    /// Which choice of a field a word of the file means, by its folded text.
    pub choice_words: BTreeMap<FieldId, BTreeMap<String, ChoiceId>>,
    /// How the numbers and dates of a field's column are read, where the person chose.
    pub notations: BTreeMap<FieldId, NotationChoice>,
    pub existing: ExistingName,
    /// By the row's number in the file.
    pub choices: BTreeMap<u32, RowChoice>,
    pub unknown_groups: UnknownGroups,
    pub unknown_choices: UnknownChoices,
}

/// Why a mapping cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", content = "target", rename_all = "snake_case")]
pub enum MappingProblem {
    /// No column is the name.
    NameMissing,
    /// Two columns are something that only one can be.
    Twice(Target),
}

impl Mapping {
    /// A mapping of those headers, as well as it can be told.
    pub fn for_headers(headers: &[impl AsRef<str>]) -> Self {
        Self {
            columns: match_headers(headers),
            ..Self::default()
        }
    }

    /// What stands in the way of using it.
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

    /// The columns that are that.
    pub fn columns_of(&self, target: Target) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(move |(index, mapped)| (*mapped == Some(target)).then_some(index))
    }

    /// The first column that is that.
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.columns_of(target).next()
    }
}

/// A person whom a file may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    pub id: UserId,
    pub name: String,
    /// Empty where the file does not say it.
    pub email: String,
    pub active: bool,
}

/// A space that whoever imports may edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSpace {
    pub id: SpaceId,
    pub name: String,
    pub version: i64,
    pub visibility: Visibility,
    pub owner: UserId,
    /// Whether they may change visibility, owner and people too.
    pub may_give_access: bool,
}

/// What a file names. The check asks the account for these, and for nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileNames {
    /// Names of spaces.
    pub spaces: Vec<String>,
    /// People as the file calls them: by e-mail or by name.
    pub people: Vec<String>,
    /// People who were chosen for all rows.
    pub ids: Vec<UserId>,
}

impl FileNames {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.spaces.len() + self.people.len() + self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same in parts of at most so many.
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

/// What the account knows by those names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundNames {
    pub people: Vec<KnownPerson>,
    /// Those that whoever imports may edit, and no others: a name must not give away a hidden space.
    pub spaces: Vec<KnownSpace>,
    /// The owners of those spaces.
    pub owners: Vec<PersonRef>,
}

/// What is true in the account for whoever imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckContext {
    /// Those whom the file names.
    pub people: Vec<KnownPerson>,
    pub groups: Vec<GroupRef>,
    pub visibility: VisibilityRules,
    /// Of the spaces that the file names those that they may edit, and no others.
    pub spaces: Vec<KnownSpace>,
    /// Those that the file knows by their ids.
    #[serde(default)]
    pub named: NamedSpaces,
    /// The custom fields that spaces show.
    #[serde(default)]
    pub fields: Vec<CustomField>,
    /// Whether they may add choices to those fields.
    #[serde(default)]
    pub may_add_choices: bool,
    /// How they write numbers.
    #[serde(default)]
    pub language: Language,
    /// They may not add spaces: rows may update those that there are.
    #[serde(default)]
    pub adding_refused: bool,
    /// They may not add groups: rows may name those that there are.
    #[serde(default)]
    pub new_groups_refused: bool,
}

/// A group that a row names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "group", content = "is", rename_all = "snake_case")]
pub enum GroupChoice {
    Existing(GroupId),
    /// To be created, once for all rows that name it.
    New(String),
}

/// What a right row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum RowAction {
    Create {
        /// Whether a space of that name may exist already.
        anyway: bool,
    },
    Update {
        space: SpaceId,
        version: i64,
    },
    Skip {
        space: Option<SpaceId>,
    },
    /// The space is as the row says: there is nothing to do, and nothing is sent.
    Unchanged {
        space: SpaceId,
    },
}

/// A right row, as it is sent to the server.
///
/// In an update `None` leaves as it is; in a new space nothing is `None` but the owner, who is then
/// whoever imports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The row's number in the file.
    pub row: u32,
    pub action: RowAction,
    pub name: String,
    pub description: Option<String>,
    pub groups: Option<Vec<GroupChoice>>,
    pub tags: Option<Vec<String>>,
    pub visibility: Option<Visibility>,
    pub owner: Option<UserId>,
    /// Members, without the owner.
    pub people: Option<Vec<UserId>>,
    /// Values of custom fields; in an update those that are not here stay.
    #[serde(default)]
    pub fields: Vec<FieldCell>,
}

impl ImportRow {
    /// A row that tells a name and no more.
    pub fn named(row: u32, action: RowAction, name: impl Into<String>) -> Self {
        Self {
            row,
            action,
            name: name.into(),
            description: None,
            groups: None,
            tags: None,
            visibility: None,
            owner: None,
            people: None,
            fields: Vec::new(),
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongCell {
    /// The column; `None` where the fault is in what was chosen for all rows.
    pub column: Option<usize>,
    pub field: Field,
    pub reason: Reason,
}

/// The cells of a row, by column.
pub trait Cells<'a> {
    /// The text of a cell; empty where there is none.
    fn text(&self, column: usize) -> &'a str;

    /// Whether the file knows the cell as a number: its text has a decimal point.
    fn is_number(&self, _column: usize) -> bool {
        false
    }
}

impl<'a, F: Fn(usize) -> &'a str> Cells<'a> for F {
    fn text(&self, column: usize) -> &'a str {
        self(column)
    }
}

/// What comes of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    Right(ImportRow),
    /// At least one; in the order of the columns' targets.
    Wrong(Vec<WrongCell>),
}
