//! The files of a deal's notes.

use serde::{Deserialize, Serialize};

use crate::{
    file::{FileKind, Thumbnails},
    ids::DealFileId,
};

/// The route of the bytes of a file.
pub const CONTENT_PATH: &str = "/deals/files/{id}/content";
/// The route of the thumbnails of a file.
pub const THUMBNAIL_PATH: &str = "/deals/files/{id}/thumbnail/{size}";

/// A file of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealFile {
    pub id: DealFileId,
    pub name: String,
    pub kind: FileKind,
    /// In bytes.
    pub size: i64,
    pub thumbnails: Thumbnails,
}

impl DealFile {
    /// Returns the address of the bytes. The browser shows them if their type is safe.
    pub fn content_path(&self) -> String {
        CONTENT_PATH.replace("{id}", &self.id.to_string())
    }

    /// Returns the address of a thumbnail, if there is one. `size` is one of [`crate::file::THUMBNAILS`].
    pub fn thumbnail_path(&self, size: u32) -> Option<String> {
        let path = THUMBNAIL_PATH.replace("{id}", &self.id.to_string());
        (self.thumbnails == Thumbnails::Ready).then(|| path.replace("{size}", &size.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_a_file_with_thumbnails_has_their_addresses() {
        let mut file = DealFile {
            id: DealFileId(Uuid::nil()),
            name: "a.png".into(),
            kind: FileKind::Picture,
            size: 1,
            thumbnails: Thumbnails::Pending,
        };
        assert_eq!(file.thumbnail_path(64), None);
        file.thumbnails = Thumbnails::Ready;
        let path = format!("/deals/files/{}", file.id);
        assert_eq!(file.thumbnail_path(64), Some(format!("{path}/thumbnail/64")));
        assert_eq!(file.content_path(), format!("{path}/content"));
    }
}
