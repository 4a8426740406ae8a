//! The list of the files that were added in some days, in all spaces: the list behind a number of the statistics.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use super::FileKind;
use crate::{
    address::append_some,
    day::Day,
    ids::{FileId, SpaceId, UserId},
    person::PersonRef,
};

/// The path of the page with the list.
pub const ADDED_FILES: &str = "/statistics/files";

/// Which added files are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddedFilesQuery {
    /// The person who added them.
    pub person: Option<UserId>,
    /// First day, in the viewer's time zone.
    pub from: Option<Day>,
    /// Last day, in the viewer's time zone.
    pub to: Option<Day>,
}

impl AddedFilesQuery {
    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut added = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "person" => added.person = value.parse().ok(),
                "from" => added.from = Day::parse(&value),
                "to" => added.to = Day::parse(&value),
                _ => {}
            }
        }
        added
    }

    /// Returns the address of this list.
    pub fn address(&self) -> String {
        format!("{ADDED_FILES}?{}", self.to_query())
    }

    /// Returns the query for an address, without a question mark.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let pairs = [
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
            ("person", self.person.map(|person| person.to_string())),
        ];
        append_some(&mut query, pairs);
        query.finish()
    }
}

/// A file that was added, in the library of a space or in a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedFile {
    pub id: FileId,
    pub name: String,
    pub kind: FileKind,
    /// Size of the newest version in bytes.
    pub size: i64,
    pub space: SpaceId,
    pub space_name: String,
    /// The person who added the first version.
    pub added_by: PersonRef,
    /// Time of the first version, milliseconds since the Unix epoch.
    pub added: i64,
}

/// A page of added files, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedFilesPage {
    pub files: Vec<AddedFile>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The person whose files are listed, if the query names one.
    pub person: Option<PersonRef>,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_shows_the_same_files() {
        let query = AddedFilesQuery {
            person: Some(UserId(uuid::Uuid::from_u128(1))),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-30"),
        };
        assert_eq!(AddedFilesQuery::from_query(&query.to_query()), query);
        assert!(query.address().starts_with("/statistics/files?from=2026-11-01&"));
        assert_eq!(
            AddedFilesQuery::from_query("?person=x&from=today&q=y"),
            AddedFilesQuery::default()
        );
    }
}
