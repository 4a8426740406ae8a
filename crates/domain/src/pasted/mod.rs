//! HTML from the clipboard as Markdown: what Word, LibreOffice, Excel and browsers put there.
//!
//! The browser parses the HTML; this module gets the tree, so that the rules can be tested without a browser.

mod blocks;
mod inline;
mod list;
mod table;
#[cfg(test)]
mod tests;

/// A node of parsed HTML. Comments are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Text(String),
    Element(Element),
}

/// An element with the attributes that have a meaning here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The tag in lower case.
    pub name: String,
    /// The `style` attribute.
    pub style: String,
    /// The `href` attribute.
    pub href: String,
    /// The `colspan` attribute; empty if there is none.
    pub colspan: String,
    pub children: Vec<Node>,
}

impl Element {
    /// Returns the value of a property in the `style` attribute.
    fn style(&self, property: &str) -> Option<&str> {
        self.style.split(';').find_map(|part| {
            let (name, value) = part.split_once(':')?;
            name.trim().eq_ignore_ascii_case(property).then(|| value.trim())
        })
    }

    /// Returns whether the element is not shown, or is the marker of a list item in Word's HTML.
    fn skipped(&self) -> bool {
        let invisible = [
            "head", "style", "script", "title", "meta", "link", "xml", "template", "noscript", "svg", "button",
            "input", "select", "textarea", "iframe", "object",
        ];
        invisible.contains(&self.name.as_str())
            || self
                .style("display")
                .is_some_and(|value| value.eq_ignore_ascii_case("none"))
            || self
                .style("mso-list")
                .is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
    }
}

/// Returns the Markdown that looks like the pasted HTML: headings, bold, italic, lists, quotes, code, links, tables and
/// line breaks. Returns an empty text if the HTML has no text.
pub fn to_markdown(nodes: &[Node]) -> String {
    blocks::render(&blocks::collect(nodes))
}

/// Returns the text of the nodes, without markup.
fn plain_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(more) => text.push_str(more),
            Node::Element(element) if element.name == "br" => text.push('\n'),
            Node::Element(element) => text.push_str(&plain_text(&element.children)),
        }
    }
    text
}
