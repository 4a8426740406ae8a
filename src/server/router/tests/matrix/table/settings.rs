//! The decisions of administrators, add-ons, the settings of spaces, and the audit log.

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

/// Returns the entries of `api::add_ons`, `api::audit` and `api::space_rules`, and of the settings pages.
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
            "set how long the audit log is kept",
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

/// Returns rules by which only administrators add spaces, and new spaces are hidden.
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

/// Returns whether a page shows what only administrators may see, or a note that says which people can give access.
fn administers(_: &Scene, answer: &Answer) -> &'static str {
    match answer.body.contains("class=\"empty-state\"") {
        true => "not allowed",
        false => "yes",
    }
}
