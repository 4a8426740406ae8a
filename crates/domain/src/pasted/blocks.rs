//! Paragraphs, headings, lists, quotes and tables.

use super::{
    Element, Node,
    inline::{self, Format, Run},
    list::{self, Block, Item},
    table,
};

/// Returns the blocks of the nodes.
pub fn collect(nodes: &[Node]) -> Vec<Block> {
    collect_at(nodes, &Format::default(), 0)
}

/// Returns the blocks of the nodes inside of `level` lists.
pub fn collect_at(nodes: &[Node], format: &Format, level: usize) -> Vec<Block> {
    let mut collector = Collector {
        blocks: Vec::new(),
        runs: Vec::new(),
        level,
    };
    collector.nodes(nodes, format);
    collector.flush();
    collector.blocks
}

/// Returns the Markdown of the blocks.
pub fn render(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut lists = list::Numbering::default();
    let mut after_item = false;
    for block in blocks {
        let item = matches!(block, Block::Item(_));
        if !out.is_empty() {
            out.push_str(if item && after_item { "\n" } else { "\n\n" });
        }
        match block {
            Block::Text(text) => {
                lists = list::Numbering::default();
                out.push_str(text);
            }
            Block::Item(item) => out.push_str(&lists.line(item)),
        }
        after_item = item;
    }
    out
}

struct Collector {
    blocks: Vec<Block>,
    /// The runs of the paragraph that is not finished yet.
    runs: Vec<Run>,
    level: usize,
}

impl Collector {
    fn nodes(&mut self, nodes: &[Node], format: &Format) {
        for node in nodes {
            match node {
                Node::Text(text) => inline::push(&mut self.runs, text, format),
                Node::Element(element) if element.skipped() => {}
                Node::Element(element) => self.element(element, format),
            }
        }
    }

    fn element(&mut self, element: &Element, format: &Format) {
        match element.name.as_str() {
            "br" => inline::line_break(&mut self.runs),
            "hr" => self.text("---".to_owned()),
            "pre" => self.text(inline::fenced(&element.children)),
            "table" => self.table(element, format),
            "ul" | "ol" => self.list(element, format),
            "blockquote" => self.quote(element, format),
            name if heading_level(name).is_some() => self.heading(element, format),
            _ if is_block(element) => self.paragraph(element, format),
            // An inline element, perhaps with blocks inside, as Google Docs writes them.
            _ => self.nodes(&element.children, &format.inside(element)),
        }
    }

    fn text(&mut self, text: String) {
        self.flush();
        if !text.is_empty() {
            self.blocks.push(Block::Text(text));
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let text = inline::render(&self.runs);
        self.runs.clear();
        if !text.is_empty() {
            self.blocks.push(Block::Text(text));
        }
    }

    fn paragraph(&mut self, element: &Element, format: &Format) {
        self.flush();
        if let Some((level, ordered)) = list::word_item(element) {
            let mut runs = Vec::new();
            inline::collect(&element.children, &format.inside(element), &mut runs);
            let text = inline::render(&runs);
            if !text.is_empty() {
                self.blocks.push(Block::Item(Item { level, ordered, text }));
            }
            return;
        }
        self.nodes(&element.children, &format.inside(element));
        self.flush();
    }

    fn heading(&mut self, element: &Element, format: &Format) {
        let mut runs = Vec::new();
        let format = Format {
            heavy: true,
            ..format.clone()
        };
        inline::collect(&element.children, &format, &mut runs);
        let text = inline::render(&runs).replace('\n', " ");
        let marks = "#".repeat(heading_level(&element.name).unwrap_or(1));
        self.text(if text.is_empty() {
            text
        } else {
            format!("{marks} {text}")
        });
    }

    fn quote(&mut self, element: &Element, format: &Format) {
        let inside = render(&collect_at(&element.children, format, 0));
        let lines: Vec<String> = inside
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect();
        self.text(lines.join("\n"));
    }

    fn list(&mut self, element: &Element, format: &Format) {
        self.flush();
        let ordered = element.name == "ol";
        for node in &element.children {
            match node {
                Node::Element(item) if item.name == "li" => {
                    let inside = collect_at(&item.children, &format.inside(item), self.level + 1);
                    list::add_item(&mut self.blocks, self.level, ordered, inside);
                }
                // Old HTML nests a list directly in a list.
                Node::Element(nested) if matches!(nested.name.as_str(), "ul" | "ol") => {
                    let inside = collect_at(std::slice::from_ref(node), format, self.level + 1);
                    self.blocks.extend(inside);
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, element: &Element, format: &Format) {
        match table::render(element, &cell) {
            Some(text) => self.text(text),
            // A table of one column is layout.
            None => self.paragraph(element, format),
        }
    }
}

fn heading_level(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn is_block(element: &Element) -> bool {
    let blocks = [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "address",
        "center",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "body",
        "html",
        "form",
        "fieldset",
        "li",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "table",
        "details",
        "summary",
    ];
    blocks.contains(&element.name.as_str())
}

/// Returns the content of a table's cell in one line.
fn cell(element: &Element) -> String {
    let format = Format {
        heavy: element.name == "th",
        ..Format::default()
    };
    let parts: Vec<String> = collect_at(&element.children, &format, 0)
        .into_iter()
        .map(|block| match block {
            Block::Text(text) => text,
            Block::Item(item) => item.text,
        })
        .collect();
    parts.join(" ")
}
