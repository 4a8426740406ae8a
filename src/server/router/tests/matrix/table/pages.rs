//! Pages. Before each request the member makes their topic a page.

use domain::topic::access::TopicAction;
use serde_json::{Value, json};

use super::super::{
    entry::{Before, Entry},
    scene::Scene,
};

fn topic(scene: &Scene) -> Value {
    json!({ "topic": scene.topic(false) })
}

/// Returns the entries of `api::pages`.
pub fn entries() -> Vec<Entry> {
    use TopicAction::{EditPage, Read};
    let entry = |name, with, action, arguments: fn(&Scene) -> Value| {
        Entry::topic(name, with, action, arguments).after(Before::Page)
    };
    vec![
        entry(
            "edit_page",
            "edit a page of the member",
            EditPage,
            |scene| json!({ "topic": scene.topic(false), "text": "anew", "version": 1, "put": [2] }),
        ),
        entry("page_versions", "list the versions of a page", Read, topic),
        entry(
            "page_difference",
            "compare two versions of a page",
            Read,
            |scene| json!({ "topic": scene.topic(false), "older": 1, "newer": 1 }),
        ),
        entry(
            "restore_page",
            "restore an earlier version of a page",
            EditPage,
            |scene| json!({ "topic": scene.topic(false), "restored": 1, "version": 1 }),
        ),
        entry(
            "set_page_check",
            "choose when a page is to be checked again",
            EditPage,
            |scene| json!({ "topic": scene.topic(false), "day": "2026-11-23" }),
        ),
        entry(
            "check_page",
            "say that a page is checked",
            EditPage,
            |scene| json!({ "topic": scene.topic(false), "next": null }),
        ),
        entry("see_page_check", "see that a page is to be checked", Read, topic),
    ]
}
