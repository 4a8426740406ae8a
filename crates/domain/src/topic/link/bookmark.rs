//! Bookmarks of a browser, or the rows of a table, that become links.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{KnownLink, found::single_address};
use crate::{error::Reason, fold::fold, group::tag_name, limits, text};

/// A link of a file, before its address is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    pub address: String,
    /// May be empty.
    pub title: String,
    pub tags: Vec<String>,
}

/// What an import does with a bookmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookmarkState {
    /// A link is added.
    New,
    /// The address has a topic already.
    Known(KnownLink),
    /// The address occurs before in the same file.
    Repeated,
    Wrong(Reason),
}

/// The result of an import of bookmarks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookmarksAdded {
    pub added: u32,
    /// Those whose address had a topic already, or occurs before in the file.
    pub known: u32,
    pub wrong: u32,
}

impl BookmarksAdded {
    /// Counts the states of bookmarks.
    pub fn count<'a>(states: impl IntoIterator<Item = &'a BookmarkState>) -> Self {
        let mut counts = Self::default();
        for state in states {
            match state {
                BookmarkState::New => counts.added += 1,
                BookmarkState::Known(_) | BookmarkState::Repeated => counts.known += 1,
                BookmarkState::Wrong(_) => counts.wrong += 1,
            }
        }
        counts
    }
}

/// A part of a bookmarks file (the HTML that every browser exports), in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The heading of the folder that begins next.
    Heading(String),
    Begin,
    End,
    Link {
        address: String,
        title: String,
        /// The attribute `tags`, separated by commas.
        tags: String,
    },
}

/// Names of the folders that browsers have from the start, folded. They tell nothing about a link.
const OWN_FOLDERS: [&str; 14] = [
    "bookmarks bar",
    "bookmarks toolbar",
    "bookmarks menu",
    "other bookmarks",
    "mobile bookmarks",
    "favorites bar",
    "favourites bar",
    "other favorites",
    "pasek zakladek",
    "menu zakladek",
    "inne zakladki",
    "pozostale zakladki",
    "pasek ulubionych",
    "zakladki na urzadzeniach mobilnych",
];

/// Returns the bookmarks of a file. The folders around a bookmark become its tags.
pub fn from_marks(marks: impl IntoIterator<Item = Mark>) -> Vec<Bookmark> {
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut heading = None;
    let mut found = Vec::new();
    for mark in marks {
        match mark {
            Mark::Heading(name) => heading = Some(name),
            Mark::Begin => folders.push(heading.take().filter(|name| !is_own_folder(name))),
            Mark::End => {
                folders.pop();
            }
            Mark::Link { address, title, tags } => {
                let folders = folders.iter().flatten().map(|name| name.replace([',', ';'], " "));
                let own = tags.split([',', ';']).map(str::to_owned);
                found.push(Bookmark {
                    address: address.trim().to_owned(),
                    title: title_of(&title),
                    tags: tags_of(folders.chain(own)),
                });
            }
        }
    }
    found
}

fn is_own_folder(name: &str) -> bool {
    OWN_FOLDERS.contains(&fold(name.trim()).as_str())
}

/// The columns of a table of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    address: usize,
    title: Option<usize>,
    tags: Option<usize>,
}

const ADDRESS_HEADERS: [&str; 9] = [
    "url", "address", "adres", "link", "href", "website", "www", "odnosnik", "strona",
];
const TITLE_HEADERS: [&str; 5] = ["title", "tytul", "name", "nazwa", "opis"];
const TAGS_HEADERS: [&str; 9] = [
    "tags",
    "tag",
    "tagi",
    "labels",
    "etykiety",
    "folder",
    "folders",
    "category",
    "kategoria",
];

/// Returns the links of a table: address, title and tags are found by their headers, else the address by what the cells
/// are. A first row that has an address itself is no header.
pub fn from_table(headers: &[String], rows: &[Vec<String>]) -> Vec<Bookmark> {
    let Some(columns) = columns(headers, rows) else {
        return Vec::new();
    };
    let first = headers.get(columns.address).is_some_and(|cell| is_address(cell));
    let first = first.then(|| headers.to_vec());
    let cell = |row: &[String], column: Option<usize>| column.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let links = first.iter().chain(rows).map(|row| {
        let tags = cell(row, columns.tags);
        Bookmark {
            address: cell(row, Some(columns.address)).trim().to_owned(),
            title: title_of(&cell(row, columns.title)),
            tags: tags_of(tags.split([',', ';', '\n']).map(str::to_owned)),
        }
    });
    links.filter(|link| *link != Bookmark::default()).collect()
}

fn columns(headers: &[String], rows: &[Vec<String>]) -> Option<Columns> {
    let named = |names: &[&str]| {
        headers
            .iter()
            .position(|header| names.contains(&fold(header.trim()).as_str()))
    };
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(headers.len());
    let addresses = |column: &usize| {
        let cells = rows.iter().filter_map(|row| row.get(*column));
        cells.filter(|cell| is_address(cell)).count()
    };
    let by_cells = || {
        (0..width)
            .rev()
            .max_by_key(addresses)
            .filter(|column| addresses(column) > 0)
    };
    let alone = || (0..headers.len()).find(|column| is_address(&headers[*column]));
    let address = named(&ADDRESS_HEADERS).or_else(by_cells).or_else(alone)?;
    let tags = named(&TAGS_HEADERS).filter(|column| *column != address);
    let other = |column: &usize| *column != address && Some(*column) != tags;
    Some(Columns {
        address,
        title: named(&TITLE_HEADERS).filter(other).or_else(|| (0..width).find(other)),
        tags,
    })
}

fn is_address(cell: &str) -> bool {
    single_address(cell).is_some()
}

/// Returns the title on one line, shortened to the length of titles. A file is not refused for a long title.
fn title_of(raw: &str) -> String {
    let line = text::line(raw, usize::MAX).unwrap_or_default();
    shortened(&line, limits::TOPIC_TITLE)
}

/// Returns the tags that follow the rules of tags, shortened to their length, up to the maximum number.
fn tags_of(raw: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let lines = raw.filter_map(|tag| text::line(&tag, usize::MAX).ok());
    let tags = lines.filter_map(|tag| tag_name(&shortened(&tag, limits::TAG_NAME)).ok());
    tags.filter(|tag| seen.insert(fold(tag)))
        .take(limits::TAGS_A_LINK)
        .collect()
}

fn shortened(text: &str, max: usize) -> String {
    let short: String = text.chars().take(max).collect();
    short.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(address: &str, title: &str, tags: &str) -> Mark {
        Mark::Link {
            address: address.into(),
            title: title.into(),
            tags: tags.into(),
        }
    }

    #[test]
    fn folders_become_tags() {
        let heading = |name: &str| Mark::Heading(name.into());
        let marks = [
            Mark::Begin,
            heading("Pasek zakładek"),
            Mark::Begin,
            link("https://a.pl", " A \n page ", ""),
            heading("Sprzedaż, techniki"),
            Mark::Begin,
            heading("2026"),
            Mark::Begin,
            link("https://b.pl", "B", "Ceny,sprzedaz  techniki"),
            Mark::End,
            Mark::End,
            link("https://c.pl", "", "x"),
            Mark::End,
            Mark::End,
        ];
        let found = from_marks(marks);
        assert_eq!((found[0].title.as_str(), found[0].tags.len()), ("A page", 0));
        assert_eq!(found[1].tags, ["Sprzedaż techniki", "2026", "Ceny"]);
        assert_eq!(found[2].tags, ["x"]);
    }

    #[test]
    fn a_file_that_ends_more_folders_than_it_begins_is_read() {
        let found = from_marks([Mark::End, link("https://a.pl", "A", ""), Mark::End]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn long_titles_and_tags_are_shortened() {
        let long = "ą".repeat(limits::TOPIC_TITLE + 10);
        let found = from_marks([link("https://a.pl", &long, &long)]);
        assert_eq!(found[0].title.chars().count(), limits::TOPIC_TITLE);
        assert_eq!(found[0].tags[0].chars().count(), limits::TAG_NAME);
    }

    fn table(headers: &[&str], rows: &[&[&str]]) -> Vec<Bookmark> {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        from_table(&owned(headers), &rows.iter().map(|row| owned(row)).collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_found_by_their_headers() {
        let found = table(
            &["Tytuł", "Tagi", "Adres"],
            &[&["Ceny", "sprzedaż; ceny", "example.com/a"], &["", "", ""]],
        );
        let wanted = Bookmark {
            address: "example.com/a".into(),
            title: "Ceny".into(),
            tags: vec!["sprzedaż".into(), "ceny".into()],
        };
        assert_eq!(found, [wanted]);
    }

    #[test]
    fn a_table_without_headers_is_read_by_its_cells() {
        let found = table(
            &["First", "https://a.pl"],
            &[&["Second", "https://b.pl"], &["Third", "nothing"]],
        );
        let addresses: Vec<_> = found.iter().map(|link| link.address.as_str()).collect();
        assert_eq!(addresses, ["https://a.pl", "https://b.pl", "nothing"]);
        assert_eq!(found[0].title, "First");
        assert_eq!(table(&["https://a.pl"], &[]).len(), 1);
        assert!(table(&["First"], &[&["Second"]]).is_empty());
    }
}
