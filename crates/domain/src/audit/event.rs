//! Events of the audit log: their form in storage, their topics, and reading what earlier versions wrote.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::{
    account_rules::SpaceRules, add_on::AddOn, file::rules::FileRules, ids::UserId, operation::Operation, person::Role,
    visibility::Visibility,
};

/// An event. The names here are the words in storage; those of earlier versions are read as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Event {
    SignedIn {
        /// The address of the browser.
        #[serde(default, alias = "what")]
        from: String,
    },
    /// The e-mail and the password do not belong together.
    SignInRefused {
        /// In the form of [`super::tried_email`].
        email: String,
        from: String,
    },
    /// There were too many wrong tries before.
    SignInPaused {
        email: String,
        from: String,
    },
    SignedOutEverywhere {},
    /// By the link of an invitation or for a new password.
    PasswordSet {
        #[serde(default, alias = "what")]
        from: String,
    },
    PasswordChanged {},
    AccountSetUp {},
    /// From the command line.
    UserAdded {
        /// `None` if an earlier version wrote the event.
        #[serde(default)]
        role: Option<Role>,
    },
    UserInvited {
        #[serde(alias = "what")]
        role: Role,
    },
    /// A link for a new password was made.
    ResetLink {},
    RoleChanged {
        #[serde(alias = "what")]
        role: Role,
    },
    UserDeactivated {
        /// Number of spaces that another person owns now.
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
    /// Somebody asked for access to a private space.
    AccessRequested {},
    AccessRequestAnswered {
        person: UserId,
        granted: bool,
    },
    VisibilityChanged {
        from: Visibility,
        to: Visibility,
    },
    OwnerChanged {
        from: UserId,
        to: UserId,
    },
    /// An administrator opened a closed space of somebody else.
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
        /// The owner and the people that the deal had.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        people: Vec<UserId>,
    },
    /// A topic of another person was moved to the trash of its space. The title may be empty.
    TopicDeleted {
        topic: String,
        author: UserId,
    },
    /// A topic of another person was moved to the space with this name.
    TopicMoved {
        topic: String,
        author: UserId,
        to: String,
    },
    /// A post of another person was deleted.
    PostDeleted {
        topic: String,
        author: UserId,
    },
    /// Files and folders of other people were moved to the trash of their space.
    FilesDeleted {
        count: u32,
        /// The names of some of them.
        names: Vec<String>,
    },
    /// Files of a space were downloaded as one zip.
    FilesDownloaded {
        count: u32,
    },
    /// A space was deleted after its time in the trash.
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
    /// A custom field was changed, and this number of values was lost.
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
        /// The name of the group, tag, level or people that the operation was about.
        #[serde(default)]
        about: String,
        changed: u32,
        /// The names of some of the spaces.
        #[serde(default)]
        names: Vec<String>,
    },
    OperationUndone {
        /// `None` if an earlier version wrote the event.
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
    /// A stage of the pipeline was deleted, and this number of its deals moved to another.
    StageDeleted {
        name: String,
        deals: u32,
    },
    AddOnSwitched {
        add_on: AddOn,
        on: bool,
    },
    /// The settings of spaces were changed.
    RulesChanged {
        from: Box<SpaceRules>,
        to: Box<SpaceRules>,
    },
    /// The settings of files were changed.
    FileRulesChanged {
        from: Box<FileRules>,
        to: Box<FileRules>,
    },
    /// The time for which the audit log is kept was changed.
    AuditKept {
        days: u32,
    },
    /// An event of another version: its word and its unchanged text.
    Unknown {
        word: String,
        text: String,
    },
}

/// The contents of a downloaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exported {
    Spaces,
    Statistics,
    AuditLog,
    /// The conversation of a space.
    Conversation,
}

impl Exported {
    pub const ALL: [Exported; 4] = [Self::Spaces, Self::Statistics, Self::AuditLog, Self::Conversation];

    /// Returns the word in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Statistics => "statistics",
            Self::AuditLog => "audit-log",
            Self::Conversation => "conversation",
        }
    }
}

/// Reads a number, or a sentence of an earlier version, which begins with the number.
fn leading_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let number = match &value {
        Value::String(text) => text.split(' ').next().and_then(|word| word.parse().ok()),
        value => value.as_u64().and_then(|number| u32::try_from(number).ok()),
    };
    Ok(number.unwrap_or_default())
}

impl Event {
    /// Returns the word and the JSON in storage.
    pub fn to_storage(&self) -> (String, String) {
        if let Self::Unknown { word, text } = self {
            return (word.clone(), json!({ "what": text }).to_string());
        }
        let mut whole = serde_json::to_value(self).unwrap_or_default();
        let word = whole["kind"].as_str().unwrap_or_default().to_owned();
        (word, whole["detail"].take().to_string())
    }

    /// Reads word and JSON. An event that this version does not know is shown unchanged and never hidden.
    pub fn from_storage(word: &str, detail: &str) -> Self {
        let parsed: Value = serde_json::from_str(detail).unwrap_or_default();
        let text = parsed["what"].as_str().unwrap_or(detail).to_owned();
        let is_unknown = word == "unknown";
        let whole = json!({ "kind": word, "detail": parsed });
        match serde_json::from_value(whole) {
            Ok(event) if !is_unknown => event,
            _ => Self::Unknown {
                word: word.to_owned(),
                text,
            },
        }
    }

    /// Returns the topic of the event, for the filter.
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
            | Self::AccessRequested {}
            | Self::AccessRequestAnswered { .. }
            | Self::VisibilityChanged { .. }
            | Self::OwnerChanged { .. }
            | Self::DealAccessChanged { .. }
            | Self::DealOwnerChanged { .. } => Topic::Access,
            Self::SpaceOpened {} => Topic::Look,
            Self::TopicDeleted { .. } | Self::TopicMoved { .. } | Self::PostDeleted { .. } => Topic::Conversation,
            Self::SpaceDeleted { .. }
            | Self::FilesDeleted { .. }
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
            Self::Export { .. } | Self::FilesDownloaded { .. } => Topic::Export,
            Self::FieldAdded { .. }
            | Self::FieldChanged { .. }
            | Self::FieldArchived { .. }
            | Self::FieldRestored { .. }
            | Self::StageAdded { .. }
            | Self::StageRenamed { .. }
            | Self::StagesOrdered {}
            | Self::AddOnSwitched { .. }
            | Self::RulesChanged { .. }
            | Self::FileRulesChanged { .. }
            | Self::AuditKept { .. } => Topic::Settings,
            Self::Unknown { .. } => Topic::Other,
        }
    }

    /// Returns the people in the event, except the person who acted and the person that the line is about.
    pub fn people(&self) -> Vec<UserId> {
        match self {
            Self::AccessChanged { given, taken } | Self::DealAccessChanged { given, taken, .. } => {
                given.iter().chain(taken).copied().collect()
            }
            Self::AccessRequestAnswered { person, .. } => vec![*person],
            Self::OwnerChanged { from, to } | Self::DealOwnerChanged { from, to, .. } => vec![*from, *to],
            Self::TopicDeleted { author, .. } | Self::TopicMoved { author, .. } | Self::PostDeleted { author, .. } => {
                vec![*author]
            }
            _ => Vec::new(),
        }
    }
}

/// The topic of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    SignIn,
    People,
    Access,
    Look,
    Deletion,
    /// Topics and posts of other people that were deleted or moved.
    Conversation,
    Operation,
    Import,
    Export,
    Settings,
    Other,
}

impl Topic {
    pub const ALL: [Topic; 11] = [
        Self::SignIn,
        Self::People,
        Self::Access,
        Self::Look,
        Self::Deletion,
        Self::Conversation,
        Self::Operation,
        Self::Import,
        Self::Export,
        Self::Settings,
        Self::Other,
    ];

    /// Returns the word in storage, in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::People => "people",
            Self::Access => "access",
            Self::Look => "look",
            Self::Deletion => "deletion",
            Self::Conversation => "conversation",
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
