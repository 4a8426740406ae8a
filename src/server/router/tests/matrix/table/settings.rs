//! What administrators decide for the account, add-ons and the settings of spaces, and what they read of it.

use domain::{
    access::AccountAction,
    account_rules::{AccountRules, SpaceRules, Who},
    add_on::AddOn,
    audit::Filter,
    visibility::{Visibility, VisibilityRules},
};
use serde_json::json;

use super::super::{
    entry::Entry,
    scene::{Answer, Scene},
};

/// The entries of `api::add_ons`, `api::audit` and `api::space_rules`, and of the pages where administrators decide.
pub fn entries() -> Vec<Entry> {
    use AccountAction::{ManageSettings, ReadAuditLog};
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
        Entry::account(
            "read_audit_log",
            "read the audit log",
            ReadAuditLog,
            |_| json!({ "filter": Filter::default(), "before": null }),
        ),
        Entry::account(
            "keep_audit_log",
            "say how long the audit log is kept",
            ManageSettings,
            |_| json!({ "days": 90 }),
        ),
        Entry::page("GET /settings/audit-log", "the audit log", ReadAuditLog).read(administers),
        Entry::file(
            "GET /settings/audit-log/export",
            "the audit log as a file",
            ReadAuditLog,
        ),
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
