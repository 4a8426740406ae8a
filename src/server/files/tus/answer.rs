//! The answers of the protocol.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    error::AppError,
    file::upload::{FILE_HEADER, UPLOADS_PATH},
};

use crate::server::{
    clock, errors,
    files::BlobError,
    store::{StoreError, files::uploads::Upload},
};

pub const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Why a request is refused.
#[derive(Debug)]
pub enum Refusal {
    Error(AppError),
    /// The file is larger than this size in bytes, which the administrators decided. Status 413.
    Larger(i64),
    /// The part does not begin where the bytes that have arrived end, at this offset. Status 409.
    Offset(u64),
    /// The upload has expired. Status 410.
    Expired,
    /// The content type is not that of a part. Status 415.
    ContentType,
    /// Another request has the upload. Status 423.
    Taken,
    /// The bytes do not have their checksum. Status 460.
    Checksum,
    /// The client sent nothing for too long. What arrived is kept. Status 408.
    Silent,
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::Error(BlobError::from(error).into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Error(error) => return errors::answer(error).into_response(),
            Self::Larger(largest) => {
                let largest = [(MAX_SIZE, HeaderValue::from(largest))];
                return (largest, errors::answer(AppError::TooLarge)).into_response();
            }
            Self::Offset(offset) => {
                return (StatusCode::CONFLICT, [(OFFSET, HeaderValue::from(offset))]).into_response();
            }
            Self::Silent => return (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response(),
            Self::Expired => 410,
            Self::ContentType => 415,
            Self::Taken => 423,
            Self::Checksum => 460,
        };
        StatusCode::from_u16(status)
            .unwrap_or(StatusCode::BAD_REQUEST)
            .into_response()
    }
}

/// Returns the address of an upload.
pub fn location(upload: &Upload) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(place) = HeaderValue::from_str(&format!("{UPLOADS_PATH}/{}", upload.id)) {
        headers.insert(header::LOCATION, place);
    }
    headers
}

/// Returns the headers about an upload of which `length` bytes have arrived: the offset of the next part, the time at
/// which it expires, and the file that it became.
pub fn state(upload: &Upload, length: u64) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(OFFSET, HeaderValue::from(length))]);
    match upload.file {
        Some(file) => {
            if let Ok(file) = HeaderValue::from_str(&file.to_string()) {
                headers.insert(HeaderName::from_static(FILE_HEADER), file);
            }
        }
        None => {
            if let Some(Ok(date)) = clock::http_date(upload.expires).map(|date| HeaderValue::from_str(&date)) {
                headers.insert(EXPIRES, date);
            }
        }
    }
    headers
}
