//! The frame of every page: top bar, navigation, content.

use domain::add_on::AddOn;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::Outlet, hooks::use_location};

use super::{
    address, keys::listen, live::provide_live, navigation::Navigation, session::use_session, top_bar::TopBar,
    unread::UnreadState,
};
use crate::{
    api::session::my_session,
    i18n::use_messages,
    ui::{
        browser::load_page,
        components::use_waiting,
        outbox::provide_outbox,
        pages::{
            lazy::{LazyDialog, LazyDialogKind, LazyOutbox},
            palette::PaletteParts,
        },
        uploads::Uploads,
    },
};

/// State that the frame's parts share, so that keys can open them.
#[derive(Clone, Copy)]
pub(super) struct FrameState {
    /// Whether the quick-add menu is open.
    pub quick_add: RwSignal<bool>,
    /// Whether the dialog with the keyboard shortcuts is open.
    pub keys: RwSignal<bool>,
    /// Whether the dialogs of quick add are open: for a space, for a deal.
    pub add_space: RwSignal<bool>,
    pub add_deal: RwSignal<bool>,
    /// Whether the palette is open.
    pub palette: RwSignal<bool>,
    pub search: NodeRef<leptos::html::Input>,
}

/// The frame with the page of the route.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let messages = use_messages();
    let state = FrameState {
        quick_add: RwSignal::new(false),
        keys: RwSignal::new(false),
        add_space: RwSignal::new(false),
        add_deal: RwSignal::new(false),
        palette: RwSignal::new(false),
        search: NodeRef::new(),
    };
    provide_live();
    UnreadState::provide();
    provide_outbox();
    Uploads::provide();
    listen(state);
    follow_add_ons();
    let topics = use_session().add_ons.has(AddOn::Spaces);
    let palette = PaletteParts {
        open: state.palette,
        add_space: state.add_space,
        add_deal: state.add_deal,
        keys: state.keys,
    };
    let waiting = use_waiting();
    let busy = move || waiting.is_shown().then_some("true");
    view! {
        <a class="skip-link" href="#content" rel="external">{messages.text("skip-to-content")}</a>
        <div class="frame">
            <TopBar state=state/>
            <Navigation/>
            <main class="content" id="content" tabindex="-1" aria-busy=busy>
                <Outlet/>
            </main>
        </div>
        <LazyDialog dialog=LazyDialogKind::Keys(state.keys)/>
        <LazyDialog dialog=LazyDialogKind::Palette(palette)/>
        {topics.then(|| view! { <LazyOutbox/> })}
    }
    .into_any()
}

/// Checks after each navigation whether the account still has the same add-ons, and loads the document again if not:
/// navigation, search and quick add depend on them, and an administrator may have switched an add-on on or off
/// meanwhile. The browser may still have the address of the page before.
fn follow_add_ons() {
    let add_ons = use_session().add_ons;
    let location = use_location();
    Effect::new(move |before: Option<()>| {
        location.pathname.track();
        if before.is_none() {
            return;
        }
        let (add_ons, location) = (add_ons.clone(), location.clone());
        spawn_local(async move {
            if my_session().await.is_ok_and(|session| session.add_ons != add_ons) {
                load_page(&address(&location));
            }
        });
    });
}
