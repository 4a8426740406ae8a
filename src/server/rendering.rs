//! Rendering pages independently of the connection that requested them.
//!
//! If a rendering were dropped before its end, its reactive values would be disposed while tasks still load resources
//! of the page, and these tasks would panic. Therefore every rendering runs to its end; when the browser disconnects,
//! only the answer is dropped.

use std::{future::Future, time::Duration};

use axum::{body::to_bytes, http::header, response::Response};
use domain::error::AppError;
use tokio::{sync::Semaphore, time::timeout};

use super::compression;

/// Maximum number of pages that are rendered at a time. Further requests wait, and leave the queue when they are
/// dropped.
const MAX_AT_ONCE: u32 = 64;
/// Maximum size of a rendered page, in bytes.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;

static TURNS: Semaphore = Semaphore::const_new(MAX_AT_ONCE as usize);

/// Runs a rendering to its end in a task of its own and returns the whole answer, compressed for a client that accepts
/// brotli. A panic of the rendering continues in the caller.
pub async fn to_the_end(
    rendering: impl Future<Output = Response> + Send + 'static,
    brotli: bool,
) -> Result<Response, AppError> {
    let turn = TURNS.acquire().await.map_err(|_| AppError::Unavailable)?;
    let task = tokio::spawn(async move {
        let _turn = turn;
        let (mut parts, body) = rendering.await.into_parts();
        let body = to_bytes(body, LARGEST_PAGE).await.ok()?;
        parts.headers.remove(header::TRANSFER_ENCODING);
        let body = compression::page(&mut parts, body, brotli);
        Some(Response::from_parts(parts, body))
    });
    match task.await {
        Ok(rendered) => rendered.ok_or(AppError::Unavailable),
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(AppError::Unavailable),
        },
    }
}

/// Waits at most `limit` until every rendering has ended. Returns whether all ended.
pub async fn ended(limit: Duration) -> bool {
    timeout(limit, TURNS.acquire_many(MAX_AT_ONCE)).await.is_ok()
}
