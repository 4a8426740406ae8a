//! The versions of a file.

use domain::file::{FileVersion, Place, download_path, size_in_words};
use leptos::prelude::*;

use super::live::Live;
use crate::ui::{
    components::{ExactTime, Glyph, Icon},
    pages::library::UploadButton,
    uploads::Destination,
};

/// The versions, newest first, and the button that uploads a new one.
#[component]
pub fn Versions(live: Live) -> impl IntoView {
    let messages = live.messages;
    let versions = Memo::new(move |_| live.shown.with(|file| file.versions.clone()));
    // Files of posts stay as they were when the post was written.
    let adds = Memo::new(move |_| {
        live.shown
            .with(|file| file.row.rights.add && matches!(file.row.place, Place::Folder(_)))
    });
    let destination = Signal::derive(move || Destination::Version {
        space: live.shown.with_untracked(|file| file.space),
        file: live.id(),
    });
    let lines = move || {
        let line = |version| view! { <Version live version/> };
        versions.get().into_iter().map(line).collect_view()
    };
    view! {
        <section class="space-section file-section" aria-labelledby="file-versions">
            <h2 id="file-versions">{messages.text("file-versions")}</h2>
            <ol class="file-versions" reversed>{lines}</ol>
            <Show when=move || adds.get()>
                <UploadButton label=messages.text("file-new-version") destination class="button"/>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Version(live: Live, version: FileVersion) -> impl IntoView {
    let messages = live.messages;
    let label = messages.with("file-version-download", [("number", version.number)]);
    view! {
        <li class="file-version">
            <div class="file-version-text">
                <p>
                    <strong>{messages.with("file-version", [("number", version.number)])}</strong>
                    " · "
                    <span class="nowrap">{size_in_words(version.size, messages.0)}</span>
                </p>
                <p class="muted">{version.added_by.name} ", " <ExactTime at=version.added/></p>
            </div>
            <a
                class="button icon quiet"
                href=download_path(live.id(), version.number)
                download=""
                rel="external"
                aria-label=label.clone()
                title=label
            >
                <Icon glyph=Glyph::Download/>
            </a>
        </li>
    }
    .into_any()
}
