//! An error as an answer: its status, its headers and itself as JSON.

use axum::{
    Json,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use domain::error::AppError;

use crate::api::Failure;

/// The header by which the page recognises an error of a server function.
pub const MARK: &str = "serverfnerror";

/// Returns an answer that contains only an error.
pub fn answer(error: AppError) -> impl IntoResponse {
    let (status, headers) = head(&error);
    (status, headers, Json(Failure(error)))
}

/// Returns the status and the headers of an error.
pub fn head(error: &AppError) -> (StatusCode, HeaderMap) {
    let mut headers = HeaderMap::from_iter([(HeaderName::from_static(MARK), HeaderValue::from_static(""))]);
    if let AppError::Busy { seconds } | AppError::TooManyTries { seconds } = error {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers)
}
