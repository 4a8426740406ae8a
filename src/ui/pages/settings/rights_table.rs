//! Everyone's rights: who stands how, and what they may do, as the access rule itself says.

use domain::{
    access::{AccountAction, Action},
    account_rules::AccountRules,
    rights::{self, Part},
};
use leptos::prelude::*;

use crate::{
    i18n::{Speech, use_speech},
    ui::components::{Glyph, Icon},
};

type Row = (String, [bool; Part::ALL.len()]);

/// The table of roles and actions, with the account's rules as they are saved.
#[component]
pub fn RightsTable(rules: AccountRules) -> impl IntoView {
    let speech = use_speech();
    let columns = Part::ALL
        .map(|part| view! { <th scope="col">{speech.text(&format!("rights-part-{}", part.as_str()))}</th> })
        .collect_view();
    view! {
        <section class="settings-section" aria-labelledby="rights-title">
            <h2 id="rights-title">{speech.text("rights-title")}</h2>
            <p class="settings-lead">{speech.text("rights-lead")}</p>
            <div class="table-scroll" role="group" tabindex="0" aria-labelledby="rights-title">
                <table class="table rights-table">
                    <caption class="visually-hidden">{speech.text("rights-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{speech.text("rights-action")}</th>
                            {columns}
                        </tr>
                    </thead>
                    {body(speech, "rights-with-a-space", of_spaces(speech))}
                    {body(speech, "rights-in-the-account", of_the_account(speech, &rules))}
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn of_spaces(speech: Speech) -> Vec<Row> {
    let name = |action: Action| speech.text(&format!("right-{}", word(&action)));
    Action::ALL
        .into_iter()
        .map(|action| (name(action), rights::of_space(action)))
        .collect()
}

fn of_the_account(speech: Speech, rules: &AccountRules) -> Vec<Row> {
    let name = |action: AccountAction| speech.text(&format!("right-{}", word(&action)));
    AccountAction::ALL
        .into_iter()
        .map(|action| (name(action), rights::of_account(rules, action)))
        .collect()
}

/// The action's word in message names.
fn word(action: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(action).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    word.replace('_', "-")
}

fn body(speech: Speech, title: &'static str, rows: Vec<Row>) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|(name, may)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {may.map(|may| view! { <td>{mark(speech, may)}</td> }).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <tbody>
            <tr class="rights-part">
                <th scope="rowgroup" colspan=(Part::ALL.len() + 1).to_string()>{speech.text(title)}</th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn mark(speech: Speech, may: bool) -> AnyView {
    if may {
        view! {
            <span class="right-yes">
                <Icon glyph=Glyph::Check/>
                <span class="visually-hidden">{speech.text("rights-yes")}</span>
            </span>
        }
        .into_any()
    } else {
        view! { <span class="muted">{speech.text("rights-no")}</span> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn every_right_has_words_in_both_languages() {
        for language in Language::ALL {
            let speech = Speech(language);
            let rows = of_spaces(speech)
                .into_iter()
                .chain(of_the_account(speech, &AccountRules::default()));
            for (name, _) in rows {
                assert!(!name.starts_with("right-"), "no message {name}");
            }
            for part in Part::ALL {
                let name = format!("rights-part-{}", part.as_str());
                assert_ne!(speech.text(&name), name);
            }
        }
    }
}
