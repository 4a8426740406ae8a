//! `/settings/visibility/spaces`: the allowed visibility levels, who may do what, and the table of rights.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    SettingsNav, administrators_only::AdministratorsOnly, rights_table::RightsTable, space_rules_form::SpaceRulesForm,
};
use crate::{
    api::space_rules,
    i18n::use_messages,
    ui::{
        components::{FailureNote, Page, Skeleton},
        shell::session::use_session,
    },
};

/// The settings of spaces, for administrators.
#[component]
pub fn SpaceRulesPage() -> impl IntoView {
    let title = use_messages().text("rules-title");
    if use_session().me.viewer().is_admin() {
        view! { <Rules title/> }.into_any()
    } else {
        view! { <AdministratorsOnly title/> }.into_any()
    }
}

#[component]
fn Rules(title: String) -> impl IntoView {
    let messages = use_messages();
    let rules = Resource::new(|| (), |()| space_rules::read_space_rules());
    let again = Callback::new(move |()| rules.refetch());
    let saved = use_query_map().with_untracked(|query| query.get("saved").is_some());
    view! {
        <Page title>
            <SettingsNav/>
            <div class="settings-body">
                {saved.then(|| view! { <p class="settings-saved" role="status">{messages.text("profile-saved")}</p> })}
                <Transition fallback=|| view! { <Skeleton rows=8/> }>
                    {move || rules.get().map(|answer| match answer {
                        Ok(rules) => view! {
                            <div class="settings-body">
                                <SpaceRulesForm rules=rules.clone()/>
                                <RightsTable rules=rules.rights/>
                            </div>
                        }
                        .into_any(),
                        Err(failure) => view! { <FailureNote error=failure.0 retry=again/> }.into_any(),
                    })}
                </Transition>
            </div>
        </Page>
    }
}
