//! The text of a post without markup, for first words, search and notices.

use comrak::{Node, nodes::NodeValue};

use super::{files, parse::with_tree, reference::Reference};

/// The word for a file without a name.
const NAMELESS: &str = "…";

/// The text of a post without markup, in which references have a place and no name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainText {
    text: String,
    /// The references in order, each with the byte of the text before which it stands.
    references: Vec<(usize, Reference)>,
}

/// Returns the text of the Markdown without markup and addresses of links. Each block ends with a line end.
pub fn plain_text(markdown: &str) -> PlainText {
    with_tree(markdown, |root| {
        let mut text = of(root);
        text.truncate(text.text.trim_end().len());
        text
    })
}

impl PlainText {
    /// Returns the references in order.
    pub fn references(&self) -> impl Iterator<Item = Reference> + '_ {
        self.references.iter().map(|(_, reference)| *reference)
    }

    /// Returns the text with the words that `words` returns for each reference.
    pub fn with(&self, words: impl Fn(Reference) -> String) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        for (at, reference) in &self.references {
            text.push_str(&self.text[done..*at]);
            text.push_str(&words(*reference));
            done = *at;
        }
        text.push_str(&self.text[done..]);
        text
    }

    /// Returns the text for all readers: a reference is its sign with `…`, which is a word in no language.
    pub fn without_names(&self) -> String {
        self.with(|reference| format!("{}…", reference.sign()))
    }

    /// Returns the text without references, for an index of words.
    pub fn words(&self) -> String {
        self.with(|_| " ".to_owned())
    }

    /// Returns whether the last thing is a reference.
    fn ends_with_reference(&self) -> bool {
        self.references.last().is_some_and(|(at, _)| *at == self.text.len())
    }

    /// Returns whether the next thing begins a line.
    fn starts_line(&self) -> bool {
        (self.text.is_empty() || self.text.ends_with('\n')) && !self.ends_with_reference()
    }

    /// Shortens the text to this number of bytes, but not before the last reference.
    fn truncate(&mut self, length: usize) {
        let least = self.references.last().map_or(0, |(at, _)| *at);
        self.text.truncate(length.max(least));
    }
}

/// Returns the beginning of the text on one line: at most `max_chars` characters, cut at the end of a word and with `…` if it is
/// longer. A first word that is longer is cut inside.
pub fn first_words(text: &str, max_chars: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let space = usize::from(length > 0);
        let rest = max_chars.saturating_sub(length);
        if word.chars().count() + space > rest {
            return cut(line, word, rest, max_chars);
        }
        if space > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += space + word.chars().count();
    }
    line
}

/// Ends a line that has no room for the next word.
fn cut(mut line: String, word: &str, rest: usize, max_chars: usize) -> String {
    if line.is_empty() {
        line.extend(word.chars().take(max_chars.saturating_sub(1)));
    } else if rest == 0 {
        let last = line.char_indices().next_back().map_or(0, |(at, _)| at);
        line.truncate(line.rfind(' ').unwrap_or(last));
    }
    if max_chars > 0 {
        line.push('…');
    }
    line
}

/// Returns the text of a node and its children.
pub(super) fn of(node: Node<'_>) -> PlainText {
    let mut text = PlainText::default();
    let mut steps = vec![Step::Open(node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::End(end) => text.end(end),
            Step::EndFile(start) => text.end_file(start),
            Step::Open(node) => {
                let value = &node.data().value;
                if files::of_node(value).is_some() {
                    steps.push(Step::EndFile(text.length()));
                    steps.extend(node.reverse_children().map(Step::Open));
                } else if let Some(reference) = reference(value) {
                    text.references.push((text.text.len(), reference));
                } else {
                    text.own(value);
                    steps.extend(end(value).map(Step::End));
                    steps.extend(node.reverse_children().map(Step::Open));
                }
            }
        }
    }
    text
}

enum Step<'a> {
    Open(Node<'a>),
    End(char),
    /// The end of a file whose name begins at this length of the text.
    EndFile((usize, usize)),
}

fn reference(value: &NodeValue) -> Option<Reference> {
    match value {
        NodeValue::Link(link) => Reference::from_address(&link.url),
        _ => None,
    }
}

/// Returns the white space that ends a block.
fn end(value: &NodeValue) -> Option<char> {
    match value {
        NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_) => Some('\n'),
        NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => Some('\n'),
        NodeValue::TableCell => Some(' '),
        _ => None,
    }
}

impl PlainText {
    /// Appends the text of the node itself.
    fn own(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Text(text) => self.push(text),
            NodeValue::Code(code) => self.push(&code.literal),
            NodeValue::CodeBlock(block) => self.push(&block.literal),
            NodeValue::HtmlInline(html) => self.push(html),
            NodeValue::HtmlBlock(block) => self.push(&block.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.end('\n'),
            _ => {}
        }
    }

    /// Appends text, without the spaces at the beginning of a line.
    fn push(&mut self, text: &str) {
        let text = if self.starts_line() {
            text.trim_start_matches(' ')
        } else {
            text
        };
        self.text.push_str(text);
    }

    /// Returns the number of bytes and of references.
    fn length(&self) -> (usize, usize) {
        (self.text.len(), self.references.len())
    }

    /// Ends the name of a file, which is never empty: a post may consist of files alone.
    fn end_file(&mut self, (start, references): (usize, usize)) {
        let name = self.text.get(start..).unwrap_or_default();
        if name.trim().is_empty() && self.references.len() == references {
            self.text.push_str(NAMELESS);
        }
    }

    /// Ends a line or a cell; empty ones leave nothing.
    fn end(&mut self, white: char) {
        self.truncate(self.text.trim_end_matches(' ').len());
        if !self.starts_line() {
            self.text.push(white);
        }
    }
}
