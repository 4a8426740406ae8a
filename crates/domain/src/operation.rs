//! List operations: what to do with many spaces at once.

use serde::{Deserialize, Serialize};

use crate::{
    access::Action,
    custom_field::Value,
    ids::{FieldId, GroupId, OperationId, SpaceId, UserId},
    list_query::ListQuery,
    visibility::Visibility,
};

/// Which spaces an operation is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "which", rename_all = "snake_case")]
pub enum Selection {
    /// The ticked rows.
    Ids(Vec<SpaceId>),
    /// Everything that the list would show.
    Matching(Box<ListQuery>),
}

/// What to do.
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
    /// Gives a custom field this value, or none.
    SetField {
        field: FieldId,
        value: Option<Value>,
    },
    Archive,
    Restore,
    Delete,
}

impl Operation {
    /// What the access rule is asked for each space.
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

    /// Which operation, without its arguments; the word in storage and in message names.
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

/// An operation's name.
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

    /// The word in message names: `operation-add-to-group`.
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

/// Why an operation leaves a space alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Only its owner, members or an administrator may do this.
    NotAllowed,
    /// It is so already.
    NothingToDo,
    /// It would have more groups, tags or members than a space may.
    TooMany,
    /// Somebody changed since what the operation had changed (undo only).
    ChangedSince,
    /// It is gone, or out of sight (undo and ticked rows).
    Gone,
    /// The account no longer offers the level that it had (undo only).
    NotOffered,
}

/// What an operation will do, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub total: u32,
    pub changed: u32,
    pub skipped: Vec<(SkipReason, u32)>,
}

impl Outcome {
    /// How many spaces an undo left as the operation made them: it may be tried again for them. Spaces that are as they
    /// were already, or gone, are not counted.
    pub fn left(&self) -> u32 {
        let left = |(reason, _): &&(SkipReason, u32)| !matches!(reason, SkipReason::NothingToDo | SkipReason::Gone);
        self.skipped.iter().filter(left).map(|(_, count)| count).sum()
    }
}

/// What an operation will do, as it is shown before it is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub outcome: Outcome,
    /// A digest of the spaces that were counted and what becomes of each. The operation is applied with it, and refused
    /// if the digest is another by then.
    pub seen: String,
}

/// A space that an undo left as the operation made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedSpace {
    pub id: SpaceId,
    pub name: String,
    /// None where it could be undone now.
    pub reason: Option<SkipReason>,
}

/// The spaces that an undo left as the operation made them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedSpaces {
    /// Those that the person may know of, by name; at most 50.
    pub spaces: Vec<SkippedSpace>,
    /// How many more there are.
    pub more: u32,
}

/// How far a long piece of work is.
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
    /// The group, tag, level or people that it was about.
    pub about: String,
    pub changed: u32,
    /// Milliseconds UTC.
    pub at: i64,
    pub undone: bool,
    /// How many spaces the undo left as the operation made them.
    pub left: u32,
}
