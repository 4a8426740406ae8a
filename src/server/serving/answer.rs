//! Headers that all answers with bytes of files have.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::error::AppError;
use headers::{ETag, HeaderMapExt};

use crate::server::compression::AsItIs;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Returns the headers of bytes of this type.
pub fn headers(content_type: &'static str, policy: &'static str, disposition: HeaderValue) -> HeaderMap {
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::CONTENT_DISPOSITION, disposition),
        // The rule is asked each time; bytes that have not changed are not sent again.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
    ])
}

/// Returns the tag of bytes with this name.
pub fn tag(name: &str) -> Result<ETag, AppError> {
    format!("\"{name}\"").parse().map_err(|_| AppError::Unavailable)
}

/// Returns the answer to a client that has the bytes.
pub fn not_modified(mut headers: HeaderMap, tag: ETag) -> Response {
    headers.typed_insert(tag);
    for about_bytes in [header::CONTENT_TYPE, header::CONTENT_DISPOSITION] {
        headers.remove(about_bytes);
    }
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

/// Returns an answer whose body is sent as it is: its length is known, and compressing it again would only take time.
pub fn whole(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = (status, headers, body).into_response();
    response.extensions_mut().insert(AsItIs);
    response
}
