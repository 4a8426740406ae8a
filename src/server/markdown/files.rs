//! Files in posts: their addresses in Markdown, and how they look to one reader.
//!
//! A file is written `![name](file:UUID)` as a picture and `[name](file:UUID)` as a card. No other notation names a file: not
//! a reference link, `<file:UUID>`, or a link with a title. So a file can be given another id without parsing the text.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

use comrak::{Node, nodes::NodeValue};
use domain::{
    file::{FileKind, page_path},
    ids::FileId,
};

use super::{
    escape::escape,
    lines::Lines,
    parse::with_tree,
    reference::{self, uuid},
};

/// The beginning of the address of a file in Markdown, with the end of the label before it.
const OPEN: &str = "](file:";
const CLOSE: char = ')';
/// The end of the link that a picture or a card is.
const END: &str = "</a>";
/// Length of a UUID as text, in bytes.
const ID: usize = 36;

/// Maximum number of passes in which files become words. What is left of a link around a file may be a file again; only text
/// made for that purpose needs more.
const MAX_PASSES: usize = 8;

/// How a post shows a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    Picture,
    Card,
}

/// The files that a text names, found without parsing: also those in code.
pub(super) struct Named<'m> {
    markdown: &'m str,
    lines: Lines,
    files: HashSet<FileId>,
}

impl<'m> Named<'m> {
    /// Reads the ids from the text.
    pub(super) fn read(markdown: &'m str) -> Self {
        Self {
            markdown,
            lines: Lines::new(markdown),
            files: addresses(markdown).map(|(_, file)| file).collect(),
        }
    }

    /// Returns the file that a link or an image of the text names.
    pub(super) fn of_node(&self, node: Node<'_>) -> Option<(FileId, Shown)> {
        let data = node.data();
        let (file, shown) = of_node(&data.value)?;
        // The parser knows neither '<file:UUID>' nor a reference link from a link with an address.
        let source = self.lines.span(data.sourcepos).and_then(|span| self.markdown.get(span));
        let between = |start: &[char], end| source.is_some_and(|text| text.starts_with(start) && text.ends_with(end));
        let other = between(&['<'], '>') || between(&['[', '!'], ']');
        (!other && self.files.contains(&file)).then_some((file, shown))
    }
}

/// Returns the file to whose address a link or an image leads, in any notation but one with a title.
pub(super) fn of_node(value: &NodeValue) -> Option<(FileId, Shown)> {
    let (link, shown) = match value {
        NodeValue::Link(link) => (link, Shown::Card),
        NodeValue::Image(link) => (link, Shown::Picture),
        _ => return None,
    };
    let file = reference::file(&link.url).filter(|_| link.title.is_empty())?;
    Some((file, shown))
}

/// Returns the bytes of each `](file:UUID)` from the start of its id, and the id.
fn addresses(markdown: &str) -> impl Iterator<Item = (usize, FileId)> + '_ {
    markdown.match_indices(OPEN).filter_map(|(at, _)| {
        let start = at + OPEN.len();
        let file = FileId(uuid(markdown.get(start..start + ID)?)?);
        markdown[start + ID..].starts_with(CLOSE).then_some((start, file))
    })
}

/// Returns the Markdown with other ids for some of its files.
pub fn with_other_files(markdown: &str, others: &HashMap<FileId, FileId>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut done = 0;
    for (at, file) in addresses(markdown) {
        if let Some(other) = others.get(&file) {
            text.push_str(&markdown[done..at]);
            text.push_str(&other.to_string());
            done = at + ID;
        }
    }
    text.push_str(&markdown[done..]);
    text
}

/// A file in Markdown.
struct Place {
    /// The link or image, from `[` or `!` to `)`.
    whole: Range<usize>,
    label: Range<usize>,
    file: FileId,
}

/// Returns the files in order, without those in the label of another. The second list has the files whose place is not
/// found, because their label has several lines or is in a cell with escaped characters.
fn places(markdown: &str) -> (Vec<Place>, HashSet<FileId>) {
    let named = Named::read(markdown);
    if named.files.is_empty() {
        return Default::default();
    }
    let (mut places, mut missed) = (Vec::new(), HashSet::new());
    with_tree(markdown, |root| {
        for node in root.descendants() {
            let Some((file, _)) = named.of_node(node) else {
                continue;
            };
            match place(&named, node, file) {
                Some(place) => places.push(place),
                None => drop(missed.insert(file)),
            }
        }
    });
    places.sort_by_key(|place: &Place| place.whole.start);
    places.dedup_by(|later, earlier| later.whole.start < earlier.whole.end);
    (places, missed)
}

fn place(named: &Named<'_>, node: Node<'_>, file: FileId) -> Option<Place> {
    let whole = named.lines.range(node.data().sourcepos)?;
    let source = named.markdown.get(whole.clone())?;
    let inside = source.strip_prefix('!').unwrap_or(source).strip_prefix('[')?;
    let end = inside.len().checked_sub(OPEN.len() + ID + 1)?;
    let address = inside.get(end..)?;
    let id = address.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let start = whole.end - inside.len();
    (uuid(id) == Some(file.0)).then_some(Place {
        label: start..start + end,
        whole,
        file,
    })
}

/// Returns the Markdown without the names of these files.
pub fn without_file_names(markdown: &str, of: impl Fn(FileId) -> bool) -> String {
    let (places, _) = places(markdown);
    let labels = places.into_iter().filter(|place| of(place.file));
    replaced(markdown, labels.map(|place| (place.label, String::new()))).into_owned()
}

/// Returns the Markdown with words in the place of files, for a text that leaves the application.
pub fn with_words_for_files(markdown: &str, words: impl Fn(FileId) -> String) -> String {
    let mut text = Cow::Borrowed(markdown);
    for _ in 0..MAX_PASSES {
        let (places, missed) = places(&text);
        if places.is_empty() && missed.is_empty() {
            break;
        }
        let shown = places
            .into_iter()
            .map(|place| (place.whole, literal(&words(place.file))));
        let shown = replaced(&text, shown);
        let rest = addresses(&shown).filter(|(_, file)| missed.contains(file));
        let rest = rest.map(|(at, _)| (at - OPEN.len() + 1..at + ID + 1, String::new()));
        text = Cow::Owned(replaced(&shown, rest).into_owned());
    }
    text.into_owned()
}

fn replaced(markdown: &str, parts: impl Iterator<Item = (Range<usize>, String)>) -> Cow<'_, str> {
    let mut text = Cow::Borrowed("");
    let mut done = 0;
    for (range, new) in parts {
        let text = text.to_mut();
        text.push_str(&markdown[done..range.start]);
        text.push_str(&new);
        done = range.end;
    }
    if done == 0 {
        return Cow::Borrowed(markdown);
    }
    text.to_mut().push_str(&markdown[done..]);
    text
}

/// Returns the text as Markdown that shows it unchanged inside a line.
fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '-' | '(' | ')') {
            literal.push('\\');
        }
        literal.push(if character.is_whitespace() { ' ' } else { character });
    }
    literal
}

/// A file as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileView {
    pub name: String,
    pub kind: FileKind,
    /// The kind in the reader's language.
    pub kind_word: String,
    /// The size with its unit in the reader's language.
    pub size: String,
    /// `None` for files that no browser shows as a picture.
    pub picture: Option<PictureView>,
}

/// A picture in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureView {
    /// The address of its bytes.
    pub address: String,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

/// Appends the HTML of a file.
pub(super) fn write(html: &mut String, id: FileId, shown: Shown, file: &FileView) {
    let page = page_path(id);
    if let (Shown::Picture, Some(picture)) = (shown, &file.picture) {
        html.push_str(&format!("<a href=\"{page}\"><img class=\"file-picture\" src=\""));
        escape(html, &picture.address);
        html.push_str(&format!(
            "\" width=\"{}\" height=\"{}\" alt=\"",
            picture.width, picture.height
        ));
        escape(html, &file.name);
        html.extend(["\" loading=\"lazy\" decoding=\"async\">", END]);
        return;
    }
    let kind = file.kind.as_str();
    html.push_str(&format!(
        "<a class=\"file-card\" href=\"{page}\" data-kind=\"{kind}\"><span class=\"file-card-name\">"
    ));
    escape(html, &file.name);
    html.push_str("</span> <span class=\"file-card-detail\">");
    escape(html, &file.kind_word);
    html.push_str(", ");
    escape(html, &file.size);
    html.extend(["</span>", END]);
}
