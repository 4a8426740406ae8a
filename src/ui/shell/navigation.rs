//! The main navigation: at the side, or in windows under 720 px at the bottom.

use domain::{add_on::AddOn, person::Role};
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use super::{
    session::use_session,
    unread::{short, use_unread},
};
use crate::{
    i18n::use_messages,
    ui::{
        browser::{cookie, set_cookie},
        components::{Glyph, Icon},
    },
};

/// The cookie with the navigation's width, which lets the server render it at that width.
const COOKIE: &str = "spaces_nav";
/// Width below which the navigation shows only icons, in pixels.
const NARROW: i32 = 100;

/// The main navigation. The pages of the settings have a navigation of their own.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let messages = use_messages();
    let session = use_session();
    let spaces = session.add_ons.has(AddOn::Spaces);
    let settings = match session.me.role {
        Role::Administrator => "/settings/users",
        Role::User => "/settings/profile",
    };
    // Until the person chooses, the style sheet decides by the window's width.
    let width = RwSignal::new(match cookie(COOKIE).as_deref() {
        Some("wide") => "wide",
        Some("narrow") => "narrow",
        _ => "auto",
    });
    let nav = NodeRef::<html::Nav>::new();
    let toggle = move |_| {
        let narrow = nav.get_untracked().is_some_and(|nav| nav.offset_width() < NARROW);
        let next = if narrow { "wide" } else { "narrow" };
        set_cookie(COOKIE, next);
        width.set(next);
    };
    view! {
        <nav class=move || format!("side-nav {}", width.get()) aria-label=messages.text("main-navigation") node_ref=nav>
            <ul>
                {spaces.then(|| view! {
                    // One entry of two links: in windows under 720 px there is room for the first.
                    <li>
                        {nav_link("/spaces", "/spaces", messages.text("nav-spaces"), Glyph::Layers, Some(unread_spaces()))}
                        {nav_link("/catch-up", "/catch-up", messages.text("nav-catch-up"), Glyph::CheckCheck, None)}
                    </li>
                })}
                <li>{nav_link("/deals", "/deals", messages.text("nav-deals"), Glyph::Handshake, None)}</li>
                <li>
                    {nav_link("/statistics/activities", "/statistics", messages.text("nav-statistics"), Glyph::Chart, None)}
                </li>
                <li>{nav_link(settings, "/settings", messages.text("nav-settings"), Glyph::Settings, None)}</li>
            </ul>
            <button type="button" class="nav-toggle" on:click=toggle>
                <Icon glyph=Glyph::ChevronLeft size=18/>
                <span class="word collapse">{messages.text("nav-collapse")}</span>
                <span class="word expand">{messages.text("nav-expand")}</span>
            </button>
        </nav>
    }
    .into_any()
}

/// Returns the number of spaces with unread topics, with its words for screen readers; nothing if there is none.
fn unread_spaces() -> AnyView {
    let messages = use_messages();
    let unread = use_unread();
    let shown = move || match unread.spaces() {
        0 => None,
        count => Some(view! {
            <span class="unread-count" aria-hidden="true">{short(count as i64)}</span>
            <span class="visually-hidden">{messages.with("nav-unread-spaces", [("count", count)])}</span>
        }),
    };
    shown.into_any()
}

/// Returns a link that is marked as current on every page whose path begins with `part`. `mark` follows its label.
fn nav_link(href: &'static str, part: &'static str, label: String, glyph: Glyph, mark: Option<AnyView>) -> AnyView {
    let path = use_location().pathname;
    let current = move || path.with(|path| path.starts_with(part)).then_some("page");
    let title = label.clone();
    view! {
        <a href=href class="nav-link" aria-current=current title=title>
            <Icon glyph=glyph size=18/>
            <span class="word">{label}</span>
            {mark}
        </a>
    }
    .into_any()
}
