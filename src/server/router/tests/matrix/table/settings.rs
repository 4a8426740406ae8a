//! What administrators decide for the account: add-ons, and the settings of spaces.

use domain::{
    access::AccountAction,
    account_rules::{AccountRules, SpaceRules, Who},
    add_on::AddOn,
    visibility::{Visibility, VisibilityRules},
};
use serde_json::json;

use super::super::{
    entry::Entry,
    scene::{Answer, Scene},
};

/// The entries of `api::add_ons` and `api::space_rules`, and of the pages where administrators decide.
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
        Entry::account(
            "read_space_rules",
            "read the settings of spaces",
            ManageSettings,
            |_| json!({}),
        ),
        Entry::account(
            "save_space_rules",
            "change the settings of spaces",
            ManageSettings,
            |_| json!({ "rules": changed() }),
        ),
        Entry::page(
            "GET /settings/visibility/spaces",
            "the settings of spaces",
            ManageSettings,
        )
        .read(administers),
        Entry::page("GET /settings/add-ons", "the add-ons", ManageSettings).read(administers),
    ]
}

/// New spaces hidden, and added by administrators alone.
fn changed() -> SpaceRules {
    SpaceRules {
        version: 1,
        visibility: VisibilityRules {
            allowed: vec![Visibility::Hidden],
            default: Visibility::Hidden,
        },
        rights: AccountRules {
            add_spaces: Who::Administrators,
            ..AccountRules::default()
        },
    }
}

/// Whether a page shows what is the administrators', or who can open it.
fn administers(_: &Scene, answer: &Answer) -> &'static str {
    match answer.body.contains("class=\"empty-state\"") {
        true => "not allowed",
        false => "yes",
    }
}
