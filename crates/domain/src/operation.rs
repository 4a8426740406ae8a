//! List operations: changes of many spaces at a time.

use serde::{Deserialize, Serialize};

use crate::{
    access::Action,
    custom_field::Value,
    ids::{FieldId, GroupId, OperationId, SpaceId, UserId},
    list_query::ListQuery,
    visibility::Visibility,
};

/// The spaces of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "which", rename_all = "snake_case")]
pub enum Selection {
    /// The ticked rows.
    Ids(Vec<SpaceId>),
    /// All spaces that the list shows.
    Matching(Box<ListQuery>),
}

/// A change of many spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", content = "with", rename_all = "snake_case")]
pub enum Operation {
    AddToGroup(GroupId),
    RemoveFromGroup(GroupId),
    AddTag(String),
    RemoveTag(String),
    ChangeVisibility(Visibility),
    ChangeOwner(UserId),
    GiveAccess(Vec<UserId>),
    TakeAccess(Vec<UserId>),
    /// Sets a custom field to this value, or removes its value.
    SetField {
        field: FieldId,
        value: Option<Value>,
    },
    Archive,
    Restore,
    Delete,
}

impl Operation {
    /// Returns the action that the access rule must permit for each space.
    pub fn action(&self) -> Action {
        match self {
            Self::AddToGroup(_)
            | Self::RemoveFromGroup(_)
            | Self::AddTag(_)
            | Self::RemoveTag(_)
            | Self::SetField { .. } => Action::Edit,
            Self::ChangeVisibility(_) => Action::ChangeVisibility,
            Self::ChangeOwner(_) => Action::HandOver,
            Self::GiveAccess(_) | Self::TakeAccess(_) => Action::ManagePeople,
            Self::Archive => Action::Archive,
            Self::Restore => Action::Restore,
            Self::Delete => Action::Delete,
        }
    }

    /// Returns the kind of the operation: the operation without its arguments.
    pub fn kind(&self) -> OperationKind {
        match self {
            Self::AddToGroup(_) => OperationKind::AddToGroup,
            Self::RemoveFromGroup(_) => OperationKind::RemoveFromGroup,
            Self::AddTag(_) => OperationKind::AddTag,
            Self::RemoveTag(_) => OperationKind::RemoveTag,
            Self::ChangeVisibility(_) => OperationKind::ChangeVisibility,
            Self::ChangeOwner(_) => OperationKind::ChangeOwner,
            Self::GiveAccess(_) => OperationKind::GiveAccess,
            Self::TakeAccess(_) => OperationKind::TakeAccess,
            Self::SetField { .. } => OperationKind::SetField,
            Self::Archive => OperationKind::Archive,
            Self::Restore => OperationKind::Restore,
            Self::Delete => OperationKind::Delete,
        }
    }
}

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    AddToGroup,
    RemoveFromGroup,
    AddTag,
    RemoveTag,
    ChangeVisibility,
    ChangeOwner,
    GiveAccess,
    TakeAccess,
    SetField,
    Archive,
    Restore,
    Delete,
}

impl OperationKind {
    pub const ALL: [OperationKind; 12] = [
        Self::AddToGroup,
        Self::RemoveFromGroup,
        Self::AddTag,
        Self::RemoveTag,
        Self::ChangeVisibility,
        Self::ChangeOwner,
        Self::GiveAccess,
        Self::TakeAccess,
        Self::SetField,
        Self::Archive,
        Self::Restore,
        Self::Delete,
    ];

    /// Returns the word in message names: `operation-add-to-group`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AddToGroup => "add-to-group",
            Self::RemoveFromGroup => "remove-from-group",
            Self::AddTag => "add-tag",
            Self::RemoveTag => "remove-tag",
            Self::ChangeVisibility => "change-visibility",
            Self::ChangeOwner => "change-owner",
            Self::GiveAccess => "give-access",
            Self::TakeAccess => "take-access",
            Self::SetField => "set-field",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Delete => "delete",
        }
    }
}

/// The reason why an operation skips a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Only the owner, members or an administrator may do this.
    NotAllowed,
    /// The space already is in this state.
    NothingToDo,
    /// The space would have more groups, tags or members than the maximum.
    TooMany,
    /// Somebody has since changed what the operation changed (undo only).
    ChangedSince,
    /// The space was deleted or is not visible (undo and ticked rows).
    Gone,
    /// The account no longer offers the earlier level (undo only).
    NotOffered,
}

/// The effect of an operation, planned or done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub total: u32,
    pub changed: u32,
    pub skipped: Vec<(SkipReason, u32)>,
}

impl Outcome {
    /// Returns the number of skipped spaces for which the undo can be tried again. Spaces that already are as before,
    /// and deleted spaces, are not counted.
    pub fn left(&self) -> u32 {
        let left = |(reason, _): &&(SkipReason, u32)| !matches!(reason, SkipReason::NothingToDo | SkipReason::Gone);
        self.skipped.iter().filter(left).map(|(_, count)| count).sum()
    }
}

/// The effect of an operation, shown before it is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub outcome: Outcome,
    /// A digest of the counted spaces and of the effect on each. It is sent with the operation, which is refused if the
    /// digest has changed.
    pub seen: String,
}

/// A space that an undo skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedSpace {
    pub id: SpaceId,
    pub name: String,
    /// `None` if the operation could be undone for the space now.
    pub reason: Option<SkipReason>,
}

/// The spaces that an undo skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedSpaces {
    /// The spaces that the person may know of, sorted by name; at most 50.
    pub spaces: Vec<SkippedSpace>,
    /// Number of further spaces.
    pub more: u32,
}

/// The progress of a long operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "detail", rename_all = "snake_case")]
pub enum Progress<T> {
    Running { done: u32, total: u32 },
    Done(T),
    Failed(crate::error::AppError),
}

/// A line of 'Recent operations'.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentOperation {
    pub id: OperationId,
    pub kind: OperationKind,
    /// The name of the group, tag, level or people that the operation was about.
    pub about: String,
    pub changed: u32,
    /// Time, milliseconds since the Unix epoch.
    pub at: i64,
    pub undone: bool,
    /// Number of spaces that the undo skipped.
    pub left: u32,
}
