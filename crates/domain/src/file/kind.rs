//! The kinds of files, by which lists are filtered and pages choose a preview.

use serde::{Deserialize, Serialize};

/// What a file is, found from its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Picture,
    Pdf,
    /// A text document of a word processor, or slides.
    Document,
    Sheet,
    /// Plain text or code.
    Text,
    Audio,
    Video,
    Archive,
    #[default]
    Other,
}

impl FileKind {
    pub const ALL: [FileKind; 9] = [
        Self::Picture,
        Self::Pdf,
        Self::Document,
        Self::Sheet,
        Self::Text,
        Self::Audio,
        Self::Video,
        Self::Archive,
        Self::Other,
    ];

    /// Returns the word in storage, in addresses and in message names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Pdf => "pdf",
            Self::Document => "document",
            Self::Sheet => "sheet",
            Self::Text => "text",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Archive => "archive",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Returns the kind of a content type, such as `image/png`.
    pub fn of(content_type: &str) -> Self {
        let (class, detail) = content_type.split_once('/').unwrap_or((content_type, ""));
        match (class, detail) {
            (_, "pdf") => Self::Pdf,
            ("image", _) => Self::Picture,
            ("audio", _) => Self::Audio,
            ("video", _) => Self::Video,
            (_, "csv" | "tab-separated-values" | "vnd.ms-excel" | "vnd.oasis.opendocument.spreadsheet") => Self::Sheet,
            (_, detail) if detail.starts_with("vnd.openxmlformats-officedocument.spreadsheetml") => Self::Sheet,
            (_, "msword" | "rtf" | "vnd.ms-powerpoint" | "epub+zip") => Self::Document,
            (_, detail)
                if detail.starts_with("vnd.openxmlformats-officedocument")
                    || detail.starts_with("vnd.oasis.opendocument") =>
            {
                Self::Document
            }
            ("text", _) | (_, "json" | "xml" | "toml" | "yaml" | "javascript" | "x-sh" | "sql") => Self::Text,
            (
                _,
                "zip" | "gzip" | "x-tar" | "x-7z-compressed" | "vnd.rar" | "x-bzip2" | "x-xz" | "zstd"
                | "x-rar-compressed" | "x-bzip",
            ) => Self::Archive,
            _ => Self::Other,
        }
    }

    /// Returns whether thumbnails are made of this content type.
    pub fn has_thumbnails(content_type: &str) -> bool {
        matches!(
            content_type,
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/tiff" | "application/pdf"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_follows_the_content_type() {
        for (content_type, kind) in [
            ("image/png", FileKind::Picture),
            ("image/svg+xml", FileKind::Picture),
            ("application/pdf", FileKind::Pdf),
            ("text/csv", FileKind::Sheet),
            (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                FileKind::Sheet,
            ),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                FileKind::Document,
            ),
            ("application/vnd.oasis.opendocument.text", FileKind::Document),
            ("application/vnd.oasis.opendocument.spreadsheet", FileKind::Sheet),
            ("text/plain", FileKind::Text),
            ("application/json", FileKind::Text),
            ("video/mp4", FileKind::Video),
            ("application/zip", FileKind::Archive),
            ("application/octet-stream", FileKind::Other),
            ("", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(content_type), kind, "{content_type}");
        }
    }

    #[test]
    fn kinds_are_read_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(FileKind::parse("film"), None);
    }
}
