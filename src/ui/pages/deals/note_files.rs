//! The files of notes on a deal: those of a note that is being written, and the cards of those that were added.

use domain::{
    deal::DealFile,
    file::{THUMBNAILS, size_in_words},
    ids::{DealFileId, DealId},
};
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    i18n::{Messages, use_messages},
    ui::{
        components::{AttachedFiles, FileThumb, Glyph, Icon, kind_text},
        uploads::{Destination, Uploads, for_box},
    },
};

/// A complete file of a note that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    id: DealFileId,
    name: String,
}

/// The draft of a note, as the browser keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteDraft {
    pub text: String,
    pub files: Vec<Attached>,
}

impl NoteDraft {
    /// Returns the draft and tracks its contents.
    pub fn of(text: RwSignal<String>, files: RwSignal<Vec<Attached>>) -> Self {
        Self {
            text: text.get(),
            files: files.get(),
        }
    }

    /// Returns the draft as it is kept; `None` if it is empty.
    pub fn write(&self) -> Option<String> {
        match self.text.trim().is_empty() && self.files.is_empty() {
            true => None,
            false => serde_json::to_string(self).ok(),
        }
    }

    /// Reads a kept draft. One of an earlier version is its text alone.
    pub fn read(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_else(|_| Self {
            text: kept.to_owned(),
            files: Vec::new(),
        })
    }
}

/// The files of a note that is being written. Copy it into closures freely.
#[derive(Clone, Copy)]
pub struct NoteFiles {
    uploads: Uploads,
    messages: Messages,
    pub destination: Destination,
    there: RwSignal<Vec<Attached>>,
    button: NodeRef<html::Button>,
}

impl NoteFiles {
    /// Creates the state, and adds each upload to the files that are there when it is complete.
    pub fn open(deal: DealId, there: RwSignal<Vec<Attached>>) -> Self {
        let files = Self {
            uploads: Uploads::expect(),
            messages: use_messages(),
            destination: Destination::Deal { deal },
            there,
            button: NodeRef::new(),
        };
        Effect::new(move |_| {
            for ended in files.uploads.claim(files.destination) {
                let id = DealFileId(ended.file);
                there.update(|there| {
                    if there.iter().all(|known| known.id != id) {
                        there.push(Attached { id, name: ended.name });
                    }
                });
            }
        });
        Effect::new(move |_| files.uploads.show_in_box(files.destination));
        files
    }

    /// Returns the number of files for which adding the note waits. Reads a signal that changes with it.
    pub fn waiting(self) -> usize {
        self.uploads.waiting(self.destination)
    }

    /// Forgets the uploads, whose files a note has now. A reload would otherwise add them to the next one.
    pub fn forget(self) {
        self.there.try_set(Vec::new());
        self.uploads.settle(self.destination);
    }

    /// Returns the ids of the complete files.
    pub fn ids(self) -> Vec<DealFileId> {
        let ids = |there: &Vec<Attached>| there.iter().map(|file| file.id).collect();
        self.there.try_with_untracked(ids).unwrap_or_default()
    }

    /// Removes files with these ids, and returns their names.
    pub fn remove_unknown(self, ids: &[String]) -> Vec<String> {
        let mut names = Vec::new();
        if !ids.is_empty() {
            self.there.try_update(|there| {
                there.retain(|file| {
                    let known = !ids.contains(&file.id.to_string());
                    if !known {
                        names.push(file.name.clone());
                    }
                    known
                });
            });
        }
        names
    }

    /// Returns the button that attaches files.
    pub fn button(self) -> impl IntoView {
        view! {
            <button
                type="button"
                class="button quiet"
                node_ref=self.button
                on:click=move |_| self.uploads.choose(self.destination)
            >
                <Icon glyph=Glyph::Paperclip/>
                <span>{self.messages.text("writing-attach")}</span>
            </button>
        }
    }

    /// Returns the list of the files.
    pub fn list(self) -> impl IntoView {
        let files = for_box(self.uploads, self.messages, self.destination);
        let there = Signal::derive(move || {
            let entry = |file: &Attached| (file.id.0, file.name.clone());
            self.there.with(|there| there.iter().map(entry).collect::<Vec<_>>())
        });
        let refocus = Callback::new(move |()| {
            if let Some(button) = self.button.get_untracked() {
                let _ = button.focus();
            }
        });
        let remove = Callback::new(move |id: Uuid| {
            self.there.update(|there| there.retain(|file| file.id.0 != id));
            refocus.run(());
        });
        view! { <AttachedFiles files there remove refocus/> }
    }
}

/// The files of a note, each a link to its bytes.
#[component]
pub fn CardsOfFiles(files: Vec<DealFile>) -> impl IntoView {
    let messages = use_messages();
    if files.is_empty() {
        return ().into_any();
    }
    let cards = files.into_iter().map(|file| {
        let (about, address, picture) = (
            about(messages, &file),
            file.content_path(),
            file.thumbnail_path(THUMBNAILS[0]),
        );
        view! {
            <li>
                // In another tab, because a page that is left would interrupt uploads.
                <a class="deal-file" href=address target="_blank" rel="noopener">
                    <FileThumb kind=file.kind picture=picture/>
                    <span class="deal-file-name">{file.name}</span>
                    " "
                    <span class="deal-file-about">{about}</span>
                </a>
            </li>
        }
    });
    view! {
        <ul class="deal-files" aria-label=messages.text("deal-note-files")>
            {cards.collect_view()}
        </ul>
    }
    .into_any()
}

/// Returns kind and size of a file.
fn about(messages: Messages, file: &DealFile) -> String {
    let size = size_in_words(file.size, messages.0);
    format!("{}, {size}", kind_text(messages, file.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_as_it_was_kept_and_one_of_an_earlier_version_as_text() {
        let draft = NoteDraft {
            text: "Half a note".into(),
            files: vec![Attached {
                id: DealFileId(Uuid::nil()),
                name: "a.pdf".into(),
            }],
        };
        let kept = draft.write().unwrap();
        assert_eq!(NoteDraft::read(&kept), draft);
        assert_eq!(NoteDraft::read("Half a note").text, "Half a note");
        assert_eq!(NoteDraft::default().write(), None);
        let files_alone = NoteDraft {
            text: " ".into(),
            ..draft
        };
        assert!(files_alone.write().is_some());
    }
}
