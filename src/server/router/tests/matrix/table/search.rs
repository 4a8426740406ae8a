//! The search over everything: each group finds what its own list shows.

use domain::{
    access::{AccountAction, Action},
    deal::access::DealAction,
    file::page_path,
    search::{Found, SearchGroup},
};
use serde_json::{Value, json};

use super::super::{entry::Entry, scene::Answer};

/// Returns the entries of `search_everything`.
pub fn entries() -> Vec<Entry> {
    let name = "search_everything";
    vec![
        Entry::account(
            name,
            "search everything",
            AccountAction::UseAccount,
            |_| json!({ "text": "text", "group": null, "after": null }),
        ),
        Entry::space(
            name,
            "find a space by its name",
            Action::Find,
            |scene| json!({ "text": format!("name{}", scene.word()), "group": null, "after": null }),
        )
        .silently("found", "not found")
        .read(|scene, answer| found(answer, &format!("/spaces/{}", scene.space))),
        Entry::space(name, "find a post by its text", Action::Open, |_| {
            of(SearchGroup::Topics, "know")
        })
        .silently("found", "not found")
        .read(|scene, answer| found(answer, &scene.topic(false).path())),
        Entry::space(name, "find a file by its name", Action::Open, |_| {
            of(SearchGroup::Files, "file")
        })
        .silently("found", "not found")
        .read(|scene, answer| found(answer, &page_path(scene.files().file))),
        Entry::deal(name, "find a deal by its name", DealAction::Open, |scene| {
            of(SearchGroup::Deals, scene.deal_word())
        })
        .silently("found", "not found")
        .read(|scene, answer| found(answer, &format!("/deals/{}", scene.deal))),
    ]
}

fn of(group: SearchGroup, text: &str) -> Value {
    json!({ "text": text, "group": group, "after": null })
}

/// Returns whether a hit leads to this page.
fn found(answer: &Answer, path: &str) -> &'static str {
    let hits = answer.json::<Found>().into_hits();
    let leads_there = |address: &str| address.split('#').next() == Some(path);
    match hits.iter().any(|hit| leads_there(&hit.address)) {
        true => "found",
        false => "not found",
    }
}
