//! Saved views of the list of spaces.

use domain::{
    access::AccountAction,
    saved_view::{SavedView, ViewForm},
};
use serde_json::{Value, json};

use super::super::{
    entry::{Before, Cell, Entry},
    scene::Scene,
};

const YES: Cell = Cell("yes", 200);
const NOT_ALLOWED: Cell = Cell("not allowed", 403);
const NOT_FOUND: Cell = Cell("not found", 404);
const LISTED: Cell = Cell("listed", 200);
const NOT_LISTED: Cell = Cell("not listed", 200);

fn form(version: i64) -> ViewForm {
    ViewForm {
        name: "Another name".into(),
        query: "q=a".into(),
        shared: true,
        version,
    }
}

fn changed(scene: &Scene) -> Value {
    json!({ "id": scene.thing, "form": form(1) })
}

fn named(scene: &Scene) -> Value {
    json!({ "id": scene.thing })
}

/// Returns the entries of `api::views`.
pub fn entries() -> Vec<Entry> {
    let list = |with, before| {
        Entry::own("list_views", with, before, |_| json!({})).read(|scene, answer| {
            let views: Vec<SavedView> = answer.json();
            match views.iter().any(|view| view.id.0 == scene.thing) {
                true => "listed",
                false => "not listed",
            }
        })
    };
    let shared = |entry: Entry| entry.by_owner(YES, NOT_ALLOWED, NOT_FOUND, YES);
    vec![
        list("list your own views", Before::OwnView).by_owner(LISTED, NOT_LISTED, NOT_LISTED, NOT_LISTED),
        list("list shared views", Before::SharedView).by_owner(LISTED, LISTED, NOT_LISTED, LISTED),
        Entry::account(
            "add_view",
            "save a view",
            AccountAction::UseAccount,
            |_| json!({ "form": form(0) }),
        ),
        Entry::own("change_view", "change a view", Before::OwnView, changed),
        shared(Entry::own(
            "change_view",
            "change a shared view",
            Before::SharedView,
            changed,
        )),
        Entry::own("delete_view", "delete a view", Before::OwnView, named),
        shared(Entry::own(
            "delete_view",
            "delete a shared view",
            Before::SharedView,
            named,
        )),
    ]
}
