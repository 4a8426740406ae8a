//! The labels of references in Markdown: removed before storing, put back for one reader.
//!
//! Only a label that is written on one line as `[label](person:UUID)` is removed or put back. A reference in another
//! notation (`<person:UUID>`, a reference link) keeps its source text; rendering never shows its label.

use std::{borrow::Cow, ops::Range};

use comrak::{Node, nodes::NodeValue};

use super::{lines::Lines, parse::with_tree, reference::Reference};

/// Maximum number of passes in which labels are removed. Text whose structure depends on a label (`[a|b](…)` above a line
/// that could separate a table) may need a second pass; only text made for that purpose needs more.
const MAX_PASSES: usize = 8;

/// Returns the Markdown to store: labels of references are removed, everything else is kept byte by byte.
pub fn without_labels(markdown: &str) -> String {
    stripped(markdown).into_owned()
}

/// Returns the Markdown with names as labels, for one reader who edits or quotes it.
///
/// `name` returns the name to show, or a neutral word for a name that the reader may not see; `None` leaves the label empty.
pub fn with_labels(markdown: &str, name: impl Fn(Reference) -> Option<String>) -> String {
    replaced(markdown, &labels(markdown), |reference| match name(reference) {
        Some(name) => label(reference, &name),
        None => String::new(),
    })
}

/// Returns the text without labels, in which `labels` finds only empty ones.
pub(super) fn stripped(markdown: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(markdown);
    for _ in 0..MAX_PASSES {
        let mut labels = labels(&text);
        labels.retain(|label| !label.range.is_empty());
        if labels.is_empty() {
            break;
        }
        text = Cow::Owned(replaced(&text, &labels, |_| String::new()));
    }
    text
}

/// The label of a reference: its bytes in the Markdown, without the brackets.
struct Label {
    range: Range<usize>,
    reference: Reference,
}

/// Returns the labels of references in order. They do not overlap, because links contain no links.
fn labels(markdown: &str) -> Vec<Label> {
    if !["](person:", "](space:"].iter().any(|end| markdown.contains(end)) {
        return Vec::new();
    }
    let lines = Lines::new(markdown);
    let mut found: Vec<Label> = with_tree(markdown, |root| {
        root.descendants()
            .filter_map(|node| of_node(markdown, &lines, node))
            .collect()
    });
    found.sort_by_key(|label| label.range.start);
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end + "](".len());
    found
}

/// Returns the label of a node that is a reference written as `[label](address)` on one line.
fn of_node(markdown: &str, lines: &Lines, node: Node<'_>) -> Option<Label> {
    let data = node.data();
    let NodeValue::Link(link) = &data.value else {
        return None;
    };
    let reference = Reference::from_address(&link.url)?;
    let start = lines.range(data.sourcepos)?;
    let source = markdown.get(start.clone())?;
    let label = source
        .strip_prefix('[')?
        .strip_suffix(')')?
        .strip_suffix(link.url.as_str())?
        .strip_suffix("](")?;
    let first = start.start + 1;
    Some(Label {
        range: first..first + label.len(),
        reference,
    })
}

fn replaced(markdown: &str, labels: &[Label], new: impl Fn(Reference) -> String) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut done = 0;
    for label in labels {
        text.push_str(&markdown[done..label.range.start]);
        text.push_str(&new(label.reference));
        done = label.range.end;
    }
    text.push_str(&markdown[done..]);
    text
}

/// Returns the label that shows the name. Characters that could end the label, or have a meaning together with text outside
/// it, are escaped; emphasis is kept, because it ends in the label.
fn label(reference: Reference, name: &str) -> String {
    let mut label = String::from(reference.sign());
    for character in name.chars() {
        match character {
            '[' | ']' | '\\' => label.extend(['\\', character]),
            '`' | '<' | '>' | '|' | '"' | '\'' | '(' | ')' => label.push_str(&format!("&#{};", u32::from(character))),
            character if character.is_control() || character.is_whitespace() => label.push(' '),
            character => label.push(character),
        }
    }
    label
}
