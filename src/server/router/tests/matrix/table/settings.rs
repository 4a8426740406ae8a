//! What administrators decide for the account: add-ons.

use domain::{access::AccountAction, add_on::AddOn};
use serde_json::json;

use super::super::{
    entry::Entry,
    scene::{Answer, Scene},
};

/// The entries of `api::add_ons`, and of the pages where administrators decide.
pub fn entries() -> Vec<Entry> {
    use AccountAction::ManageSettings;
    vec![
        Entry::account("list_add_ons", "list the add-ons", ManageSettings, |_| json!({})),
        Entry::account(
            "switch_add_on",
            "switch an add-on off",
            ManageSettings,
            |_| json!({ "add_on": AddOn::Spaces, "on": false }),
        ),
        Entry::page("GET /settings/add-ons", "the add-ons", ManageSettings).read(administers),
    ]
}

/// Whether a page shows what is the administrators', or who can open it.
fn administers(_: &Scene, answer: &Answer) -> &'static str {
    match answer.body.contains("class=\"empty-state\"") {
        true => "not allowed",
        false => "yes",
    }
}
