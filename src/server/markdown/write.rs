//! Writing the tree of a post as HTML.
//!
//! Raw HTML of the author is written as text. Nothing recurses, and containers beyond a maximum depth leave out their tags, so
//! the HTML never nests deeply.

use comrak::{
    Node,
    nodes::{AstNode, ListType, NodeHeading, NodeLink, NodeList, NodeTable, NodeValue, TableAlignment},
};

use domain::ids::FileId;

use super::{
    address::Address,
    anchors::Ids,
    escape::{escape, escape_text},
    files::{Named, Shown},
    highlight::{self, MAX_HIGHLIGHTED},
    markers::{self, Marker},
    reference::Reference,
    sanitise::REL,
    text,
};

/// Maximum depth of quotes, lists and emphasis in the HTML.
const MAX_DEPTH: usize = 32;
/// Headings of posts begin two levels down: the page has its own `h1` and `h2`.
const HEADINGS: [(&str, &str); 4] = [("<h3", "</h3>"), ("<h4", "</h4>"), ("<h5", "</h5>"), ("<h6", "</h6>")];

/// Returns the HTML of the tree of a text that names these files.
pub(super) fn html(root: Node<'_>, files: &Named<'_>) -> String {
    let mut writer = Writer::new(files);
    writer.steps.push(Step::Open(root));
    while let Some(step) = writer.steps.pop() {
        match step {
            Step::Open(node) => writer.open(node),
            Step::Close(close) => writer.close(close),
        }
    }
    writer.html
}

enum Step<'a> {
    Open(Node<'a>),
    Close(Close),
}

/// The end of an element, and what ends with it.
#[derive(Clone, Copy)]
enum Close {
    Tag(&'static str),
    Nested(&'static str),
    /// A list, which may have left out its tags.
    List(Option<&'static str>),
    Link,
}

struct Writer<'a, 'f> {
    files: &'f Named<'f>,
    html: String,
    steps: Vec<Step<'a>>,
    /// The open containers whose tags were written.
    depth: usize,
    /// Of each open list, whether its tags were written.
    lists: Vec<bool>,
    in_link: bool,
    /// The opening tags of the open table's cells, for the header and for the other rows.
    columns: Vec<(&'static str, &'static str)>,
    /// The index of the next cell in its row, and whether the row is the header.
    cell: (usize, bool),
    /// Bytes of code that may still be highlighted.
    highlighted: usize,
    /// The ids of headings.
    ids: Ids,
}

impl<'a, 'f> Writer<'a, 'f> {
    fn new(files: &'f Named<'f>) -> Self {
        Self {
            files,
            html: String::new(),
            steps: Vec::new(),
            depth: 0,
            lists: Vec::new(),
            in_link: false,
            columns: Vec::new(),
            cell: (0, false),
            highlighted: MAX_HIGHLIGHTED,
            ids: Ids::default(),
        }
    }

    /// Writes what begins with the node; its children and its end are written by later steps.
    fn open(&mut self, node: Node<'a>) {
        match &node.data().value {
            NodeValue::Text(text) => escape_text(&mut self.html, text),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.html.push_str("<br>"),
            NodeValue::Code(code) => {
                self.html.push_str("<code>");
                escape_text(&mut self.html, &code.literal);
                self.html.push_str("</code>");
            }
            NodeValue::HtmlInline(html) => escape_text(&mut self.html, html),
            NodeValue::HtmlBlock(block) => self.raw_html(&block.literal),
            NodeValue::CodeBlock(block) => {
                self.html.push_str("<pre tabindex=\"0\"><code>");
                highlight::write(&mut self.html, &mut self.highlighted, &block.info, &block.literal);
                self.html.push_str("</code></pre>");
            }
            NodeValue::ThematicBreak => self.html.push_str("<hr>"),
            NodeValue::Emph => self.container(node, "<em>", "</em>"),
            NodeValue::Strong => self.container(node, "<strong>", "</strong>"),
            NodeValue::Strikethrough => self.container(node, "<del>", "</del>"),
            NodeValue::BlockQuote => self.container(node, "<blockquote>", "</blockquote>"),
            NodeValue::List(list) => self.list(node, list),
            NodeValue::Item(_) => self.item(node, "<li>"),
            NodeValue::TaskItem(task) => self.task(node, task.symbol.is_some()),
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) => self.heading(node, heading),
            NodeValue::Link(link) => self.link(node, link),
            NodeValue::Image(image) => self.image(node, image),
            NodeValue::Table(table) => self.table(node, table),
            NodeValue::TableRow(header) => self.row(node, *header),
            NodeValue::TableCell => self.cell(node),
            _ => self.children(node),
        }
    }

    fn close(&mut self, close: Close) {
        match close {
            Close::Tag(tag) => self.html.push_str(tag),
            Close::Nested(tag) => self.nested_end(tag),
            Close::List(tag) => {
                self.lists.pop();
                if let Some(tag) = tag {
                    self.nested_end(tag);
                }
            }
            Close::Link => {
                self.in_link = false;
                self.html.push_str("</a>");
            }
        }
    }

    fn nested_end(&mut self, tag: &str) {
        self.depth -= 1;
        self.html.push_str(tag);
    }

    /// Lets the children of the node be written next, and then what `close` pushed before.
    fn children(&mut self, node: Node<'a>) {
        self.steps.extend(node.reverse_children().map(Step::Open));
    }

    fn element(&mut self, node: Node<'a>, open: &str, close: &'static str) {
        self.html.push_str(open);
        self.steps.push(Step::Close(Close::Tag(close)));
        self.children(node);
    }

    /// An element that may contain elements of its kind.
    fn container(&mut self, node: Node<'a>, open: &str, close: &'static str) {
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            self.html.push_str(open);
            self.steps.push(Step::Close(Close::Nested(close)));
        }
        self.children(node);
    }

    fn list(&mut self, node: Node<'a>, list: &NodeList) {
        let written = self.depth < MAX_DEPTH;
        self.lists.push(written);
        let close = match list.list_type {
            ListType::Bullet => "</ul>",
            ListType::Ordered => "</ol>",
        };
        self.steps.push(Step::Close(Close::List(written.then_some(close))));
        if written {
            self.depth += 1;
            match (list.list_type, list.start) {
                (ListType::Bullet, _) => self.html.push_str("<ul>"),
                (ListType::Ordered, 1) => self.html.push_str("<ol>"),
                (ListType::Ordered, start) => self.html.push_str(&format!("<ol start=\"{start}\">")),
            }
        }
        self.children(node);
    }

    fn item(&mut self, node: Node<'a>, open: &str) {
        match self.lists.last() {
            Some(true) => self.element(node, open, "</li>"),
            _ => self.children(node),
        }
    }

    fn task(&mut self, node: Node<'a>, done: bool) {
        self.item(node, "<li class=\"task\">");
        // The sign belongs to the first paragraph, so that both are on one line.
        if let Some(first) = node.first_child().filter(|first| has_tag(first)) {
            self.steps.pop();
            self.html.push_str("<p>");
            self.html.push_str(sign(done));
            self.steps.push(Step::Close(Close::Tag("</p>")));
            self.children(first);
        } else {
            self.html.push_str(sign(done));
        }
    }

    fn paragraph(&mut self, node: Node<'a>) {
        if has_tag(node) {
            self.element(node, "<p>", "</p>");
        } else {
            self.children(node);
        }
    }

    fn heading(&mut self, node: Node<'a>, heading: &NodeHeading) {
        let level = usize::from(heading.level.saturating_sub(1)).min(HEADINGS.len() - 1);
        let (open, close) = HEADINGS[level];
        let id = self.ids.next(&text::of(node).words());
        self.element(node, &format!("{open} id=\"{id}\">"), close);
    }

    fn raw_html(&mut self, html: &str) {
        self.html.push_str("<p>");
        for (number, line) in html.trim_end().lines().enumerate() {
            if number > 0 {
                self.html.push_str("<br>");
            }
            escape_text(&mut self.html, line);
        }
        self.html.push_str("</p>");
    }

    fn link(&mut self, node: Node<'a>, link: &NodeLink) {
        if let Some(reference) = Reference::from_address(&link.url) {
            return markers::write(&mut self.html, reference.into());
        }
        if let Some((file, shown)) = self.file(node) {
            return markers::write(&mut self.html, Marker::File(file, shown));
        }
        let Some(address) = Address::permitted(&link.url).filter(|_| !self.in_link) else {
            return self.children(node);
        };
        self.link_start(&address);
        if text::of(node).words().trim().is_empty() {
            escape_text(&mut self.html, &link.url);
            self.html.push_str("</a>");
        } else {
            self.in_link = true;
            self.steps.push(Step::Close(Close::Link));
            self.children(node);
        }
    }

    /// Returns the file that the node names. A link has none in its label, because links contain no links.
    fn file(&self, node: Node<'a>) -> Option<(FileId, Shown)> {
        self.files.of_node(node).filter(|_| !self.in_link)
    }

    /// Images are files. One from elsewhere is never loaded: it is a link to its address, with its alternative text.
    fn image(&mut self, node: Node<'a>, image: &NodeLink) {
        if let Some((file, shown)) = self.file(node) {
            return markers::write(&mut self.html, Marker::File(file, shown));
        }
        let alternative = text::of(node).words();
        let Some(address) = Address::permitted(&image.url).filter(|_| !self.in_link) else {
            return escape_text(&mut self.html, &alternative);
        };
        self.link_start(&address);
        let label = if alternative.trim().is_empty() {
            &image.url
        } else {
            &alternative
        };
        escape_text(&mut self.html, label);
        self.html.push_str("</a>");
    }

    fn link_start(&mut self, address: &Address) {
        self.html.push_str("<a href=\"");
        escape(&mut self.html, &address.href);
        if address.external {
            self.html.extend(["\" rel=\"", REL]);
        }
        self.html.push_str("\">");
    }

    fn table(&mut self, node: Node<'a>, table: &NodeTable) {
        self.columns = table.alignments.iter().map(|alignment| cell_tags(*alignment)).collect();
        self.element(
            node,
            "<div class=\"post-table\" tabindex=\"0\"><table>",
            "</table></div>",
        );
    }

    fn row(&mut self, node: Node<'a>, header: bool) {
        self.cell = (0, header);
        match header {
            true => self.element(node, "<thead><tr>", "</tr></thead>"),
            false => self.element(node, "<tr>", "</tr>"),
        }
    }

    fn cell(&mut self, node: Node<'a>) {
        let (index, header) = self.cell;
        self.cell.0 += 1;
        let (of_header, of_row) = self
            .columns
            .get(index)
            .copied()
            .unwrap_or(cell_tags(TableAlignment::None));
        match header {
            true => self.element(node, of_header, "</th>"),
            false => self.element(node, of_row, "</td>"),
        }
    }
}

/// Returns whether a paragraph has a tag: in tight lists paragraphs have none.
fn has_tag(node: &AstNode<'_>) -> bool {
    let list = node.parent().and_then(|item| item.parent());
    let tight = list.is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight));
    matches!(node.data().value, NodeValue::Paragraph) && !tight
}

fn sign(done: bool) -> &'static str {
    if done { "☑ " } else { "☐ " }
}

fn cell_tags(alignment: TableAlignment) -> (&'static str, &'static str) {
    match alignment {
        TableAlignment::None | TableAlignment::Left => ("<th>", "<td>"),
        TableAlignment::Center => ("<th class=\"align-center\">", "<td class=\"align-center\">"),
        TableAlignment::Right => ("<th class=\"align-right\">", "<td class=\"align-right\">"),
    }
}
