//! What happened: in words of storage, by topics, with what earlier versions wrote.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::{
    account_rules::SpaceRules, add_on::AddOn, ids::UserId, operation::Operation, person::Role, visibility::Visibility,
};

/// What happened. The words in storage are the names here; what earlier versions wrote is read as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Event {
    SignedIn {
        /// The address of the browser.
        #[serde(default, alias = "what")]
        from: String,
    },
    /// E-mail and password do not belong together.
    SignInRefused {
        /// As [`super::tried_email`] has it.
        email: String,
        from: String,
    },
    /// There were too many wrong tries before.
    SignInPaused {
        email: String,
        from: String,
    },
    SignedOutEverywhere {},
    /// By the link of an invitation, or of a new password.
    PasswordSet {
        #[serde(default, alias = "what")]
        from: String,
    },
    PasswordChanged {},
    AccountSetUp {},
    /// On the command line.
    UserAdded {
        /// None where an earlier version wrote it.
        #[serde(default)]
        role: Option<Role>,
    },
    UserInvited {
        #[serde(alias = "what")]
        role: Role,
    },
    /// A link to a new password was made.
    ResetLink {},
    RoleChanged {
        #[serde(alias = "what")]
        role: Role,
    },
    UserDeactivated {
        /// Spaces that another person owns now.
        #[serde(default, alias = "what", deserialize_with = "leading_number")]
        handed_over: u32,
    },
    UserActivated {},
    AccessChanged {
        #[serde(default)]
        given: Vec<UserId>,
        #[serde(default)]
        taken: Vec<UserId>,
    },
    VisibilityChanged {
        from: Visibility,
        to: Visibility,
    },
    OwnerChanged {
        from: UserId,
        to: UserId,
    },
    /// An administrator looked into somebody else's closed space.
    SpaceOpened {},
    SpaceDeleted {
        #[serde(default)]
        name: String,
    },
    DealAccessChanged {
        name: String,
        given: Vec<UserId>,
        taken: Vec<UserId>,
    },
    DealOwnerChanged {
        name: String,
        from: UserId,
        to: UserId,
    },
    DealDeleted {
        #[serde(default)]
        name: String,
    },
    /// The trash was emptied by time.
    SpacePurged {
        count: u32,
        #[serde(default)]
        names: Vec<String>,
    },
    GroupDeleted {
        name: String,
        spaces: u32,
    },
    FieldAdded {
        label: String,
    },
    /// A custom field was changed, and with it what so many spaces held in it was lost.
    FieldChanged {
        label: String,
        lost: u32,
    },
    FieldArchived {
        label: String,
    },
    FieldRestored {
        label: String,
    },
    FieldDeleted {
        label: String,
        values: u32,
    },
    Operation {
        operation: Operation,
        /// The group, tag, level or people that it was about, by name.
        #[serde(default)]
        about: String,
        changed: u32,
        /// Some of the spaces.
        #[serde(default)]
        names: Vec<String>,
    },
    OperationUndone {
        /// None where an earlier version wrote it.
        #[serde(default)]
        operation: Option<Operation>,
        changed: u32,
        #[serde(default)]
        names: Vec<String>,
    },
    Import {
        #[serde(default)]
        file: String,
        added: u32,
        updated: u32,
        skipped: u32,
    },
    ImportUndone {
        #[serde(default)]
        file: String,
        changed: u32,
    },
    Export {
        what: Exported,
        rows: u32,
    },
    StageAdded {
        name: String,
    },
    StageRenamed {
        from: String,
        to: String,
    },
    StagesOrdered {},
    /// A stage of the pipeline is gone; so many deals of it went to another.
    StageDeleted {
        name: String,
        deals: u32,
    },
    AddOnSwitched {
        add_on: AddOn,
        on: bool,
    },
    /// The settings of spaces.
    RulesChanged {
        from: Box<SpaceRules>,
        to: Box<SpaceRules>,
    },
    /// How long the audit log is kept.
    AuditKept {
        days: u32,
    },
    /// Of another version: its word, and its text as it is.
    Told {
        word: String,
        text: String,
    },
}

/// What was taken out as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exported {
    Spaces,
    Statistics,
    AuditLog,
}

impl Exported {
    pub const ALL: [Exported; 3] = [Self::Spaces, Self::Statistics, Self::AuditLog];

    /// The word in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Statistics => "statistics",
            Self::AuditLog => "audit-log",
        }
    }
}

/// A number, or the one that a sentence of an earlier version begins with.
fn leading_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let number = match &value {
        Value::String(text) => text.split(' ').next().and_then(|word| word.parse().ok()),
        value => value.as_u64().and_then(|number| u32::try_from(number).ok()),
    };
    Ok(number.unwrap_or_default())
}

impl Event {
    /// The word and the JSON in storage.
    pub fn to_storage(&self) -> (String, String) {
        if let Self::Told { word, text } = self {
            return (word.clone(), json!({ "what": text }).to_string());
        }
        let mut whole = serde_json::to_value(self).unwrap_or_default();
        let word = whole["kind"].as_str().unwrap_or_default().to_owned();
        (word, whole["detail"].take().to_string())
    }

    /// Reads word and JSON. What this version does not know is told as it stands, never hidden.
    pub fn from_storage(word: &str, detail: &str) -> Self {
        let parsed: Value = serde_json::from_str(detail).unwrap_or_default();
        let text = parsed["what"].as_str().unwrap_or(detail).to_owned();
        let told = word == "told";
        let whole = json!({ "kind": word, "detail": parsed });
        match serde_json::from_value(whole) {
            Ok(event) if !told => event,
            _ => Self::Told {
                word: word.to_owned(),
                text,
            },
        }
    }

    /// What it is about, for the filter.
    pub fn topic(&self) -> Topic {
        match self {
            Self::SignedIn { .. }
            | Self::SignInRefused { .. }
            | Self::SignInPaused { .. }
            | Self::SignedOutEverywhere {}
            | Self::PasswordSet { .. }
            | Self::PasswordChanged {} => Topic::SignIn,
            Self::AccountSetUp {}
            | Self::UserAdded { .. }
            | Self::UserInvited { .. }
            | Self::ResetLink {}
            | Self::RoleChanged { .. }
            | Self::UserDeactivated { .. }
            | Self::UserActivated {} => Topic::People,
            Self::AccessChanged { .. }
            | Self::VisibilityChanged { .. }
            | Self::OwnerChanged { .. }
            | Self::DealAccessChanged { .. }
            | Self::DealOwnerChanged { .. } => Topic::Access,
            Self::SpaceOpened {} => Topic::Look,
            Self::SpaceDeleted { .. }
            | Self::DealDeleted { .. }
            | Self::SpacePurged { .. }
            | Self::GroupDeleted { .. }
            | Self::FieldDeleted { .. }
            | Self::StageDeleted { .. } => Topic::Deletion,
            Self::Operation { operation, .. }
            | Self::OperationUndone {
                operation: Some(operation),
                ..
            } => match operation {
                Operation::Delete => Topic::Deletion,
                Operation::ChangeVisibility(_)
                | Operation::ChangeOwner(_)
                | Operation::GiveAccess(_)
                | Operation::TakeAccess(_) => Topic::Access,
                _ => Topic::Operation,
            },
            Self::OperationUndone { operation: None, .. } => Topic::Operation,
            Self::Import { .. } | Self::ImportUndone { .. } => Topic::Import,
            Self::Export { .. } => Topic::Export,
            Self::FieldAdded { .. }
            | Self::FieldChanged { .. }
            | Self::FieldArchived { .. }
            | Self::FieldRestored { .. }
            | Self::StageAdded { .. }
            | Self::StageRenamed { .. }
            | Self::StagesOrdered {}
            | Self::AddOnSwitched { .. }
            | Self::RulesChanged { .. }
            | Self::AuditKept { .. } => Topic::Settings,
            Self::Told { .. } => Topic::Other,
        }
    }

    /// The people whom it names beside who did it and whom it was done to.
    pub fn people(&self) -> Vec<UserId> {
        match self {
            Self::AccessChanged { given, taken } | Self::DealAccessChanged { given, taken, .. } => {
                given.iter().chain(taken).copied().collect()
            }
            Self::OwnerChanged { from, to } | Self::DealOwnerChanged { from, to, .. } => vec![*from, *to],
            _ => Vec::new(),
        }
    }
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    SignIn,
    People,
    Access,
    Look,
    Deletion,
    Operation,
    Import,
    Export,
    Settings,
    Other,
}

impl Topic {
    pub const ALL: [Topic; 10] = [
        Self::SignIn,
        Self::People,
        Self::Access,
        Self::Look,
        Self::Deletion,
        Self::Operation,
        Self::Import,
        Self::Export,
        Self::Settings,
        Self::Other,
    ];

    /// The word in storage, in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::People => "people",
            Self::Access => "access",
            Self::Look => "look",
            Self::Deletion => "deletion",
            Self::Operation => "operation",
            Self::Import => "import",
            Self::Export => "export",
            Self::Settings => "settings",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == word)
    }
}
