//! Markers: the place of a reference in stored HTML, with its id alone. Each reader's names take their place.

use std::collections::HashSet;

use domain::ids::{SpaceId, UserId};

use super::{
    escape::escape,
    reference::{Reference, uuid},
};

/// The attribute of a marker of a person.
pub(super) const PERSON: &str = "data-person";
/// The attribute of a marker of a space.
pub(super) const SPACE: &str = "data-space";

const OPEN: &str = "<a data-";
const CLOSE: &str = "</a>";

/// Appends the marker of the reference to HTML.
pub(super) fn write(html: &mut String, reference: Reference) {
    let (attribute, id) = match reference {
        Reference::Person(id) => (PERSON, id.0),
        Reference::Space(id) => (SPACE, id.0),
    };
    html.push_str(&format!("<a {attribute}=\"{id}\">{CLOSE}"));
}

/// Returns the HTML for one reader: markers become names.
///
/// `person` and `space` return the names that the reader may see; `nobody` and `no_space` are the words for all others.
pub fn resolve(
    html: &str,
    person: impl Fn(UserId) -> Option<String>,
    space: impl Fn(SpaceId) -> Option<String>,
    nobody: &str,
    no_space: &str,
) -> String {
    let mut resolved = String::with_capacity(html.len());
    for piece in Pieces(html) {
        match piece {
            Piece::Html(html) => resolved.push_str(html),
            Piece::Marker(Reference::Person(id)) => match person(id) {
                Some(name) => {
                    resolved.push_str("<span class=\"mention\">@");
                    escape(&mut resolved, &name);
                    resolved.push_str("</span>");
                }
                None => escape(&mut resolved, nobody),
            },
            Piece::Marker(Reference::Space(id)) => match space(id) {
                Some(name) => {
                    resolved.push_str(&format!("<a class=\"mention\" href=\"/spaces/{id}\">#"));
                    escape(&mut resolved, &name);
                    resolved.push_str(CLOSE);
                }
                None => escape(&mut resolved, no_space),
            },
        }
    }
    resolved
}

/// Returns the people and spaces that stored HTML refers to, each once, in order of their first occurrence.
pub fn references(html: &str) -> (Vec<UserId>, Vec<SpaceId>) {
    let (mut people, mut spaces, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for piece in Pieces(html) {
        match piece {
            Piece::Marker(reference) if seen.insert(reference) => match reference {
                Reference::Person(id) => people.push(id),
                Reference::Space(id) => spaces.push(id),
            },
            _ => {}
        }
    }
    (people, spaces)
}

enum Piece<'h> {
    Html(&'h str),
    Marker(Reference),
}

/// The pieces of stored HTML: its markers and what is between them.
struct Pieces<'h>(&'h str);

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        if let Some((reference, rest)) = marker(self.0) {
            self.0 = rest;
            return Some(Piece::Marker(reference));
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
fn marker(html: &str) -> Option<(Reference, &str)> {
    let (kind, rest) = html.strip_prefix(OPEN)?.split_once("=\"")?;
    let (id, rest) = rest.split_once('"')?;
    let rest = rest.strip_prefix('>')?.strip_prefix(CLOSE)?;
    let reference = match kind {
        "person" => Reference::Person(UserId(uuid(id)?)),
        "space" => Reference::Space(SpaceId(uuid(id)?)),
        _ => return None,
    };
    Some((reference, rest))
}
