//! Reading the audit log: lines, pages and filters.

use serde::{Deserialize, Serialize};

use super::{Event, KEPT_DAYS_MAX, KEPT_DAYS_MIN, Topic};
use crate::{
    address::append_some,
    error::{AppError, Field, Reason},
    ids::{AuditLineId, SpaceId, UserId},
    list_query::Day,
    person::PersonRef,
};

/// The person or thing that the line is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "which", rename_all = "snake_case")]
pub enum About {
    Person(PersonRef),
    Space {
        id: SpaceId,
        name: String,
    },
    /// Neither a person nor a thing, or something that was deleted permanently.
    Nothing,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: AuditLineId,
    /// Time, milliseconds since the Unix epoch.
    pub at: i64,
    /// `None` if the server acted by itself or on its command line.
    pub actor: Option<PersonRef>,
    pub about: About,
    pub event: Event,
    /// The people to whom the event refers by id.
    pub people: Vec<PersonRef>,
}

impl Line {
    /// Returns the place after this line.
    pub fn place(&self) -> Place {
        Place {
            at: self.at,
            id: self.id,
        }
    }
}

/// The end of a page. The next page has older lines.
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
    /// Number of days for which lines are kept.
    pub kept_days: u32,
}

/// A filter by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Topic(Topic),
    /// Only sign-ins, which the statistics count.
    SignedIn,
}

impl Kind {
    /// Returns all kinds: the topics and sign-ins.
    pub fn all() -> impl Iterator<Item = Self> {
        Topic::ALL.into_iter().flat_map(|topic| {
            let within = (topic == Topic::SignIn).then_some(Self::SignedIn);
            std::iter::once(Self::Topic(topic)).chain(within)
        })
    }

    /// Returns the word in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.as_str(),
            Self::SignedIn => "signed_in",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == word)
    }
}

/// The filter of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub kind: Option<Kind>,
    /// The person who acted, or the person that the line is about.
    pub person: Option<UserId>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Filter {
    /// Reads the filter in an address. Unknown words are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
            match name.as_ref() {
                "kind" => filter.kind = Kind::parse(&value),
                "person" => filter.person = value.parse().ok(),
                "from" => filter.from = Day::parse(&value),
                "to" => filter.to = Day::parse(&value),
                _ => {}
            }
        }
        filter
    }

    /// Returns the query of the address with the same filter; empty if there is none.
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pairs = [
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("person", self.person.map(|person| person.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        append_some(&mut query, pairs);
        query.finish()
    }

    /// Returns the address of the page with this filter.
    pub fn address(&self) -> String {
        match self.to_query().as_str() {
            "" => "/settings/audit-log".to_owned(),
            query => format!("/settings/audit-log?{query}"),
        }
    }
}

/// Checks whether lines may be kept for this number of days.
pub fn check_kept_days(days: u32) -> Result<(), AppError> {
    if (KEPT_DAYS_MIN..=KEPT_DAYS_MAX).contains(&days) {
        Ok(())
    } else {
        let (min, max) = (KEPT_DAYS_MIN, KEPT_DAYS_MAX);
        Err(AppError::field(Field::KeptDays, Reason::OutOfRange { min, max }))
    }
}
