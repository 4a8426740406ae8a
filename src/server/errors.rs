//! Errors as HTTP answers: their status and headers.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, header, response},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::error::AppError;
use headers::{ContentType, HeaderMapExt};
use mime_guess::mime::{self, Mime};

use super::bodies;
use crate::api::Failure;

mod answer;

use answer::MARK;
pub use answer::{answer, head};

/// Maximum body size of a server function, in bytes. A chunk of an import fits.
const LARGEST: usize = 2 * 1024 * 1024;

/// Middleware for the server functions: accepts only JSON of a limited size, and gives each error its status (Leptos
/// answers 500 to all).
pub async fn translate(request: Request, next: Next) -> Response {
    let kind = request.headers().typed_get::<ContentType>().map(Mime::from);
    let is_json = kind.is_some_and(|kind| kind.essence_str() == mime::APPLICATION_JSON.essence_str());
    if !is_json {
        return answer(AppError::Malformed).into_response();
    }
    let (mut parts, bytes) = match bodies::read(request, LARGEST).await {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    // Leptos would redirect a browser that accepts HTML to the Referer.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let (error, parts) = match carried(response).await {
        Ok(carried) => carried,
        Err(response) => return response,
    };
    let mut translated = answer(error).into_response();
    for (name, value) in &parts.headers {
        if name == header::SET_COOKIE {
            translated.headers_mut().append(name, value.clone());
        }
    }
    translated
}

/// Returns the error that an answer contains, with the head of the answer.
///
/// # Errors
///
/// The answer itself if it contains no error.
pub async fn carried(response: Response) -> Result<(AppError, response::Parts), Response> {
    if !response.headers().contains_key(MARK) {
        return Err(response);
    }
    let (parts, body) = response.into_parts();
    let error = match to_bytes(body, LARGEST).await {
        Ok(bytes) => serde_json::from_slice::<Failure>(&bytes).map_or(AppError::Unavailable, |failure| failure.0),
        Err(_) => AppError::Unavailable,
    };
    // Only browsers report `Offline`. On the server it means that the body could not be read.
    let error = if error == AppError::Offline {
        AppError::Malformed
    } else {
        error
    };
    Ok((error, parts))
}

/// Logs a panic of a request handler and answers that the server is unavailable.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(id = %super::clock::new_id(), cause, "a request panicked");
    answer(AppError::Unavailable).into_response()
}
