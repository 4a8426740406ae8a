//! The files of a draft: uploaded at once, and put into its text when they are complete.

use domain::ids::FileId;
use leptos::prelude::*;

use super::drafts::Drafts;
use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{BoxFiles, WritingHandle, file_markdown, names_file},
        uploads::{self, Destination, Uploads},
    },
};

/// The ends of names of the files that are shown as pictures.
const PICTURES: [&str; 10] = [
    ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff",
];

/// The files of a draft. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct DraftFiles {
    uploads: Uploads,
    messages: Messages,
    pub destination: Destination,
}

impl DraftFiles {
    /// Creates the state, and puts complete files into the text of the box while it is in the page.
    pub fn open(drafts: Drafts, handle: WritingHandle) -> Self {
        let place = drafts.destination.place;
        let files = Self {
            uploads: Uploads::expect(),
            messages: use_messages(),
            destination: Destination::Post {
                space: place.space(),
                place,
            },
        };
        Effect::new(move |_| {
            // A stored draft comes first: it would not be restored into a text.
            if !drafts.loaded.get() || !handle.is_there() {
                return;
            }
            for ended in files.uploads.claim(files.destination) {
                let file = FileId(ended.file);
                // After a reload, the stored draft may have it already.
                if !drafts.text.with_untracked(|text| names_file(text, file)) {
                    handle.insert(&file_markdown(file, &ended.name, is_picture(&ended.name)));
                }
            }
        });
        Effect::new(move |_| {
            if handle.is_there() {
                files.uploads.show_in_box(files.destination);
            }
        });
        files
    }

    /// Returns what the box needs to take files.
    pub fn for_box(self) -> BoxFiles {
        uploads::for_box(self.uploads, self.messages, self.destination)
    }

    /// Forgets the uploads, whose files a post has now. A reload would otherwise put them into the next draft.
    pub fn settle(self) {
        self.uploads.settle(self.destination);
    }

    /// Returns the number of files for which sending waits. Reads a signal that changes with it.
    pub fn waiting(self) -> usize {
        self.uploads.waiting(self.destination)
    }
}

fn is_picture(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PICTURES.iter().any(|end| name.ends_with(end))
}

/// The button that sends a post. It waits for the files of the post.
#[component]
pub fn SendButton(
    #[prop(into)] label: String,
    files: DraftFiles,
    #[prop(optional, into)] busy: Signal<bool>,
) -> impl IntoView {
    let messages = files.messages;
    let waiting = Memo::new(move |_| files.waiting());
    let words = move || match waiting.get() {
        0 => label.clone(),
        count => messages.with("writing-wait-for-files", [("count", count)]),
    };
    view! {
        <button
            type="submit"
            class="button primary"
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (waiting.get() > 0).then_some("true")
        >
            {words}
        </button>
        <p class="form-wait" role="status">
            {move || (waiting.get() > 0).then(|| messages.text("writing-wait-reason"))}
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_the_end_of_their_names() {
        assert!(is_picture("Zrzut ekranu.PNG") && is_picture("a.b.jpeg"));
        assert!(!is_picture("png") && !is_picture("plan.pdf"));
    }
}
