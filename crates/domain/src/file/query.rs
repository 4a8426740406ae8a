//! The query of the library, in the form of an address.

use form_urlencoded::{Serializer, parse};
use serde::{Deserialize, Serialize};

use super::FileKind;
use crate::{
    address::append_some,
    day::Day,
    ids::{FolderId, UserId},
    limits,
};

/// How the library is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LibraryView {
    /// Folders and the files in them.
    #[default]
    Folders,
    /// The files of posts, newest topic first.
    Topics,
}

/// The property by which files are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortFiles {
    #[default]
    Name,
    Added,
    Size,
    Kind,
}

impl SortFiles {
    pub const ALL: [SortFiles; 4] = [Self::Name, Self::Added, Self::Size, Self::Kind];

    /// Returns the word in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Added => "added",
            Self::Size => "size",
            Self::Kind => "kind",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }

    /// Returns whether the first click on the header shows the largest value first.
    pub fn starts_descending(self) -> bool {
        matches!(self, Self::Added | Self::Size)
    }
}

/// A property and the direction of sorting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LibrarySort {
    pub by: SortFiles,
    pub descending: bool,
}

/// What of the library is shown. With a search or a filter, the files of all folders below the shown one are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryQuery {
    pub view: LibraryView,
    /// The folder; `None` is the library itself.
    pub folder: Option<FolderId>,
    /// Only the files of this topic, by its number.
    pub topic: Option<i64>,
    pub tiles: bool,
    pub sort: LibrarySort,
    /// Every part must occur in the name; letters with diacritics are equal to those without.
    pub search: String,
    pub kind: Option<FileKind>,
    pub person: Option<UserId>,
    /// First day on which a file was added, in the viewer's time zone.
    pub from: Option<Day>,
    /// Last day, in the viewer's time zone.
    pub to: Option<Day>,
}

impl LibraryQuery {
    /// Returns whether there is a search or a filter.
    pub fn is_filtered(&self) -> bool {
        !self.search.trim().is_empty()
            || self.kind.is_some()
            || self.person.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }

    /// Reads the query of an address. Unknown parts are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut library = Self::default();
        for (key, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match &*key {
                "by" if value == "topic" => library.view = LibraryView::Topics,
                "folder" => library.folder = value.parse().ok(),
                "topic" => library.topic = value.parse().ok(),
                "tiles" => library.tiles = value == "1",
                "sort" => {
                    let (descending, word) = value.strip_prefix('-').map_or((false, &*value), |word| (true, word));
                    if let Some(by) = SortFiles::parse(word) {
                        library.sort = LibrarySort { by, descending };
                    }
                }
                "q" => library.search = value.chars().take(limits::SEARCH).collect(),
                "kind" => library.kind = FileKind::parse(&value),
                "person" => library.person = value.parse().ok(),
                "from" => library.from = Day::parse(&value),
                "to" => library.to = Day::parse(&value),
                _ => {}
            }
        }
        library
    }

    /// Returns the query for an address, without a question mark.
    pub fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let minus = if self.sort.descending { "-" } else { "" };
        let sorted = self.sort != LibrarySort::default();
        let pairs = [
            ("by", (self.view == LibraryView::Topics).then(|| "topic".to_owned())),
            ("folder", self.folder.map(|folder| folder.to_string())),
            ("topic", self.topic.map(|topic| topic.to_string())),
            ("tiles", self.tiles.then(|| "1".to_owned())),
            ("sort", sorted.then(|| format!("{minus}{}", self.sort.by.as_str()))),
            ("q", (!self.search.is_empty()).then(|| self.search.clone())),
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("person", self.person.map(|person| person.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        append_some(&mut query, pairs);
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_library_shows_the_same_files() {
        let query = LibraryQuery {
            view: LibraryView::Topics,
            folder: Some(FolderId(uuid::Uuid::from_u128(1))),
            topic: Some(7),
            tiles: true,
            sort: LibrarySort {
                by: SortFiles::Size,
                descending: true,
            },
            search: "oferta & łódź".into(),
            kind: Some(FileKind::Picture),
            person: Some(UserId(uuid::Uuid::from_u128(2))),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-30"),
        };
        assert_eq!(LibraryQuery::from_query(&query.to_query()), query);
        assert_eq!(LibraryQuery::default().to_query(), "");
        assert_eq!(
            LibraryQuery::from_query("?folder=x&sort=colour&kind=film&from=today"),
            LibraryQuery::default()
        );
        assert!(query.is_filtered() && !LibraryQuery::default().is_filtered());
    }
}
