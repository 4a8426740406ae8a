//! Lists, those of HTML and those of Word, whose items are paragraphs.

use super::{Element, Node, plain_text};

/// A block of the pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Finished Markdown, of one or more lines.
    Text(String),
    Item(Item),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Number of lists around this one.
    pub level: usize,
    pub ordered: bool,
    /// Markdown, of one or more lines.
    pub text: String,
}

/// Adds an item with the blocks inside of it, of which nested lists become items of their own.
pub fn add_item(blocks: &mut Vec<Block>, level: usize, ordered: bool, inside: Vec<Block>) {
    let at = blocks.len();
    let mut text = String::new();
    let mut nested = Vec::new();
    for block in inside {
        match block {
            Block::Text(more) if nested.is_empty() => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&more);
            }
            Block::Text(text) => {
                if let Some(Block::Item(last)) = nested.last_mut() {
                    last.text.push_str("\n\n");
                    last.text.push_str(&text);
                }
            }
            item => nested.push(item),
        }
    }
    if text.is_empty() && nested.is_empty() {
        return;
    }
    blocks.insert(at, Block::Item(Item { level, ordered, text }));
    blocks.extend(nested);
}

/// Returns the level of a paragraph that is an item of a list in Word's HTML, and whether the list is numbered.
pub fn word_item(element: &Element) -> Option<(usize, bool)> {
    let list = element.style("mso-list")?;
    let level = list
        .split(' ')
        .find_map(|word| word.strip_prefix("level")?.parse::<usize>().ok())?;
    let marker = marker(&element.children).unwrap_or_default();
    let marker = marker.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let body = marker.trim_start_matches('(').trim_end_matches(['.', ')']);
    // 'o' is the bullet of Word's second level.
    let counted = body.len() < marker.len() && !body.is_empty() && body.chars().all(char::is_alphanumeric);
    Some((level.saturating_sub(1), counted))
}

/// Returns the text that Word shows before the item.
fn marker(nodes: &[Node]) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element)
            if element
                .style("mso-list")
                .is_some_and(|value| value.eq_ignore_ascii_case("ignore")) =>
        {
            Some(plain_text(&element.children))
        }
        Node::Element(element) => marker(&element.children),
        Node::Text(_) => None,
    })
}

/// The lists that are open, from the outermost.
#[derive(Default)]
pub struct Numbering(Vec<Open>);

struct Open {
    level: usize,
    ordered: bool,
    count: usize,
}

impl Numbering {
    /// Returns the item with its marker, indented below its parents.
    pub fn line(&mut self, item: &Item) -> String {
        while self.0.last().is_some_and(|open| open.level > item.level) {
            self.0.pop();
        }
        if self
            .0
            .last()
            .is_some_and(|open| open.level == item.level && open.ordered != item.ordered)
        {
            self.0.pop();
        }
        match self.0.last_mut() {
            Some(open) if open.level == item.level => open.count += 1,
            _ => self.0.push(Open {
                level: item.level,
                ordered: item.ordered,
                count: 1,
            }),
        }
        let markers: Vec<String> = self.0.iter().map(Open::marker).collect();
        let (marker, parents) = markers
            .split_last()
            .map_or(("- ", &[][..]), |(last, rest)| (last.as_str(), rest));
        let indent = " ".repeat(parents.iter().map(String::len).sum());
        let continued = format!("\n{indent}{}", " ".repeat(marker.len()));
        format!("{indent}{marker}{}", item.text.replace('\n', &continued))
    }
}

impl Open {
    fn marker(&self) -> String {
        if self.ordered {
            format!("{}. ", self.count)
        } else {
            "- ".to_owned()
        }
    }
}
