//! Uploads by the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload).

use serde::{Deserialize, Serialize};

use crate::ids::{DealId, FileId, FolderId, SpaceId};

/// The route at which uploads are created. An upload is `/uploads/{id}`.
pub const UPLOADS_PATH: &str = "/uploads";
/// The supported version of the protocol.
pub const TUS_VERSION: &str = "1.0.0";
/// The header of the answer to the last part, and of HEAD after it: the id of the file, or of the file of a deal.
pub const FILE_HEADER: &str = "spaces-file";

/// Where an uploaded file of a space goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Target {
    /// Into a folder of the library; `None` is the library itself. A file of the same name there gets a new version.
    Folder { folder: Option<FolderId> },
    /// Into a post that will be sent.
    Post,
    /// It is a new version of this file.
    Version { file: FileId },
}

/// What gets an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    Space {
        space: SpaceId,
        target: Target,
    },
    /// A note on this deal that will be added.
    Deal {
        deal: DealId,
    },
}

/// What a client says about a file before it uploads it, in the header `Upload-Metadata`: `space` (id) or `deal` (id),
/// `filename`, and if they apply `folder` (id), `post` (`1`), `file` (id), `path` (folders below the target, separated by
/// `/`), `sha256` (hexadecimal) and `request` (UUID, which makes creating the upload idempotent).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpload {
    pub to: Recipient,
    pub name: String,
    /// The folders of a dropped folder in which the file was, outermost first. They are added if they do not exist.
    pub path: Vec<String>,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of the whole file in hexadecimal. The server refuses other bytes.
    pub sha256: Option<String>,
}

/// A part that is sent, and how much of the file has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// In bytes.
    pub sent: i64,
    /// In bytes.
    pub size: i64,
}

impl Progress {
    /// Returns the part that has arrived, in hundredths. An empty file is complete.
    pub fn percent(self) -> u32 {
        if self.size <= 0 {
            return 100;
        }
        let hundredths = i128::from(self.sent.clamp(0, self.size)) * 100 / i128::from(self.size);
        u32::try_from(hundredths).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_complete_only_at_the_end() {
        let percent = |sent, size| Progress { sent, size }.percent();
        assert_eq!(percent(0, 0), 100);
        assert_eq!(percent(0, 10), 0);
        assert_eq!(percent(999_999, 1_000_000), 99);
        assert_eq!(percent(i64::MAX, i64::MAX), 100);
    }
}
