//! What others see of a settings page that is the administrators'.

use leptos::prelude::*;

use super::SettingsNav;
use crate::{
    i18n::use_messages,
    ui::components::{NoAccess, Page},
};

/// The page's title, and who can open it.
#[component]
pub fn AdministratorsOnly(#[prop(into)] title: String) -> impl IntoView {
    let messages = use_messages();
    view! {
        <Page title>
            <SettingsNav/>
            <NoAccess title=messages.text("account-no-access") help=messages.text("account-no-access-help")/>
        </Page>
    }
    .into_any()
}
