//! The preview of a file: a picture, a PDF, text, a sheet, sound or film. Other kinds have none.

use domain::{
    file::{FileDetail, FileKind, PictureSize, Thumbnails, content_path, thumbnail_path},
    ids::FileId,
};
use leptos::prelude::*;

use super::{live::Live, text_preview::TextPart};
use crate::{
    i18n::{Messages, use_messages},
    ui::components::{Glyph, Icon},
};

/// The longer side of the shown picture, in pixels; one of the thumbnails' sizes.
const LONGER_SIDE: u32 = 1280;

/// The content type of pictures that have no thumbnails and that browsers show.
const SHOWN_AS_IT_IS: &str = "image/avif";

/// What is previewed. The preview is drawn again only if this changes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Previewed {
    file: FileId,
    version: i64,
    name: String,
    kind: FileKind,
    content_type: String,
    thumbnails: Thumbnails,
    picture: Option<PictureSize>,
}

impl Previewed {
    fn of(file: &FileDetail) -> Self {
        let row = &file.row;
        Self {
            file: row.id,
            version: row.version,
            name: row.name.clone(),
            kind: row.kind,
            content_type: row.content_type.clone(),
            thumbnails: row.thumbnails,
            picture: row.picture,
        }
    }

    fn content(&self) -> String {
        content_path(self.file, self.version)
    }

    /// Returns the address of the picture of the file or of its first page, if there is one.
    fn picture(&self) -> Option<String> {
        match self.thumbnails {
            Thumbnails::Ready => Some(thumbnail_path(self.file, self.version, LONGER_SIDE)),
            Thumbnails::None if self.content_type == SHOWN_AS_IT_IS => Some(self.content()),
            Thumbnails::None | Thumbnails::Pending | Thumbnails::Failed => None,
        }
    }

    /// Returns the size of the shown picture, if it is known.
    fn shown_size(&self) -> Option<PictureSize> {
        self.picture.map(|size| size.within(LONGER_SIDE))
    }
}

/// The preview of the newest version.
#[component]
pub fn Preview(live: Live) -> impl IntoView {
    let previewed = Memo::new(move |_| live.shown.with(Previewed::of));
    view! {
        <section class="file-preview" aria-label=live.messages.text("file-preview")>
            {move || shown(previewed.get())}
        </section>
    }
    .into_any()
}

fn shown(of: Previewed) -> AnyView {
    match of.kind {
        // Such a picture may contain scripts: no browser gets it as a picture, and its text is shown.
        FileKind::Picture if of.content_type == "image/svg+xml" => {
            view! { <TextPart file=of.file version=of.version/> }.into_any()
        }
        FileKind::Picture => view! { <Picture of/> }.into_any(),
        FileKind::Pdf => view! { <Pdf of/> }.into_any(),
        FileKind::Text | FileKind::Sheet => view! { <TextPart file=of.file version=of.version/> }.into_any(),
        FileKind::Audio => {
            view! { <audio controls preload="metadata" src=of.content() aria-label=of.name.clone()></audio> }.into_any()
        }
        FileKind::Video => {
            view! { <video controls preload="metadata" src=of.content() aria-label=of.name.clone()></video> }.into_any()
        }
        FileKind::Document | FileKind::Archive | FileKind::Other => none(use_messages(), Thumbnails::None),
    }
}

/// Returns the sentence that says why there is no picture.
fn none(messages: Messages, thumbnails: Thumbnails) -> AnyView {
    let name = match thumbnails {
        Thumbnails::Pending => "file-preview-pending",
        Thumbnails::Failed => "file-preview-failed",
        Thumbnails::None | Thumbnails::Ready => "file-preview-none",
    };
    view! { <p class="file-no-preview muted" role="status">{messages.text(name)}</p> }.into_any()
}

/// A picture at its size, at most as large as the largest thumbnail, with a link to the whole.
#[component]
fn Picture(of: Previewed) -> impl IntoView {
    let messages = use_messages();
    let Some(address) = of.picture() else {
        return none(messages, of.thumbnails);
    };
    let size = of.shown_size();
    view! {
        <a class="file-whole" href=of.content() target="_blank" rel="external noopener">
            <img
                src=address
                alt=of.name.clone()
                width=size.map(|size| size.width.to_string())
                height=size.map(|size| size.height.to_string())
            />
            <span class="link">{messages.text("file-open-full")}</span>
        </a>
    }
    .into_any()
}

/// The first page of a PDF; the browser's own viewer shows the rest here, or on its own.
#[component]
fn Pdf(of: Previewed) -> impl IntoView {
    let messages = use_messages();
    let reading = RwSignal::new(false);
    let content = of.content();
    let name = of.name.clone();
    let read = messages.text("file-read-here");
    let first_page = move || match of.picture() {
        Some(address) => {
            let size = of.shown_size();
            view! {
                <img
                    class="file-page-one"
                    class:unsized=size.is_none()
                    src=address
                    alt=of.name.clone()
                    width=size.map(|size| size.width.to_string())
                    height=size.map(|size| size.height.to_string())
                />
            }
            .into_any()
        }
        None => none(messages, of.thumbnails),
    };
    let address = content.clone();
    // Chromium's viewer does not run in a frame with the attribute `sandbox`; the policy of the answer protects instead.
    let shown = move || {
        if reading.get() {
            view! { <iframe class="file-reader" src=address.clone() title=name.clone()></iframe> }.into_any()
        } else {
            first_page()
        }
    };
    view! {
        {shown}
        <p class="file-preview-acts">
            <button
                type="button"
                class="button file-read"
                aria-pressed=move || reading.get().to_string()
                on:click=move |_| reading.update(|on| *on = !*on)
            >
                <Icon glyph=Glyph::FileText/>
                <span>{read}</span>
            </button>
            <a class="link" href=content target="_blank" rel="external noopener">{messages.text("file-open-pdf")}</a>
        </p>
    }
    .into_any()
}
