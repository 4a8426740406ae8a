//! Examining pictures when they are stored: their size, and the same picture without position and camera.

use domain::{error::AppError, file::Hash};
use sha2::{Digest, Sha256};

use crate::server::{
    files::{BlobError, BlobKey, Blobs, blobs::Held},
    previews::{Failure, INPUT, Made, Task, run},
    store::{
        Store,
        files::previews::{self, Picture, Served},
    },
};

/// The types of pictures that can be stripped.
const TYPES: [&str; 8] = [
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
];

/// A picture that was examined. The sweep deletes no bytes that it needs until this is dropped.
#[derive(Default)]
#[must_use]
pub struct Examined {
    /// For [`previews::keep`].
    pub picture: Picture,
    _held: Option<Held>,
}

/// Examines stored bytes of this type, which the caller holds, and stores the stripped picture. Bytes that are no picture,
/// are damaged or too large have nothing to be found; a browser only saves such a picture.
///
/// # Errors
///
/// The bytes could not be read or stored, or no process could be started.
pub async fn examined(
    store: &Store,
    blobs: &Blobs,
    hash: Hash,
    size: i64,
    content_type: &str,
) -> Result<Examined, AppError> {
    if !TYPES.contains(&content_type) || size > INPUT {
        return Ok(Examined::default());
    }
    {
        let mut tx = store
            .reader()
            .begin()
            .await
            .map_err(crate::server::store::StoreError::from)?;
        if let Some(picture) = previews::picture(&mut tx, hash).await? {
            return Ok(Examined { picture, _held: None });
        }
    }
    let file = blobs.stream(&BlobKey::Content(hash), None).await?;
    let (size, stripped) = match run(&Task::Strip(content_type.to_owned()), file).await {
        Ok((Made::Stripped { size }, parts)) => (size, parts.into_iter().next()),
        Ok((Made::Refused { reason }, _)) => {
            tracing::info!(%hash, content_type, reason, "a picture was not examined");
            return Ok(Examined::default());
        }
        Ok(_) | Err(Failure::File) => {
            tracing::warn!(%hash, content_type, "examining a picture ended at a limit, or failed");
            return Ok(Examined::default());
        }
        Err(Failure::Server(cause)) => return Err(BlobError::Failed(cause).into()),
    };
    let Some(stripped) = stripped else {
        return Ok(Examined {
            picture: Picture { size, served: None },
            _held: None,
        });
    };
    let served = Served {
        hash: Hash::of_digest(Sha256::digest(&stripped).into()),
        size: i64::try_from(stripped.len()).unwrap_or(i64::MAX),
    };
    let held = blobs.hold(served.hash).await;
    blobs.put_bytes(&BlobKey::Content(served.hash), stripped).await?;
    Ok(Examined {
        picture: Picture {
            size,
            served: Some(served),
        },
        _held: Some(held),
    })
}
