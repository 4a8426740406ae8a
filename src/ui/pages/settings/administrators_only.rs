//! The content of administrators' settings pages for everyone else.

use leptos::prelude::*;

use super::SettingsNav;
use crate::{
    i18n::use_messages,
    ui::components::{NoAccess, Page},
};

/// The page with its title and a note that says who can open it.
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
