//! Files and folders: the library of a space, the files of posts, and their uploads.

pub mod access;
mod event;
mod hash;
mod kind;
pub mod name;
mod page;
mod query;
pub mod rules;
mod size;
pub mod upload;

use serde::{Deserialize, Serialize};

pub use event::FilesEvent;
pub use hash::{Hash, NotAHash};
pub use kind::FileKind;
pub use page::{
    DeletedItem, FileDetail, FileRow, FileUse, FileVersion, FolderRow, LibraryPage, LibraryRights, Place, TopicOfFile,
};
pub use query::{LibraryQuery, LibrarySort, LibraryView, SortFiles};
pub use size::size_in_words;

use crate::ids::{FileId, FolderId};

/// The route to which a form is posted that downloads files as one zip. Its fields `files` and `folders`, each as often as
/// needed, are ids; the field `space` without them is the id of a space whose whole library is downloaded.
pub const ZIP_PATH: &str = "/files/zip";

/// The longer side of each thumbnail, in pixels.
pub const THUMBNAILS: [u32; 3] = [64, 320, 1280];

/// Returns the address of the page of a file.
pub fn page_path(file: FileId) -> String {
    format!("/files/{file}")
}

/// Returns the address of the bytes of a version of a file. The browser shows them if their type is safe.
pub fn content_path(file: FileId, version: i64) -> String {
    format!("/files/{file}/content?version={version}")
}

/// Returns the address at which the browser saves a version of a file.
pub fn download_path(file: FileId, version: i64) -> String {
    format!("/files/{file}/content?version={version}&download=1")
}

/// Returns the address of the thumbnail of a version. `size` is one of [`THUMBNAILS`].
pub fn thumbnail_path(file: FileId, version: i64, size: u32) -> String {
    format!("/files/{file}/thumbnail/{size}?version={version}")
}

/// The width and height of a picture in pixels, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureSize {
    pub width: u32,
    pub height: u32,
}

/// The thumbnails of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thumbnails {
    /// Files of this kind have none.
    #[default]
    None,
    /// They are being made.
    Pending,
    Ready,
    /// The file is damaged, or larger than the limits of previews.
    Failed,
}

impl Thumbnails {
    const WORDS: [(Self, &'static str); 4] = [
        (Self::None, "none"),
        (Self::Pending, "pending"),
        (Self::Ready, "ready"),
        (Self::Failed, "failed"),
    ];

    /// Returns the word in storage.
    pub fn as_str(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(state, _)| *state == self);
        found.map_or("none", |(_, word)| word)
    }

    /// Reads the word. An unknown one is read as `None`.
    pub fn parse(word: &str) -> Self {
        let found = Self::WORDS.iter().find(|(_, known)| *known == word);
        found.map_or(Self::None, |(state, _)| *state)
    }
}

/// Files and folders of one library that are moved, deleted, restored or downloaded together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    pub files: Vec<FileId>,
    pub folders: Vec<FolderId>,
}

impl Items {
    /// Returns the number of files and folders.
    pub fn len(&self) -> usize {
        self.files.len() + self.folders.len()
    }

    /// Returns whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the one file as items.
    pub fn file(file: FileId) -> Self {
        Self {
            files: vec![file],
            folders: Vec::new(),
        }
    }

    /// Returns the one folder as items.
    pub fn folder(folder: FolderId) -> Self {
        Self {
            files: Vec::new(),
            folders: vec![folder],
        }
    }
}

/// The text of a file for its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum TextPreview {
    /// HTML with classes for the colours of code, escaped by the server.
    Code { html: String, cut: bool },
    /// The first rows of the first sheet, as the cells' texts.
    Sheet {
        name: String,
        rows: Vec<Vec<String>>,
        cut: bool,
    },
    /// The file cannot be read as what its name says.
    Unreadable,
}
