//! The text of a post without markup, for first words, search and notices.

use comrak::{Node, nodes::NodeValue};

use super::{parse::with_tree, reference::Reference};

/// Returns the text of the Markdown without markup, addresses of links and references. Each block ends with a line end.
pub fn plain_text(markdown: &str) -> String {
    with_tree(markdown, |root| of(root).trim_end().to_owned())
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
pub(super) fn of(node: Node<'_>) -> String {
    let mut text = Text::default();
    let mut steps = vec![Step::Open(node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::End(end) => text.end(end),
            Step::Open(node) => {
                let value = &node.data().value;
                if is_reference(value) {
                    text.reference();
                } else {
                    text.own(value);
                    steps.extend(end(value).map(Step::End));
                    steps.extend(node.reverse_children().map(Step::Open));
                }
            }
        }
    }
    text.text
}

enum Step<'a> {
    Open(Node<'a>),
    End(char),
}

fn is_reference(value: &NodeValue) -> bool {
    matches!(value, NodeValue::Link(link) if Reference::from_address(&link.url).is_some())
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

#[derive(Default)]
struct Text {
    text: String,
    /// Whether a reference was left out just before.
    gap: bool,
}

impl Text {
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

    fn reference(&mut self) {
        self.gap = true;
    }

    /// Appends text. The space before a left-out reference goes with it if a space or a punctuation mark follows.
    fn push(&mut self, text: &str) {
        let joins = |first: char| first == ' ' || ".,;:!?)".contains(first);
        if std::mem::take(&mut self.gap) && text.starts_with(joins) {
            self.trim_spaces();
        }
        let starts_line = self.text.is_empty() || self.text.ends_with('\n');
        self.text.push_str(if starts_line {
            text.trim_start_matches(' ')
        } else {
            text
        });
    }

    /// Ends a line or a cell; empty ones leave nothing.
    fn end(&mut self, white: char) {
        self.gap = false;
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(white);
        }
    }

    fn trim_spaces(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
    }
}
