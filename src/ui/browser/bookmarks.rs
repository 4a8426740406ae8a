//! Browser's implementation: the parts of a bookmarks file, which the browser parses as HTML. The server's is in
//! `bookmarks_server`.

use domain::topic::link::Mark;
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

use super::writing::without_styles;

/// Depth beyond which elements are left out. A folder has two elements inside each other.
const MAX_DEPTH: u32 = 200;
/// Attributes of the folders that browsers have from the start.
const OWN_FOLDER: [&str; 2] = ["personal_toolbar_folder", "unfiled_bookmarks_folder"];

/// Returns the folders and links of a bookmarks file in their order. The address of a link is never resolved or fetched.
pub fn marks(html: &str) -> Vec<Mark> {
    let parsed = DomParser::new().ok().and_then(|parser| {
        let page = parser.parse_from_string(&without_styles(html), SupportedType::TextHtml);
        page.ok()
    });
    let mut found = Vec::new();
    if let Some(body) = parsed.and_then(|page| page.body()) {
        collect(&body, 0, &mut found);
    }
    found
}

fn collect(parent: &Node, depth: u32, found: &mut Vec<Mark>) {
    let mut next = parent.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        let Some(element) = child.dyn_ref::<Element>().filter(|_| depth < MAX_DEPTH) else {
            continue;
        };
        match element.local_name().as_str() {
            "h3" => found.push(Mark::Heading(heading(element))),
            "dl" => {
                found.push(Mark::Begin);
                collect(&child, depth + 1, found);
                found.push(Mark::End);
            }
            "a" => found.push(Mark::Link {
                address: element.get_attribute("href").unwrap_or_default(),
                title: text(element),
                tags: element.get_attribute("tags").unwrap_or_default(),
            }),
            _ => collect(&child, depth + 1, found),
        }
    }
}

/// Returns the name of a folder; empty for a folder of the browser's own, which is no tag.
fn heading(element: &Element) -> String {
    match OWN_FOLDER.iter().any(|name| element.has_attribute(name)) {
        true => String::new(),
        false => text(element),
    }
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}
