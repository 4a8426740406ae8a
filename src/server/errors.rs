//! Errors on their way out: the status that each one means.

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::error::AppError;

use crate::api::Failure;

/// Most that a server function takes: a chunk of an import fits.
const LARGEST: usize = 2 * 1024 * 1024;
/// The header by which the page's side knows a server function's error.
const MARK: &str = "serverfnerror";

/// An error as an answer of its own.
pub fn answer(error: AppError) -> impl IntoResponse {
    (status(&error), [(MARK, "")], Json(Failure(error)))
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Around the server functions: takes JSON of a bounded size alone, and gives errors their statuses (Leptos answers 500
/// to all of them).
pub async fn translate(request: Request, next: Next) -> Response {
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(';')
                .next()
                .is_some_and(|kind| kind.trim() == "application/json")
        });
    if !is_json {
        return answer(AppError::Malformed).into_response();
    }
    let (mut parts, body) = request.into_parts();
    // Leptos would send a browser that asks for HTML to the Referer.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return answer(AppError::TooLarge).into_response();
    };
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    if !response.headers().contains_key(MARK) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let error = match to_bytes(body, LARGEST).await {
        Ok(bytes) => serde_json::from_slice::<Failure>(&bytes).map_or(AppError::Unavailable, |failure| failure.0),
        Err(_) => AppError::Unavailable,
    };
    // Only a browser can be offline; here it is a body that could not be read.
    let error = if error == AppError::Offline {
        AppError::Malformed
    } else {
        error
    };
    let mut translated = answer(error).into_response();
    for (name, value) in &parts.headers {
        if name == header::SET_COOKIE {
            translated.headers_mut().append(name, value.clone());
        }
    }
    translated
}

/// What is left when the code itself is wrong: logged, and told as unavailable.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    tracing::error!(id = %super::clock::new_id(), cause, "a request panicked");
    answer(AppError::Unavailable).into_response()
}
