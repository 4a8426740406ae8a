//! The bar at the top: logo, search, quick add, notices, person menu.

use domain::add_on::AddOn;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{hooks::use_navigate, location::Url};

use super::{bell::Bell, frame::FrameState, person_menu::PersonMenu, quick_add::QuickAdd, session::use_session};
use crate::{
    api::add_ons,
    i18n::use_messages,
    ui::components::{Glyph, Icon},
};

/// The drawing of the logo: two overlapping sheets.
const MARK: &str = r#"<rect x="7.5" y="2.5" width="14" height="14" rx="4" opacity=".45"/><rect x="2.5" y="7.5" width="14" height="14" rx="4"/>"#;

/// The product's logo.
#[component]
pub(super) fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" width="22" height="22" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" inner_html=MARK></svg>
    }
}

/// The top bar: logo, search, quick add, notices, person menu.
#[component]
pub(super) fn TopBar(state: FrameState) -> impl IntoView {
    let messages = use_messages();
    let used = use_session().add_ons;
    view! {
        <header class="top-bar">
            <a class="brand" href=add_ons::home(&used)>
                <Mark/>
                <span class="word">{messages.text("app-name")}</span>
            </a>
            {used.has(AddOn::Spaces).then(|| view! { <SearchSpaces state/> })}
            <PaletteButton open=state.palette/>
            <QuickAdd state/>
            {used.has(AddOn::Spaces).then(|| view! { <Bell/> })}
            <PersonMenu keys=state.keys/>
        </header>
    }
    .into_any()
}

/// The button that opens the palette.
#[component]
fn PaletteButton(open: RwSignal<bool>) -> impl IntoView {
    let label = use_messages().text("palette-title");
    view! {
        <button
            type="button"
            class="button icon quiet palette-button"
            aria-label=label.clone()
            aria-keyshortcuts="Control+K"
            title=format!("{label} (Ctrl+K)")
            on:click=move |_| open.set(true)
        >
            <Icon glyph=Glyph::Keyboard size=18/>
        </button>
    }
    .into_any()
}

/// The search of the spaces list. Before hydration it is a plain GET form; after it, searching does not reload the
/// page.
#[component]
fn SearchSpaces(state: FrameState) -> impl IntoView {
    let messages = use_messages();
    let navigate = use_navigate();
    let search = state.search;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = search.get_untracked() else { return };
        let text = field.value();
        let text = text.trim();
        let path = if text.is_empty() {
            "/spaces".to_owned()
        } else {
            format!("/spaces?q={}", Url::escape(text))
        };
        field.set_value("");
        let _ = field.blur();
        navigate(&path, Default::default());
    };
    view! {
        <form class="top-search" role="search" action="/spaces" method="get" on:submit=submit>
            <Icon glyph=Glyph::Search/>
            <input
                type="search"
                name="q"
                class="top-search-input"
                autocomplete="off"
                aria-label=messages.text("search-spaces")
                placeholder=messages.text("search-spaces")
                aria-keyshortcuts="/"
                node_ref=search
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}
