//! Downloading files: one by its address, several as a zip by a plain form, so that the browser saves the answer.

use domain::file::{Items, ZIP_PATH, download_path};
use leptos::prelude::*;

use super::{item::Chosen, state::LibraryState};
use crate::ui::components::{ButtonLink, Glyph, Icon};

/// A button that downloads what is chosen.
#[component]
pub fn Download(library: LibraryState, chosen: Chosen) -> impl IntoView {
    let label = library.messages.text("library-download");
    match chosen.alone {
        Some((file, version)) => view! {
            <ButtonLink
                href=download_path(file, version) class="button primary" glyph=Glyph::Download label file=true
            />
        }
        .into_any(),
        None => view! { <ZipForm items=chosen.items label class="button primary"/> }.into_any(),
    }
}

/// The button that downloads everything that the shown folder has, with its folders.
#[component]
pub fn DownloadAll(library: LibraryState) -> impl IntoView {
    let label = StoredValue::new(library.messages.text("library-download-all"));
    let empty = Memo::new(move |_| library.rows.with(Vec::is_empty));
    move || {
        if empty.get() {
            return None;
        }
        let items = match library.query.with(|query| query.folder) {
            Some(folder) => Items::folder(folder),
            None => Items::default(),
        };
        let label = label.get_value();
        Some(view! { <ZipForm items label class="button quiet shrinks" space=library.space.to_string()/> })
    }
}

/// The form that downloads files and folders as a zip: those with these ids, or without ids all of the space.
#[component]
fn ZipForm(items: Items, label: String, class: &'static str, #[prop(optional)] space: Option<String>) -> impl IntoView {
    let field = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    let all = items
        .is_empty()
        .then_some(space)
        .flatten()
        .map(|space| field("space", space));
    let files = items
        .files
        .iter()
        .map(|file| field("files", file.to_string()))
        .collect_view();
    let folders = items
        .folders
        .iter()
        .map(|folder| field("folders", folder.to_string()))
        .collect_view();
    view! {
        <form method="post" action=ZIP_PATH>
            {all}
            {files}
            {folders}
            <button type="submit" class=class title=label>
                <Icon glyph=Glyph::Download/>
                <span class="word">{label.clone()}</span>
            </button>
        </form>
    }
    .into_any()
}
