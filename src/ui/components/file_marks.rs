//! How files are shown everywhere: kind and thumbnail.

use domain::file::{FileKind, FileRow, Thumbnails, thumbnail_path};
use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::Messages;

/// Returns the icon of files of this kind.
pub fn kind_glyph(kind: FileKind) -> Glyph {
    match kind {
        FileKind::Picture => Glyph::Image,
        FileKind::Pdf | FileKind::Document => Glyph::FileText,
        FileKind::Sheet => Glyph::Table,
        FileKind::Text => Glyph::Code,
        FileKind::Audio => Glyph::Music,
        FileKind::Video => Glyph::Film,
        FileKind::Archive => Glyph::Archive,
        FileKind::Other => Glyph::File,
    }
}

/// Returns the name of the kind.
pub fn kind_text(messages: Messages, kind: FileKind) -> String {
    messages.text(&format!("file-kind-{}", kind.as_str()))
}

/// The thumbnail of a file in a square, or the icon of its kind. The square has the same size in both cases.
#[component]
pub fn FileThumb(
    kind: FileKind,
    /// The address of the thumbnail, if there is one.
    picture: Option<String>,
) -> impl IntoView {
    let shown = match picture {
        // Loading fails for a person who has just lost access; the square then stays empty.
        Some(address) => {
            view! { <img src=address alt="" loading="lazy" decoding="async" draggable="false"/> }.into_any()
        }
        None => view! { <Icon glyph=kind_glyph(kind) size=18/> }.into_any(),
    };
    view! { <span class="file-thumb" data-kind=kind.as_str()>{shown}</span> }.into_any()
}

/// Returns the address of a thumbnail of the newest version; `None` if there is none.
pub fn thumb_of(file: &FileRow, size: u32) -> Option<String> {
    (file.thumbnails == Thumbnails::Ready).then(|| thumbnail_path(file.id, file.version, size))
}

#[cfg(test)]
mod tests {
    use domain::person::Language;

    use super::*;

    #[test]
    fn every_kind_has_a_name() {
        for kind in FileKind::ALL {
            let name = kind_text(Messages(Language::En), kind);
            assert!(!name.starts_with("file-kind"), "{name}");
        }
    }
}
