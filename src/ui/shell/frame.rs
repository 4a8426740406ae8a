//! Top bar, navigation and the page between them.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use super::{
    content::Content,
    keys::{KeysDialog, listen},
    navigation::Navigation,
    session::use_session,
    top_bar::TopBar,
};
use crate::{api::session::my_session, i18n::use_messages, ui::browser::reload};

/// What the frame's parts share: the keys open them too.
#[derive(Clone, Copy)]
pub(super) struct FrameState {
    /// The quick-add menu.
    pub quick_add: RwSignal<bool>,
    /// The list of all keys.
    pub keys: RwSignal<bool>,
    pub search: NodeRef<leptos::html::Input>,
}

/// The frame; the page is where the route says.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let messages = use_messages();
    let state = FrameState {
        quick_add: RwSignal::new(false),
        keys: RwSignal::new(false),
        search: NodeRef::new(),
    };
    listen(state);
    follow_add_ons();
    view! {
        <a class="skip-link" href="#content" rel="external">{messages.text("skip-to-content")}</a>
        <div class="frame">
            <TopBar state=state/>
            <Navigation/>
            <main class="content" id="content" tabindex="-1">
                <Content/>
            </main>
        </div>
        <KeysDialog open=state.keys/>
    }
    .into_any()
}

/// After each step to another page asks whether the account still uses the same parts: navigation, search and quick add
/// were made for those, and an administrator may have switched one meanwhile.
fn follow_add_ons() {
    let add_ons = use_session().add_ons;
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_none() {
            return;
        }
        let add_ons = add_ons.clone();
        spawn_local(async move {
            if my_session().await.is_ok_and(|session| session.add_ons != add_ons) {
                reload();
            }
        });
    });
}
