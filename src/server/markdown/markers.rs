//! Markers: the place of a reference or a file in stored HTML, with its id alone. Each reader's names take their place.

use std::collections::HashSet;

use domain::ids::{FileId, SpaceId, UserId};

use super::{
    escape::escape,
    files::{self, FileView, Shown},
    reference::{Reference, uuid},
};

/// The attribute of a marker of a person.
pub(super) const PERSON: &str = "data-person";
/// The attribute of a marker of a space.
pub(super) const SPACE: &str = "data-space";
/// The attribute of a marker of a file that is shown as a card.
pub(super) const FILE: &str = "data-file";
/// The attribute of a marker of a file that is shown as a picture.
pub(super) const PICTURE: &str = "data-picture";

const OPEN: &str = "<a data-";
const CLOSE: &str = "</a>";

/// What a marker refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Marker {
    Reference(Reference),
    File(FileId, Shown),
}

impl From<Reference> for Marker {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

/// Appends a marker to HTML.
pub(super) fn write(html: &mut String, marker: Marker) {
    let (attribute, id) = match marker {
        Marker::Reference(Reference::Person(id)) => (PERSON, id.0),
        Marker::Reference(Reference::Space(id)) => (SPACE, id.0),
        Marker::File(id, Shown::Card) => (FILE, id.0),
        Marker::File(id, Shown::Picture) => (PICTURE, id.0),
    };
    html.push_str(&format!("<a {attribute}=\"{id}\">{CLOSE}"));
}

/// What one reader may see of the people, spaces and files in posts.
pub trait Reader {
    /// Returns the name of a person, or `None` if the reader may not see it.
    fn person(&self, id: UserId) -> Option<&str>;
    /// Returns the name of a space, or `None` if the reader may not see it.
    fn space(&self, id: SpaceId) -> Option<&str>;
    /// Returns a file, or `None` if the reader may not see it.
    fn file(&self, id: FileId) -> Option<&FileView>;
    /// Returns the words for everything that the reader may not see.
    fn neutral(&self) -> &Neutral;
}

/// The words for what a reader may not see, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neutral {
    pub person: String,
    pub space: String,
    pub file: String,
}

/// Returns the HTML for one reader: markers become names and files.
pub fn resolve(html: &str, reader: &impl Reader) -> String {
    let mut resolved = String::with_capacity(html.len());
    for piece in Pieces(html) {
        match piece {
            Piece::Html(html) => resolved.push_str(html),
            Piece::Marker(Marker::Reference(Reference::Person(id))) => match reader.person(id) {
                Some(name) => {
                    resolved.push_str("<span class=\"mention\">@");
                    escape(&mut resolved, name);
                    resolved.push_str("</span>");
                }
                None => escape(&mut resolved, &reader.neutral().person),
            },
            Piece::Marker(Marker::Reference(Reference::Space(id))) => match reader.space(id) {
                Some(name) => {
                    resolved.push_str(&format!("<a class=\"mention\" href=\"/spaces/{id}\">#"));
                    escape(&mut resolved, name);
                    resolved.push_str(CLOSE);
                }
                None => escape(&mut resolved, &reader.neutral().space),
            },
            Piece::Marker(Marker::File(id, shown)) => match reader.file(id) {
                Some(file) => files::write(&mut resolved, id, shown, file),
                None => escape(&mut resolved, &reader.neutral().file),
            },
        }
    }
    resolved
}

/// What stored HTML refers to, each once, in order of its first occurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    pub people: Vec<UserId>,
    pub spaces: Vec<SpaceId>,
    pub files: Vec<FileId>,
}

/// Returns what stored HTML refers to.
pub fn references(html: &str) -> References {
    let (mut found, mut seen) = (References::default(), HashSet::new());
    for piece in Pieces(html) {
        let Piece::Marker(marker) = piece else { continue };
        // A file may be a picture and a card.
        let same = match marker {
            Marker::File(id, _) => Marker::File(id, Shown::Card),
            reference => reference,
        };
        if !seen.insert(same) {
            continue;
        }
        match marker {
            Marker::Reference(Reference::Person(id)) => found.people.push(id),
            Marker::Reference(Reference::Space(id)) => found.spaces.push(id),
            Marker::File(id, _) => found.files.push(id),
        }
    }
    found
}

enum Piece<'h> {
    Html(&'h str),
    Marker(Marker),
}

/// The pieces of stored HTML: its markers and what is between them.
struct Pieces<'h>(&'h str);

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        if let Some((marker, rest)) = marker(self.0) {
            self.0 = rest;
            return Some(Piece::Marker(marker));
        }
        // The text at 0 is no marker, so the next one is after its first character.
        let first = self.0.chars().next()?.len_utf8();
        let end = self.0[first..].find(OPEN).map_or(self.0.len(), |at| first + at);
        let (html, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(Piece::Html(html))
    }
}

/// Returns the marker at the start of the HTML, and the HTML after it. In HTML from the sanitiser `<` begins a tag, so text and
/// attributes never look like a marker.
fn marker(html: &str) -> Option<(Marker, &str)> {
    let (kind, rest) = html.strip_prefix(OPEN)?.split_once("=\"")?;
    let (id, rest) = rest.split_once('"')?;
    let rest = rest.strip_prefix('>')?.strip_prefix(CLOSE)?;
    let marker = match kind {
        "person" => Reference::Person(UserId(uuid(id)?)).into(),
        "space" => Reference::Space(SpaceId(uuid(id)?)).into(),
        "file" => Marker::File(FileId(uuid(id)?), Shown::Card),
        "picture" => Marker::File(FileId(uuid(id)?), Shown::Picture),
        _ => return None,
    };
    Some((marker, rest))
}
