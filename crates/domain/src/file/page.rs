//! What the pages of the library and of a file show.

use serde::{Deserialize, Serialize};

use super::{FileKind, PictureSize, Thumbnails, access::FileRights};
use crate::{
    ids::{FileId, FolderId, SpaceId},
    person::PersonRef,
    space_state::SpaceState,
    topic::TopicAddress,
};

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    pub id: FileId,
    pub name: String,
    pub kind: FileKind,
    /// Found from the bytes, such as `image/png`.
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// The number of the newest version; 1 is the first.
    pub version: i64,
    pub place: Place,
    /// The person who added the newest version.
    pub added_by: PersonRef,
    /// When the newest version was added, milliseconds since the Unix epoch.
    pub added: i64,
    /// The size of a picture, if it is known.
    pub picture: Option<PictureSize>,
    pub thumbnails: Thumbnails,
    pub rights: FileRights,
}

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", content = "at", rename_all = "snake_case")]
pub enum Place {
    /// In a folder of the library; `None` is the library itself.
    Folder(Option<FolderId>),
    /// In posts of this topic.
    Topic(TopicOfFile),
    /// In a post that was not sent yet. Only the person who uploaded it sees the file.
    Draft,
}

/// A topic with a file in one of its posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicOfFile {
    pub address: TopicAddress,
    pub title: String,
}

/// A folder in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderRow {
    pub id: FolderId,
    pub parent: Option<FolderId>,
    pub name: String,
    /// Number of folders from the library down to this one; 1 is a folder of the library itself.
    pub depth: i64,
    pub created_by: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub created: i64,
    pub rights: FileRights,
}

/// A page of the library of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryPage {
    pub space_name: String,
    pub space_state: SpaceState,
    /// The folders from the library down to the one that is shown, which is the last. Empty for the library itself.
    pub path: Vec<FolderRow>,
    /// The folders in it. Only the first page has them.
    pub folders: Vec<FolderRow>,
    pub files: Vec<FileRow>,
    /// The topic whose files are shown, if the list is of one topic.
    pub topic: Option<TopicOfFile>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// Whether the space has neither files nor folders, whatever the filters.
    pub empty: bool,
    pub rights: LibraryRights,
    /// The people who added files to the space, for the filter.
    pub people: Vec<PersonRef>,
    /// Size of the largest file that may be uploaded, in bytes.
    pub largest: i64,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// What the viewer may do in the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryRights {
    /// Upload files and add folders.
    pub add: bool,
}

/// A file with what its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDetail {
    pub row: FileRow,
    pub space: SpaceId,
    pub space_name: String,
    pub space_state: SpaceState,
    /// The folders from the library down to that of the file.
    pub path: Vec<FolderRow>,
    /// Newest first.
    pub versions: Vec<FileVersion>,
    /// The posts that have the file and that the viewer may read, newest first.
    pub uses: Vec<FileUse>,
    /// When it was deleted, milliseconds since the Unix epoch.
    pub deleted: Option<i64>,
    /// The version from which a change of the name starts. It is not the number of the newest version.
    pub edit: i64,
    /// Size of the largest file that may be uploaded, in bytes.
    pub largest: i64,
    /// Milliseconds since the Unix epoch.
    pub now: i64,
}

/// A version of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileVersion {
    /// 1 is the first.
    pub number: i64,
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal.
    pub hash: String,
    pub added_by: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub added: i64,
}

/// A post that has the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileUse {
    pub topic: TopicOfFile,
    /// The number of the post.
    pub post: i64,
    pub author: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub at: i64,
}

/// A file or folder in the trash of its space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedItem {
    pub item: super::Items,
    pub name: String,
    /// `None` for a folder.
    pub size: Option<i64>,
    pub deleted_by: PersonRef,
    /// Milliseconds since the Unix epoch.
    pub deleted: i64,
}
