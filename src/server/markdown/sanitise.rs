//! The sanitiser: the second wall behind `write`, which already writes only what is permitted here.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use super::{address::Address, anchors, highlight, markers, reference::uuid};

/// The elements of rendered posts.
pub(super) const ELEMENTS: [&str; 26] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
];
/// The schemes of links.
pub(super) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// The relation of links to other sites.
pub(super) const REL: &str = "noopener nofollow ugc";

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(sanitiser);

/// Returns the HTML with permitted elements, attributes, classes and addresses alone.
pub(super) fn clean(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

fn sanitiser() -> Builder<'static> {
    let attributes = [
        (
            "a",
            vec![
                "href",
                "rel",
                markers::PERSON,
                markers::SPACE,
                markers::FILE,
                markers::PICTURE,
            ],
        ),
        ("ol", vec!["start"]),
        ("h3", vec!["id"]),
        ("h4", vec!["id"]),
        ("h5", vec!["id"]),
        ("h6", vec!["id"]),
        ("div", vec!["tabindex"]),
        ("pre", vec!["tabindex"]),
    ];
    let classes = [
        ("div", vec!["post-table"]),
        ("li", vec!["task"]),
        ("span", highlight::classes().collect()),
        ("td", vec!["align-center", "align-right"]),
        ("th", vec!["align-center", "align-right"]),
    ];
    let sets = |of: Vec<(&'static str, Vec<&'static str>)>| -> HashMap<&'static str, HashSet<&'static str>> {
        of.into_iter()
            .map(|(element, values)| (element, values.into_iter().collect()))
            .collect()
    };
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::new())
        .tag_attributes(sets(attributes.into()))
        .allowed_classes(sets(classes.into()))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, attribute, value| permitted(attribute, value).then_some(Cow::Borrowed(value)));
    builder
}

/// Returns whether an attribute may have the value.
fn permitted(attribute: &str, value: &str) -> bool {
    match attribute {
        "href" => Address::permitted(value).is_some(),
        "rel" => value == REL,
        "tabindex" => value == "0",
        "id" => anchors::permitted(value),
        "start" => value.parse::<u32>().is_ok(),
        markers::PERSON | markers::SPACE | markers::FILE | markers::PICTURE => uuid(value).is_some(),
        _ => true,
    }
}
