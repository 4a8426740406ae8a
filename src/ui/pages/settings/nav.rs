//! The sub-navigation of Account settings.

use domain::person::Role;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::use_speech,
    ui::{
        components::{Glyph, Icon},
        shell::session::use_session,
    },
};

/// Links to the settings' pages; those for administrators are shown to them alone.
#[component]
pub fn SettingsNav() -> impl IntoView {
    let speech = use_speech();
    let administers = use_session().me.role == Role::Administrator;
    let links = [
        (true, "/settings/profile", Glyph::Person, "settings-profile"),
        (administers, "/settings/users", Glyph::Users, "settings-users"),
        (administers, "/settings/pipeline", Glyph::Handshake, "settings-pipeline"),
        (true, "/settings/import", Glyph::Upload, "settings-import"),
        (true, "/settings/trash", Glyph::Trash, "settings-trash"),
    ];
    view! {
        <nav class="settings-nav" aria-label=speech.text("settings-title")>
            {links
                .into_iter()
                .filter(|(shown, ..)| *shown)
                .map(|(_, href, glyph, name)| view! {
                    <A href=href>
                        <Icon glyph=glyph/>
                        <span>{speech.text(name)}</span>
                    </A>
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}
