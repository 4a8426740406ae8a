//! Top bar, navigation and the page between them.

use leptos::prelude::*;

use super::{
    content::Content,
    keys::{KeysDialog, listen},
    navigation::Navigation,
    top_bar::TopBar,
};
use crate::i18n::use_speech;

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
    let speech = use_speech();
    let state = FrameState {
        quick_add: RwSignal::new(false),
        keys: RwSignal::new(false),
        search: NodeRef::new(),
    };
    listen(state);
    view! {
        <a class="skip-link" href="#content" rel="external">{speech.text("skip-to-content")}</a>
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
