//! The answer of the process for previews: a mark, a head as JSON, and parts of bytes, each with its length before it.

use std::io::{self, Write};

use axum::body::Bytes;
use domain::file::{PictureSize, TextPreview};
use serde::{Deserialize, Serialize};

/// What an answer begins with.
const MARK: &[u8] = b"\0spaces-preview-1\n";

/// The result of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "made", rename_all = "snake_case")]
pub enum Made {
    /// The longer side of each thumbnail; the parts are the thumbnails in the same order.
    Thumbnails { size: PictureSize, sides: Vec<u32> },
    /// The size of the picture, if it is within the limits. The part is the stripped picture, if there was something to
    /// remove.
    Stripped { size: Option<PictureSize> },
    /// The text or the rows.
    Text { preview: TextPreview },
    /// The file cannot be read, or is larger than the limits. The reason is for the log.
    Refused { reason: String },
}

/// Writes an answer.
pub fn write(mut out: impl Write, made: &Made, parts: &[Vec<u8>]) -> io::Result<()> {
    let head = serde_json::to_vec(made)?;
    out.write_all(MARK)?;
    for part in std::iter::once(&head).chain(parts) {
        let length = u32::try_from(part.len()).map_err(io::Error::other)?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads an answer. Returns `None` if it is not complete.
pub fn read(answer: Bytes) -> Option<(Made, Vec<Bytes>)> {
    // A program may have printed something before.
    let start = answer.windows(MARK.len()).position(|window| window == MARK)?;
    let mut rest = answer.slice(start + MARK.len()..);
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let end = usize::try_from(length).ok()?.checked_add(4)?;
        if end > rest.len() {
            return None;
        }
        parts.push(rest.slice(4..end));
        rest = rest.slice(end..);
    }
    if parts.is_empty() {
        return None;
    }
    let head = parts.remove(0);
    Some((serde_json::from_slice(&head).ok()?, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_back_only_if_it_is_complete() {
        let size = PictureSize { width: 2, height: 1 };
        let made = Made::Thumbnails {
            size,
            sides: vec![64, 320],
        };
        let mut written = b"noise".to_vec();
        write(&mut written, &made, &[b"small".to_vec(), Vec::new()]).unwrap();
        let written = Bytes::from(written);
        let parts = vec![Bytes::from_static(b"small"), Bytes::new()];
        assert_eq!(read(written.clone()), Some((made, parts)));
        // An answer that ends with a whole part cannot be told from a shorter one; the number of parts is in the head.
        for length in (0..written.len()).filter(|length| ![written.len() - 4, written.len() - 13].contains(length)) {
            assert_eq!(read(written.slice(..length)), None, "{length}");
        }
    }
}
