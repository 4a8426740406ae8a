//! Typed identifiers: UUIDs (version 7, made by the server), written as text.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// A space.
    SpaceId
);
id!(
    /// A group of spaces.
    GroupId
);
id!(
    /// One use of a list operation, kept for undo.
    OperationId
);
id!(
    /// One import of a file.
    ImportId
);
id!(
    /// A custom field.
    FieldId
);
id!(
    /// One of the choices of a custom field.
    ChoiceId
);
id!(
    /// A line of a space's activity.
    ActivityId
);
id!(
    /// A deal.
    DealId
);
id!(
    /// A stage of the pipeline.
    StageId
);
id!(
    /// A note on a deal.
    NoteId
);
id!(
    /// A line of the audit log.
    AuditLineId
);
id!(
    /// A saved view of the list of spaces.
    ViewId
);
