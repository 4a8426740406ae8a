//! The table of rights by role, computed from the access rules themselves.

use domain::{
    access::{AccountAction, Action},
    account_rules::AccountRules,
    rights::{self, Relation},
};
use leptos::prelude::*;

use crate::{
    i18n::{Messages, use_messages},
    ui::components::{Glyph, Icon},
};

type Row = (String, [bool; Relation::ALL.len()]);

/// The table of roles and actions, with the account's saved rules applied.
#[component]
pub fn RightsTable(rules: AccountRules) -> impl IntoView {
    let messages = use_messages();
    let columns = Relation::ALL
        .map(|part| view! { <th scope="col">{messages.text(&format!("rights-part-{}", part.as_str()))}</th> })
        .collect_view();
    view! {
        <section class="settings-section" aria-labelledby="rights-title">
            <h2 id="rights-title">{messages.text("rights-title")}</h2>
            <p class="settings-lead">{messages.text("rights-lead")}</p>
            <div class="table-scroll" role="group" tabindex="0" aria-labelledby="rights-title">
                <table class="table rights-table">
                    <caption class="visually-hidden">{messages.text("rights-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{messages.text("rights-action")}</th>
                            {columns}
                        </tr>
                    </thead>
                    {body(messages, "rights-with-a-space", space_rows(messages))}
                    {body(messages, "rights-in-the-account", account_rows(messages, &rules))}
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn space_rows(messages: Messages) -> Vec<Row> {
    let name = |action: Action| messages.text(&format!("right-{}", word(&action)));
    Action::ALL
        .into_iter()
        .map(|action| (name(action), rights::of_space(action)))
        .collect()
}

fn account_rows(messages: Messages, rules: &AccountRules) -> Vec<Row> {
    let name = |action: AccountAction| messages.text(&format!("right-{}", word(&action)));
    AccountAction::ALL
        .into_iter()
        .map(|action| (name(action), rights::of_account(rules, action)))
        .collect()
}

/// Returns the action's part of message names.
fn word(action: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(action).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    word.replace('_', "-")
}

fn body(messages: Messages, title: &'static str, rows: Vec<Row>) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|(name, may)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {may.map(|may| view! { <td>{mark(messages, may)}</td> }).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <tbody>
            <tr class="rights-part">
                <th scope="rowgroup" colspan=(Relation::ALL.len() + 1).to_string()>{messages.text(title)}</th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn mark(messages: Messages, may: bool) -> AnyView {
    if may {
        view! {
            <span class="right-yes">
                <Icon glyph=Glyph::Check/>
                <span class="visually-hidden">{messages.text("rights-yes")}</span>
            </span>
        }
        .into_any()
    } else {
        view! { <span class="muted">{messages.text("rights-no")}</span> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn every_right_has_a_name_in_both_languages() {
        for language in Language::ALL {
            let messages = Messages(language);
            let rows = space_rows(messages)
                .into_iter()
                .chain(account_rows(messages, &AccountRules::default()));
            for (name, _) in rows {
                assert!(!name.starts_with("right-"), "no message {name}");
            }
            for part in Relation::ALL {
                let name = format!("rights-part-{}", part.as_str());
                assert_ne!(messages.text(&name), name);
            }
        }
    }
}
