//! The audit log: who did what in the account, for its administrators.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::{
    account_rules::SpaceRules,
    add_on::AddOn,
    error::{AppError, Field, Reason},
    ids::{AuditLineId, SpaceId, UserId},
    list_query::Day,
    operation::Operation,
    person::{PersonRef, Role},
    visibility::Visibility,
};

/// How many days lines are kept where nothing else was said.
pub const KEPT_DAYS: u32 = 365;
/// Fewest days that may be chosen.
pub const KEPT_DAYS_MIN: u32 = 30;
/// Most days that may be chosen.
pub const KEPT_DAYS_MAX: u32 = 3_650;
/// Looking again at the same space within this time is the same look, in milliseconds.
pub const SAME_LOOK_MS: i64 = 10 * 60 * 1000;

/// What happened. The words in storage are the names here; what earlier versions wrote is read as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Event {
    SignedIn {
        /// The address of the browser.
        #[serde(default, alias = "what")]
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
    UserAdded {},
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
    Operation {
        operation: Operation,
        /// The group, tag, level or people that it was about, by name.
        #[serde(default)]
        about: String,
        changed: u32,
    },
    OperationUndone {
        changed: u32,
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
            | Self::SignedOutEverywhere {}
            | Self::PasswordSet { .. }
            | Self::PasswordChanged {} => Topic::SignIn,
            Self::AccountSetUp {}
            | Self::UserAdded {}
            | Self::UserInvited { .. }
            | Self::ResetLink {}
            | Self::RoleChanged { .. }
            | Self::UserDeactivated { .. }
            | Self::UserActivated {} => Topic::People,
            Self::AccessChanged { .. } | Self::VisibilityChanged { .. } | Self::OwnerChanged { .. } => Topic::Access,
            Self::SpaceOpened {} => Topic::Look,
            Self::SpaceDeleted { .. }
            | Self::DealDeleted { .. }
            | Self::SpacePurged { .. }
            | Self::GroupDeleted { .. } => Topic::Deletion,
            Self::Operation { operation, .. } => match operation {
                Operation::Delete => Topic::Deletion,
                Operation::ChangeVisibility(_)
                | Operation::ChangeOwner(_)
                | Operation::GiveAccess(_)
                | Operation::TakeAccess(_) => Topic::Access,
                _ => Topic::Operation,
            },
            Self::OperationUndone { .. } => Topic::Operation,
            Self::Import { .. } | Self::ImportUndone { .. } => Topic::Import,
            Self::Export { .. } => Topic::Export,
            Self::AddOnSwitched { .. } | Self::RulesChanged { .. } | Self::AuditKept { .. } => Topic::Settings,
            Self::Told { .. } => Topic::Other,
        }
    }

    /// The people whom it names beside who did it and whom it was done to.
    pub fn people(&self) -> Vec<UserId> {
        match self {
            Self::AccessChanged { given, taken } => given.iter().chain(taken).copied().collect(),
            Self::OwnerChanged { from, to } => vec![*from, *to],
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

/// Whom or what it was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "which", rename_all = "snake_case")]
pub enum About {
    Person(PersonRef),
    Space {
        id: SpaceId,
        name: String,
    },
    /// Neither, or one that is gone for good.
    Nothing,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: AuditLineId,
    /// Milliseconds UTC.
    pub at: i64,
    /// Nobody where the server did it, or somebody on its command line.
    pub actor: Option<PersonRef>,
    pub about: About,
    pub event: Event,
    /// Those whom the event names by their ids.
    pub people: Vec<PersonRef>,
}

impl Line {
    /// Where the lines after this one begin.
    pub fn place(&self) -> Place {
        Place {
            at: self.at,
            id: self.id,
        }
    }
}

/// Where a page ends: the next one has what is older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub at: i64,
    pub id: AuditLineId,
}

/// A page of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub lines: Vec<Line>,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
    /// How many days lines are kept.
    pub kept_days: u32,
}

/// Which lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub topic: Option<Topic>,
    /// Who did it, or to whom it was done.
    pub person: Option<UserId>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Filter {
    /// The filter in an address; a word that is unknown is left out.
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
            match name.as_ref() {
                "kind" => filter.topic = Topic::parse(&value),
                "person" => filter.person = value.parse().ok(),
                "from" => filter.from = Day::parse(&value),
                "to" => filter.to = Day::parse(&value),
                _ => {}
            }
        }
        filter
    }

    /// The address that shows the same lines; nothing stands for everything.
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pairs = [
            ("kind", self.topic.map(|topic| topic.as_str().to_owned())),
            ("person", self.person.map(|person| person.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        for (name, value) in pairs {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
        query.finish()
    }
}

/// Whether lines may be kept for so many days.
pub fn check_kept_days(days: u32) -> Result<(), AppError> {
    if (KEPT_DAYS_MIN..=KEPT_DAYS_MAX).contains(&days) {
        Ok(())
    } else {
        let (min, max) = (KEPT_DAYS_MIN, KEPT_DAYS_MAX);
        Err(AppError::field(Field::KeptDays, Reason::OutOfRange { min, max }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<T: std::str::FromStr<Err = uuid::Error>>(number: u128) -> T {
        uuid::Uuid::from_u128(number).to_string().parse().unwrap()
    }

    #[test]
    fn every_event_is_read_back() {
        let rules = || {
            Box::new(SpaceRules {
                version: 1,
                visibility: Default::default(),
                rights: Default::default(),
            })
        };
        let events = [
            Event::SignedIn { from: "::1".into() },
            Event::PasswordChanged {},
            Event::RoleChanged { role: Role::User },
            Event::UserDeactivated { handed_over: 3 },
            Event::AccessChanged {
                given: vec![id(1)],
                taken: vec![],
            },
            Event::SpacePurged {
                count: 2,
                names: vec!["A".into()],
            },
            Event::Operation {
                operation: Operation::Delete,
                about: String::new(),
                changed: 7,
            },
            Event::Export {
                what: Exported::AuditLog,
                rows: 4,
            },
            Event::RulesChanged {
                from: rules(),
                to: rules(),
            },
            Event::Told {
                word: "a_word_of_the_future".into(),
                text: "said".into(),
            },
        ];
        for event in events {
            let (word, detail) = event.to_storage();
            assert_eq!(Event::from_storage(&word, &detail), event, "{word} {detail}");
        }
    }

    #[test]
    fn lines_of_earlier_versions_are_read() {
        let read = Event::from_storage;
        assert_eq!(
            read("signed_in", r#"{"what":"10.0.0.1"}"#),
            Event::SignedIn {
                from: "10.0.0.1".into()
            }
        );
        assert_eq!(
            read("role_changed", r#"{"what":"administrator"}"#),
            Event::RoleChanged {
                role: Role::Administrator
            }
        );
        assert_eq!(
            read("user_deactivated", r#"{"what":"12 spaces handed over"}"#),
            Event::UserDeactivated { handed_over: 12 }
        );
        assert_eq!(read("reset_link", r#"{"what":"command line"}"#), Event::ResetLink {});
        assert_eq!(read("password_changed", r#"{"what":""}"#), Event::PasswordChanged {});
        assert_eq!(
            read("import", r#"{"added":1,"updated":2,"skipped":3}"#),
            Event::Import {
                file: String::new(),
                added: 1,
                updated: 2,
                skipped: 3
            }
        );
        assert_eq!(
            read("operation", r#"{"operation":{"do":"archive"},"changed":5}"#).topic(),
            Topic::Operation
        );
        assert_eq!(read("space_deleted", "{}").topic(), Topic::Deletion);
        let told = |word: &str, text: &str| Event::Told {
            word: word.into(),
            text: text.into(),
        };
        assert_eq!(
            read("teleported", r#"{"what":"to Mars"}"#),
            told("teleported", "to Mars")
        );
        assert_eq!(read("owner_changed", "not JSON"), told("owner_changed", "not JSON"));
        assert_eq!(read("told", r#"{"word":"signed_in","text":""}"#).topic(), Topic::Other);
    }

    #[test]
    fn a_link_shows_the_same_lines() {
        let filter = Filter {
            topic: Some(Topic::Look),
            person: Some(id(7)),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-30"),
        };
        assert_eq!(Filter::from_query(&filter.to_query()), filter);
        assert_eq!(Filter::default().to_query(), "");
        assert_eq!(Filter::from_query("?kind=magic&person=me&from=soon"), Filter::default());
        for topic in Topic::ALL {
            assert_eq!(Topic::parse(topic.as_str()), Some(topic));
        }
    }

    #[test]
    fn the_log_is_kept_for_a_month_at_least() {
        assert!(check_kept_days(KEPT_DAYS).is_ok());
        for days in [0, KEPT_DAYS_MIN - 1, KEPT_DAYS_MAX + 1] {
            assert!(check_kept_days(days).is_err(), "{days}");
        }
    }
}
