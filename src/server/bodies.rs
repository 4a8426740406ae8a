//! The bodies of requests: how large they may be, how long they may take, decided before the first byte is read.

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

/// Maximum size of the body of somebody who is not signed in, in bytes: a form with an e-mail and a password.
const LARGEST_OF_STRANGERS: usize = 16 * 1024;
/// Maximum time for the body of somebody who is not signed in, and for that of a signed-in person.
const PATIENCE: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(120)];
/// Bytes of a refused body that are read and thrown away, so that the client, which sends first, reads the answer.
const THROWN_AWAY: usize = 4 * 1024 * 1024;
/// Maximum time for that.
const THROWING_AWAY: Duration = Duration::from_secs(5);

/// Reads the whole body of a request that may be `most` bytes long.
///
/// # Errors
/// The answer, where the body is larger than this person may send, or takes too long.
pub async fn read(request: Request, most: usize) -> Result<(Parts, Bytes), Response> {
    read_within(request, most, PATIENCE).await
}

async fn read_within(
    request: Request,
    most: usize,
    [with_strangers, with_people]: [Duration; 2],
) -> Result<(Parts, Bytes), Response> {
    let (parts, body) = request.into_parts();
    let signed_in = parts
        .extensions
        .get::<CurrentPerson>()
        .is_some_and(|person| person.0.is_some());
    let (allowed, patience) = match signed_in {
        true => (most, with_people),
        false => (most.min(LARGEST_OF_STRANGERS), with_strangers),
    };
    let announced = announced(&parts.headers);
    if announced.is_some_and(|size| size > allowed) {
        // A person whose session ended has to learn that, and not that the file is too large.
        let error = match announced.is_some_and(|size| size > most) {
            false => AppError::SignedOut,
            true => AppError::TooLarge,
        };
        throw_away(body).await;
        return Err(errors::answer(error).into_response());
    }
    match timeout(patience, to_bytes(body, allowed)).await {
        Ok(Ok(bytes)) => Ok((parts, bytes)),
        Ok(Err(_)) => Err(errors::answer(AppError::TooLarge).into_response()),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response()),
    }
}

/// Around routes that take forms: bodies of `most` bytes at most.
pub async fn bounded(most: usize, request: Request, next: Next) -> Response {
    match read(request, most).await {
        Ok((parts, bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(refused) => refused,
    }
}

/// The size that the head of the request names.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn throw_away(body: Body) {
    let mut left = THROWN_AWAY;
    let mut chunks = body.into_data_stream();
    let reading = async {
        while let Some(Ok(chunk)) = chunks.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    };
    // What takes longer is closed in the client's face.
    let _ = timeout(THROWING_AWAY, reading).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let never = futures::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let request = Request::post("/sign-in").body(Body::from_stream(never)).unwrap();
        let patience = [Duration::from_millis(10), Duration::from_secs(3600)];
        let refused = read_within(request, 1000, patience).await.unwrap_err();
        assert_eq!(refused.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(refused.headers()[header::CONNECTION], "close");
    }
}
