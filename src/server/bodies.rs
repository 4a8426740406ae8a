//! Limits of request bodies: maximum size and time, decided before the first byte is read.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::error::AppError;
use futures::StreamExt;
use tokio::time::timeout;

use super::{errors, state::CurrentPerson};

/// Maximum body size of a client that is not signed in, in bytes: enough for a form with e-mail and password.
const STRANGER_MAX: usize = 16 * 1024;
/// Maximum time for the body of a client that is not signed in, and of a signed-in person.
const TIME_LIMITS: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(120)];
/// Maximum number of bytes of a refused body that are read and discarded. A client that sends first and reads
/// afterwards would otherwise not get the answer.
const DISCARD_MAX: usize = 4 * 1024 * 1024;
/// Maximum time for discarding a refused body.
const DISCARD_TIME: Duration = Duration::from_secs(5);

/// Reads the whole body of a request, at most `max` bytes.
///
/// # Errors
/// The answer to send if the body is larger than this person may send, or takes too long.
pub async fn read(request: Request, max: usize) -> Result<(Parts, Bytes), Response> {
    read_within(request, max, TIME_LIMITS).await
}

async fn read_within(
    request: Request,
    max: usize,
    [with_strangers, with_people]: [Duration; 2],
) -> Result<(Parts, Bytes), Response> {
    let (parts, body) = request.into_parts();
    let signed_in = parts
        .extensions
        .get::<CurrentPerson>()
        .is_some_and(|person| person.0.is_some());
    let (allowed, limit) = match signed_in {
        true => (max, with_people),
        false => (max.min(STRANGER_MAX), with_strangers),
    };
    let announced = announced(&parts.headers);
    if announced.is_some_and(|size| size > allowed) {
        // A person whose session ended must be told so, rather than that their file is too large.
        let error = match announced.is_some_and(|size| size > max) {
            false => AppError::SignedOut,
            true => AppError::TooLarge,
        };
        discard(body, DISCARD_MAX).await;
        return Err(errors::answer(error).into_response());
    }
    match timeout(limit, to_bytes(body, allowed)).await {
        Ok(Ok(bytes)) => Ok((parts, bytes)),
        Ok(Err(_)) => Err(errors::answer(AppError::TooLarge).into_response()),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response()),
    }
}

/// Middleware for routes that take forms: limits bodies to `max` bytes.
pub async fn bounded(max: usize, request: Request, next: Next) -> Response {
    match read(request, max).await {
        Ok((parts, bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(refused) => refused,
    }
}

/// Returns the size in the Content-Length header.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads and discards at most `max` bytes of a refused body, so that the client gets the answer.
pub async fn discard(body: Body, max: usize) {
    let mut left = max;
    let mut chunks = body.into_data_stream();
    let reading = async {
        while let Some(Ok(chunk)) = chunks.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    };
    // If it takes longer, the connection is closed without further reading.
    let _ = timeout(DISCARD_TIME, reading).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn waiting_for_a_body_is_bounded() {
        let never = futures::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let request = Request::post("/sign-in").body(Body::from_stream(never)).unwrap();
        let limit = [Duration::from_millis(10), Duration::from_secs(3600)];
        let refused = read_within(request, 1000, limit).await.unwrap_err();
        assert_eq!(refused.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(refused.headers()[header::CONNECTION], "close");
    }
}
