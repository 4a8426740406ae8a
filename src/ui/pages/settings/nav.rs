//! The navigation within the account settings.

use domain::{access::AccountAction, add_on::AddOn, person::Role, session::Session};
use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::components::A;

use crate::{
    i18n::use_messages,
    ui::{
        components::{Glyph, Icon},
        shell::session::use_session,
    },
};

/// Returns the settings pages that the person may open: address, icon, and the name of the title's message.
pub fn settings_pages(session: &Session) -> impl Iterator<Item = (&'static str, Glyph, &'static str)> {
    let administers = session.me.role == Role::Administrator;
    let spaces = session.add_ons.has(AddOn::Spaces);
    let pages = [
        (true, "/settings/profile", Glyph::Person, "settings-profile"),
        (administers, "/settings/users", Glyph::Users, "settings-users"),
        (
            administers && spaces,
            "/settings/fields/spaces",
            Glyph::Pencil,
            "settings-fields",
        ),
        (administers, "/settings/pipeline", Glyph::Handshake, "settings-pipeline"),
        (administers, "/settings/add-ons", Glyph::Layers, "settings-add-ons"),
        (
            administers && spaces,
            "/settings/visibility/spaces",
            Glyph::EyeOff,
            "settings-visibility",
        ),
        (administers && spaces, "/settings/files", Glyph::File, "settings-files"),
        (administers, "/settings/audit-log", Glyph::History, "settings-audit-log"),
        (
            spaces && session.may(AccountAction::Import),
            "/settings/import",
            Glyph::Upload,
            "settings-import",
        ),
        (spaces, "/settings/trash", Glyph::Trash, "settings-trash"),
    ];
    pages
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, href, glyph, name)| (href, glyph, name))
}

/// Links to the settings pages that the person may open.
#[component]
pub fn SettingsNav() -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    let nav = NodeRef::<html::Nav>::new();
    // On narrow screens the links scroll sideways: the current one must be visible.
    Effect::new(move |_| {
        if let Some(nav) = nav.get() {
            show_current(&nav);
        }
    });
    view! {
        <nav class="settings-nav" aria-label=messages.text("settings-title") node_ref=nav>
            {settings_pages(&session)
                .map(|(href, glyph, name)| view! {
                    <A href=href>
                        <Icon glyph=glyph/>
                        <span>{messages.text(name)}</span>
                    </A>
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

/// Scrolls the current link into view within the navigation, without scrolling the page.
fn show_current(nav: &HtmlElement) {
    let current = nav.query_selector("[aria-current=page]").ok().flatten();
    if let Some(current) = current.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        nav.set_scroll_left(current.offset_left() - nav.offset_left() - 24);
    }
}
