//! The button that uploads files.

use leptos::prelude::*;

use crate::ui::{
    components::{Glyph, Icon},
    uploads::{Destination, Uploads},
};

/// A button that opens the browser's file chooser and uploads what is chosen.
#[component]
pub fn UploadButton(
    #[prop(into)] label: String,
    /// Where the files go when the button is pressed.
    #[prop(into)]
    destination: Signal<Destination>,
    #[prop(default = "button primary")] class: &'static str,
) -> impl IntoView {
    let uploads = Uploads::expect();
    view! {
        <button type="button" class=class on:click=move |_| uploads.choose(destination.get_untracked())>
            <Icon glyph=Glyph::Upload/>
            <span>{label}</span>
        </button>
    }
    .into_any()
}
