//! Browser's implementation: changing the text of a field so that the browser's undo works, and pasted HTML. The server's
//! is in `writing_server`.

use domain::pasted::{Element, Node};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{
    DomParser, FocusOptions, HtmlBodyElement, HtmlDocument, HtmlElement, HtmlTextAreaElement, SupportedType,
};

/// Replaces a range of the field's text, in UTF-16 units, and then selects `select`. The browser can undo it, unless the field
/// cannot have the focus.
pub fn replace_text(field: &HtmlTextAreaElement, range: (u32, u32), text: &str, select: (u32, u32)) {
    let _ = field.focus();
    let _ = field.set_selection_range(range.0, range.1);
    let page = document().dyn_into::<HtmlDocument>().ok();
    // The command changes the field with the focus, which a hidden one does not get.
    let page = page.filter(|_| is_focused(field));
    let command = if text.is_empty() { "delete" } else { "insertText" };
    let nothing = text.is_empty() && range.0 == range.1;
    let done = nothing
        || page.is_some_and(|page| {
            page.exec_command_with_show_ui_and_value(command, false, text)
                .unwrap_or_default()
        });
    if !done {
        let _ = field.set_range_text_with_start_and_end(text, range.0, range.1);
        let options = web_sys::EventInit::new();
        options.set_bubbles(true);
        if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &options) {
            let _ = field.dispatch_event(&event);
        }
    }
    let _ = field.set_selection_range(select.0, select.1);
}

fn is_focused(field: &HtmlTextAreaElement) -> bool {
    document()
        .active_element()
        .is_some_and(|focused| focused.is_same_node(Some(field)))
}

/// Changes the field by `change`, while the person may be doing something else: the focus stays where it is, and nothing
/// scrolls.
pub fn in_background(field: &HtmlTextAreaElement, change: impl FnOnce()) {
    let before = document().active_element();
    if is_focused(field) {
        return change();
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
    change();
    if !is_focused(field) {
        return;
    }
    match before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        Some(before) if !before.is_instance_of::<HtmlBodyElement>() => {
            let _ = before.focus_with_options(&options);
        }
        _ => {
            let _ = field.blur();
        }
    }
}

/// Returns the selection of the field, in UTF-16 units.
pub fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    (at(field.selection_start()), at(field.selection_end()))
}

/// Makes the field as high as its text, in browsers that cannot do it by style.
pub fn grow(field: &HtmlTextAreaElement) {
    if !web_sys::css::supports_with_value("field-sizing", "content").unwrap_or_default() {
        // As an `HtmlElement`, whose own method precedes the trait's.
        let element: &HtmlElement = field;
        let style = element.style();
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", field.scroll_height() + 2));
    }
}

/// Returns the HTML and the plain text of a paste.
pub fn pasted(event: &ev::ClipboardEvent) -> Option<(Vec<Node>, String)> {
    let data = event.clipboard_data()?;
    let html = data.get_data("text/html").ok().filter(|html| !html.is_empty())?;
    let parsed = DomParser::new()
        .ok()?
        .parse_from_string(&without_styles(&html), SupportedType::TextHtml)
        .ok()?;
    let body = parsed.body()?;
    Some((children(&body, 0), data.get_data("text/plain").unwrap_or_default()))
}

/// The attribute that stands for `style` in parsed HTML.
const STYLE: &str = "data-style";

/// Returns the HTML with another name for the attribute `style`, and without style sheets: the page's security policy
/// refuses both, and the browser reports each refusal.
pub(super) fn without_styles(html: &str) -> String {
    let html = js_sys::JsString::from(html);
    let sheets = js_sys::RegExp::new(r"<style\b[\s\S]*?</style\s*>", "gi");
    let attributes = js_sys::RegExp::new(r"(<[a-z][^<>]*?\s)style(\s*=)", "gi");
    let html = html.replace_by_pattern(&sheets, "");
    html.replace_by_pattern(&attributes, &format!("$1{STYLE}$2")).into()
}

/// Depth beyond which elements of pasted HTML are left out.
const MAX_DEPTH: u32 = 100;

fn children(parent: &web_sys::Node, depth: u32) -> Vec<Node> {
    let mut found = Vec::new();
    let mut next = parent.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        if child.node_type() == web_sys::Node::TEXT_NODE {
            found.push(Node::Text(child.text_content().unwrap_or_default()));
        } else if let Some(element) = child.dyn_ref::<web_sys::Element>()
            && depth < MAX_DEPTH
        {
            let attribute = |name| element.get_attribute(name).unwrap_or_default();
            found.push(Node::Element(Element {
                name: element.local_name().to_lowercase(),
                style: attribute(STYLE),
                href: attribute("href"),
                colspan: attribute("colspan"),
                children: children(&child, depth + 1),
            }));
        }
    }
    found
}

/// Returns whether AltGr is pressed, which some systems report as Ctrl and Alt.
pub fn alt_graph(event: &ev::KeyboardEvent) -> bool {
    event.alt_key() || event.get_modifier_state("AltGraph")
}
