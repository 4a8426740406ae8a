//! The account: groups, people, and a person's own settings.

use domain::{
    access::AccountAction,
    audit::Filter,
    group::Hue,
    mail::MailSettings,
    person::{Language, NewPerson, Role, Theme},
    statistics::StatisticsQuery,
};
use serde_json::{Value, json};

use super::super::{
    account::{PASSWORD, Who},
    entry::Entry,
    scene::Scene,
};
use crate::api::session::Profile;

/// Returns the entries of `api::groups`, `api::people` and `api::session`, except those about spaces.
pub fn entries() -> Vec<Entry> {
    let mut entries = groups();
    entries.extend(people());
    entries.extend(own_settings());
    entries
}

fn nothing(_: &Scene) -> Value {
    json!({})
}

fn groups() -> Vec<Entry> {
    use AccountAction::{EditGroups, ManageGroups, UseAccount};
    vec![
        Entry::account("list_groups", "list all groups", UseAccount, nothing),
        Entry::account(
            "add_group",
            "add a group",
            EditGroups,
            |_| json!({ "name": "Another", "hue": Hue::Blue }),
        ),
        Entry::account(
            "change_group",
            "change the name and colour of a group",
            EditGroups,
            |scene| json!({ "id": scene.account.empty_group, "name": "Another", "hue": Hue::Blue }),
        ),
        Entry::account("order_groups", "reorder the groups", ManageGroups, |scene| {
            let mut order = scene.account.groups();
            order.reverse();
            json!({ "order": order })
        }),
        Entry::account(
            "delete_group",
            "delete a group",
            ManageGroups,
            |scene| json!({ "id": scene.account.empty_group }),
        ),
    ]
}

fn people() -> Vec<Entry> {
    use AccountAction::{ManageUsers, UseAccount};
    vec![
        Entry::account(
            "suggest_people",
            "suggest people by their names",
            UseAccount,
            |_| json!({ "text": "coll" }),
        ),
        Entry::account(
            "find_people",
            "name people",
            UseAccount,
            |scene| json!({ "ids": [scene.account.colleague.id] }),
        ),
        Entry::account("list_users", "list the users", ManageUsers, nothing),
        Entry::account("invite_user", "invite a user", ManageUsers, |_| {
            let person = NewPerson {
                name: "Newcomer".into(),
                email: "newcomer@example.org".into(),
                role: Role::User,
            };
            json!({ "person": person })
        }),
        Entry::account(
            "new_link",
            "create a link for setting a new password",
            ManageUsers,
            |scene| json!({ "id": scene.account.colleague.id }),
        ),
        Entry::account(
            "change_role",
            "make a user an administrator",
            ManageUsers,
            |scene| json!({ "id": scene.account.colleague.id, "role": Role::Administrator }),
        ),
        Entry::account(
            "deactivate_user",
            "deactivate a user",
            ManageUsers,
            |scene| json!({ "id": scene.account.colleague.id, "heir": null }),
        ),
        Entry::account(
            "activate_user",
            "reactivate a user",
            ManageUsers,
            |scene| json!({ "id": scene.person(Who::Deactivated) }),
        ),
    ]
}

fn own_settings() -> Vec<Entry> {
    use AccountAction::UseAccount;
    vec![
        Entry::account("my_session", "ask who is signed in", UseAccount, nothing),
        Entry::account("save_profile", "save your own settings", UseAccount, |_| {
            let profile = Profile {
                name: "Renamed".into(),
                language: Language::Pl,
                theme: Theme::Dark,
                time_zone: "Europe/Warsaw".into(),
                shortcuts: false,
                compact_rows: true,
            };
            json!({ "profile": profile })
        }),
        Entry::account(
            "read_mail_settings",
            "read your own choices about e-mail",
            UseAccount,
            nothing,
        ),
        Entry::account(
            "save_mail_settings",
            "save your own choices about e-mail",
            UseAccount,
            |_| json!({ "settings": MailSettings::default() }),
        ),
        Entry::account(
            "change_password",
            "change your own password",
            UseAccount,
            |_| json!({ "current": PASSWORD, "new": "battery staple" }),
        ),
        Entry::account(
            "activity_statistics",
            "count the activities of a period",
            UseAccount,
            |_| json!({ "query": StatisticsQuery::default() }),
        ),
        Entry::account(
            "own_sign_ins",
            "list your own sign-ins",
            UseAccount,
            |_| json!({ "filter": Filter::default(), "before": null }),
        ),
        Entry::page("GET /statistics/sign-ins", "one's own sign-ins", UseAccount),
        Entry::page("GET /statistics/activities", "the activities of a period", UseAccount),
        Entry::file(
            "GET /statistics/activities/export",
            "the activities of a period as a file",
            UseAccount,
        ),
        Entry::account("sign_out_everywhere", "sign out everywhere", UseAccount, nothing),
    ]
}
