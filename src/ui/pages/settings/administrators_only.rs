//! What others see of a settings page that is the administrators'.

use leptos::prelude::*;

use super::SettingsNav;
use crate::{
    i18n::use_speech,
    ui::components::{EmptyState, Page},
};

/// The page's title, and who can open it.
#[component]
pub fn AdministratorsOnly(#[prop(into)] title: String) -> impl IntoView {
    let speech = use_speech();
    view! {
        <Page title>
            <SettingsNav/>
            <EmptyState title=speech.text("account-no-access")>
                <p>{speech.text("account-no-access-help")}</p>
            </EmptyState>
        </Page>
    }
    .into_any()
}
