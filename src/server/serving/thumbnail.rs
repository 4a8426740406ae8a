//! The thumbnails of a version of a file.

use axum::http::StatusCode;
use axum::{
    body::Body,
    http::{HeaderValue, Method, header, request::Parts},
    response::Response,
};
use domain::{
    error::AppError,
    file::{THUMBNAILS, Thumbnails},
};
use headers::HeaderMapExt;

use super::{
    answer,
    conditional::{Wanted, wanted},
    content::Asked,
    disposition, types,
};
use crate::server::{
    files::{BlobError, BlobKey, Blobs},
    gate::Gate,
    store::files::serving::content_audited,
};

/// The path of the route of files of spaces.
pub const PATH: &str = "/files/{id}/thumbnail/{size}";
/// The type of all thumbnails.
const CONTENT_TYPE: &str = "image/webp";
/// Maximum size of a thumbnail, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Answers GET and HEAD.
///
/// # Errors
///
/// `NotFound` also if there is no thumbnail, or none yet.
pub async fn answer(
    gate: &Gate,
    blobs: &Blobs,
    request: &Parts,
    asked: Asked,
    size: &str,
) -> Result<Response, AppError> {
    let side = THUMBNAILS.into_iter().find(|side| side.to_string() == size);
    let side = side.ok_or(AppError::NotFound)?;
    let found = content_audited(gate.store(), &gate.viewer(), asked.subject).await?;
    if found.thumbnails != Thumbnails::Ready {
        return Err(AppError::NotFound);
    }
    let form = types::form(CONTENT_TYPE, asked.save);
    let disposition = disposition::header(form.attachment, &format!("{}.webp", found.name));
    let mut headers = answer::headers(form.content_type, form.policy, disposition);
    let tag = answer::tag(&format!("{}-{side}", found.original))?;
    // A thumbnail is so small that it has no parts.
    if wanted(&Method::HEAD, &request.headers, &tag, 0) == Wanted::NotModified {
        return Ok(answer::not_modified(headers, tag));
    }
    let bytes = match blobs.bytes(&BlobKey::Thumbnail(found.original, side), LARGEST).await {
        Ok(bytes) => bytes,
        Err(BlobError::Missing) => return Err(AppError::NotFound),
        Err(error) => return Err(error.into()),
    };
    headers.typed_insert(tag);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let body = match request.method {
        Method::HEAD => Body::empty(),
        _ => Body::from(bytes),
    };
    Ok(answer::whole(StatusCode::OK, headers, body))
}
