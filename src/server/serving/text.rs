//! The text or the first rows of a file, for its page.

use axum::body::Bytes;
use domain::{
    error::AppError,
    file::{FileKind, TextPreview},
    ids::FileId,
    limits::PREVIEW_TEXT,
};
use futures::{TryStreamExt, stream};

use crate::server::{
    files::{BlobError, BlobKey, Blobs},
    gate::Gate,
    previews::{Failure, Made, Task, plain_text, run},
    store::files::serving::{Content, Subject, content_audited},
};

/// Number of bytes that are read of a text. A character has at most four.
const TEXT: i64 = 4 * PREVIEW_TEXT as i64 + 4;
/// Number of bytes that are read of a sheet that is text.
const ROWS: i64 = 1024 * 1024;
/// Maximum size of a workbook, in bytes.
const WORKBOOK: i64 = 50 * 1024 * 1024;
/// Maximum length of an extension that may be that of a language.
const EXTENSION: usize = 16;

/// Returns the text or the first rows of a version of a file that the person may read.
pub async fn preview(gate: &Gate, blobs: &Blobs, file: FileId, version: i64) -> Result<TextPreview, AppError> {
    let found = content_audited(gate.store(), &gate.viewer(), Subject::File(file, Some(version))).await?;
    match (FileKind::of(&found.content_type), found.content_type.as_str()) {
        (FileKind::Sheet, "text/csv" | "text/tab-separated-values") => {
            let bytes = beginning(blobs, &found, ROWS).await?;
            let cut = found.size > ROWS;
            of_sheet(Task::Sheet { cut }, stream::iter([Ok(bytes)])).await
        }
        (FileKind::Sheet, _) if found.size <= WORKBOOK => {
            let bytes = blobs.stream(&BlobKey::Content(found.hash), None).await?;
            of_sheet(Task::Sheet { cut: false }, bytes).await
        }
        (FileKind::Text, _) | (_, "image/svg+xml") => of_text(blobs, &found).await,
        _ => Ok(TextPreview::Unreadable),
    }
}

/// Returns the first `most` bytes.
async fn beginning(blobs: &Blobs, found: &Content, most: i64) -> Result<Bytes, AppError> {
    let end = u64::try_from(found.size.min(most)).unwrap_or_default();
    let mut parts = blobs.stream(&BlobKey::Content(found.hash), Some(0..end)).await?;
    let mut bytes = Vec::new();
    while let Some(part) = parts.try_next().await.map_err(BlobError::from)? {
        bytes.extend_from_slice(&part);
    }
    Ok(bytes.into())
}

async fn of_sheet(
    task: Task,
    bytes: impl futures::Stream<Item = std::io::Result<Bytes>> + Unpin,
) -> Result<TextPreview, AppError> {
    Ok(made(&task, bytes).await?.unwrap_or(TextPreview::Unreadable))
}

async fn of_text(blobs: &Blobs, found: &Content) -> Result<TextPreview, AppError> {
    let bytes = beginning(blobs, found, TEXT).await?;
    let cut = found.size > TEXT;
    let task = Task::Text {
        extension: extension(&found.name),
        cut,
    };
    // A text whose colours take too long has none.
    match made(&task, stream::iter([Ok(bytes.clone())])).await? {
        Some(preview) => Ok(preview),
        None => Ok(plain_text(&bytes, cut)),
    }
}

/// Runs the task. Returns `None` if the process ended without a result.
async fn made(
    task: &Task,
    bytes: impl futures::Stream<Item = std::io::Result<Bytes>> + Unpin,
) -> Result<Option<TextPreview>, AppError> {
    match run(task, bytes).await {
        Ok((Made::Text { preview }, _)) => Ok(Some(preview)),
        Ok(_) | Err(Failure::File) => Ok(None),
        Err(Failure::Server(cause)) => Err(BlobError::Failed(cause).into()),
    }
}

/// Returns the extension of a name, or nothing if it cannot be that of a language.
fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
    let plain = extension.len() <= EXTENSION && extension.chars().all(|c| c.is_ascii_alphanumeric());
    if plain {
        extension.to_ascii_lowercase()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_letters_and_digits() {
        for (name, expected) in [
            ("main.RS", "rs"),
            ("Makefile", "makefile"),
            ("a.--help", ""),
            ("a.b c", ""),
            ("a.", ""),
            ("a.żółć", ""),
        ] {
            assert_eq!(extension(name), expected, "{name}");
        }
    }
}
