//! The facts about a file.

use domain::file::{FileDetail, LibraryQuery, Place, size_in_words};
use leptos::prelude::*;

use super::{actions::copy_text, live::Live};
use crate::ui::{
    components::{ExactTime, Glyph, Icon, PersonCircle, kind_text},
    pages::library::{in_folder, link},
};

/// Size, kind, who added it when, where it is, and its hash.
#[component]
pub fn Facts(live: Live) -> impl IntoView {
    let messages = live.messages;
    let facts = move || {
        let file = live.shown.get();
        let row = &file.row;
        let (added_by, name) = (row.added_by.clone(), row.added_by.name.clone());
        view! {
            <dt>{messages.text("file-size")}</dt>
            <dd>{size_in_words(row.size, messages.0)}</dd>
            <dt>{messages.text("file-kind")}</dt>
            <dd title=row.content_type.clone()>{kind_text(messages, row.kind)}</dd>
            <dt>{messages.text("file-added")}</dt>
            <dd>
                <span class="person">
                    <PersonCircle person=added_by/>
                    <span>{name}</span>
                </span>
                <span class="muted"><ExactTime at=row.added/></span>
            </dd>
            <dt>{messages.text("file-space")}</dt>
            <dd><a class="link" href=format!("/spaces/{}", file.space)>{file.space_name.clone()}</a></dd>
            {place(live, &file)}
            {hash(live, &file)}
        }
        .into_any()
    };
    view! {
        <section class="space-section file-section" aria-labelledby="file-facts">
            <h2 id="file-facts">{messages.text("file-facts")}</h2>
            <dl class="space-facts">{facts}</dl>
        </section>
    }
    .into_any()
}

/// Returns the folder or topic in which the file is.
fn place(live: Live, file: &FileDetail) -> AnyView {
    let messages = live.messages;
    match &file.row.place {
        Place::Folder(folder) => {
            let name = file.path.last().map(|folder| folder.name.clone());
            let href = link(file.space, &in_folder(&LibraryQuery::default(), *folder));
            view! {
                <dt>{messages.text("file-place")}</dt>
                <dd><a class="link" href=href>{name.unwrap_or_else(|| messages.text("library"))}</a></dd>
            }
            .into_any()
        }
        Place::Topic(topic) => view! {
            <dt>{messages.text("file-place-topic")}</dt>
            <dd><a class="link" href=topic.address.path()>{topic.title.clone()}</a></dd>
        }
        .into_any(),
        Place::Draft => view! {
            <dt>{messages.text("file-place")}</dt>
            <dd>{messages.text("file-place-draft")}</dd>
        }
        .into_any(),
    }
}

/// Returns the hash of the newest version, which can be copied.
fn hash(live: Live, file: &FileDetail) -> AnyView {
    let messages = live.messages;
    let hash = file.versions.first().map(|version| version.hash.clone());
    let Some(hash) = hash else { return ().into_any() };
    let label = messages.text("file-hash-copy");
    let copied = hash.clone();
    view! {
        <dt>{messages.text("file-hash")}</dt>
        <dd class="file-hash">
            <code>{hash}</code>
            <button
                type="button"
                class="button icon quiet"
                aria-label=label.clone()
                title=label
                on:click=move |_| copy_text(live, copied.clone(), "file-hash-copied")
            >
                <Icon glyph=Glyph::Copy/>
            </button>
        </dd>
    }
    .into_any()
}
